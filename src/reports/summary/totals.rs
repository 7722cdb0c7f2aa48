//! What is counted for each row of a summary.

use crate::reports::{Cell, Spread};
use crate::tables::{Duration, Response, Status, Sum};
use crate::timelines::{Outcome, Ring, Stage, Timeline};

/// Rings and how they were responded to.
#[derive(Clone, Debug, Default)]
pub(super) struct RingTotals {
    rings: u64,
    accepted: u64,
    rejected: u64,
    ignored: u64,
    clear: u64,
    unknown: u64,
    withdrawn: u64,
    still_ringing: u64,
    accepted_seconds: Spread,
    unaccepted_seconds: Sum,
}

/// What interactions amount to.
#[derive(Clone, Debug, Default)]
pub(super) struct InteractionTotals {
    interactions: u64,
    answered: u64,
    unanswered: u64,
    exited: u64,
    open: u64,
    answered_in_sla: u64,
    waits: Spread,
    talk: Sum,
    hold: Sum,
    wrap_up: Sum,
    transfers: u64,
    pub(super) rings: RingTotals,
}

/// What users did.
#[derive(Clone, Debug, Default)]
pub(super) struct UserTotals {
    pub(super) rings: RingTotals,
    pub(super) handled: u64,
    talk: Sum,
    hold: Sum,
    wrap_up: Sum,
}

impl RingTotals {
    pub(super) fn add(&mut self, timeline: &Timeline<'_>, ring: &Ring) {
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
            self.accepted_seconds.add(ring.seconds);
        } else {
            self.unaccepted_seconds += ring.seconds.unwrap_or_default();
        }
    }

    fn merge(&mut self, later: RingTotals) {
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

    fn cells(&self) -> [Cell<'static>; 7] {
        [self.rings, self.accepted, self.rejected, self.ignored, self.clear, self.unknown, self.withdrawn]
            .map(Cell::Count)
    }
}

impl InteractionTotals {
    pub(super) fn add(&mut self, timeline: &Timeline<'_>, sla: Duration) {
        let measures = &timeline.measures;
        self.interactions += 1;
        *match measures.outcome {
            Outcome::Answered => &mut self.answered,
            Outcome::Unanswered => &mut self.unanswered,
            Outcome::Exited => &mut self.exited,
            Outcome::Open => &mut self.open,
        } += 1;
        if measures.outcome == Outcome::Answered {
            self.waits.add(measures.wait);
            self.answered_in_sla += u64::from(measures.wait.is_some_and(|wait| wait <= sla));
            self.talk += measures.talk;
            self.hold += measures.hold;
            self.wrap_up += measures.wrap_up;
        }
        self.transfers += u64::from(measures.transfers.unwrap_or(0));
    }

    pub(super) fn merge(&mut self, later: InteractionTotals) {
        self.interactions += later.interactions;
        self.answered += later.answered;
        self.unanswered += later.unanswered;
        self.exited += later.exited;
        self.open += later.open;
        self.answered_in_sla += later.answered_in_sla;
        self.waits.merge(later.waits);
        self.talk += later.talk;
        self.hold += later.hold;
        self.wrap_up += later.wrap_up;
        self.transfers += later.transfers;
        self.rings.merge(later.rings);
    }

    /// The cells after the keys; transfers are blank where the segments have no reasons.
    pub(super) fn cells(mut self, has_reasons: bool) -> Vec<Cell<'static>> {
        let ended = self.answered + self.unanswered + self.exited;
        let average = |sum: Sum| Cell::average(sum, self.answered);
        let averages = [self.talk, self.hold, self.wrap_up, self.talk + self.hold + self.wrap_up].map(average);
        let mut cells: Vec<Cell<'static>> =
            [self.interactions, self.answered, self.unanswered, self.exited, self.open].map(Cell::Count).into();
        cells.extend([
            Cell::rate(self.answered, ended),
            self.waits.average(),
            self.waits.percentile(50),
            self.waits.percentile(90),
            self.waits.longest(),
            Cell::Count(self.answered_in_sla),
            Cell::rate(self.answered_in_sla, ended),
        ]);
        cells.extend(self.rings.cells());
        cells.extend(averages);
        cells.push(if has_reasons { Cell::Count(self.transfers) } else { Cell::Blank });
        cells
    }
}

impl UserTotals {
    /// A Connected, Hold or WrapUp segment of the user.
    pub(super) fn add_stage(&mut self, stage: &Stage<'_>) {
        let length = stage.lasted().unwrap_or_default();
        match stage.status {
            Some(Status::Connected) => self.talk += length,
            Some(Status::Hold) => self.hold += length,
            Some(Status::WrapUp) => self.wrap_up += length,
            _ => {}
        }
    }

    pub(super) fn merge(&mut self, later: UserTotals) {
        self.rings.merge(later.rings);
        self.handled += later.handled;
        self.talk += later.talk;
        self.hold += later.hold;
        self.wrap_up += later.wrap_up;
    }

    pub(super) fn cells(mut self) -> Vec<Cell<'static>> {
        let handle = self.talk + self.hold + self.wrap_up;
        let rings = &mut self.rings;
        // A ring that was withdrawn or is still ringing could not be accepted; none is both.
        let takeable = rings.rings.saturating_sub(rings.withdrawn + rings.still_ringing);
        let mut cells: Vec<Cell<'static>> = rings.cells().into();
        cells.extend([
            Cell::rate(rings.accepted, takeable),
            Cell::rate(rings.accepted, rings.rings),
            rings.accepted_seconds.average(),
            rings.accepted_seconds.percentile(50),
            rings.accepted_seconds.percentile(90),
            Cell::Seconds(rings.unaccepted_seconds),
            Cell::Count(self.handled),
        ]);
        cells.extend([self.talk, self.hold, self.wrap_up, handle].map(Cell::Seconds));
        cells.push(Cell::average(handle, self.handled));
        cells
    }
}
