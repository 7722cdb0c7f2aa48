//! The stages of a timeline: segments in order, each with its derived end, duration, previous status and elapsed time.

use std::collections::BTreeSet;

use super::codes::{Coded, Codes};
use crate::tables::{Directory, Duration, Instant, Named, Place, Queue, Response, Segment, Status, User, Words};

/// A segment in its timeline, with what is derived from its place there.
#[derive(Clone, Debug)]
pub struct Stage<'a> {
    /// The segment as exported.
    pub segment: Segment<'a>,
    /// The place of its record.
    pub place: Place,
    codes: Codes,
    /// Its queue's row, if any.
    pub queue: Option<&'a Queue>,
    /// Its user's row, if any.
    pub user: Option<&'a User>,
    /// The meaning of its status; `None` if segrep doesn't know the word.
    pub status: Option<Status>,
    /// Its event as a response, if it is one.
    pub response: Option<Response>,
    /// Whether its reason says that a user was rung.
    pub has_ring_reason: bool,
    /// Whether its reason says that it was transferred.
    pub is_transfer: bool,
    /// The number, from 0, of the ring that it belongs to.
    pub ring: Option<usize>,
    /// When it ended; `None` while it is open.
    pub end: Option<(Instant, EndSource)>,
    /// How long it lasted; `None` while it is open. Negative if it ended before it started.
    pub duration: Option<(Duration, DurationSource)>,
    /// The status before it; `None` if there was none.
    pub previous: Option<PreviousSource>,
    /// Start minus the interaction's creation; negative if it started before that.
    pub elapsed: Duration,
}

/// Where the end of a stage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndSource {
    /// The export.
    Exported,
    /// Start plus the exported duration.
    ExportedDuration,
    /// The start of the next stage; of a ring, of the next stage that is not another user's ring with the same start.
    NextStart,
    /// The exported completion of the interaction.
    Completion,
}

/// Where the duration of a stage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationSource {
    /// The export.
    Exported,
    /// End minus start.
    EndMinusStart,
}

/// Where the previous status of a stage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviousSource {
    /// The export.
    Exported,
    /// The nearest earlier stage that has a status, by its number from 0.
    Stage(usize),
}

/// What the ids and words of a segment stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct StageMeaning<'a> {
    pub(super) queue: Option<&'a Queue>,
    pub(super) user: Option<&'a User>,
    pub(super) status: Option<Status>,
    pub(super) response: Option<Response>,
    pub(super) has_ring_reason: bool,
    pub(super) is_transfer: bool,
}

impl<'a> StageMeaning<'a> {
    pub(super) fn new(segment: &Segment<'_>, directory: &'a Directory, words: &mut Words) -> StageMeaning<'a> {
        let reason = segment.reason;
        StageMeaning {
            queue: segment.queue_id.and_then(|id| directory.queues.get(id)),
            user: segment.user_id.and_then(|id| directory.users.get(id)),
            status: segment.status.and_then(|word| words.statuses.of(word)),
            response: segment.event.and_then(|word| words.responses.of(word)),
            has_ring_reason: reason.is_some_and(|word| words.ring_reasons.of(word).is_some()),
            is_transfer: reason.is_some_and(|word| words.transfer_reasons.of(word).is_some()),
        }
    }
}

impl<'a> Stage<'a> {
    #[inline]
    pub(super) fn new(segment: Segment<'a>, place: Place, codes: Codes, meaning: StageMeaning<'a>) -> Stage<'a> {
        let StageMeaning { queue, user, status, response, has_ring_reason, is_transfer } = meaning;
        Stage {
            queue,
            user,
            status,
            response,
            has_ring_reason,
            is_transfer,
            ring: None,
            end: None,
            duration: None,
            previous: None,
            elapsed: Duration::ZERO,
            segment,
            place,
            codes,
        }
    }

    /// A small number for a text: equal numbers stand for equal texts in all timelines. `None` if it has none.
    #[inline]
    pub(crate) fn code(&self, field: Coded) -> Option<usize> {
        self.codes.get(field as usize)
    }

    /// The queue's name, else its id.
    pub fn queue_name(&self) -> Option<&'a str> {
        self.queue.and_then(Named::name).or(self.segment.queue_id)
    }

    /// The user's name, else the id.
    pub fn user_name(&self) -> Option<&'a str> {
        self.user.and_then(Named::name).or(self.segment.user_id)
    }

    /// When it ended; `None` while it is open.
    pub fn ended_at(&self) -> Option<Instant> {
        self.end.map(|(end, _)| end)
    }

    /// How long it lasted; `None` while it is open.
    pub fn lasted(&self) -> Option<Duration> {
        self.duration.map(|(duration, _)| duration)
    }

    /// Whether it is a stage of this user.
    pub fn is_of(&self, user: Option<&str>) -> bool {
        user.is_some() && self.segment.user_id == user
    }

    /// Whether a user handles the interaction in it.
    pub fn is_handling(&self) -> bool {
        matches!(self.status, Some(Status::Connected | Status::Hold | Status::WrapUp))
    }

    /// The exported end, else start plus exported duration.
    pub(super) fn exported_end(&self) -> Option<(Instant, EndSource)> {
        let Segment { started_at, ended_at, duration, .. } = self.segment;
        ended_at
            .map(|end| (end, EndSource::Exported))
            .or_else(|| duration.map(|duration| (started_at + duration, EndSource::ExportedDuration)))
    }
}

/// Derives the ends, durations, previous statuses and elapsed times of stages in order. Rings must be known.
pub(super) fn derive(stages: &mut [Stage<'_>], created: Instant, completed_at: Option<Instant>) {
    derive_ends(stages, completed_at);
    let mut with_status = None;
    for (at, stage) in stages.iter_mut().enumerate() {
        let start = stage.segment.started_at;
        stage.duration = match stage.segment.duration {
            Some(duration) => Some((duration, DurationSource::Exported)),
            None => stage.end.map(|(end, _)| (end - start, DurationSource::EndMinusStart)),
        };
        stage.previous = match stage.segment.previous_status {
            Some(_) => Some(PreviousSource::Exported),
            None => with_status.map(PreviousSource::Stage),
        };
        if stage.segment.status.is_some() {
            with_status = Some(at);
        }
        stage.elapsed = start - created;
    }
}

/// Goes backwards and keeps what lies ahead, as thousands of rings may have the same start.
fn derive_ends(stages: &mut [Stage<'_>], completed_at: Option<Instant>) {
    let mut after_tied = None;
    // Of the later stages with the same start: whether one doesn't ring, and all users.
    let (mut has_silent, mut users) = (false, BTreeSet::new());
    for at in (0..stages.len()).rev() {
        let Stage { segment, ring, .. } = &stages[at];
        let start = segment.started_at;
        let is_tied = |other: Option<&Stage<'_>>| other.is_some_and(|other| other.segment.started_at == start);
        let later = stages.get(at + 1);
        if !is_tied(later) {
            after_tied = later.map(|later| later.segment.started_at);
            has_silent = false;
            users.clear();
        }
        let is_followed = if ring.is_some() {
            has_silent || segment.user_id.is_some_and(|user| users.contains(user))
        } else {
            is_tied(later)
        };
        let next_start = if is_followed { Some(start) } else { after_tied };
        has_silent |= ring.is_none();
        if is_tied(at.checked_sub(1).map(|before| &stages[before])) {
            users.extend(segment.user_id);
        }
        let stage = &mut stages[at];
        stage.end = stage
            .exported_end()
            .or_else(|| next_start.map(|end| (end, EndSource::NextStart)))
            .or_else(|| completed_at.filter(|end| *end >= start).map(|end| (end, EndSource::Completion)));
    }
}

#[cfg(test)]
mod tests;
