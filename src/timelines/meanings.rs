//! What the ids and words of a segment stand for.

use crate::tables::{Directory, Queue, Response, Status, User, Words};

use super::codes::{Coded, Codes, Texts};
use super::rows::Segment;

/// What a segment's ids and words stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning<'a> {
    pub(super) queue: Option<&'a Queue>,
    pub(super) user: Option<&'a User>,
    pub(super) status: Option<Status>,
    pub(super) response: Option<Response>,
    pub(super) has_ring_reason: bool,
    pub(super) is_transfer: bool,
}

impl<'a> Meaning<'a> {
    pub(super) fn of(segment: &Segment<'_>, directory: &'a Directory, words: &mut Words) -> Meaning<'a> {
        let reason = segment.text(Coded::Reason);
        Meaning {
            queue: segment.text(Coded::QueueId).and_then(|id| directory.queues.get(id)),
            user: segment.text(Coded::UserId).and_then(|id| directory.users.get(id)),
            status: segment.text(Coded::Status).and_then(|word| words.statuses.of(word)),
            response: segment.text(Coded::Event).and_then(|word| words.responses.of(word)),
            has_ring_reason: reason.is_some_and(|word| words.ring_reasons.of(word).is_some()),
            is_transfer: reason.is_some_and(|word| words.transfer_reasons.of(word).is_some()),
        }
    }
}

/// What the codes of segments stand for, by code.
#[derive(Clone, Debug)]
pub(super) struct Meanings<'a> {
    queues: Vec<Option<&'a Queue>>,
    users: Vec<Option<&'a User>>,
    statuses: Vec<Option<Status>>,
    responses: Vec<Option<Response>>,
    ring_reasons: Vec<bool>,
    transfer_reasons: Vec<bool>,
}

impl<'a> Meanings<'a> {
    pub(super) fn new(texts: &Texts, directory: &'a Directory, words: &Words) -> Meanings<'a> {
        Meanings {
            queues: texts.meanings(Coded::QueueId as usize, |id| directory.queues.get(id)),
            users: texts.meanings(Coded::UserId as usize, |id| directory.users.get(id)),
            statuses: texts.meanings(Coded::Status as usize, |word| words.statuses.meaning(word)),
            responses: texts.meanings(Coded::Event as usize, |word| words.responses.meaning(word)),
            ring_reasons: texts.meanings(Coded::Reason as usize, |word| words.ring_reasons.meaning(word).is_some()),
            transfer_reasons: texts
                .meanings(Coded::Reason as usize, |word| words.transfer_reasons.meaning(word).is_some()),
        }
    }

    /// Of a row all of whose texts have codes.
    #[inline]
    pub(super) fn of(&self, codes: Codes) -> Meaning<'a> {
        let code = |field: Coded| codes.of(field as usize);
        Meaning {
            queue: self.queues[code(Coded::QueueId)],
            user: self.users[code(Coded::UserId)],
            status: self.statuses[code(Coded::Status)],
            response: self.responses[code(Coded::Event)],
            has_ring_reason: self.ring_reasons[code(Coded::Reason)],
            is_transfer: self.transfer_reasons[code(Coded::Reason)],
        }
    }
}
