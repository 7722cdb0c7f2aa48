//! The measures of an interaction, each computed from its segments.

use crate::tables::{Duration, Instant, Interaction, Response, Status, Sum, same_word};

use super::rings::Ring;
use super::stages::Stage;

/// What an interaction amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measures {
    /// The exported creation, else the first segment's start.
    pub created: Instant,
    /// The exported completion, else the start of the first Completed segment. `None` while it is open.
    pub completion: Option<Instant>,
    /// When waiting began: the start of the first Open or Pending segment that doesn't start after the answer, else the
    /// creation.
    pub queued_at: Instant,
    /// When and by whom it was answered. `None` where it wasn't.
    pub answered: Option<Answered>,
    /// How it ended for the customer.
    pub outcome: Outcome,
    /// From queued to answered, or to the completion of an interaction that nobody answered. `None` while it is open and
    /// unanswered.
    pub wait: Option<Duration>,
    /// Sum of the durations of Connected segments.
    pub talk: Sum,
    /// Sum of the durations of Hold segments.
    pub hold: Sum,
    /// Sum of the durations of WrapUp segments.
    pub wrap_up: Sum,
    /// Completion minus creation. `None` while it is open.
    pub total: Option<Duration>,
    /// How often it was transferred. `None` where the segments have no reason column.
    pub transfers: Option<u32>,
}

/// The answer to an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// When: the start of the first Connected segment with a user, else the end of the first accepted ring (its start if
    /// it has no end).
    pub at: Instant,
    /// The number of the stage, from 0, whose user answered.
    pub stage: usize,
}

/// Whether an interaction has come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum State {
    /// It has a completion.
    Completed,
    /// It has none yet.
    Open,
}

/// How an interaction went for the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Outcome {
    /// A user was in contact with the customer.
    Answered,
    /// It was completed without an answer.
    Unanswered,
    /// It left the queue to a workflow or voicemail: the last status before completion is Bot.
    Exited,
    /// Neither answered nor completed.
    Open,
}

impl State {
    /// The state's name in files.
    pub const fn name(self) -> &'static str {
        match self {
            State::Completed => "completed",
            State::Open => "open",
        }
    }
}

impl Outcome {
    /// The outcome's name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Answered => "answered",
            Outcome::Unanswered => "unanswered",
            Outcome::Exited => "exited",
            Outcome::Open => "open",
        }
    }
}

impl Measures {
    /// Whether the interaction has come to its end.
    pub fn state(&self) -> State {
        if self.completion.is_some() { State::Completed } else { State::Open }
    }

    /// Talk, hold and wrap-up together.
    pub fn handle(&self) -> Sum {
        self.talk + self.hold + self.wrap_up
    }
}

/// The creation of an interaction: exported, else its first segment's start.
pub(super) fn created(interaction: &Interaction<'_>, stages: &[Stage<'_>]) -> Instant {
    let first = || stages.first().map_or(Instant::MIN, |stage| stage.segment.started_at);
    interaction.created_at.unwrap_or_else(first)
}

/// Computes the measures of an interaction whose stages and rings are derived.
pub(super) fn measure(
    interaction: &Interaction<'_>,
    stages: &[Stage<'_>],
    rings: &[Ring],
    has_reasons: bool,
) -> Measures {
    let created = created(interaction, stages);
    let start_of_end = stages.iter().position(|stage| stage.status == Some(Status::Completed));
    let completion = interaction.completed_at.or_else(|| start_of_end.map(|at| stages[at].segment.started_at));
    let answered = answered(stages, rings);
    let queued_at = stages
        .iter()
        .find(|stage| matches!(stage.status, Some(Status::Open | Status::Pending)))
        .map(|stage| stage.segment.started_at)
        .filter(|start| answered.is_none_or(|answered| *start <= answered.at))
        .unwrap_or(created);
    let outcome = match (answered, completion) {
        (Some(_), _) => Outcome::Answered,
        (None, None) => Outcome::Open,
        (None, Some(_)) => {
            let before_end = &stages[..start_of_end.unwrap_or(stages.len())];
            let last = before_end.iter().rev().find(|stage| stage.segment.status.is_some());
            if last.is_some_and(|stage| stage.status == Some(Status::Bot)) {
                Outcome::Exited
            } else {
                Outcome::Unanswered
            }
        }
    };
    let sum = |status: Status| -> Sum {
        stages.iter().filter(|stage| stage.status == Some(status)).filter_map(Stage::lasted).sum()
    };
    Measures {
        created,
        completion,
        queued_at,
        answered,
        outcome,
        wait: answered.map(|answered| answered.at).or(completion).map(|end| end - queued_at),
        talk: sum(Status::Connected),
        hold: sum(Status::Hold),
        wrap_up: sum(Status::WrapUp),
        total: completion.map(|completion| completion - created),
        transfers: has_reasons.then(|| transfers(stages)),
    }
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

/// Runs that begin with a segment with a transfer reason; the next Connected segment belongs to the run and ends it,
/// whatever comes between: a ring that was ignored makes no second transfer.
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

/// The statuses in order, blanks passed over, repeats in a row once, as first spelled.
pub(super) fn status_path<'s>(stages: &'s [Stage<'_>]) -> Vec<&'s str> {
    let mut path: Vec<&str> = Vec::new();
    for status in stages.iter().filter_map(|stage| stage.segment.status) {
        if path.last().is_none_or(|last| !same_word(last, status)) {
            path.push(status);
        }
    }
    path
}
