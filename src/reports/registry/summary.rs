//! `summary`: interactions counted by queue, day, user and so on, one row per combination that occurs.

mod asked;
mod compare;
mod fold;
mod interactions;
mod key;
mod rings;
mod service_level;
mod sketches;
mod totals;
mod users;

use clap::{Args, ValueEnum};

use crate::distinct::distinct;
use crate::plain::value_names;
use crate::reports::folded::{List, Measured, Scope};
use crate::reports::{Asking, Fold, Headed, Options, Question, Reply, Report, Typed};
use crate::spans::span;
use crate::tables::Duration;
use crate::usage::UsageError;

use asked::SummaryAsked;
use compare::Compared;
use fold::{Summary, columns};
use key::Key;
use service_level::ServiceLevel;

pub(super) static SUMMARY: Report = Report {
    name: "summary",
    about: "Interactions and rings by user, queue, day …",
    examples: "  segrep summary --by user --date last-week
  segrep summary --by queue,hour --direction Inbound --sla 20s
  segrep summary --by day --since 2026-11 -o days.csv
  segrep summary --by queue --date yesterday --compare week",
    options: Options::of::<SummaryOptions>(),
    items: None,
    folded,
};

/// Its columns: those of the keys, then those of what is counted.
fn folded() -> Vec<Headed> {
    let keys = Key::value_variants().iter().filter(|key| **key != Key::User).flat_map(|key| key.columns());
    vec![
        ("summary --by (the keys)", keys.collect()),
        ("summary --by user", columns(&[Key::User], &[])),
        ("summary --by (others)", columns(&[], &[])),
        ("summary --compare", compare::own_columns()),
        ("summary --service-level", service_level::COLUMNS.iter().flat_map(|level| Measured::columns(level)).collect()),
    ]
}

#[derive(Debug, Args)]
struct SummaryOptions {
    /// What each row is about; separate several keys by commas
    #[arg(long, value_enum, value_delimiter = ',', required = true, value_name = "KEY,…")]
    by: Vec<Key>,
    /// The longest wait that counts as answered in time
    #[arg(long, value_name = "TIME", default_value = "30s")]
    sla: String,
    /// The longest wait after which an abandonment counts as short
    #[arg(long, value_name = "TIME", default_value = "5s")]
    short_abandon: String,
    /// More service levels, with what answers in time are divided by; separate several by commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "NAME,…")]
    service_level: Vec<ServiceLevel>,
    /// The length of intervals, for --by interval
    #[arg(long, value_name = "TIME", default_value = "30m")]
    interval: String,
    /// Beside each value that of another period: previous, week (seven days earlier), year (364 days earlier), typical (the
    /// same weekdays of the four weeks before), a day or period as --date takes it, or T..T
    #[arg(long, value_name = "P")]
    compare: Option<String>,
    /// How many interactions or rings are enough to tell a change
    #[arg(long, value_name = "N", default_value_t = 30)]
    min_count: u64,
}

impl Asking for SummaryOptions {
    fn ask(&self, report: &'static Report, _: &Typed) -> Result<Reply, UsageError> {
        let keys = distinct(self.by.iter().copied());
        if keys.contains(&Key::All) && keys.len() > 1 {
            return Err(UsageError::new("--by: all stands alone").hint("leave it out: other keys have a row for each"));
        }
        let interval = span(&self.interval, "--interval")?;
        if interval <= Duration::ZERO {
            return Err(UsageError::new("--interval: an interval has a length").hint("as in 30m"));
        }
        let sla = span(&self.sla, "--sla")?;
        let short_abandon = span(&self.short_abandon, "--short-abandon")?;
        let service_levels = distinct(self.service_level.iter().copied());
        if keys.contains(&Key::User) && !service_levels.is_empty() {
            let problem = "--service-level: users have none, as an interaction waits for a queue";
            return Err(UsageError::new(problem).hint("leave user out of --by"));
        }
        let list = List { option: "--by", given: value_names(&keys), takes: |word| Key::from_str(word, true).is_ok() };
        let names = value_names(&keys);
        let columns = match &self.compare {
            Some(_) => compare::columns(&keys, &service_levels),
            None => columns(&keys, &service_levels).into_iter().cloned().collect(),
        };
        let asked = SummaryAsked { keys, sla, short_abandon, service_levels, interval, min_count: self.min_count };
        let start = move |scope: &Scope| -> Box<dyn Fold> {
            match &scope.comparison {
                Some(comparison) => Box::new(Compared::new(&asked, scope, comparison)),
                None => Box::new(Summary::new(asked.clone(), scope.clone())),
            }
        };
        Ok(Reply::Question(Question {
            has_measures: true,
            lists: vec![list],
            counts_rings: Some(names),
            compare: self.compare.clone(),
            ..Question::folding(report.name, columns, Box::new(start))
        }))
    }
}
