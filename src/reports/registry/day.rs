//! `day`: a day at a glance, as one page.

use clap::Args;

use crate::reports::{Asking, Items, Options, Question, Reply, Report, Task, Typed};
use crate::spans::span;
use crate::tables::Duration;
use crate::usage::UsageError;

use super::summary::ServiceLevel;
use super::{check, report};

pub(super) static DAY: Report = Report {
    name: "day",
    about: "A day at a glance, as one page: key figures, queues, waits, users, and every timeline",
    examples: "  segrep day --date yesterday -o day.html
  segrep day --date yesterday --hours 07:00-20:00 --sla 20s -o '{date}.html'",
    options: Options::of::<DayOptions>(),
    items: None,
    folded: Vec::new,
};

#[derive(Debug, Args)]
struct DayOptions {
    /// The longest wait that counts as answered in time [default: `sla` of segrep.toml, else 30s]
    #[arg(long, value_name = "TIME")]
    sla: Option<String>,
    /// The formula of the service level [default: that of the column service_level]
    #[arg(long, value_enum, value_name = "NAME")]
    service_level: Option<ServiceLevel>,
}

/// What the page is asked for.
pub struct DayPage {
    /// The wait within which an answer is in time; `None` if it has a target of its own.
    pub sla: Option<Duration>,
    /// The column of `summary` that is the service level.
    pub level: &'static str,
    /// The options by which `summary` gives it.
    pub options: Vec<String>,
    pub timelines: &'static Items,
    pub findings: &'static Items,
}

impl Asking for DayOptions {
    fn ask(&self, report: &'static Report, _: &Typed) -> Result<Reply, UsageError> {
        let formula = self.service_level.map(ServiceLevel::name);
        let options = [("--sla", self.sla.clone()), ("--service-level", formula)].into_iter();
        let page = DayPage {
            sla: self.sla.as_deref().map(|sla| span(sla, "--sla")).transpose()?,
            level: self.service_level.map_or("service_level", ServiceLevel::column),
            options: options.filter_map(|(name, value)| Some([name.to_owned(), value?])).flatten().collect(),
            timelines: &report::ITEMS,
            findings: &check::FINDINGS,
        };
        Ok(Question {
            name: report.name,
            columns: Vec::new(),
            has_measures: true,
            lists: Vec::new(),
            counts_rings: None,
            compare: Some("week".to_owned()),
            exported: Vec::new(),
            spared: Vec::new(),
            query: None,
            task: Task::Day(Box::new(page)),
        }
        .into())
    }
}
