//! What is counted of rings, in every summary.

use crate::reports::columns::NO_RINGS;
use crate::reports::folded::Measured;
use crate::reports::{Cell, Column};
use crate::tables::{Duration, Response};
use crate::timelines::{Ring, Timeline};

use super::totals::{Count, Length, Totals, told};

impl Totals {
    /// A ring, with its length where that is possible.
    pub(super) fn add_ring(&mut self, timeline: &Timeline<'_>, ring: &Ring, seconds: Option<Duration>) {
        let response = ring.response.map(|(response, _)| response);
        let counted = match response {
            Some(Response::Accepted) => Count::Accepted,
            Some(Response::Rejected) => Count::Rejected,
            Some(Response::Ignored) => Count::Ignored,
            Some(Response::Clear) => Count::Clear,
            None => Count::Unknown,
        };
        self.count(Count::Rings, true);
        self.count(counted, true);
        self.count(Count::Withdrawn, ring.withdrawn);
        self.count(Count::StillRinging, timeline.is_still_ringing(ring));
        if response == Some(Response::Accepted) {
            self.accepted_seconds.add(seconds);
        } else {
            self.add(Length::Unaccepted, seconds.map(Into::into));
        }
    }

    pub(super) fn of_rings(&self, count: Count) -> Cell<'static> {
        told(self.cell(count), self.of(Count::RingsUnknown), self.of(Count::Interactions))
    }
}

const fn rings(name: &'static str, meaning: &'static str, cell: fn(&mut Totals) -> Cell<'static>) -> Measured<Totals> {
    Column::count(name, meaning).blank(NO_RINGS).from("counted").measured(cell)
}

/// Rings by response, and those that were withdrawn.
pub(super) static BY_RESPONSE: [Measured<Totals>; 6] = [
    rings("accepted", "Rings with the response accepted.", |all| all.of_rings(Count::Accepted)),
    rings("rejected", "Rings with the response rejected.", |all| all.of_rings(Count::Rejected)),
    rings("ignored", "Rings with the response ignored.", |all| all.of_rings(Count::Ignored)),
    rings("clear", "Rings with the response clear: the user took no action.", |all| all.of_rings(Count::Clear)),
    rings("unknown", "Rings without a known response.", |all| all.of_rings(Count::Unknown)),
    rings(
        "withdrawn",
        "Rings that could not have been taken any more: the customer had gone, or somebody else was quicker.",
        |all| all.of_rings(Count::Withdrawn),
    ),
];
