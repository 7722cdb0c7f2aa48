//! What the ids and words of segments stand for.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use crate::tables::{Directory, Interaction, Organization, Queue, Response, Status, User, Words, normalised};

use super::codes::{Coded, Codes, Texts};
use super::rows::Segment;

/// What a segment's ids and words stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning<'a> {
    pub(super) queue: Option<&'a Queue>,
    pub(super) user: Option<&'a User>,
    pub(super) status: Option<Status>,
    /// The number of the status as a word, and of the one before, if that is exported; 0 without one.
    pub(super) word: u32,
    pub(super) previous_word: u32,
    pub(super) response: Option<Response>,
    pub(super) has_ring_reason: bool,
    pub(super) is_transfer: bool,
}

/// What segments' ids and words stand for, by code where they have one.
#[derive(Clone, Debug)]
pub(super) struct Meanings<'a> {
    directory: &'a Directory,
    words: Words,
    numbers: Numbers,
    queues: Vec<Option<&'a Queue>>,
    users: Vec<Option<&'a User>>,
    organizations: Vec<Option<&'a Organization>>,
    statuses: Vec<(Option<Status>, u32)>,
    /// The codes of the names that segrep gives to statuses, where these have any.
    status_names: Vec<(&'static str, usize)>,
    previous_words: Vec<u32>,
    responses: Vec<Option<Response>>,
    reasons: Vec<(bool, bool)>,
}

/// Numbers of status words, from 1: the same for all spellings of one.
#[derive(Clone, Debug, Default)]
struct Numbers(HashMap<String, u32, RandomState>);

impl Numbers {
    fn of(&mut self, word: &str) -> u32 {
        let next = self.0.len() as u32 + 1;
        *self.0.entry(normalised(word)).or_insert(next)
    }
}

impl<'a> Meanings<'a> {
    pub(super) fn new(texts: &Texts, directory: &'a Directory, words: &Words) -> Meanings<'a> {
        let mut numbers = Numbers::default();
        let reason =
            |word: &str| (words.ring_reasons.meaning(word).is_some(), words.transfer_reasons.meaning(word).is_some());
        Meanings {
            queues: texts.meanings(Coded::QueueId, |id| directory.queues.get(id)),
            users: texts.meanings(Coded::UserId, |id| directory.users.get(id)),
            // Of the interactions' rows, whose organizations stand among the users.
            organizations: texts.meanings(Coded::UserId, |id| directory.organizations.get(id)),
            statuses: texts.meanings(Coded::Status, |word| (words.statuses.meaning(word), numbers.of(word))),
            status_names: Status::ALL
                .into_iter()
                .filter_map(|status| Some((status.name(), texts.code(Coded::Status, status.name())?)))
                .collect(),
            previous_words: texts.meanings(Coded::PreviousStatus, |word| numbers.of(word)),
            responses: texts.meanings(Coded::Event, |word| words.responses.meaning(word)),
            reasons: texts.meanings(Coded::Reason, reason),
            directory,
            words: words.clone(),
            numbers,
        }
    }

    /// Of a row all of whose texts have codes.
    #[inline]
    pub(super) fn of(&self, codes: Codes) -> Meaning<'a> {
        let code = |field: Coded| codes.of(field as usize);
        let (status, word) = self.statuses[code(Coded::Status)];
        let (has_ring_reason, is_transfer) = self.reasons[code(Coded::Reason)];
        Meaning {
            queue: self.queues[code(Coded::QueueId)],
            user: self.users[code(Coded::UserId)],
            status,
            word,
            previous_word: self.previous_words[code(Coded::PreviousStatus)],
            response: self.responses[code(Coded::Event)],
            has_ring_reason,
            is_transfer,
        }
    }

    /// The organization and the queue of an interaction whose texts have these codes.
    pub(super) fn of_interaction(
        &self,
        interaction: &Interaction<'_>,
        codes: Codes,
    ) -> (Option<&'a Organization>, Option<&'a Queue>) {
        let code = |field: Coded| codes.get(field as usize);
        let organization = code(Coded::UserId).map(|code| self.organizations[code]);
        let queue = code(Coded::QueueId).map(|code| self.queues[code]);
        (
            organization.unwrap_or_else(|| self.directory.organizations.get(interaction.account_id?)),
            queue.unwrap_or_else(|| self.directory.queues.get(interaction.queue_id?)),
        )
    }

    /// The code of a status under the name that segrep gives it; `None` if it has none.
    pub(super) fn code_of_status(&self, name: &str) -> Option<usize> {
        self.status_names.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
    }

    /// Of a segment whose texts have these codes, or none.
    pub(super) fn of_read(&mut self, segment: &Segment<'_>, codes: Codes) -> Meaning<'a> {
        if codes.are_complete() {
            return self.of(codes);
        }
        let Meanings { directory, words, numbers, .. } = self;
        let (status, reason) = (segment.text(Coded::Status), segment.text(Coded::Reason));
        Meaning {
            queue: segment.text(Coded::QueueId).and_then(|id| directory.queues.get(id)),
            user: segment.text(Coded::UserId).and_then(|id| directory.users.get(id)),
            status: status.and_then(|word| words.statuses.of(word)),
            word: status.map_or(0, |word| numbers.of(word)),
            previous_word: segment.text(Coded::PreviousStatus).map_or(0, |word| numbers.of(word)),
            response: segment.text(Coded::Event).and_then(|word| words.responses.of(word)),
            has_ring_reason: reason.is_some_and(|word| words.ring_reasons.of(word).is_some()),
            is_transfer: reason.is_some_and(|word| words.transfer_reasons.of(word).is_some()),
        }
    }
}
