//! `day`: a day at a glance, as one page.

use clap::Args;

use crate::reports::{Asking, Options, Question, Reply, Report, Task, Typed};
use crate::usage::UsageError;

pub(super) static DAY: Report = Report {
    name: "day",
    about: "A day at a glance, as one page: key figures, queues, waits, users, and every timeline",
    examples: "  segrep day --date yesterday -o day.html
  segrep day --date yesterday --hours 07:00-20:00 --sla 20s -o '{date}.html'",
    options: Options::of::<DayOptions>(),
    items: None,
    folded: Vec::new,
};

/// What the page is asked for.
#[derive(Clone, Debug, Args)]
pub struct DayOptions {
    /// The longest wait that counts as answered in time [default: `sla` of segrep.toml, else 30s]
    #[arg(long, value_name = "TIME")]
    pub sla: Option<String>,
    /// The formula of the service level [default: that of the column service_level]
    #[arg(long, value_name = "NAME", value_parser = ["all", "offered", "no_short", "no_early", "no_abandons"])]
    pub service_level: Option<String>,
}

impl Asking for DayOptions {
    fn ask(&self, report: &'static Report, _: &Typed) -> Result<Reply, UsageError> {
        Ok(Question {
            name: report.name,
            columns: Vec::new(),
            has_measures: true,
            lists: Vec::new(),
            counts_rings: None,
            compare: Some("week".to_owned()),
            exported: Vec::new(),
            spared: Vec::new(),
            task: Task::Day(Box::new(self.clone())),
        }
        .into())
    }
}
