//! The stages of a timeline: segments in order, each with its derived end, duration and previous status.

use bumpalo::Bump;

use super::codes::{Coded, LENT, Texts};
use super::meanings::Meaning;
use super::packed::{Kind, Packed};
use super::rows::Segment;
use super::sources::{EndSource, PreviousSource};
use super::typed::{OF_SEGMENTS, TypedRow};
use crate::tables::{Decimal, Duration, Instant, Named, Place, Queue, Response, Status, User, Uuid};

/// A segment in its timeline, with what is derived from its place there. Its texts are looked up where they are asked for.
#[derive(Clone, Debug)]
pub struct Stage<'a> {
    pub(super) row: &'a TypedRow,
    pub(super) texts: &'a Texts,
    /// What its record holds, if the row doesn't tell.
    pub(super) read: Option<&'a Segment<'a>>,
    /// A number for its user, the same as that of no other in the timeline; 0 without one.
    pub(super) who: u32,
    /// The place of its record.
    pub place: Place,
    /// When it began.
    pub started_at: Instant,
    /// The number of its status as a word, whatever its spelling, and of the status before it; 0 without one.
    pub(crate) word: u32,
    pub(crate) previous_word: u32,
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
    /// Whether no row tells of it: it ends an interaction that is known to be completed.
    pub(super) is_added: bool,
    /// The number, from 0, of the ring that it belongs to.
    pub ring: Option<usize>,
    /// When it ended; `None` while it is open.
    pub end: Option<(Instant, EndSource)>,
    /// The status before it; `None` if there was none.
    pub previous: Option<PreviousSource>,
    /// The next stage of its user; [`NEVER`] if there is none.
    pub(super) next_of_user: usize,
    /// The first stage up to this one in which its user is Connected; [`NEVER`] if there is none.
    pub(crate) first_connected: usize,
}

/// Beyond all stages.
pub(super) const NEVER: usize = usize::MAX;

impl<'a> Stage<'a> {
    #[inline]
    pub(super) fn new(
        row: &'a TypedRow,
        texts: &'a Texts,
        meaning: Meaning<'a>,
        read: Option<&'a Segment<'a>>,
    ) -> Stage<'a> {
        let Meaning { queue, user, status, word, previous_word, response, has_ring_reason, is_transfer } = meaning;
        Stage {
            row,
            texts,
            read,
            who: row.codes.of(Coded::UserId as usize) as u32,
            place: row.place,
            started_at: row.order().0,
            word,
            previous_word,
            queue,
            user,
            status,
            response,
            has_ring_reason,
            is_transfer,
            is_added: false,
            ring: None,
            end: own_end(row, read),
            previous: None,
            next_of_user: NEVER,
            first_connected: NEVER,
        }
    }

    /// A text; `None` if the value is blank or has no column.
    #[inline]
    pub fn text(&self, field: Coded) -> Option<&'a str> {
        match self.read {
            Some(segment) => segment.text(field),
            None => self.texts.get(field as usize, self.row.codes.of(field as usize)),
        }
    }

    /// Whether it has such a text.
    #[inline]
    pub fn has(&self, field: Coded) -> bool {
        self.read.map_or(self.row.codes.of(field as usize) != 0, |segment| segment.text(field).is_some())
    }

    /// The text that stands in the place of [`LENT`], `None` within if it is blank. `None` if only the record tells.
    #[inline]
    pub(crate) fn lent(&self) -> Option<Option<&'a str>> {
        let code = self.code(LENT)?;
        Some(self.texts.get(LENT as usize, code))
    }

    /// A small number for a text: equal numbers stand for equal texts in all timelines. `None` if it has none.
    #[inline]
    pub(crate) fn code(&self, field: Coded) -> Option<usize> {
        self.row.codes.get(field as usize)
    }

    /// A small number for its status, among those of the statuses before.
    pub(crate) fn status_code(&self) -> Option<usize> {
        Some(self.code(Coded::Status)? * 2)
    }

    /// Its own id, spelled in `arena` if the row has it packed.
    pub(super) fn segment_id(&self, arena: &'a Bump) -> Option<&'a str> {
        self.read.map_or_else(|| self.row.segment_id().text(arena), |segment| segment.segment_id)
    }

    /// A number for its own id: equal ids have equal numbers, different ones hardly ever. `None` without one.
    pub(crate) fn id_number(&self) -> Option<u64> {
        let id = self.read.map_or_else(
            || self.row.segment_id(),
            |segment| segment.segment_id.map_or_else(Packed::default, |id| Packed::of(id.as_bytes())),
        );
        (id.kind != Kind::Blank).then(|| id.mixed())
    }

    /// Its own id, if the row has it packed as a UUID.
    #[inline]
    pub fn segment_uuid(&self) -> Option<Uuid> {
        if self.read.is_none() { self.row.segment_id().as_uuid() } else { None }
    }

    /// Changes its own id, which is of no field, and its texts. Their codes stay.
    pub(crate) fn change(&mut self, arena: &'a Bump, change: impl Fn(Option<Coded>, &mut Option<&'a str>)) {
        let changed = |field, mut text| {
            change(field, &mut text);
            text
        };
        let Segment { segment_id, texts, .. } = self.exported(arena);
        self.read = Some(arena.alloc(Segment {
            segment_id: changed(None, segment_id),
            texts: OF_SEGMENTS.map(|(field, _)| changed(Some(field), texts[field as usize])),
            ..self.exported(arena)
        }));
    }

    /// As exported.
    pub(super) fn exported(&self, arena: &'a Bump) -> Segment<'a> {
        self.read.copied().unwrap_or_else(|| Segment {
            segment_id: self.segment_id(arena),
            texts: OF_SEGMENTS.map(|(field, _)| self.text(field)),
            ended_at: self.exported_end(),
            duration: self.exported_duration(),
            sequence: self.sequence(),
        })
    }

    /// The exported end; `None` if it is blank or has no column.
    #[inline]
    pub fn exported_end(&self) -> Option<Instant> {
        self.read.map_or_else(|| self.row.ended_at(), |segment| segment.ended_at)
    }

    /// The exported duration; `None` if it is blank or has no column.
    #[inline]
    pub fn exported_duration(&self) -> Option<Duration> {
        self.read.map_or_else(|| self.row.lasted(), |segment| segment.duration)
    }

    /// Its exported number in the interaction; `None` if it is blank or has no column.
    pub fn sequence(&self) -> Option<Decimal> {
        self.read?.sequence
    }

    /// Its codes by field, in the order of [`Coded`].
    #[inline]
    pub(crate) fn codes(&self) -> impl IntoIterator<Item = Option<usize>> {
        self.row.codes.all()
    }

    /// The queue's name, else its id.
    pub fn queue_name(&self) -> Option<&'a str> {
        self.queue.and_then(Named::name).or_else(|| self.text(Coded::QueueId))
    }

    /// The user's name, else the id.
    pub fn user_name(&self) -> Option<&'a str> {
        self.user.and_then(Named::name).or_else(|| self.text(Coded::UserId))
    }

    /// When it ended; `None` while it is open.
    #[inline]
    pub fn ended_at(&self) -> Option<Instant> {
        self.end.map(|(end, _)| end)
    }

    /// How long it lasted; `None` while it is open. Negative if it ended before it started.
    #[inline]
    pub fn lasted(&self) -> Option<Duration> {
        // The end of a row that wasn't read again was derived from its duration, if it has one.
        let exported = self.read.and_then(|segment| segment.duration);
        exported.or_else(|| Some(self.ended_at()? - self.started_at))
    }

    /// Whether its status is another word than the one before it.
    pub fn is_status_change(&self) -> bool {
        self.word != 0 && self.previous_word != 0 && self.word != self.previous_word
    }

    /// Whether it is of the same user as another one.
    #[inline]
    pub(super) fn is_of_user(&self, other: &Stage<'_>) -> bool {
        self.who != 0 && self.who == other.who
    }

    /// Whether a user handles the interaction in it.
    pub fn is_handling(&self) -> bool {
        matches!(self.status, Some(Status::Connected | Status::Hold | Status::WrapUp))
    }
}

/// The exported end, else start plus exported duration.
#[inline]
fn own_end(row: &TypedRow, read: Option<&Segment<'_>>) -> Option<(Instant, EndSource)> {
    let source = |is_exported: bool| if is_exported { EndSource::Exported } else { EndSource::ExportedDuration };
    match read {
        None => Some((row.reach()?, source(row.ended_at().is_some()))),
        Some(Segment { ended_at: Some(end), .. }) => Some((*end, source(true))),
        Some(Segment { duration, .. }) => Some((row.order().0 + (*duration)?, source(false))),
    }
}

/// Derives the ends and previous statuses of stages in order. Rings must be known.
pub(super) fn derive(stages: &mut [Stage<'_>], completed_at: Option<Instant>) {
    derive_ends(stages, completed_at);
    let (mut word, mut with_status) = (0, None);
    for (at, stage) in stages.iter_mut().enumerate() {
        stage.previous = with_status;
        if stage.previous_word == 0 {
            stage.previous_word = word;
        } else {
            stage.previous = Some(PreviousSource::Exported);
        }
        if stage.word != 0 {
            (word, with_status) = (stage.word, Some(PreviousSource::Stage(at)));
        }
    }
}

/// Goes backwards and keeps what lies ahead, as thousands of rings may have the same start.
fn derive_ends(stages: &mut [Stage<'_>], completed_at: Option<Instant>) {
    if stages.iter().all(|stage| stage.end.is_some()) {
        return;
    }
    let mut after_tied = None;
    // Whether a later stage with the same start doesn't ring.
    let mut has_silent = false;
    for at in (0..stages.len()).rev() {
        let Stage { started_at: start, ring, next_of_user, .. } = stages[at];
        let is_tied = |other: Option<&Stage<'_>>| other.is_some_and(|other| other.started_at == start);
        let later = stages.get(at + 1);
        if !is_tied(later) {
            after_tied = later.map(|later| later.started_at);
            has_silent = false;
        }
        if stages[at].end.is_none() {
            let is_followed = match ring {
                Some(_) => has_silent || is_tied(stages.get(next_of_user)),
                None => is_tied(later),
            };
            let next = if is_followed { Some(start) } else { after_tied }.map(|end| (end, EndSource::NextStart));
            let completion = || completed_at.filter(|end| *end >= start).map(|end| (end, EndSource::Completion));
            stages[at].end = next.or_else(completion);
        }
        has_silent |= ring.is_none();
    }
}

#[cfg(test)]
mod tests;
