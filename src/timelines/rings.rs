//! Rings: who was rung, in what order, and how they responded.

use crate::tables::{Duration, Instant, Response, Status, named};

use super::stages::Stage;

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

/// Finds the rings' first and last stages, and sets each stage's ring.
pub(super) fn find(stages: &mut [Stage<'_>]) -> Vec<Ring> {
    let by_rule = |stage: &Stage<'_>| {
        stage.segment.user_id.is_some() && (stage.has_ring_reason || stage.status == Some(Status::Pending))
    };
    let by_event = |stage: &Stage<'_>| stage.segment.user_id.is_some() && stage.response.is_some();
    let any_by_rule = stages.iter().any(by_rule);
    let mut rings: Vec<Ring> = Vec::new();
    for at in 0..stages.len() {
        let stage = &stages[at];
        if !(if any_by_rule { by_rule(stage) } else { by_event(stage) }) {
            continue;
        }
        let continues = at.checked_sub(1).is_some_and(|before| {
            let before = &stages[before];
            let by_status_alone = any_by_rule && !stage.has_ring_reason;
            by_status_alone && before.ring.is_some() && before.response.is_none() && before.is_of(stage.segment.user_id)
        });
        match rings.last_mut() {
            Some(ring) if continues => ring.last = at,
            _ => rings.push(Ring { first: at, last: at, response: None, seconds: None, withdrawn: false }),
        }
        stages[at].ring = Some(rings.len() - 1);
    }
    rings
}

/// Derives the response, the length and the withdrawal of each ring. The stages' ends must be known.
pub(super) fn derive(stages: &[Stage<'_>], rings: &mut [Ring]) {
    for at in 0..rings.len() {
        let Ring { first, last, .. } = rings[at];
        let after = after(stages, rings, &rings[at]);
        let user = stages[first].segment.user_id;
        let response =
            recorded(stages, &rings[at]).map(|response| (response, ResponseSource::Recorded)).or_else(|| {
                let next = after.map(|next| &stages[next])?;
                let accepted = next.is_of(user) && next.status == Some(Status::Connected);
                accepted.then_some((Response::Accepted, ResponseSource::Inferred))
            });
        let seconds = if stages[first..=last].iter().any(Stage::is_handling) {
            None
        } else if first == last {
            stages[first].lasted()
        } else {
            stages[last].ended_at().map(|end| end - stages[first].segment.started_at)
        };
        let has_responded = matches!(response, Some((Response::Accepted | Response::Rejected | Response::Ignored, _)));
        let withdrawn = !has_responded && after.is_some_and(|next| withdraws(stages, first, next));
        rings[at] = Ring { first, last, response, seconds, withdrawn };
    }
}

/// The recorded response: of the ring's own stages, else of the same user's next stage, if that doesn't ring and only
/// rings of others are between.
fn recorded(stages: &[Stage<'_>], ring: &Ring) -> Option<Response> {
    let user = stages[ring.first].segment.user_id;
    stages[ring.first..=ring.last].iter().find_map(|stage| stage.response).or_else(|| {
        let others_ring = |stage: &&Stage<'_>| stage.ring.is_some() && !stage.is_of(user);
        let next = stages[ring.last + 1..].iter().find(|stage| !others_ring(stage))?;
        next.response.filter(|_| next.is_of(user) && next.ring.is_none())
    })
}

/// The next stage after a ring, except rings of other users that start before it ends.
fn after(stages: &[Stage<'_>], rings: &[Ring], ring: &Ring) -> Option<usize> {
    let user = stages[ring.first].segment.user_id;
    // A ring without an end outlasts all others.
    let end = stages[ring.last].ended_at().unwrap_or(Instant::MAX);
    (ring.last + 1..stages.len()).find(|next| {
        let stage = &stages[*next];
        let starts_before_end = |other: usize| stages[rings[other].first].segment.started_at < end;
        stage.is_of(user) || !stage.ring.is_some_and(starts_before_end)
    })
}

/// Whether the stage that came next shows that the ring was withdrawn.
fn withdraws(stages: &[Stage<'_>], first: usize, next: usize) -> bool {
    let (ring, next) = (&stages[first], &stages[next]);
    match next.status {
        Some(Status::Completed) => true,
        Some(Status::Connected) => {
            let user = next.segment.user_id;
            let was_connected =
                stages[..first].iter().any(|stage| stage.status == Some(Status::Connected) && stage.is_of(user));
            user.is_some() && !ring.is_of(user) && !was_connected
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
