//! What is counted of users: the columns of summaries with users among their keys.

use crate::reports::folded::{Measured, PERCENTILE};
use crate::reports::{Cell, Column};
use crate::tables::{Duration, Status, Sum};
use crate::timelines::Stage;

use super::rings::{ACCEPTED, CLEAR, IGNORED, REJECTED, RingTotals, UNKNOWN, WITHDRAWN, told};

const NO_STATUS: &str = "where no interaction of the row has a segment with a status";

pub(super) static COLUMNS: [Measured<UserTotals>; 19] = [
    Column::count("rings", "Rings of the user.").from("counted").measured(|user| Cell::Count(user.rings.rings)),
    ACCEPTED.measured(|user| Cell::Count(user.rings.accepted)),
    REJECTED.measured(|user| Cell::Count(user.rings.rejected)),
    IGNORED.measured(|user| Cell::Count(user.rings.ignored)),
    CLEAR.measured(|user| Cell::Count(user.rings.clear)),
    UNKNOWN.measured(|user| Cell::Count(user.rings.unknown)),
    WITHDRAWN.measured(|user| Cell::Count(user.rings.withdrawn)),
    Column::rate("acceptance_rate", "Share of accepted rings among those that could be taken.")
        .blank("where no ring could be taken")
        .from("accepted / (rings - withdrawn - still ringing)")
        .measured(|user| Cell::rate(user.rings.accepted, user.takeable())),
    Column::rate("raw_rate", "Share of accepted rings among all rings.")
        .blank("where there was no ring")
        .from("accepted / rings")
        .measured(|user| Cell::rate(user.rings.accepted, user.rings.rings)),
    Column::seconds("accepted_ring_seconds_avg", "How long it rang on average until it was accepted.")
        .blank("where none was")
        .from("sum / number of ring_seconds of accepted rings, blanks and impossible ones left out")
        .measured(|user| user.rings.accepted_seconds.average()),
    Column::seconds("accepted_ring_seconds_p50", "Median of how long it rang until it was accepted.")
        .blank("where none was")
        .from(PERCENTILE)
        .measured(|user| user.rings.accepted_seconds.percentile(50)),
    Column::seconds("accepted_ring_seconds_p90", "90th percentile of how long it rang until it was accepted.")
        .blank("where none was")
        .from(PERCENTILE)
        .measured(|user| user.rings.accepted_seconds.percentile(90)),
    Column::seconds("unaccepted_ring_seconds", "Total ringing time of the rings that were not accepted.")
        .from("sum of ring_seconds of rings without the response accepted, impossible ones left out")
        .measured(|user| Cell::Seconds(user.rings.unaccepted_seconds)),
    Column::count("interactions_handled", "Interactions that the user handled.")
        .blank(NO_STATUS)
        .from("those in which the user has a Connected, Hold or WrapUp segment")
        .measured(|user| user.of_handling(Cell::Count(user.handled))),
    Column::seconds("talk_seconds", "How long the user was in contact with customers.")
        .blank(NO_STATUS)
        .from("sum of the durations of the user's Connected segments, impossible ones left out")
        .measured(|user| user.of_handling(Cell::Seconds(user.talk))),
    Column::seconds("hold_seconds", "How long customers were on hold.")
        .blank(NO_STATUS)
        .from("sum of the durations of the user's Hold segments, impossible ones left out")
        .measured(|user| user.of_handling(Cell::Seconds(user.hold))),
    Column::seconds("wrap_up_seconds", "How long the user worked after contacts.")
        .blank(NO_STATUS)
        .from("sum of the durations of the user's WrapUp segments, impossible ones left out")
        .measured(|user| user.of_handling(Cell::Seconds(user.wrap_up))),
    Column::seconds("handle_seconds", "How long the user handled interactions.")
        .blank(NO_STATUS)
        .from("talk + hold + wrap-up")
        .measured(|user| user.of_handling(Cell::Seconds(user.handle()))),
    Column::seconds("handle_seconds_avg", "How long the user handled an interaction on average.")
        .blank("where none was handled")
        .from("handle_seconds / interactions_handled")
        .measured(|user| Cell::average(user.handle(), user.handled)),
];

/// What people are shown of them, what matters most first.
pub(super) const FOR_PEOPLE: &str = "\
    rings acceptance_rate accepted rejected ignored clear unknown withdrawn accepted_ring_seconds_avg \
    accepted_ring_seconds_p90 unaccepted_ring_seconds interactions_handled handle_seconds handle_seconds_avg";

#[derive(Clone, Debug, Default)]
pub(super) struct UserTotals {
    pub(super) rings: RingTotals,
    /// Their segments, and those of interactions that don't tell of handling.
    segments: u64,
    handling_unknown: u64,
    pub(super) handled: u64,
    talk: Sum,
    hold: Sum,
    wrap_up: Sum,
}

impl UserTotals {
    /// Counts a segment of the user, of an interaction that tells of handling or doesn't.
    pub(super) fn count_segment(&mut self, tells_of_handling: bool) {
        self.segments += 1;
        self.handling_unknown += u64::from(!tells_of_handling);
    }

    /// A Connected, Hold or WrapUp segment of the user, with its length where that is possible.
    pub(super) fn add_stage(&mut self, stage: &Stage<'_>, length: Option<Duration>) {
        let length = length.unwrap_or_default();
        match stage.status {
            Some(Status::Connected) => self.talk += length,
            Some(Status::Hold) => self.hold += length,
            Some(Status::WrapUp) => self.wrap_up += length,
            _ => {}
        }
    }

    pub(super) fn merge(&mut self, later: UserTotals) {
        self.rings.merge(later.rings);
        self.segments += later.segments;
        self.handling_unknown += later.handling_unknown;
        self.handled += later.handled;
        self.talk += later.talk;
        self.hold += later.hold;
        self.wrap_up += later.wrap_up;
    }

    fn handle(&self) -> Sum {
        self.talk + self.hold + self.wrap_up
    }

    fn of_handling(&self, cell: Cell<'static>) -> Cell<'static> {
        told(cell, self.handling_unknown, self.segments)
    }

    /// The rings that could be accepted: one that was withdrawn or is still ringing could not; none is both.
    fn takeable(&self) -> u64 {
        self.rings.rings.saturating_sub(self.rings.withdrawn + self.rings.still_ringing)
    }
}
