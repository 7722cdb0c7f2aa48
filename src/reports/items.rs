//! Reports that list something of each timeline.

use crate::timelines::Timeline;

use super::{Column, Row};

/// What a report lists.
#[derive(Debug)]
pub struct Items {
    /// What stands above them, for people.
    pub title: &'static str,
    /// What one of them is called.
    pub noun: &'static str,
    /// Their columns in files, in order. New ones are only ever added at the end.
    pub columns: &'static [Column],
    /// Those that people are shown, what matters most first, with spaces between.
    pub for_people: &'static str,
    pub about: About,
    /// Whether they are about what interactions amount to.
    pub has_measures: bool,
    /// What people are shown, unless they choose rows or columns.
    pub shown: Shown,
    /// Passes on the rows of a timeline, in order.
    pub rows: for<'r> fn(&'r Timeline<'r>, &mut dyn FnMut(Row<'r>)),
}

/// What people are shown of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Its rows.
    Rows,
    /// Drawn timelines.
    Timelines,
    /// Drawn timelines, each with the reasons of what it came to.
    Explained,
}

/// What the rows of a report are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
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
