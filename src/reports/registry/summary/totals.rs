//! What is counted for a row of a summary, and for all of them.

use crate::reports::{Cell, Spread};
use crate::tables::Sum;

/// What there is a number of.
#[derive(Clone, Copy)]
pub(super) enum Count {
    Interactions,
    Answered,
    Unanswered,
    Exited,
    Open,
    OutcomeUnknown,
    AnsweredInSla,
    /// Unanswered and exited ones that never waited for anybody.
    NotQueued,
    Abandoned,
    AbandonedInSla,
    ShortAbandoned,
    /// Answered after nobody knows how long.
    SlaUnknown,
    Transfers,
    /// Interactions that don't tell of rings.
    RingsUnknown,
    Rings,
    Accepted,
    Rejected,
    Ignored,
    Clear,
    Unknown,
    Withdrawn,
    StillRinging,
    /// Segments of users.
    Segments,
    /// Those of interactions that don't tell of handling; without users, such interactions.
    HandlingUnknown,
    /// Interactions that users handled.
    Handled,
}

/// What takes time.
#[derive(Clone, Copy)]
pub(super) enum Length {
    Talk,
    Hold,
    WrapUp,
    Handle,
    /// Rings without the response accepted.
    Unaccepted,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    counts: [u64; Count::Handled as usize + 1],
    /// Each with how many there are.
    lengths: [(Sum, u64); Length::Unaccepted as usize + 1],
    /// Of answered interactions.
    pub(super) waits: Spread,
    /// Of abandoned ones.
    pub(super) abandon_waits: Spread,
    pub(super) accepted_seconds: Spread,
    /// How many were answered and abandoned within each of several waits; empty of one.
    pub(super) in_slas: Vec<[u64; 2]>,
    /// Whether the segments have reasons, without which nobody knows of transfers.
    pub(super) has_reasons: bool,
    /// The number of the last interaction that counted as handled; each part of the timelines has numbers of its own.
    handled: u64,
}

impl Totals {
    pub(super) fn count(&mut self, what: Count, more: impl Into<u64>) {
        self.counts[what as usize] += more.into();
    }

    /// Counts an interaction as handled, once, if nothing of another is counted in between.
    pub(super) fn count_handled(&mut self, interaction: u64) {
        if self.handled != interaction {
            self.handled = interaction;
            self.count(Count::Handled, true);
        }
    }

    pub(super) fn add(&mut self, what: Length, length: Option<Sum>) {
        let (sum, count) = &mut self.lengths[what as usize];
        *sum += length.unwrap_or_default();
        *count += u64::from(length.is_some());
    }

    pub(super) fn merge(&mut self, later: Totals) {
        self.counts.iter_mut().zip(later.counts).for_each(|(known, more)| *known += more);
        for ((sum, count), (more, of)) in self.lengths.iter_mut().zip(later.lengths) {
            *sum += more;
            *count += of;
        }
        self.waits.merge(later.waits);
        self.abandon_waits.merge(later.abandon_waits);
        self.accepted_seconds.merge(later.accepted_seconds);
        self.in_slas.resize(self.in_slas.len().max(later.in_slas.len()), [0; 2]);
        for (known, more) in self.in_slas.iter_mut().zip(later.in_slas) {
            known.iter_mut().zip(more).for_each(|(known, more)| *known += more);
        }
    }

    /// Counts answers and abandons in time by another of several waits.
    pub(super) fn turn_to_sla(&mut self, at: usize) {
        let [answered, abandoned] = self.in_slas.get(at).copied().unwrap_or_default();
        self.counts[Count::AnsweredInSla as usize] = answered;
        self.counts[Count::AbandonedInSla as usize] = abandoned;
    }

    pub(super) fn of(&self, what: Count) -> u64 {
        self.counts[what as usize]
    }

    pub(super) fn cell(&self, what: Count) -> Cell<'static> {
        Cell::Count(self.of(what))
    }

    pub(super) fn sum(&self, what: Length) -> Sum {
        self.lengths[what as usize].0
    }

    /// How many lengths there are.
    pub(super) fn number(&self, what: Length) -> u64 {
        self.lengths[what as usize].1
    }

    pub(super) fn average(&self, what: Length) -> Cell<'static> {
        let (sum, count) = self.lengths[what as usize];
        Cell::average(sum, count)
    }

    /// A count or sum of handling, of users' segments or of interactions.
    pub(super) fn of_handling(&self, cell: Cell<'static>) -> Cell<'static> {
        told(cell, self.of(Count::HandlingUnknown), self.of(Count::Segments) + self.of(Count::Interactions))
    }
}

/// A count or sum over interactions; blank if it is known of none of them.
pub(super) fn told(cell: Cell<'static>, unknown: u64, of: u64) -> Cell<'static> {
    if of > 0 && unknown == of { Cell::Blank } else { cell }
}
