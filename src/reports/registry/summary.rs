//! `summary`: interactions counted by queue, day, user and so on, one row per combination that occurs.

mod fold;
mod interactions;
mod key;
mod rings;
mod sketches;
mod totals;
mod users;

use clap::{Args, ValueEnum};

use crate::distinct::distinct;
use crate::plain::value_names;
use crate::reports::folded::{List, Scope};
use crate::reports::{Asking, Fold, Headed, Options, Question, Reply, Report};
use crate::spans::span;
use crate::tables::Duration;
use crate::usage::UsageError;

use fold::{Summary, SummaryAsked, columns};
use key::Key;

pub(super) static SUMMARY: Report = Report {
    name: "summary",
    about: "Interactions and rings by user, queue, day …",
    examples: "  segrep summary --by user --date last-week
  segrep summary --by queue,hour --direction Inbound --sla 20s
  segrep summary --by day --since 2026-11 -o days.csv",
    options: Options::of::<SummaryOptions>(),
    items: None,
    folded,
};

/// Its columns: those of the keys, then those of what is counted.
fn folded() -> Vec<Headed> {
    let keys = Key::value_variants().iter().filter(|key| **key != Key::User).flat_map(|key| key.columns());
    vec![
        ("summary --by (the keys)", keys.collect()),
        ("summary --by user", columns(&[Key::User]).collect()),
        ("summary --by (others)", columns(&[]).collect()),
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
    /// The length of intervals, for --by interval
    #[arg(long, value_name = "TIME", default_value = "30m")]
    interval: String,
}

impl Asking for SummaryOptions {
    fn ask(&self, report: &'static Report) -> Result<Reply, UsageError> {
        let keys = distinct(self.by.iter().copied());
        let interval = span(&self.interval, "--interval")?;
        if interval <= Duration::ZERO {
            return Err(UsageError::new("--interval: an interval has a length").hint("as in 30m"));
        }
        let sla = span(&self.sla, "--sla")?;
        let list = List { option: "--by", given: value_names(&keys), takes: |word| Key::from_str(word, true).is_ok() };
        let (names, columns) = (value_names(&keys), columns(&keys));
        let asked = SummaryAsked { keys: keys.clone(), sla, interval };
        let start = move |scope: &Scope| -> Box<dyn Fold> { Box::new(Summary::new(asked.clone(), scope.clone())) };
        Ok(Reply::Question(Question {
            has_measures: true,
            lists: vec![list],
            counts_rings: Some(names),
            ..Question::folding(report.name, columns, Box::new(start))
        }))
    }
}
