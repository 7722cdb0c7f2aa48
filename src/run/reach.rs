//! How far the exports reach, compared with the chosen interval.

use std::fmt;

use crate::choices::Interval;
use crate::messages::Messages;
use crate::tables::{Duration, Instant, Table, Zone};

use super::coverage::moment;

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

/// How long interactions at the edges of an interval go on beyond it, more or less.
const EDGE: Duration = Duration::from_seconds(3600);

/// Notes where the exports begin or end in the chosen interval or too close to it to hold all of its interactions.
/// `known` are the first and last moments that they tell of.
pub(super) fn note_edges(known: [Option<Instant>; 2], interval: Interval, zone: Zone, messages: &mut Messages<'_>) {
    let [first, last] = known;
    let begin = first.filter(|first| *first > interval.start - EDGE && *first < interval.end);
    let end = last.filter(|last| *last < interval.end + EDGE && *last >= interval.start);
    let edge = |verb, at: Option<Instant>| at.map(|at| format!("{verb} {}", moment(at, zone)));
    let edges: Vec<String> = [edge("begin", begin), edge("end", end)].into_iter().flatten().collect();
    if !edges.is_empty() {
        let edges = edges.join(" and ");
        messages.note(format!(
            "the exports {edges}, in the chosen interval or within an hour of it: interactions there may be cut off"
        ));
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
