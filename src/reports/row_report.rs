//! What a report is that lists something of each timeline.

use crate::timelines::Timeline;

use super::{Column, Row};

/// A report that lists something of each timeline.
#[derive(Debug)]
pub struct RowReport {
    /// What stands above it, for people.
    pub title: &'static str,
    /// One of the things that it lists.
    pub noun: &'static str,
    /// Its columns in files, in order. New ones are only ever added at the end.
    pub columns: &'static [Column],
    /// Those that people are shown.
    pub for_people: &'static [&'static str],
    /// What its rows are about.
    pub about: About,
    /// Whether it is about what interactions amount to.
    pub has_measures: bool,
    /// Gives its rows of a timeline, in order; none of `check`, as findings are no part of timelines.
    pub rows: for<'r> fn(&'r Timeline<'r>, &mut dyn FnMut(Row<'r>)),
}

/// What the rows of a report are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A segment each.
    Segment,
    /// A ring each, and so its first segment.
    Ring,
    /// A status change each, and so the segment that begins it.
    Change,
    /// An interaction each, and so no segment of it.
    Interaction,
    /// A finding each, about anything.
    Finding,
}

impl About {
    /// Whether a row is about a segment, so that any exported column can be asked for.
    pub fn has_segment(self) -> bool {
        !matches!(self, About::Interaction | About::Finding)
    }
}
