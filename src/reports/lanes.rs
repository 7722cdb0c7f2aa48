//! What happened side by side: a lane for each who took part, over one axis of time. And how it stands in a list.

use crate::tables::Instant;

use super::{Each, SectionColumn, Styled, Tone};

/// A picture of who had something when.
#[derive(Clone, Debug)]
pub(crate) struct Lanes<'r> {
    pub from: Instant,
    pub to: Instant,
    pub lanes: Vec<Lane>,
    /// A stretch for each row of the section's table, in the order of its rows.
    pub stretches: Each<'r, Stretch<'r>>,
    pub marks: Each<'r, Mark<'r>>,
    pub changes: Each<'r, Change>,
}

/// One who took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lane {
    pub name: String,
    /// What kind of party it is.
    pub kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch<'r> {
    /// The number of the lane, from 0.
    pub lane: usize,
    pub from: Instant,
    /// When it ends; `None` while it is open.
    pub to: Option<Instant>,
    pub label: &'r str,
    pub tone: Tone,
    pub look: Look,
}

/// How a stretch is filled, so that it can be told apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Evenly: it has somebody, or nobody.
    Solid,
    /// With stripes: somebody is being asked.
    Striped,
}

/// What stands at the end of a stretch, or of several in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark<'r> {
    /// The number of the first stretch, from 0.
    pub first: usize,
    /// The number of the last stretch, from 0.
    pub last: usize,
    /// What it says, and how it is meant.
    pub says: Styled<'r>,
}

/// Something that changed as a stretch began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The number of the stretch, from 0.
    pub stretch: usize,
    pub label: String,
}

/// One line of a list: what somebody looks for, and what it is sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry<'r> {
    pub at: Styled<'r>,
    pub subject: Styled<'r>,
    pub verdict: Styled<'r>,
    /// What else tells it from others.
    pub about: Vec<Styled<'r>>,
    /// What it is sorted by, one for each title of the [`Outline`]; [`Styled::none`] if there is no value.
    pub measures: Vec<Styled<'r>>,
}

/// What the sections of a report have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outline {
    pub columns: Vec<SectionColumn>,
    /// Those of the reasons, where they are told.
    pub reasons: Vec<SectionColumn>,
    /// What stands above the measures of their entries.
    pub measures: &'static [&'static str],
}
