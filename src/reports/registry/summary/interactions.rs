//! What is counted of interactions: the columns of summaries without users among their keys.

use crate::reports::columns::NO_RINGS;
use crate::reports::folded::{Measured, PERCENTILE};
use crate::reports::{Cell, Column, Impossible, Spread};
use crate::tables::{Duration, Status, Sum};
use crate::timelines::{Outcome, Timeline};

use super::rings::{ACCEPTED, CLEAR, IGNORED, REJECTED, RingTotals, UNKNOWN, WITHDRAWN, told};

/// Interactions whose outcome isn't known: people are shown them if there are any.
pub(super) const OUTCOME_UNKNOWN: &str = "outcome_unknown";

const NO_OUTCOME: &str = "where there are interactions, but none has a known outcome";
const NO_WAIT: &str = "where none was answered after a known wait";
const NONE_TOLD: &str = "where no answered interaction has a status";

pub(super) static COLUMNS: [Measured<InteractionTotals>; 25] = [
    Column::count("interactions", "Interactions.")
        .from("counted at their own queue and at their creation in the output zone")
        .measured(|all| Cell::Count(all.interactions)),
    Column::count("answered", "Interactions that were answered.")
        .blank(NO_OUTCOME)
        .from("counted by outcome")
        .measured(|all| all.of_outcome(all.answered)),
    Column::count("unanswered", "Interactions that were completed without an answer.")
        .blank(NO_OUTCOME)
        .from("counted by outcome")
        .measured(|all| all.of_outcome(all.unanswered)),
    Column::count("exited", "Interactions that left to a workflow or voicemail.")
        .blank(NO_OUTCOME)
        .from("counted by outcome")
        .measured(|all| all.of_outcome(all.exited)),
    Column::count("open", "Interactions that are neither answered nor completed.")
        .blank(NO_OUTCOME)
        .from("counted by outcome")
        .measured(|all| all.of_outcome(all.open)),
    Column::rate("answer_rate", "Share of interactions that were answered.")
        .blank("where all are open or of unknown outcome")
        .from("answered / (answered + unanswered + exited)")
        .measured(|all| Cell::rate(all.answered, all.ended())),
    Column::seconds("wait_seconds_avg", "How long answered interactions waited on average.")
        .blank(NO_WAIT)
        .from("sum / number of wait_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.waits.average()),
    Column::seconds("wait_seconds_p50", "Median wait of answered interactions.")
        .blank(NO_WAIT)
        .from(PERCENTILE)
        .measured(|all| all.waits.percentile(50)),
    Column::seconds("wait_seconds_p90", "90th percentile of the wait of answered interactions.")
        .blank(NO_WAIT)
        .from(PERCENTILE)
        .measured(|all| all.waits.percentile(90)),
    Column::seconds("wait_seconds_max", "Longest wait of answered interactions.")
        .blank(NO_WAIT)
        .from("maximum of wait_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.waits.longest()),
    Column::count("answered_in_sla", "Interactions that were answered in time.")
        .blank("where there are interactions, but none has a known outcome and, if answered, a known wait")
        .from("answered with a possible wait of at most --sla (default 30s)")
        .measured(|all| all.of_sla(Cell::Count(all.answered_in_sla))),
    Column::rate("service_level", "Share of interactions that were answered in time.")
        .blank("where answered_in_sla is, and where all are open or of unknown outcome")
        .from("answered_in_sla / (answered + unanswered + exited)")
        .measured(|all| all.of_sla(Cell::rate(all.answered_in_sla, all.ended()))),
    Column::count("rings", "Rings.")
        .blank(NO_RINGS)
        .from("counted; by queue, each at its own (see queue_id)")
        .measured(|all| all.of_rings(all.rings.rings)),
    ACCEPTED.measured(|all| all.of_rings(all.rings.accepted)),
    REJECTED.measured(|all| all.of_rings(all.rings.rejected)),
    IGNORED.measured(|all| all.of_rings(all.rings.ignored)),
    CLEAR.measured(|all| all.of_rings(all.rings.clear)),
    UNKNOWN.measured(|all| all.of_rings(all.rings.unknown)),
    WITHDRAWN.measured(|all| all.of_rings(all.rings.withdrawn)),
    Column::seconds("talk_seconds_avg", "How long users and customers were in contact on average.")
        .blank(NONE_TOLD)
        .from("sum / number of talk_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.talk.cell()),
    Column::seconds("hold_seconds_avg", "How long customers were on hold on average.")
        .blank(NONE_TOLD)
        .from("sum / number of hold_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.hold.cell()),
    Column::seconds("wrap_up_seconds_avg", "How long the work after the contact took on average.")
        .blank(NONE_TOLD)
        .from("sum / number of wrap_up_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.wrap_up.cell()),
    Column::seconds("handle_seconds_avg", "How long users handled an interaction on average.")
        .blank(NONE_TOLD)
        .from("sum / number of handle_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.handle.cell()),
    Column::count("transfers", "How often interactions were transferred.")
        .blank("where the segments have no reason column")
        .from("sum of transfers")
        .measured(|all| if all.has_reasons { Cell::Count(all.transfers) } else { Cell::Blank }),
    Column::count(
        OUTCOME_UNKNOWN,
        "Interactions whose outcome is unknown. With answered, unanswered, exited and open \
        they add up to interactions.",
    )
    .from("counted where outcome is blank")
    .measured(|all| Cell::Count(all.outcome_unknown)),
];

/// What people are shown of them, what matters most first.
pub(super) const FOR_PEOPLE: &str = "\
    interactions answer_rate service_level wait_seconds_avg wait_seconds_p90 answered unanswered exited open \
    outcome_unknown wait_seconds_max rings accepted rejected ignored clear unknown withdrawn handle_seconds_avg \
    transfers";

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
    /// Whether the segments have reasons, without which nobody knows of transfers.
    pub(super) has_reasons: bool,
    rings_unknown: u64,
    pub(super) rings: RingTotals,
}

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
    /// Those of an interaction; none if it wasn't answered. Impossible ones are counted.
    pub(super) fn of(timeline: &Timeline<'_>, impossible: &mut Impossible) -> Lengths {
        let measures = &timeline.measures;
        if measures.outcome != Some(Outcome::Answered) {
            return Lengths::default();
        }
        let wait = impossible.sift("wait", measures.wait, timeline.id);
        let Some(handling) = measures.handling else { return Lengths { wait, ..Lengths::default() } };
        let mut possible =
            |measure, sum, status| impossible.keep(measure, sum, timeline.is_possible(status), timeline.id);
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

    /// Those that ended with a known outcome.
    fn ended(&self) -> u64 {
        self.answered + self.unanswered + self.exited
    }

    fn of_outcome(&self, count: u64) -> Cell<'static> {
        told(Cell::Count(count), self.outcome_unknown, self.interactions)
    }

    fn of_sla(&self, cell: Cell<'static>) -> Cell<'static> {
        told(cell, self.outcome_unknown + self.sla_unknown, self.interactions)
    }

    fn of_rings(&self, count: u64) -> Cell<'static> {
        told(Cell::Count(count), self.rings_unknown, self.interactions)
    }
}
