//! What is counted of rings, in every summary.

use crate::reports::columns::NO_RINGS;
use crate::reports::{Cell, Column, Spread};
use crate::tables::{Duration, Response, Sum};
use crate::timelines::{Ring, Timeline};

#[derive(Clone, Debug, Default)]
pub(super) struct RingTotals {
    pub(super) rings: u64,
    pub(super) accepted: u64,
    pub(super) rejected: u64,
    pub(super) ignored: u64,
    pub(super) clear: u64,
    pub(super) unknown: u64,
    pub(super) withdrawn: u64,
    pub(super) still_ringing: u64,
    pub(super) accepted_seconds: Spread,
    pub(super) unaccepted_seconds: Sum,
}

/// A count or sum over interactions; blank if it is known of none of them.
pub(super) fn told(cell: Cell<'static>, unknown: u64, of: u64) -> Cell<'static> {
    if of > 0 && unknown == of { Cell::Blank } else { cell }
}

impl RingTotals {
    /// A ring, with its length where that is possible.
    pub(super) fn add(&mut self, timeline: &Timeline<'_>, ring: &Ring, seconds: Option<Duration>) {
        self.rings += 1;
        let response = ring.response.map(|(response, _)| response);
        *match response {
            Some(Response::Accepted) => &mut self.accepted,
            Some(Response::Rejected) => &mut self.rejected,
            Some(Response::Ignored) => &mut self.ignored,
            Some(Response::Clear) => &mut self.clear,
            None => &mut self.unknown,
        } += 1;
        self.withdrawn += u64::from(ring.withdrawn);
        self.still_ringing += u64::from(timeline.is_still_ringing(ring));
        if response == Some(Response::Accepted) {
            self.accepted_seconds.add(seconds);
        } else {
            self.unaccepted_seconds += seconds.unwrap_or_default();
        }
    }

    pub(super) fn merge(&mut self, later: RingTotals) {
        self.rings += later.rings;
        self.accepted += later.accepted;
        self.rejected += later.rejected;
        self.ignored += later.ignored;
        self.clear += later.clear;
        self.unknown += later.unknown;
        self.withdrawn += later.withdrawn;
        self.still_ringing += later.still_ringing;
        self.accepted_seconds.merge(later.accepted_seconds);
        self.unaccepted_seconds += later.unaccepted_seconds;
    }
}

pub(super) const ACCEPTED: Column =
    Column::count("accepted", "Rings with the response accepted.").blank(NO_RINGS).from("counted");

pub(super) const REJECTED: Column =
    Column::count("rejected", "Rings with the response rejected.").blank(NO_RINGS).from("counted");

pub(super) const IGNORED: Column =
    Column::count("ignored", "Rings with the response ignored.").blank(NO_RINGS).from("counted");

pub(super) const CLEAR: Column =
    Column::count("clear", "Rings with the response clear: the user took no action.").blank(NO_RINGS).from("counted");

pub(super) const UNKNOWN: Column =
    Column::count("unknown", "Rings without a known response.").blank(NO_RINGS).from("counted");

pub(super) const WITHDRAWN: Column = Column::count(
    "withdrawn",
    "Rings that could not have been taken any more: the customer had gone, or somebody else was quicker.",
)
.blank(NO_RINGS)
.from("counted");
