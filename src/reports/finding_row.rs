//! Rows about what is wrong with the exports.

use std::borrow::Cow;

use crate::audit::Finding;
use crate::timelines::Timeline;

use super::Row;

/// A finding with where it is.
#[derive(Clone, Debug)]
pub struct FindingRow<'r> {
    pub(crate) finding: &'r Finding,
    /// The timeline in which it was found; `None` if it was found outside of them.
    pub timeline: Option<&'r Timeline<'r>>,
    pub interaction_id: Option<&'r str>,
    pub file: Option<Cow<'r, str>>,
    pub line: Option<u64>,
}

impl<'r> FindingRow<'r> {
    /// The row about the interaction in which it was found.
    pub(super) fn row(&self) -> Option<Row<'r>> {
        self.timeline.map(|timeline| Row { timeline, at: 0, number: 1 })
    }
}
