//! What happened side by side: a lane for each who took part, over one axis of time. And how it stands in a list.

use crate::tables::Instant;

use super::{SectionColumn, Styled, Tone};

/// A picture of who had something when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lanes<'r> {
    /// The first moment of the axis.
    pub from: Instant,
    /// Its last moment.
    pub to: Instant,
    /// The lanes, from above.
    pub lanes: Vec<Lane>,
    /// A stretch for each row of the section's table, in the order of its rows.
    pub stretches: Vec<Stretch<'r>>,
    /// What stands at stretches.
    pub marks: Vec<Mark<'r>>,
    /// What changed, on the axis.
    pub changes: Vec<Change>,
}

/// One who took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The name.
    pub name: String,
    /// What kind of party it is.
    pub kind: &'static str,
}

/// A part of a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch<'r> {
    /// The number of the lane, from 0.
    pub lane: usize,
    /// When it begins.
    pub from: Instant,
    /// When it ends; `None` while it is open.
    pub to: Option<Instant>,
    /// What it is.
    pub label: &'r str,
    /// How it is meant.
    pub tone: Tone,
    /// How it is filled.
    pub look: Look,
}

/// How a stretch is filled, so that it can be told apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Evenly: it has somebody, or nobody.
    Solid,
    /// With stripes: somebody is being asked.
    Striped,
}

/// What stands at the end of a stretch, or of several in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark<'r> {
    /// The number of the first stretch, from 0.
    pub first: usize,
    /// The number of the last stretch, from 0.
    pub last: usize,
    /// What it says, and how it is meant.
    pub says: Styled<'r>,
}

/// Something that changed as a stretch began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The number of the stretch, from 0.
    pub stretch: usize,
    /// From what to what.
    pub label: String,
}

/// One line of a list: what somebody looks for, and what it is sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'r> {
    /// When it began.
    pub at: Styled<'r>,
    /// What it is.
    pub subject: Styled<'r>,
    /// How it went.
    pub verdict: Styled<'r>,
    /// What else tells it from others.
    pub about: Vec<Styled<'r>>,
    /// What it is sorted by, one for each title of the [`Outline`]; [`Styled::none`] if there is no value.
    pub measures: Vec<Styled<'r>>,
}

/// What the sections of a report have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The columns of their tables.
    pub columns: Vec<SectionColumn>,
    /// What stands above the measures of their entries.
    pub measures: &'static [&'static str],
}
