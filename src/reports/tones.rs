//! How words of the data are meant, for people.

use crate::tables::{Response, Status};
use crate::timelines::Outcome;

use super::Tone;

/// How a response is meant, by its name.
pub(super) fn of_response_word(word: &str) -> Tone {
    let known = <Response as clap::ValueEnum>::value_variants();
    match known.iter().find(|response| response.name() == word) {
        Some(Response::Accepted) => Tone::Good,
        Some(Response::Rejected | Response::Ignored) => Tone::Bad,
        Some(Response::Clear) => Tone::Doubtful,
        None => Tone::Plain,
    }
}

pub(super) fn of_outcome(outcome: Option<Outcome>) -> Tone {
    match outcome {
        Some(Outcome::Answered) => Tone::Good,
        Some(Outcome::Unanswered) => Tone::Bad,
        Some(Outcome::Exited) => Tone::Machine,
        Some(Outcome::Open) => Tone::Waiting,
        None => Tone::Doubtful,
    }
}

/// How an outcome is meant, by its name.
pub(super) fn of_outcome_word(word: &str) -> Tone {
    let known = <Outcome as clap::ValueEnum>::value_variants();
    known.iter().find(|outcome| outcome.name() == word).map_or(Tone::Plain, |outcome| of_outcome(Some(*outcome)))
}

pub(super) fn of_status(status: Option<Status>) -> Tone {
    match status {
        Some(Status::Connected) => Tone::Good,
        Some(Status::Hold) => Tone::Doubtful,
        Some(Status::Open | Status::Pending) => Tone::Waiting,
        Some(Status::Bot) => Tone::Machine,
        Some(Status::Creating | Status::Completed) => Tone::Faint,
        Some(Status::WrapUp) | None => Tone::Plain,
    }
}
