//! `summary`: interactions counted by queue, day, user and so on, one row per combination that occurs.

mod asked;
mod compare;
mod exported;
mod fold;
mod interactions;
mod intervals;
mod key;
mod key_columns;
mod key_parser;
mod measured;
mod moments;
mod part;
mod query;
mod rings;
mod rows;
mod service_level;
mod sketches;
mod totals;
mod users;

use clap::{Args, ValueEnum};

use crate::distinct::distinct;
use crate::plain::quoted;
use crate::reports::folded::{List, Measured, Scope};
use crate::reports::{Asking, Fold, Headed, Options, Question, Reply, Report, Typed};
use crate::spans::span;
use crate::tables::Duration;
use crate::usage::UsageError;

use asked::SummaryAsked;
use compare::Compared;
use fold::Summary;
use key::Key;
use key_columns::USER;
use key_parser::KeyParser;
use measured::columns;
pub(super) use service_level::ServiceLevel;

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
        (
            "summary --by user",
            USER.iter().chain(users::COLUMNS.iter().flat_map(|part| Measured::columns(part))).collect(),
        ),
        ("summary --by (others)", interactions::COLUMNS.iter().flat_map(|part| Measured::columns(part)).collect()),
        ("summary --compare", compare::own_columns()),
        ("summary --service-level", service_level::COLUMNS.iter().flat_map(|level| Measured::columns(level)).collect()),
    ]
}

#[derive(Debug, Args)]
struct SummaryOptions {
    /// What each row is about; separate several keys by commas. Also a column of the exports, as segment.X, interaction.X,
    /// queue.X, user.X or organization.X
    #[arg(long, value_parser = KeyParser, value_delimiter = ',', required = true, value_name = "KEY,…")]
    by: Vec<Key>,
    /// The longest wait that counts as answered in time; of several, separated by commas, each has columns of its own
    /// [default: `sla` of segrep.toml, else 30s]
    #[arg(long, value_name = "TIME", value_delimiter = ',')]
    sla: Vec<String>,
    /// The longest wait after which an abandonment counts as short
    #[arg(long, value_name = "TIME", default_value = "5s")]
    short_abandon: String,
    /// More service levels, with what answers in time are divided by; separate several by commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "NAME,…")]
    service_level: Vec<ServiceLevel>,
    /// The length of intervals, for --by interval
    #[arg(long, value_name = "TIME", default_value = "30m")]
    interval: String,
    /// Rows also for intervals without an interaction, from the first to the last of the chosen time
    #[arg(long)]
    all_intervals: bool,
    /// Beside each value that of another period: previous, week (seven days earlier), year (364 days earlier), typical (the
    /// same weekdays of the four weeks before), a day or period as --date takes it, or T..T
    #[arg(long, value_name = "P")]
    compare: Option<String>,
    /// How many interactions or rings are enough to tell a change
    #[arg(long, value_name = "N", default_value_t = 30)]
    min_count: u64,
}

impl SummaryOptions {
    /// The waits within which an answer is in time, with how they are named in columns.
    fn slas(&self) -> Result<Vec<(Duration, String)>, UsageError> {
        let mut slas: Vec<(Duration, String)> = Vec::new();
        for text in &self.sla {
            let sla = span(text, "--sla")?;
            if slas.iter().any(|(known, _)| *known == sla) {
                return Err(UsageError::new(format!("--sla: {} is given twice", quoted(text))).hint("once is enough"));
            }
            if self.sla.len() > 1 && sla.micros() % 1000 != 0 {
                let problem = format!("--sla: {} has parts of a millisecond", quoted(text));
                return Err(UsageError::new(problem).hint("the columns of several are named by whole milliseconds"));
            }
            let millis = sla.micros() / 1000;
            let name = if millis % 1000 == 0 { format!("{}s", millis / 1000) } else { format!("{millis}ms") };
            slas.push((sla, name));
        }
        Ok(slas)
    }
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
        let slas = self.slas()?;
        if self.all_intervals && !keys.contains(&Key::Interval) {
            let problem = "--all-intervals: rows are not by interval";
            return Err(UsageError::new(problem).hint("--by interval makes them so, alone or with other keys"));
        }
        let short_abandon = span(&self.short_abandon, "--short-abandon")?;
        let service_levels = distinct(self.service_level.iter().copied());
        if keys.iter().any(|key| key.is_of_users()) && !service_levels.is_empty() {
            let problem = "--service-level: users have none, as an interaction waits for a queue";
            return Err(UsageError::new(problem).hint("leave user out of --by"));
        }
        let list = List { option: "--by", given: key::names(&keys), takes: |word| Key::from_str(word, true).is_ok() };
        let names = key::names(&keys);
        let exported = keys.iter().filter_map(|key| if let Key::Exported(key) = key { Some(key.name()) } else { None });
        let exported = exported.map(str::to_owned).collect();
        let (has_all_intervals, min_count) = (self.all_intervals, self.min_count);
        let asked = SummaryAsked { keys, slas, short_abandon, service_levels, interval, has_all_intervals, min_count };
        let spared = Question::SPARED.into_iter().filter(|field| !asked.needs(*field)).collect();
        let query = if self.compare.is_none() && !asked.has_all_intervals { query::query(&asked) } else { None };
        let columns = if self.compare.is_some() { compare::columns(&asked) } else { columns(&asked) };
        let start = move |scope: &Scope| -> Box<dyn Fold> {
            match &scope.comparison {
                Some(comparison) => Box::new(Compared::new(&asked, scope, comparison)),
                None => Box::new(Summary::new(asked.clone(), scope.clone())),
            }
        };
        Ok(Question {
            has_measures: true,
            lists: vec![list],
            counts_rings: Some(names),
            compare: self.compare.clone(),
            exported,
            spared,
            query,
            ..Question::folding(report.name, columns, Box::new(start))
        }
        .into())
    }
}
