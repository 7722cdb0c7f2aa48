//! The reasons of an interaction's own measures.

use crate::reports::Cell;
use crate::tables::{Duration, Status, Sum};
use crate::timelines::{Coded, Handling, Outcome, Queued, Stage, State, Timeline};

use super::reason::Reason;

/// Those of the interaction itself, in order. One that gives nothing has nothing to say.
pub(super) const REASONS: [for<'r> fn(&'r Timeline<'r>) -> Option<Reason<'r>>; 15] = [
    |timeline| Some(outcome(timeline)),
    |timeline| Some(answered_at(timeline)),
    answered_by,
    |timeline| Some(abandoned(timeline)),
    |timeline| Some(created(timeline)),
    |timeline| Some(queued_at(timeline)),
    |timeline| Some(wait(timeline)),
    |timeline| Some(completion(timeline)),
    |timeline| Some(state(timeline)),
    |timeline| Some(handling(timeline, "talk_seconds", Status::Connected, |handling| handling.talk)),
    |timeline| Some(handling(timeline, "hold_seconds", Status::Hold, |handling| handling.hold)),
    |timeline| Some(handling(timeline, "wrap_up_seconds", Status::WrapUp, |handling| handling.wrap_up)),
    |timeline| Some(handle(timeline)),
    |timeline| Some(total(timeline)),
    |timeline| Some(transfers(timeline)),
];

/// The numbers of the segments with a status.
fn with_status(timeline: &Timeline<'_>, status: Status) -> impl Iterator<Item = usize> {
    let stages = timeline.stages.iter().enumerate();
    stages.filter(move |(_, stage)| stage.status == Some(status)).map(|(at, _)| at)
}

fn is_connected(timeline: &Timeline<'_>, at: usize) -> bool {
    timeline.stages[at].status == Some(Status::Connected)
}

fn outcome<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let outcome = timeline.measures.outcome;
    let end = with_status(timeline, Status::Completed).next();
    let before_end = &timeline.stages[..end.unwrap_or(timeline.stages.len())];
    let last = before_end.iter().rposition(|stage| stage.has(Coded::Status));
    let reason = |rule| Reason::new("outcome", outcome.map(Outcome::name), rule);
    match outcome {
        Some(Outcome::Answered) => reason("it has an answer").resting_on(timeline.measures.answered.map(|it| it.stage)),
        Some(Outcome::Open) => reason("neither answered nor completed"),
        Some(Outcome::Exited) => reason(
            "completed without an answer, and the last status before the end is Bot: it went to a workflow or voicemail",
        )
        .resting_on(last.into_iter().chain(end)),
        Some(Outcome::Unanswered) if last.is_some() => {
            reason("completed without an answer, and the last status before the end is not Bot")
                .resting_on(last.into_iter().chain(end))
        }
        Some(Outcome::Unanswered) => reason("completed, and no ring was accepted"),
        None => reason("not recorded: no segment has a status, and no ring and completion tell of it"),
    }
}

fn answered_at<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let Some(answered) = timeline.measures.answered else {
        let connected: Vec<usize> = with_status(timeline, Status::Connected).collect();
        let rule = match (connected.is_empty(), timeline.rings.is_empty()) {
            (false, _) => {
                "none: segments are Connected, but without a user, and an answer is a user's; no ring was accepted"
            }
            (true, false) => "none: no segment is Connected, and no ring was accepted",
            (true, true) => "none: no segment is Connected, and nobody was rung",
        };
        return Reason::new("answered_at", Cell::Blank, rule).resting_on(connected);
    };
    let stage = &timeline.stages[answered.stage];
    let (rule, ring) = match (stage.status, timeline.ring_at(answered.stage)) {
        (Some(Status::Connected), _) | (_, None) => ("the start of the first Connected segment with a user", None),
        (_, Some((_, ring))) if timeline.stages[ring.last].end.is_none() => {
            ("the start of the first accepted ring, as that has no end and no Connected segment has a user", Some(ring))
        }
        (_, Some((_, ring))) => ("the end of the first accepted ring, as no Connected segment has a user", Some(ring)),
    };
    let segments = ring.map_or(answered.stage..=answered.stage, |ring| ring.first..=ring.last);
    Reason::new("answered_at", Some(answered.at), rule).resting_on(segments)
}

fn answered_by<'r>(timeline: &'r Timeline<'r>) -> Option<Reason<'r>> {
    let stage = timeline.measures.answered?.stage;
    Some(Reason::new("answered_by", timeline.answered_by(), "the user of that segment").resting_on([stage]))
}

fn abandoned<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let measures = &timeline.measures;
    let connected = || with_status(timeline, Status::Connected).collect::<Vec<_>>();
    let reason = |rule| Reason::new("abandoned", Cell::Flag(measures.abandoned), rule);
    let queued = measures.queued.and_then(Queued::stage);
    match measures.outcome {
        _ if measures.abandoned => {
            reason("unanswered after it was Open or Pending, without a Connected segment; who hung up isn't recorded")
                .resting_on(queued)
        }
        Some(Outcome::Unanswered) if !connected().is_empty() => {
            reason("unanswered, but a segment is Connected").resting_on(connected())
        }
        Some(Outcome::Unanswered) => reason("unanswered, but it was never Open or Pending"),
        Some(outcome) => {
            let rule = format!("only what is unanswered was abandoned; this is {}", outcome.name());
            Reason { rule: rule.into(), ..reason("") }
        }
        None => Reason { value: Cell::Blank, ..reason("its outcome is not recorded") },
    }
}

fn created<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let reason = |rule| Reason::new("created", Some(timeline.measures.created), rule);
    match (timeline.interaction.created_at, timeline.row) {
        (Some(_), _) => reason("exported: created_at of the interaction").resting_on_row_of(timeline),
        (None, Some(_)) => {
            reason("the first segment's start, as the interaction's created_at is blank").resting_on([0])
        }
        (None, None) => reason("the first segment's start, as the interaction has no row of its own").resting_on([0]),
    }
}

fn queued_at<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let measures = &timeline.measures;
    let waiting = |stage: &Stage<'_>| matches!(stage.status, Some(Status::Open | Status::Pending));
    let late = timeline.stages.iter().position(waiting);
    let rule = match (measures.queued, late) {
        (Some(Queued::Waiting(_)), _) => {
            "the start of the first Open or Pending segment that doesn't start after the answer"
        }
        (Some(Queued::AfterMenu(_)), Some(_)) => {
            "the start of the first segment after a menu, as none is Open or Pending before the answer: Creating and Bot \
             segments lead, and nobody queues in a menu"
        }
        (Some(Queued::AfterMenu(_)), None) => {
            "the start of the first segment after a menu, as none is Open or Pending: Creating and Bot segments lead, and \
             nobody queues in a menu"
        }
        (Some(Queued::Created), Some(_)) => "the creation, as no segment is Open or Pending before the answer",
        (Some(Queued::Created), None) => "the creation, as no segment is Open or Pending",
        (None, _) => "not recorded: no segment is Creating, Open, Pending or Bot, and none rings",
    };
    Reason::new("queued_at", measures.queued_at, rule).resting_on(measures.queued.and_then(Queued::stage))
}

fn wait<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let measures = &timeline.measures;
    let queued = measures.queued.and_then(Queued::stage).into_iter();
    let reason = |rule| Reason::new("wait_seconds", measures.wait, rule);
    let is_negative = measures.wait.is_some_and(|wait| wait < Duration::ZERO);
    let reason = match (measures.queued_at, measures.wait, measures.answered) {
        (None, ..) => reason("none, as queued_at is not recorded"),
        (_, Some(_), Some(answered)) => {
            let ring = timeline.ring_at(answered.stage).filter(|_| !is_connected(timeline, answered.stage));
            let last = ring.map_or(answered.stage, |(_, ring)| ring.last);
            reason("answered_at - queued_at").resting_on(queued.filter(|at| *at != last).chain([last]))
        }
        (_, Some(_), None) if timeline.interaction.completed_at.is_some() => {
            reason("completion - queued_at, as nobody answered").resting_on(queued).resting_on_row_of(timeline)
        }
        (_, Some(_), None) => reason("completion - queued_at, as nobody answered")
            .resting_on(queued.chain(with_status(timeline, Status::Completed).take(1))),
        (_, None, _) if measures.outcome == Some(Outcome::Open) => {
            reason("none, as it is open and nobody has answered")
        }
        (_, None, _) if measures.completion.is_none() => reason("none, as nothing says how it ended"),
        (_, None, _) => reason("none, as nobody answered, it was never Open or Pending and never rang"),
    };
    reason.impossible_if(is_negative)
}

fn completion<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let measures = &timeline.measures;
    let reason = |rule| Reason::new("completion", measures.completion, rule);
    match (timeline.interaction.completed_at, measures.completion) {
        (Some(_), _) => reason("exported: completed_at of the interaction").resting_on_row_of(timeline),
        (None, Some(_)) if timeline.is_finished_by_setting() => {
            reason("the latest end of its segments, as segrep.toml says that all are finished")
        }
        (None, Some(_)) => reason("the start of the first Completed segment, as no completed_at is exported")
            .resting_on(with_status(timeline, Status::Completed).take(1)),
        (None, None) => reason("none: no completed_at is exported, and no segment is Completed"),
    }
}

fn state<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let state = timeline.measures.state;
    let rule = match state {
        Some(State::Completed) => "it has a completion",
        Some(State::Open) => "it has no completion",
        None => "not recorded: it has no completion, and no segment has a status",
    };
    Reason::new("state", state.map(State::name), rule)
}

fn handling<'r>(
    timeline: &'r Timeline<'r>,
    measure: &'static str,
    status: Status,
    sum: fn(Handling) -> Sum,
) -> Reason<'r> {
    let Some(handling) = timeline.measures.handling else {
        return Reason::new(measure, Cell::Blank, "not recorded: no segment has a status");
    };
    let segments: Vec<usize> = with_status(timeline, status).collect();
    let open = segments.iter().filter(|at| timeline.stages[**at].lasted().is_none()).count();
    let rule = match (segments.len(), open) {
        (0, _) => format!("no segment is {}", status.name()),
        (_, 0) => format!("the sum of how long the {} segments lasted", status.name()),
        (_, 1..) => {
            format!("the sum of how long the {} segments lasted; one without an end adds nothing", status.name())
        }
    };
    let is_impossible = !timeline.is_possible(status);
    Reason::new(measure, Some(sum(handling)), rule).resting_on(segments).impossible_if(is_impossible)
}

fn handle<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let handle = timeline.measures.handling.map(Handling::handle);
    let rule = if handle.is_some() { "talk + hold + wrap-up" } else { "not recorded: no segment has a status" };
    let statuses = [Status::Connected, Status::Hold, Status::WrapUp];
    let is_impossible = !statuses.into_iter().all(|status| timeline.is_possible(status));
    Reason::new("handle_seconds", handle, rule).impossible_if(is_impossible)
}

fn total<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let total = timeline.measures.total;
    let rule = if total.is_some() { "completion - created" } else { "none, as it is not completed" };
    Reason::new("total_seconds", total, rule).impossible_if(total.is_some_and(|total| total < Duration::ZERO))
}

fn transfers<'r>(timeline: &'r Timeline<'r>) -> Reason<'r> {
    let transfers = timeline.measures.transfers;
    let segments = timeline.stages.iter().enumerate().filter(|(_, stage)| stage.is_transfer).map(|(at, _)| at);
    let segments: Vec<usize> = segments.filter(|_| transfers.is_some()).collect();
    let rule = match (transfers, segments.len()) {
        (None, _) => "not recorded: the segments have no reason column",
        (Some(_), 0) => "no segment has a transfer reason",
        (Some(_), _) => "the runs of segments with a transfer reason, each up to the next Connected segment",
    };
    Reason::new("transfers", transfers.map(u64::from), rule).resting_on(segments)
}
