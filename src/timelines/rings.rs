//! Rings: who was rung, in what order, and how they responded.

use std::ops::RangeInclusive;

use crate::tables::{Duration, Instant, Response, Status, named};

use super::stages::{NEVER, Stage};

/// One user rung once: a stage that rings, or a run of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// The number of its first stage, from 0.
    pub first: usize,
    /// The number of its last stage, from 0.
    pub last: usize,
    /// How the user responded; `None` if neither the records nor what came next tell.
    pub response: Option<(Response, ResponseSource)>,
    /// How long it rang. `None` while it is still ringing, and if one of its stages is Connected, Hold or WrapUp, whose
    /// length says nothing about ringing.
    pub seconds: Option<Duration>,
    /// Whether the customer left or somebody else was quicker: the response is clear or none, and what came next is
    /// Completed, or Connected with another user who was not Connected before.
    pub withdrawn: bool,
    /// The next stage, by its number from 0, that isn't another user's ring.
    pub(crate) next: Option<usize>,
    /// What came after it, by its number from 0: the next stage, passing over rings of other users that start before this
    /// one ends.
    pub after: Option<usize>,
}

named! {
    /// Where a response comes from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ResponseSource {
        /// A response word in the event column.
        Recorded = "recorded",
        /// The stage after the ring is Connected with the same user.
        Inferred = "inferred",
    }
}

impl Ring {
    /// Whether its user took, refused or ignored it.
    pub fn has_responded(&self) -> bool {
        matches!(self.response, Some((Response::Accepted | Response::Rejected | Response::Ignored, _)))
    }
}

/// Finds the rings' first and last stages, and sets each stage's ring.
pub(super) fn find(stages: &mut [Stage<'_>], rings: &mut Vec<Ring>) {
    let by_rule =
        |stage: &Stage<'_>| stage.who != 0 && (stage.has_ring_reason || stage.status == Some(Status::Pending));
    let by_event = |stage: &Stage<'_>| stage.who != 0 && stage.response.is_some();
    let any_by_rule = stages.iter().any(by_rule);
    for at in 0..stages.len() {
        let stage = &stages[at];
        if !(if any_by_rule { by_rule(stage) } else { by_event(stage) }) {
            continue;
        }
        let continues = at.checked_sub(1).is_some_and(|before| {
            let before = &stages[before];
            let by_status_alone = any_by_rule && !stage.has_ring_reason;
            by_status_alone && before.ring.is_some() && before.response.is_none() && before.is_of_user(stage)
        });
        match rings.last_mut() {
            Some(ring) if continues => ring.last = at,
            _ => rings.push(Ring {
                first: at,
                last: at,
                response: None,
                seconds: None,
                withdrawn: false,
                next: None,
                after: None,
            }),
        }
        stages[at].ring = Some(rings.len() - 1);
    }
}

/// Derives the response, the length and the withdrawal of each ring. The stages' ends must be known.
///
/// Goes backwards and keeps what lies ahead, as thousands of rings may overlap.
pub(super) fn derive(stages: &[Stage<'_>], rings: &mut [Ring]) {
    // The next stage that doesn't ring.
    let mut silent = NEVER;
    let mut seen = stages.len();
    for at in (0..rings.len()).rev() {
        let Ring { first, last, .. } = rings[at];
        while seen > last + 1 {
            seen -= 1;
            silent = if stages[seen].ring.is_none() { seen } else { silent };
        }
        let user = &stages[first];
        let next = stages[last].next_of_user.min(silent);
        // Later rings start later. A ring without an end outlasts all others.
        let end = stages[last].ended_at().unwrap_or(Instant::MAX);
        let later = &rings[at + 1..];
        let outlasting = later.partition_point(|other| stages[other.first].started_at < end);
        let after_at = later.get(outlasting).map_or(next, |other| next.min(other.first));
        let after = stages.get(after_at);
        let recorded = recorded(stages, first..=last, next).map(|response| (response, ResponseSource::Recorded));
        let response = recorded.or_else(|| {
            let accepted = after.is_some_and(|after| after.is_of_user(user) && after.status == Some(Status::Connected));
            accepted.then_some((Response::Accepted, ResponseSource::Inferred))
        });
        let seconds = if stages[first..=last].iter().any(Stage::is_handling) {
            None
        } else if first == last {
            stages[first].lasted()
        } else {
            stages[last].ended_at().map(|end| end - stages[first].started_at)
        };
        let withdraws = after.is_some_and(|after| withdraws(first, user, after));
        let [next, after] = [next, after_at].map(|stage| (stage < stages.len()).then_some(stage));
        let ring = Ring { first, last, response, seconds, withdrawn: false, next, after };
        rings[at] = Ring { withdrawn: withdraws && !ring.has_responded(), ..ring };
    }
}

/// The recorded response: of the ring's own stages, else of the next stage beyond rings of others, if that is the same
/// user's and doesn't ring.
fn recorded(stages: &[Stage<'_>], own: RangeInclusive<usize>, next: usize) -> Option<Response> {
    let user = &stages[*own.start()];
    stages[own].iter().find_map(|stage| stage.response).or_else(|| {
        let next = stages.get(next)?;
        next.response.filter(|_| next.is_of_user(user) && next.ring.is_none())
    })
}

/// Whether the stage that came next shows that the ring, which is of a user's stage of this number, was withdrawn.
fn withdraws(ring: usize, user: &Stage<'_>, next: &Stage<'_>) -> bool {
    match next.status {
        Some(Status::Completed) => true,
        Some(Status::Connected) => next.who != 0 && !next.is_of_user(user) && next.first_connected > ring,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
