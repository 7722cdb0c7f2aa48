//! The measures of an interaction. What its segments don't tell is `None`, not 0.

use crate::exports::Exports;
use crate::tables::{Duration, Field, Instant, Interaction, Response, Status, Sum, Table, named};

use super::rings::Ring;
use super::stages::Stage;

/// What is measured of an interaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measures {
    /// The exported creation, else the first segment's start.
    pub created: Instant,
    /// The exported completion, else the start of the first Completed segment. `None` while it is open.
    pub completion: Option<Instant>,
    /// When waiting began: the start of the first Open or Pending segment that doesn't start after the answer; else the
    /// start of the first segment after a leading menu; else the creation. `None` if no segment tells of waiting.
    pub queued_at: Option<Instant>,
    /// When and by whom it was answered; `None` if it wasn't.
    pub answered: Option<Answered>,
    /// Whether it is completed. `None` if it has neither a status nor a completion.
    pub state: Option<State>,
    /// How it ended for the customer. `None` if neither statuses nor rings tell.
    pub outcome: Option<Outcome>,
    /// From queued to answered, or to completion if nobody answered. `None` while it is open and unanswered, if it wasn't
    /// answered and never waited for anybody, and if no segment tells of waiting.
    pub wait: Option<Duration>,
    /// How long users handled it. `None` if no segment has a status.
    pub handling: Option<Handling>,
    /// Completion minus creation. `None` while it is open.
    pub total: Option<Duration>,
    /// How often it was transferred. `None` if the segments have no reason column.
    pub transfers: Option<u32>,
}

/// How long users handled an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handling {
    /// Sum of the durations of Connected segments.
    pub talk: Sum,
    /// Sum of the durations of Hold segments.
    pub hold: Sum,
    /// Sum of the durations of WrapUp segments.
    pub wrap_up: Sum,
}

/// What the columns of the segments can tell, whatever their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// There is a reason column, which tells of transfers.
    pub transfers: bool,
    /// There is a reason, status or event column, each of which may tell of rings.
    pub rings: bool,
}

/// The answer to an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The start of the first Connected segment with a user, else the end of the first accepted ring (its start if it has
    /// no end).
    pub at: Instant,
    /// The number, from 0, of the stage whose user answered.
    pub stage: usize,
}

named! {
    /// Whether an interaction is completed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
    pub enum State {
        /// It has a completion.
        Completed = "completed",
        /// It has no completion yet.
        Open = "open",
    }
}

named! {
    /// How an interaction ended for the customer.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
    pub enum Outcome {
        /// A user was in contact with the customer.
        Answered = "answered",
        /// It was completed without an answer.
        Unanswered = "unanswered",
        /// It left the queue to a workflow or voicemail: the last status before completion is Bot.
        Exited = "exited",
        /// Neither answered nor completed.
        Open = "open",
    }
}

impl Telling {
    /// What the segments of these exports can tell.
    pub fn of(exports: &Exports) -> Telling {
        let has = |field| exports.has_column(Table::Segments, field);
        let transfers = has(Field::Reason);
        Telling { transfers, rings: transfers || has(Field::Status) || has(Field::Event) }
    }
}

impl Handling {
    /// Talk, hold and wrap-up together.
    pub fn handle(self) -> Sum {
        self.talk + self.hold + self.wrap_up
    }
}

/// See [`Measures::created`].
pub(super) fn created(interaction: &Interaction<'_>, stages: &[Stage<'_>]) -> Instant {
    interaction.created_at.unwrap_or_else(|| stages[0].segment.started_at)
}

/// Stages and rings must be derived.
pub(super) fn measure(
    interaction: &Interaction<'_>,
    stages: &[Stage<'_>],
    rings: &[Ring],
    telling: Telling,
) -> Measures {
    let created = created(interaction, stages);
    let start_of_end = stages.iter().position(|stage| stage.status == Some(Status::Completed));
    let completion = interaction.completed_at.or_else(|| start_of_end.map(|at| stages[at].segment.started_at));
    let answered = answered(stages, rings);
    let has_status = stages.iter().any(|stage| stage.segment.status.is_some());
    let has = |tells: fn(Status) -> bool| stages.iter().filter_map(|stage| stage.status).any(tells);
    let was_offered = !rings.is_empty() || has(|status| matches!(status, Status::Open | Status::Pending));
    let tells_of_waiting = was_offered || has(|status| matches!(status, Status::Creating | Status::Bot));
    let queued_at = tells_of_waiting.then(|| queued_at(stages, created, answered));
    let outcome = match (answered, completion) {
        (Some(_), _) => Some(Outcome::Answered),
        (None, Some(_)) if has_status => Some(ending(&stages[..start_of_end.unwrap_or(stages.len())])),
        (None, Some(_)) => (!rings.is_empty()).then_some(Outcome::Unanswered),
        (None, None) => has_status.then_some(Outcome::Open),
    };
    let waited_until = answered.map(|answered| answered.at).or(completion.filter(|_| was_offered));
    let sum = |status: Status| -> Sum {
        stages.iter().filter(|stage| stage.status == Some(status)).filter_map(Stage::lasted).sum()
    };
    Measures {
        created,
        completion,
        queued_at,
        answered,
        state: match completion {
            Some(_) => Some(State::Completed),
            None => has_status.then_some(State::Open),
        },
        outcome,
        wait: waited_until.zip(queued_at).map(|(end, queued_at)| end - queued_at),
        handling: has_status.then(|| Handling {
            talk: sum(Status::Connected),
            hold: sum(Status::Hold),
            wrap_up: sum(Status::WrapUp),
        }),
        total: completion.map(|completion| completion - created),
        transfers: telling.transfers.then(|| transfers(stages)),
    }
}

/// See [`Measures::queued_at`].
fn queued_at(stages: &[Stage<'_>], created: Instant, answered: Option<Answered>) -> Instant {
    let start = |stage: &Stage<'_>| stage.segment.started_at;
    let waits = stages.iter().find(|stage| matches!(stage.status, Some(Status::Open | Status::Pending))).map(start);
    let waits = waits.filter(|start| answered.is_none_or(|answered| *start <= answered.at));
    waits.or_else(|| after_menu(stages).map(start)).unwrap_or(created)
}

/// The first stage after a menu: leading Creating and Bot stages with at least one Bot. Nobody queues there.
fn after_menu<'s, 'a>(stages: &'s [Stage<'a>]) -> Option<&'s Stage<'a>> {
    let is_menu = |stage: &Stage<'_>| matches!(stage.status, Some(Status::Creating | Status::Bot));
    let end = stages.iter().position(|stage| !is_menu(stage))?;
    stages[..end].iter().any(|stage| stage.status == Some(Status::Bot)).then_some(&stages[end])
}

/// How an unanswered interaction with a status ended, by the stages before its end.
fn ending(before_end: &[Stage<'_>]) -> Outcome {
    let last = before_end.iter().rfind(|stage| stage.segment.status.is_some());
    let is_bot = last.is_some_and(|stage| stage.status == Some(Status::Bot));
    if is_bot { Outcome::Exited } else { Outcome::Unanswered }
}

fn answered(stages: &[Stage<'_>], rings: &[Ring]) -> Option<Answered> {
    let connected = |stage: &Stage<'_>| stage.status == Some(Status::Connected) && stage.segment.user_id.is_some();
    if let Some(stage) = stages.iter().position(connected) {
        return Some(Answered { at: stages[stage].segment.started_at, stage });
    }
    let ring = rings.iter().find(|ring| matches!(ring.response, Some((Response::Accepted, _))))?;
    let at = stages[ring.last].ended_at().unwrap_or(stages[ring.first].segment.started_at);
    Some(Answered { at, stage: ring.first })
}

/// Counts runs that begin with a transfer reason and end with the next Connected segment, whatever comes between: an
/// ignored ring makes no second transfer.
fn transfers(stages: &[Stage<'_>]) -> u32 {
    let mut transfers = 0;
    let mut in_run = false;
    for stage in stages {
        if stage.is_transfer && !in_run {
            transfers += 1;
            in_run = true;
        }
        in_run &= stage.status != Some(Status::Connected);
    }
    transfers
}

#[cfg(test)]
mod tests;
