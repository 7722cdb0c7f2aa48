//! Rings: who was rung, in what order, and how they responded.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

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
    /// The next stage, by its number from 0, that isn't another user's ring.
    pub(crate) next: Option<usize>,
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
            _ => rings.push(Ring { first: at, last: at, response: None, seconds: None, withdrawn: false, next: None }),
        }
        stages[at].ring = Some(rings.len() - 1);
    }
    rings
}

/// Derives the response, the length and the withdrawal of each ring. The stages' ends must be known.
///
/// Goes backwards and keeps what lies ahead, as thousands of rings may overlap.
pub(super) fn derive(stages: &[Stage<'_>], rings: &mut [Ring]) {
    let connected = LazyCell::new(|| first_connected(stages));
    // The next stage of each user, and the next that doesn't ring.
    let mut by_user: BTreeMap<&str, usize> = BTreeMap::new();
    let mut silent = None;
    let mut seen = stages.len();
    for at in (0..rings.len()).rev() {
        let Ring { first, last, .. } = rings[at];
        while seen > last + 1 {
            seen -= 1;
            silent = if stages[seen].ring.is_none() { Some(seen) } else { silent };
            by_user.extend(stages[seen].segment.user_id.map(|user| (user, seen)));
        }
        let user = stages[first].segment.user_id;
        let own = user.and_then(|user| by_user.get(user).copied());
        let next = earlier(own, silent);
        // Later rings start later. A ring without an end outlasts all others.
        let end = stages[last].ended_at().unwrap_or(Instant::MAX);
        let later = &rings[at + 1..];
        let outlasting = later.partition_point(|other| stages[other.first].segment.started_at < end);
        let after = earlier(next, later.get(outlasting).map(|other| other.first));
        let recorded = recorded(stages, first..=last, next).map(|response| (response, ResponseSource::Recorded));
        let response = recorded.or_else(|| {
            let after = &stages[after?];
            let accepted = after.is_of(user) && after.status == Some(Status::Connected);
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
        let was_connected = |user: &str| connected.get(user).is_some_and(|connected| *connected < first);
        let withdrawn =
            !has_responded && after.is_some_and(|after| withdraws(&stages[first], &stages[after], was_connected));
        rings[at] = Ring { first, last, response, seconds, withdrawn, next };
    }
}

fn earlier(one: Option<usize>, other: Option<usize>) -> Option<usize> {
    one.into_iter().chain(other).min()
}

/// The recorded response: of the ring's own stages, else of the next stage beyond rings of others, if that is the same
/// user's and doesn't ring.
fn recorded(stages: &[Stage<'_>], own: RangeInclusive<usize>, next: Option<usize>) -> Option<Response> {
    let user = stages[*own.start()].segment.user_id;
    stages[own].iter().find_map(|stage| stage.response).or_else(|| {
        let next = &stages[next?];
        next.response.filter(|_| next.is_of(user) && next.ring.is_none())
    })
}

/// The first stage of each user that is Connected.
fn first_connected<'a>(stages: &[Stage<'a>]) -> BTreeMap<&'a str, usize> {
    let connected = stages.iter().enumerate().rev().filter(|(_, stage)| stage.status == Some(Status::Connected));
    connected.filter_map(|(at, stage)| Some((stage.segment.user_id?, at))).collect()
}

/// Whether the stage that came next shows that the ring was withdrawn.
fn withdraws(ring: &Stage<'_>, next: &Stage<'_>, was_connected: impl Fn(&str) -> bool) -> bool {
    match next.status {
        Some(Status::Completed) => true,
        Some(Status::Connected) => {
            next.segment.user_id.is_some_and(|user| !ring.is_of(Some(user)) && !was_connected(user))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
