//! The measures of an interaction. What its segments don't tell is `None`, not 0.

use crate::exports::{Exports, FileStages};
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
    /// Where waiting began, for the same cause absent.
    pub queued: Option<Queued>,
    /// Whether it was abandoned: it waited, and was completed without an answer and without a Connected segment. Who hung up
    /// isn't recorded.
    pub abandoned: bool,
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

impl Measures {
    /// How long it waited; until `now` if it is open. `None` where there is no wait.
    pub fn waited(&self, now: Instant) -> Option<Duration> {
        match self.outcome {
            Some(Outcome::Open) => self.queued_at.map(|queued_at| now - queued_at),
            _ => self.wait,
        }
    }
}

/// Where waiting began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queued {
    /// With the first Open or Pending stage, of this number from 0: it waited for somebody.
    Waiting(usize),
    /// With the stage of this number, the first one after a menu.
    AfterMenu(usize),
    /// With the creation.
    Created,
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
    /// There is a reason, status or event column, or rows hold stages in which it may ring.
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
        let may_ring = |stages: &Option<FileStages>| match stages {
            None => has(Field::Status) || has(Field::Event),
            Some(stages) => stages.have(Status::Pending),
        };
        let rings = transfers || exports.of(Table::Segments).any(|file| may_ring(&file.stages));
        Telling { transfers, rings }
    }
}

impl Queued {
    /// The number, from 0, of the stage with which it began; `None` if that was the creation.
    pub fn stage(self) -> Option<usize> {
        match self {
            Queued::Waiting(stage) | Queued::AfterMenu(stage) => Some(stage),
            Queued::Created => None,
        }
    }

    /// Whether it waited for anybody: it has an Open or Pending segment that doesn't start after the answer.
    pub fn has_waited(self) -> bool {
        matches!(self, Queued::Waiting(_))
    }
}

impl Handling {
    /// Talk, hold and wrap-up together.
    pub fn handle(self) -> Sum {
        self.talk + self.hold + self.wrap_up
    }
}

/// What the statuses and reasons of stages tell.
struct Told {
    has_status: bool,
    /// The first stage with each status, else their number.
    first: [usize; Status::ALL.len()],
    /// How long the stages with each status lasted.
    lasted: [Sum; Status::ALL.len()],
    /// Runs that begin with a transfer reason and end with the next Connected stage, whatever comes between: an ignored
    /// ring makes no second transfer.
    transfers: u32,
}

impl Told {
    fn by(stages: &[Stage<'_>]) -> Told {
        let (mut has_status, mut transfers, mut in_run) = (false, 0, false);
        let (mut first, mut lasted) = ([stages.len(); Status::ALL.len()], [Sum::ZERO; Status::ALL.len()]);
        for (at, stage) in stages.iter().enumerate() {
            has_status |= stage.word != 0 && !stage.is_added;
            transfers += u32::from(stage.is_transfer && !in_run);
            in_run = (in_run || stage.is_transfer) && stage.status != Some(Status::Connected);
            if let Some(status) = stage.status {
                first[status as usize] = first[status as usize].min(at);
                lasted[status as usize] += stage.lasted().unwrap_or_default();
            }
        }
        Told { has_status, first, lasted, transfers }
    }

    fn first(&self, status: Status) -> usize {
        self.first[status as usize]
    }

    fn lasted(&self, status: Status) -> Sum {
        self.lasted[status as usize]
    }
}

/// Stages and rings must be derived.
pub(super) fn measure(
    interaction: &Interaction<'_>,
    stages: &[Stage<'_>],
    rings: &[Ring],
    telling: Telling,
) -> Measures {
    let told = Told::by(stages);
    let has = |status| told.first(status) < stages.len();
    let created = interaction.created_at.unwrap_or(stages[0].started_at);
    let end = told.first(Status::Completed);
    let completion = interaction.completed_at.or_else(|| stages.get(end).map(|stage| stage.started_at));
    let answered = answered(stages, told.first(Status::Connected), rings);
    let waiting = told.first(Status::Open).min(told.first(Status::Pending));
    let was_offered = !rings.is_empty() || waiting < stages.len();
    let tells_of_waiting = was_offered || has(Status::Creating) || has(Status::Bot);
    let begins_to_wait = |stage: &Stage<'_>| answered.is_none_or(|answered| stage.started_at <= answered.at);
    let queued = tells_of_waiting.then(|| match stages.get(waiting).filter(|stage| begins_to_wait(stage)) {
        Some(_) => Queued::Waiting(waiting),
        None => after_menu(stages).map_or(Queued::Created, Queued::AfterMenu),
    });
    let queued_at = queued.map(|queued| queued.stage().map_or(created, |stage| stages[stage].started_at));
    let outcome = match (answered, completion) {
        (Some(_), _) => Some(Outcome::Answered),
        (None, Some(_)) if told.has_status => Some(ending(&stages[..end])),
        (None, Some(_)) => (!rings.is_empty()).then_some(Outcome::Unanswered),
        (None, None) => told.has_status.then_some(Outcome::Open),
    };
    let waited_until = answered.map(|answered| answered.at).or(completion.filter(|_| was_offered));
    Measures {
        created,
        completion,
        queued_at,
        queued,
        abandoned: queued.is_some_and(Queued::has_waited)
            && outcome == Some(Outcome::Unanswered)
            && !has(Status::Connected),
        answered,
        state: match completion {
            Some(_) => Some(State::Completed),
            None => told.has_status.then_some(State::Open),
        },
        outcome,
        wait: waited_until.zip(queued_at).map(|(end, queued_at)| end - queued_at),
        handling: told.has_status.then(|| Handling {
            talk: told.lasted(Status::Connected),
            hold: told.lasted(Status::Hold),
            wrap_up: told.lasted(Status::WrapUp),
        }),
        total: completion.map(|completion| completion - created),
        transfers: telling.transfers.then_some(told.transfers),
    }
}

/// The first stage after a menu: leading Creating and Bot stages with at least one Bot. Nobody queues there.
fn after_menu(stages: &[Stage<'_>]) -> Option<usize> {
    let is_menu = |stage: &Stage<'_>| matches!(stage.status, Some(Status::Creating | Status::Bot));
    let end = stages.iter().position(|stage| !is_menu(stage))?;
    stages[..end].iter().any(|stage| stage.status == Some(Status::Bot)).then_some(end)
}

/// How an unanswered interaction with a status ended, by the stages before its end.
fn ending(before_end: &[Stage<'_>]) -> Outcome {
    let last = before_end.iter().rfind(|stage| stage.word != 0);
    let is_bot = last.is_some_and(|stage| stage.status == Some(Status::Bot));
    if is_bot { Outcome::Exited } else { Outcome::Unanswered }
}

/// The first Connected stage has the number `connected`.
fn answered(stages: &[Stage<'_>], connected: usize, rings: &[Ring]) -> Option<Answered> {
    let is_answer = |stage: &Stage<'_>| stage.status == Some(Status::Connected) && stage.who != 0;
    if let Some(after) = stages[connected..].iter().position(is_answer) {
        let stage = connected + after;
        return Some(Answered { at: stages[stage].started_at, stage });
    }
    let ring = rings.iter().find(|ring| matches!(ring.response, Some((Response::Accepted, _))))?;
    let at = stages[ring.last].ended_at().unwrap_or(stages[ring.first].started_at);
    Some(Answered { at, stage: ring.first })
}

#[cfg(test)]
mod tests;
