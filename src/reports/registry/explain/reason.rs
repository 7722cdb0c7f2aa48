//! A reason: what something of an interaction is, the rule as it applied, and what it rests on.

use std::borrow::Cow;

use crate::reports::Cell;
use crate::tables::Place;
use crate::timelines::Timeline;

/// Why something of an interaction is what it is.
pub(super) struct Reason<'r> {
    pub(super) measure: &'static str,
    /// The number, from 0, of the ring that it is about.
    pub(super) ring: Option<usize>,
    pub(super) value: Cell<'r>,
    pub(super) rule: Cow<'r, str>,
    /// The numbers, from 0, of the segments that it rests on.
    pub(super) segments: Vec<usize>,
    /// Other records that it rests on.
    pub(super) rows: Vec<Place>,
}

impl<'r> Reason<'r> {
    pub(super) fn new(measure: &'static str, value: impl Into<Cell<'r>>, rule: impl Into<Cow<'r, str>>) -> Reason<'r> {
        Reason { measure, ring: None, value: value.into(), rule: rule.into(), segments: Vec::new(), rows: Vec::new() }
    }

    pub(super) fn of_ring(self, ring: usize) -> Reason<'r> {
        Reason { ring: Some(ring), ..self }
    }

    pub(super) fn resting_on(self, segments: impl IntoIterator<Item = usize>) -> Reason<'r> {
        Reason { segments: segments.into_iter().collect(), ..self }
    }

    /// Rests on the interaction's own row, if it has one.
    pub(super) fn resting_on_row_of(self, timeline: &Timeline<'_>) -> Reason<'r> {
        Reason { rows: timeline.row.into_iter().collect(), ..self }
    }

    /// Where the records that it rests on are. Stages of one row are one record.
    pub(super) fn places(&self, timeline: &Timeline<'_>) -> Vec<Place> {
        let segments = self.segments.iter().map(|at| timeline.stages[*at].place);
        let mut places: Vec<Place> = segments.chain(self.rows.iter().copied()).collect();
        places.dedup();
        places
    }

    /// Says that averages and sums leave it out, if so.
    pub(super) fn impossible_if(mut self, is_impossible: bool) -> Reason<'r> {
        if is_impossible {
            self.rule.to_mut().push_str("; impossible, as clocks were wrong: it is in no average, maximum or sum");
        }
        self
    }
}
