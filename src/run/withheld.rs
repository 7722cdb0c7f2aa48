//! Reports that are made but replace no file: an empty or partial one must not replace a complete one.

use std::fmt;

use crate::messages::Messages;
use crate::tables::{Duration, Instant, Table, Zone};

use super::coverage::moment;
use super::files::Files;

pub(super) enum Withheld {
    /// Nothing matches what was asked for by id, name or word. Each has been reported.
    Unknown,
    /// The exports end too long before the chosen interval.
    Stale,
    /// There are no rows, and --fail-if-empty was given.
    Empty,
}

impl Withheld {
    /// Says why, and what happens to the files.
    pub(super) fn say(&self, reach: &Reach, files: &Files, messages: &mut Messages<'_>) {
        let fate = files.fate();
        let and = |problem: String| match &fate {
            Some(fate) => format!("{problem}; {fate}"),
            None => problem,
        };
        match self {
            Withheld::Unknown if fate.is_none() => {}
            Withheld::Unknown => messages.warning(and("nothing answers to what was asked for".to_owned())),
            Withheld::Stale => {
                let hint = "an export may be missing or incomplete; --fail-if-stale=AGE allows for hours without work";
                messages.missing(and(format!("the exports end too early: {reach}")), Some(hint.to_owned()));
            }
            Withheld::Empty => {
                let reach = if reach.end.is_some() { format!(": {reach}") } else { String::new() };
                let hint = "--fail-if-empty asks for this status".to_owned();
                messages.missing(and(format!("nothing is reported{reach}")), Some(hint));
            }
        }
    }
}

/// How far the exports reach, compared with the chosen interval.
pub(super) struct Reach {
    /// The newest time in each table that has times; `None` if it has no rows.
    pub(super) newest: Vec<(Table, Option<Instant>)>,
    pub(super) end: Option<Instant>,
    pub(super) zone: Zone,
}

impl Reach {
    /// Whether a table ends more than `age` before the interval does.
    pub(super) fn is_stale(&self, age: Duration) -> bool {
        let is_early = |end: Instant, newest: Option<Instant>| newest.is_none_or(|newest| end - newest > age);
        self.end.is_some_and(|end| self.newest.iter().any(|(_, newest)| is_early(end, *newest)))
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let newest = |(table, newest): &(Table, Option<Instant>)| {
            let noun = table.name().trim_end_matches('s');
            newest.map_or(format!("no {noun}"), |at| format!("newest {noun} {}", moment(at, self.zone)))
        };
        let newest: Vec<String> = self.newest.iter().map(newest).collect();
        f.write_str(&newest.join(", "))?;
        match self.end {
            Some(end) => write!(f, ", end of the interval {}", moment(end, self.zone)),
            None => Ok(()),
        }
    }
}
