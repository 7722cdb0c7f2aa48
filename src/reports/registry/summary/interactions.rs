//! What is counted of interactions: the columns of summaries without users among their keys.

use crate::reports::columns::NO_RINGS;
use crate::reports::folded::{Measured, PERCENTILE};
use crate::reports::{Cell, Column, Impossible};
use crate::tables::{Duration, Status, Sum};
use crate::timelines::{Outcome, Queued, Timeline};

use super::asked::SummaryAsked;
use super::rings::BY_RESPONSE;
use super::totals::{Count, Length, Totals, told};

/// Interactions whose outcome isn't known: people are shown them if there are any.
pub(super) const OUTCOME_UNKNOWN: &str = "outcome_unknown";

const NO_OUTCOME: &str = "where there are interactions, but none has a known outcome";
const NO_WAIT: &str = "where none was answered after a known wait";
const NO_ABANDON: &str = "where none was abandoned";
const NONE_TOLD: &str = "where no answered interaction has a status";

pub(super) static COLUMNS: [&[Measured<Totals>]; 4] = [&ANSWERING, &BY_RESPONSE, &HANDLING, &ABANDONMENT];

static ANSWERING: [Measured<Totals>; 13] = [
    Column::count("interactions", "Interactions.")
        .from("counted at their own queue and at their creation in the output zone")
        .measured(|all| all.cell(Count::Interactions)),
    Column::count("answered", "Interactions that were answered.")
        .blank(NO_OUTCOME)
        .from("counted by outcome")
        .measured(|all| all.of_outcome(Count::Answered)),
    Column::count("unanswered", "Interactions that were completed without an answer.")
        .blank(NO_OUTCOME)
        .from("counted by outcome")
        .measured(|all| all.of_outcome(Count::Unanswered)),
    Column::count("exited", "Interactions that left to a workflow or voicemail.")
        .blank(NO_OUTCOME)
        .from("counted by outcome")
        .measured(|all| all.of_outcome(Count::Exited)),
    Column::count("open", "Interactions that are neither answered nor completed.")
        .blank(NO_OUTCOME)
        .from("counted by outcome")
        .measured(|all| all.of_outcome(Count::Open)),
    Column::rate("answer_rate", "Share of interactions that were answered.")
        .blank("where all are open or of unknown outcome")
        .from("answered / (answered + unanswered + exited)")
        .measured(|all| Cell::rate(all.of(Count::Answered), all.ended())),
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
        .from("answered with a possible wait of at most --sla (default: [sla] of segrep.toml, else 30s)")
        .measured(|all| all.of_sla(all.cell(Count::AnsweredInSla))),
    Column::rate("service_level", "Share of interactions that were answered in time.")
        .blank("where answered_in_sla is, and where all are open or of unknown outcome")
        .from("answered_in_sla / (answered + unanswered + exited)")
        .measured(|all| all.level(all.ended())),
    Column::count("rings", "Rings.")
        .blank(NO_RINGS)
        .from("counted; by queue, each at its own (see queue_id)")
        .measured(|all| all.of_rings(Count::Rings)),
];

static HANDLING: [Measured<Totals>; 6] = [
    Column::seconds("talk_seconds_avg", "How long users and customers were in contact on average.")
        .blank(NONE_TOLD)
        .from("sum / number of talk_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.average(Length::Talk)),
    Column::seconds("hold_seconds_avg", "How long customers were on hold on average.")
        .blank(NONE_TOLD)
        .from("sum / number of hold_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.average(Length::Hold)),
    Column::seconds("wrap_up_seconds_avg", "How long the work after the contact took on average.")
        .blank(NONE_TOLD)
        .from("sum / number of wrap_up_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.average(Length::WrapUp)),
    Column::seconds("handle_seconds_avg", "How long users handled an interaction on average.")
        .blank(NONE_TOLD)
        .from("sum / number of handle_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.average(Length::Handle)),
    Column::count("transfers", "How often interactions were transferred.")
        .blank("where the segments have no reason column")
        .from("sum of transfers")
        .measured(|all| if all.has_reasons { all.cell(Count::Transfers) } else { Cell::Blank }),
    Column::count(
        OUTCOME_UNKNOWN,
        "Interactions whose outcome is unknown. With answered, unanswered, exited and open \
        they add up to interactions.",
    )
    .from("counted where outcome is blank")
    .measured(|all| all.cell(Count::OutcomeUnknown)),
];

static ABANDONMENT: [Measured<Totals>; 15] = [
    Column::count("offered", "Interactions that somebody could have answered.")
        .blank(NO_OUTCOME)
        .from("answered + the unanswered and exited ones with an Open or Pending segment")
        .measured(|all| all.by_outcome(Cell::Count(all.offered()))),
    Column::count("not_queued", "Interactions that ended before they waited for anybody.")
        .blank(NO_OUTCOME)
        .from("the unanswered and exited ones without an Open or Pending segment")
        .measured(|all| all.of_outcome(Count::NotQueued)),
    Column::count(
        "abandoned",
        "Interactions whose customer waited and left without an answer; who hung up isn't recorded.",
    )
    .blank(NO_OUTCOME)
    .from("the unanswered ones with an Open or Pending segment and without a Connected one")
    .measured(|all| all.of_outcome(Count::Abandoned)),
    Column::rate("abandonment_rate", "Share of offered interactions that were abandoned.")
        .blank("where none was offered")
        .from("abandoned / offered")
        .measured(|all| Cell::rate(all.of(Count::Abandoned), all.offered())),
    Column::seconds("abandon_seconds_avg", "How long customers waited on average until they left.")
        .blank(NO_ABANDON)
        .from("sum / number of wait_seconds of abandoned interactions, impossible ones left out")
        .measured(|all| all.abandon_waits.average()),
    Column::seconds("abandon_seconds_p50", "Median wait of abandoned interactions.")
        .blank(NO_ABANDON)
        .from(PERCENTILE)
        .measured(|all| all.abandon_waits.percentile(50)),
    Column::seconds("abandon_seconds_p90", "90th percentile of the wait of abandoned interactions.")
        .blank(NO_ABANDON)
        .from(PERCENTILE)
        .measured(|all| all.abandon_waits.percentile(90)),
    Column::seconds("abandon_seconds_max", "Longest wait of abandoned interactions.")
        .blank(NO_ABANDON)
        .from("maximum of wait_seconds of abandoned interactions, impossible ones left out")
        .measured(|all| all.abandon_waits.longest()),
    Column::count("abandoned_in_sla", "Interactions that were abandoned while they could still be answered in time.")
        .blank(NO_OUTCOME)
        .from("abandoned after a possible wait of at most --sla (default: [sla] of segrep.toml, else 30s)")
        .measured(|all| all.of_outcome(Count::AbandonedInSla)),
    Column::count("short_abandoned", "Interactions that were abandoned at once, by mistake perhaps.")
        .blank(NO_OUTCOME)
        .from("abandoned after a possible wait of at most --short-abandon (default 5s)")
        .measured(|all| all.of_outcome(Count::ShortAbandoned)),
    Column::rate(
        "abandonment_rate_no_short",
        "Share of offered interactions that were abandoned, short ones left out.",
    )
    .blank("where none was offered but short ones")
    .from("(abandoned - short_abandoned) / (offered - short_abandoned)")
    .measured(|all| {
        let short = all.of(Count::ShortAbandoned);
        Cell::rate(all.of(Count::Abandoned) - short, all.offered() - short)
    }),
    Column::seconds("wait_seconds", "How long answered interactions waited, all together.")
        .blank("where there are interactions, but none has a known outcome and, if answered, a known wait")
        .from("sum of wait_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.of_sla(Cell::Seconds(all.waits.sum()))),
    Column::count(
        "wait_seconds_n",
        "What the average wait divides by, so that averages of several rows can be joined.",
    )
    .blank("where wait_seconds is")
    .from("number of answered interactions whose wait is known and possible")
    .measured(|all| all.of_sla(Cell::Count(all.waits.len()))),
    Column::seconds("handle_seconds", "How long users handled answered interactions, all together.")
        .blank("where there are interactions, but none has a status")
        .from("sum of handle_seconds of answered interactions, blanks and impossible ones left out")
        .measured(|all| all.of_handling(Cell::Seconds(all.sum(Length::Handle)))),
    Column::count("handle_seconds_n", "What the average handle time divides by.")
        .blank("where handle_seconds is")
        .from("number of answered interactions whose handle time is known and possible")
        .measured(|all| all.of_handling(Cell::Count(all.number(Length::Handle)))),
];

/// What people are shown of them, what matters most first.
pub(super) const FOR_PEOPLE: &str = "\
    interactions answer_rate service_level wait_seconds_avg wait_seconds_p90 answered unanswered exited open \
    outcome_unknown wait_seconds_max rings accepted rejected ignored clear unknown withdrawn handle_seconds_avg \
    transfers abandoned abandonment_rate";

/// How long an answered interaction took, and an abandoned one waited, as far as it tells it and that is possible.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lengths {
    wait: Option<Duration>,
    /// How long an abandoned one waited.
    abandon: Option<Duration>,
    talk: Option<Sum>,
    hold: Option<Sum>,
    wrap_up: Option<Sum>,
    handle: Option<Sum>,
}

impl Lengths {
    /// Those of an interaction; none if it was neither answered nor abandoned. Impossible ones are counted.
    pub(super) fn of(timeline: &Timeline<'_>, impossible: &mut Impossible) -> Lengths {
        let measures = &timeline.measures;
        if measures.outcome != Some(Outcome::Answered) {
            let wait = measures.wait.filter(|_| measures.abandoned);
            return Lengths { abandon: impossible.sift("wait", wait, timeline), ..Lengths::default() };
        }
        let wait = impossible.sift("wait", measures.wait, timeline);
        let Some(handling) = measures.handling else { return Lengths { wait, ..Lengths::default() } };
        let mut possible = |measure, sum, status| impossible.keep(measure, sum, timeline.is_possible(status), timeline);
        let talk = possible("talk", handling.talk, Status::Connected);
        let hold = possible("hold", handling.hold, Status::Hold);
        let wrap_up = possible("wrap-up", handling.wrap_up, Status::WrapUp);
        let handle = [talk, hold, wrap_up].into_iter().try_fold(Sum::ZERO, |sum, part| Some(sum + part?));
        Lengths { wait, abandon: None, talk, hold, wrap_up, handle }
    }
}

impl Totals {
    pub(super) fn add_interaction(
        &mut self,
        timeline: &Timeline<'_>,
        lengths: &Lengths,
        asked: &SummaryAsked,
        sla: Duration,
    ) {
        let measures = &timeline.measures;
        let outcome = match measures.outcome {
            Some(Outcome::Answered) => Count::Answered,
            Some(Outcome::Unanswered) => Count::Unanswered,
            Some(Outcome::Exited) => Count::Exited,
            Some(Outcome::Open) => Count::Open,
            None => Count::OutcomeUnknown,
        };
        self.count(Count::Interactions, true);
        self.count(outcome, true);
        self.count(Count::SlaUnknown, measures.outcome == Some(Outcome::Answered) && measures.wait.is_none());
        let within = |length: Option<Duration>, sla: Duration| length.is_some_and(|length| length <= sla);
        self.count(Count::AnsweredInSla, within(lengths.wait, sla));
        let is_over = matches!(measures.outcome, Some(Outcome::Unanswered | Outcome::Exited));
        self.count(Count::NotQueued, is_over && !measures.queued.is_some_and(Queued::has_waited));
        self.count(Count::Abandoned, measures.abandoned);
        self.count(Count::AbandonedInSla, within(lengths.abandon, sla));
        self.count(Count::ShortAbandoned, within(lengths.abandon, asked.short_abandon));
        if let several @ [_, _, ..] = &*asked.slas {
            self.in_slas.resize(several.len(), [0; 2]);
            for ((sla, _), [answered, abandoned]) in several.iter().zip(&mut self.in_slas) {
                *answered += u64::from(within(lengths.wait, *sla));
                *abandoned += u64::from(within(lengths.abandon, *sla));
            }
        }
        self.count(Count::HandlingUnknown, measures.handling.is_none());
        self.count(Count::RingsUnknown, timeline.known_rings().is_none());
        self.count(Count::Transfers, measures.transfers.unwrap_or(0));
        self.waits.add(lengths.wait);
        self.abandon_waits.add(lengths.abandon);
        self.add(Length::Talk, lengths.talk);
        self.add(Length::Hold, lengths.hold);
        self.add(Length::WrapUp, lengths.wrap_up);
        self.add(Length::Handle, lengths.handle);
    }

    /// Those that ended with a known outcome.
    pub(super) fn ended(&self) -> u64 {
        [Count::Answered, Count::Unanswered, Count::Exited].map(|outcome| self.of(outcome)).iter().sum()
    }

    /// Those that somebody could have answered.
    pub(super) fn offered(&self) -> u64 {
        self.ended() - self.of(Count::NotQueued)
    }

    fn of_outcome(&self, outcome: Count) -> Cell<'static> {
        self.by_outcome(self.cell(outcome))
    }

    fn by_outcome(&self, cell: Cell<'static>) -> Cell<'static> {
        told(cell, self.of(Count::OutcomeUnknown), self.of(Count::Interactions))
    }

    pub(super) fn of_sla(&self, cell: Cell<'static>) -> Cell<'static> {
        told(cell, self.of(Count::OutcomeUnknown) + self.of(Count::SlaUnknown), self.of(Count::Interactions))
    }
}
