//! What a document is: for formats that say it beside the rows.

use chrono::{DateTime, Utc};

use clap::ValueEnum;

use crate::cli::{Choosing, Common};
use crate::plain::count;
use crate::pseudonyms::Pseudonyms;
use crate::reports::{INTERACTIONS, Key, PathOf};
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
    /// Whose rings are counted, where whole interactions are chosen by one user or queue, and what counts theirs alone.
    pub(super) rings: Option<String>,
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
        Asked { report: question.name(), rows, rings: whose_rings(question, &options.choosing) }
    }

    /// The same with pseudonyms in place of names.
    pub(super) fn veil(&mut self, pseudonyms: &Pseudonyms) {
        self.rows.iter_mut().for_each(|(_, value)| *value = pseudonyms.text(value).into_owned());
    }

    /// Of a command that has no rows to choose.
    pub(super) fn of_command(report: &'static str) -> Asked {
        Asked { report, rows: Vec::new(), rings: None }
    }

    /// Which rows, in words: `rows where wait_seconds > 30, rows at most 10`.
    pub(super) fn which_rows(&self) -> String {
        let words = self.rows.iter().map(|(name, value)| format!("{} {value}", name.to_lowercase()));
        words.collect::<Vec<_>>().join(", ")
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
        facts.extend(self.rings.iter().map(|rings| ("Rings".to_owned(), rings.clone())));
        facts.extend([
            ("Time zone".to_owned(), format!("{zone}; all dates and times are its local ones")),
            ("Written by".to_owned(), concat!("segrep ", env!("CARGO_PKG_VERSION")).to_owned()),
        ]);
        facts
    }
}

/// Whose rings a report counts where `--user` or `--queue` chose whole interactions. `None` where it counts none, or just
/// those asked for.
fn whose_rings(question: &Question, options: &Choosing) -> Option<String> {
    let (mut of_user, mut at_queue) = (!options.user.is_empty(), !options.queue.is_empty());
    let own = match question {
        Question::Rows { report, .. } if report.name == INTERACTIONS.name => "segrep rings".to_owned(),
        Question::Paths(PathOf::Ring) => "segrep rings".to_owned(),
        Question::Summary { keys, .. } => {
            of_user &= !keys.contains(&Key::User);
            at_queue &= !keys.contains(&Key::User) && !keys.contains(&Key::Queue);
            let missing = [of_user.then_some(Key::User), (at_queue && !of_user).then_some(Key::Queue)];
            let keys = keys.iter().copied().chain(missing.into_iter().flatten());
            let names: Vec<_> = keys.filter_map(|key| key.to_possible_value()).collect();
            let names: Vec<&str> = names.iter().map(|name| name.get_name()).collect();
            format!("segrep summary --by {}", names.join(","))
        }
        _ => return None,
    };
    let (all, only) = match (of_user, at_queue) {
        (true, false) => ("of all users", "of --user"),
        (false, true) => ("at all queues", "at --queue"),
        (true, true) => ("of all users at all queues", "of --user at --queue"),
        (false, false) => return None,
    };
    Some(format!("rings {all} are counted; {own} with the same choice tells those {only}"))
}

/// A moment to the second, with its offset: the hour that a clock change repeats is told apart here.
pub(super) fn moment(at: Instant, zone: Zone) -> String {
    let offset = zone.offset_at(at);
    let sign = if offset < 0 { '-' } else { '+' };
    let civil = DateTime::<Utc>::from_timestamp(at.seconds() + i64::from(offset), 0);
    let civil = civil.map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default();
    format!("{civil} {sign}{:02}:{:02}", offset.abs() / 3600, offset.abs() / 60 % 60)
}
