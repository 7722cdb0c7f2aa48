//! What is counted for each row of a summary, and how many of its interactions don't tell it.

use crate::reports::{Cell, Impossible, Spread};
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
    pub(super) outcome_unknown: u64,
    answered_in_sla: u64,
    /// Answered after nobody knows how long.
    sla_unknown: u64,
    waits: Spread,
    talk: Mean,
    hold: Mean,
    wrap_up: Mean,
    handle: Mean,
    transfers: u64,
    rings_unknown: u64,
    pub(super) rings: RingTotals,
}

/// What users did.
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

/// A sum of lengths, and of how many.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    sum: Sum,
    count: u64,
}

/// How long an answered interaction took, as far as it tells it and that is possible.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lengths {
    wait: Option<Duration>,
    talk: Option<Sum>,
    hold: Option<Sum>,
    wrap_up: Option<Sum>,
    handle: Option<Sum>,
}

impl Lengths {
    /// Those of an interaction, none where it wasn't answered. What is impossible is counted.
    pub(super) fn of(timeline: &Timeline<'_>, impossible: &mut Impossible) -> Lengths {
        let measures = &timeline.measures;
        if measures.outcome != Some(Outcome::Answered) {
            return Lengths::default();
        }
        let wait = impossible.sift("wait", measures.wait, timeline.id);
        let Some(handling) = measures.handling else { return Lengths { wait, ..Lengths::default() } };
        let mut possible = |measure, sum, status| {
            impossible.sift_by(measure, Some(sum), |_| timeline.is_possible(status), timeline.id)
        };
        let talk = possible("talk", handling.talk, Status::Connected);
        let hold = possible("hold", handling.hold, Status::Hold);
        let wrap_up = possible("wrap-up", handling.wrap_up, Status::WrapUp);
        let handle = [talk, hold, wrap_up].into_iter().try_fold(Sum::ZERO, |sum, part| Some(sum + part?));
        Lengths { wait, talk, hold, wrap_up, handle }
    }
}

impl Mean {
    fn add(&mut self, length: Option<Sum>) {
        self.sum += length.unwrap_or_default();
        self.count += u64::from(length.is_some());
    }

    fn merge(&mut self, later: Mean) {
        self.sum += later.sum;
        self.count += later.count;
    }

    fn cell(self) -> Cell<'static> {
        Cell::average(self.sum, self.count)
    }
}

/// A count or sum over some interactions: blank where none of them tells it.
fn told(cell: Cell<'static>, unknown: u64, of: u64) -> Cell<'static> {
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
    pub(super) fn add(&mut self, timeline: &Timeline<'_>, lengths: &Lengths, sla: Duration) {
        let measures = &timeline.measures;
        self.interactions += 1;
        *match measures.outcome {
            Some(Outcome::Answered) => &mut self.answered,
            Some(Outcome::Unanswered) => &mut self.unanswered,
            Some(Outcome::Exited) => &mut self.exited,
            Some(Outcome::Open) => &mut self.open,
            None => &mut self.outcome_unknown,
        } += 1;
        self.sla_unknown += u64::from(measures.outcome == Some(Outcome::Answered) && measures.wait.is_none());
        self.answered_in_sla += u64::from(lengths.wait.is_some_and(|wait| wait <= sla));
        self.waits.add(lengths.wait);
        self.talk.add(lengths.talk);
        self.hold.add(lengths.hold);
        self.wrap_up.add(lengths.wrap_up);
        self.handle.add(lengths.handle);
        self.rings_unknown += u64::from(timeline.known_rings().is_none());
        self.transfers += u64::from(measures.transfers.unwrap_or(0));
    }

    pub(super) fn merge(&mut self, later: InteractionTotals) {
        self.interactions += later.interactions;
        self.answered += later.answered;
        self.unanswered += later.unanswered;
        self.exited += later.exited;
        self.open += later.open;
        self.outcome_unknown += later.outcome_unknown;
        self.answered_in_sla += later.answered_in_sla;
        self.sla_unknown += later.sla_unknown;
        self.waits.merge(later.waits);
        self.talk.merge(later.talk);
        self.hold.merge(later.hold);
        self.wrap_up.merge(later.wrap_up);
        self.handle.merge(later.handle);
        self.transfers += later.transfers;
        self.rings_unknown += later.rings_unknown;
        self.rings.merge(later.rings);
    }

    /// The cells after the keys; transfers are blank where the segments have no reasons.
    pub(super) fn cells(mut self, has_reasons: bool) -> Vec<Cell<'static>> {
        let ended = self.answered + self.unanswered + self.exited;
        let of_outcome = |count| told(Cell::Count(count), self.outcome_unknown, self.interactions);
        let of_sla = |cell| told(cell, self.outcome_unknown + self.sla_unknown, self.interactions);
        let of_rings = |cell| told(cell, self.rings_unknown, self.interactions);
        let mut cells = vec![Cell::Count(self.interactions)];
        cells.extend([self.answered, self.unanswered, self.exited, self.open].map(of_outcome));
        cells.extend([
            Cell::rate(self.answered, ended),
            self.waits.average(),
            self.waits.percentile(50),
            self.waits.percentile(90),
            self.waits.longest(),
            of_sla(Cell::Count(self.answered_in_sla)),
            of_sla(Cell::rate(self.answered_in_sla, ended)),
        ]);
        cells.extend(self.rings.cells().map(of_rings));
        cells.extend([self.talk, self.hold, self.wrap_up, self.handle].map(Mean::cell));
        cells.push(if has_reasons { Cell::Count(self.transfers) } else { Cell::Blank });
        cells.push(Cell::Count(self.outcome_unknown));
        cells
    }
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

    pub(super) fn cells(mut self) -> Vec<Cell<'static>> {
        let of_handling = |cell| told(cell, self.handling_unknown, self.segments);
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
            of_handling(Cell::Count(self.handled)),
        ]);
        cells.extend([self.talk, self.hold, self.wrap_up, handle].map(|sum| of_handling(Cell::Seconds(sum))));
        cells.push(Cell::average(handle, self.handled));
        cells
    }
}
