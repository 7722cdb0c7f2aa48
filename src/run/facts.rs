//! What a document is: for formats that say it beside the rows.

use chrono::{DateTime, Utc};

use crate::cli::Common;
use crate::plain::count;
use crate::pseudonyms::Pseudonyms;
use crate::tables::{Instant, Zone};
use crate::timelines::Tally;

use super::Question;

/// Names and values, in the order in which they are told.
pub(super) type Facts = [(String, String)];

/// What is known of a document before anything is read.
pub(super) struct Asked {
    /// The report's name.
    pub(super) report: &'static str,
    /// Which of its rows, as it was asked.
    rows: Vec<(String, String)>,
}

impl Asked {
    /// What the options say.
    pub(super) fn new(question: &Question, options: &Common) -> Asked {
        let mut rows = Vec::new();
        let mut say = |name: &str, value: String| {
            if !value.is_empty() {
                rows.push((name.to_owned(), value));
            }
        };
        say("Rows where", options.rows.conditions.join(" and "));
        say("Sorted by", options.rows.sort.join(", "));
        say("Rows at most", options.rows.limit.map(count).unwrap_or_default());
        Asked { report: question.name(), rows }
    }

    /// The same with pseudonyms in place of names.
    pub(super) fn veil(&mut self, pseudonyms: &Pseudonyms) {
        self.rows.iter_mut().for_each(|(_, value)| *value = pseudonyms.text(value).into_owned());
    }

    /// Of a command that has no rows to choose.
    pub(super) fn of_command(report: &'static str) -> Asked {
        Asked { report, rows: Vec::new() }
    }

    /// All that is known at the end.
    pub(super) fn facts(&self, tally: &Tally, about: &str, zone: Zone) -> Vec<(String, String)> {
        let period = match tally.created {
            Some((first, last)) => format!("created from {} to {}", moment(first, zone), moment(last, zone)),
            None => "none".to_owned(),
        };
        let chosen = if about.is_empty() { "all" } else { about };
        let mut facts: Vec<(String, String)> = [
            ("Report", self.report.to_owned()),
            ("Interactions", count(tally.interactions)),
            ("Period", period),
            ("Chosen", chosen.to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        facts.extend(self.rows.iter().cloned());
        facts.extend([
            ("Time zone".to_owned(), format!("{zone}; all dates and times are its local ones")),
            ("Written by".to_owned(), concat!("segrep ", env!("CARGO_PKG_VERSION")).to_owned()),
        ]);
        facts
    }
}

/// A moment to the second, with its offset: the hour that a clock change repeats is told apart here.
fn moment(at: Instant, zone: Zone) -> String {
    let offset = zone.offset_at(at);
    let sign = if offset < 0 { '-' } else { '+' };
    let civil = DateTime::<Utc>::from_timestamp(at.seconds() + i64::from(offset), 0);
    let civil = civil.map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default();
    format!("{civil} {sign}{:02}:{:02}", offset.abs() / 3600, offset.abs() / 60 % 60)
}
