//! Rows that hold several stages, taken apart; and the end of interactions that are known to be completed.

use std::collections::BTreeMap;

use bumpalo::Bump;

use crate::exports::{Raw, RowStage};
use crate::tables::{Duration, Instant, Place, Status};

use super::codes::{CODED, Coded, Codes};
use super::meanings::Meanings;
use super::packed::Packed;
use super::rows::Segment;
use super::stages::Stage;
use super::typed::{OF_SEGMENTS, TypedRow};

/// What the rows of an interaction hold: the stages of each row that holds any, by its place.
pub(super) type Held = BTreeMap<Place, Vec<RowStage>>;

/// Rows whose stages don't tell all of them; each counts as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Misfits {
    /// A length of a stage is negative, so there is no such stage.
    pub negative: u64,
    /// The row lasted longer than its stages.
    pub unfilled: u64,
    /// The row's stages lasted longer than the row.
    pub overfilled: u64,
}

impl Misfits {
    pub(super) fn merge(&mut self, other: Misfits) {
        self.negative += other.negative;
        self.unfilled += other.unfilled;
        self.overfilled += other.overfilled;
    }

    /// Counts a row by its own length and that of its stages.
    pub(super) fn add(&mut self, row: &Segment<'_>, stage: &Stage<'_>, held: &[RowStage], is_negative: bool) {
        self.negative += u64::from(is_negative);
        let until_end = || row.ended_at.map(|end| end - stage.started_at);
        let Some(own) = row.duration.or_else(until_end).filter(|_| !held.is_empty()) else { return };
        let held = held.iter().fold(0, |sum, held| sum + held.duration.micros());
        self.unfilled += u64::from(held < own.micros());
        self.overfilled += u64::from(held > own.micros());
    }
}

/// Replaces the rows that hold stages by these, in the order of stages by start and place.
pub(super) fn take_apart<'a, 'm: 'a>(
    stages: &mut Vec<Stage<'a>>,
    held: &Held,
    arena: &'a Bump,
    meanings: &mut Meanings<'m>,
) {
    let rows = std::mem::take(stages);
    for row in rows {
        match held.get(&row.place).map(Vec::as_slice) {
            None => stages.push(row),
            Some([]) => stages.push(row.part(None, arena, meanings)),
            Some(held) => {
                let parts = held.iter().enumerate().map(|(at, stage)| row.part(Some((at, stage)), arena, meanings));
                stages.extend(parts);
            }
        }
    }
    // Stable: the stages of a row stay in their order.
    stages.sort_by_key(|stage| (stage.started_at, stage.place));
}

/// Adds the end of an interaction that is known to be completed: at the latest end of its stages, unless one says so.
pub(super) fn complete<'a, 'm: 'a>(stages: &mut Vec<Stage<'a>>, arena: &'a Bump, meanings: &mut Meanings<'m>) {
    if stages.iter().any(|stage| stage.status == Some(Status::Completed)) {
        return;
    }
    let end = |stage: &Stage<'_>| stage.end.map_or(stage.started_at, |(end, _)| end.max(stage.started_at));
    if let Some(last) = stages.iter().max_by_key(|stage| (end(stage), stage.place)) {
        let completed = last.completed(end(last), arena, meanings);
        stages.push(completed);
    }
}

impl<'a> Stage<'a> {
    /// One of the stages that its row holds, by number; the row itself without status if it holds none.
    fn part<'m: 'a>(
        &self,
        held: Option<(usize, &RowStage)>,
        arena: &'a Bump,
        meanings: &mut Meanings<'m>,
    ) -> Stage<'a> {
        let mut row = self.exported(arena);
        let mut blank = |field: Coded| row.texts[field as usize] = None;
        blank(Coded::PreviousStatus);
        let Some((at, held)) = held else {
            blank(Coded::Status);
            return self.replaced(row, self.started_at, arena, meanings);
        };
        if at > 0 {
            blank(Coded::Reason);
        }
        if held.status != Status::Pending {
            blank(Coded::Event);
        }
        if matches!(held.status, Status::Bot | Status::Open) {
            blank(Coded::UserId);
        }
        row.texts[Coded::Status as usize] = Some(held.status.name());
        let ended_at = Some(held.started_at + held.duration);
        let row = Segment { ended_at, duration: Some(held.duration), sequence: None, ..row };
        self.replaced(row, held.started_at, arena, meanings)
    }

    /// The end of its interaction.
    fn completed<'m: 'a>(&self, at: Instant, arena: &'a Bump, meanings: &mut Meanings<'m>) -> Stage<'a> {
        let mut texts = [None; CODED];
        texts[Coded::Status as usize] = Some(Status::Completed.name());
        let (ended_at, duration) = (Some(at), Some(Duration::ZERO));
        let end = Segment { segment_id: None, texts, ended_at, duration, sequence: None };
        Stage { is_added: true, ..self.replaced(end, at, arena, meanings) }
    }

    /// Another stage of the same row.
    fn replaced<'m: 'a>(
        &self,
        segment: Segment<'a>,
        started_at: Instant,
        arena: &'a Bump,
        meanings: &mut Meanings<'m>,
    ) -> Stage<'a> {
        let codes = Codes::new(OF_SEGMENTS.map(|(field, _)| match segment.text(field) {
            None => 0,
            text if text == self.text(field) => self.row.codes.of(field as usize) as u16,
            Some(text) => {
                let code = meanings.code_of_status(text).filter(|_| field == Coded::Status);
                code.map_or(u16::MAX, |code| code as u16)
            }
        }));
        let who = segment.text(Coded::UserId).map_or(0, |_| self.who);
        let meaning = meanings.of_read(&segment, codes);
        // As if it were a row of its own, if that has room for it.
        let id = segment.segment_id.map_or(Some(Packed::default()), |id| Packed::exact(Raw::of(id.as_bytes())));
        let typed = || TypedRow::new(self.place, Some(started_at), segment.ended_at, segment.duration);
        let is_plain = codes.are_complete() && segment.sequence.is_none();
        let (row, read): (TypedRow, Option<&Segment<'_>>) = match id.filter(|_| is_plain).zip(typed()) {
            Some((id, row)) => (row.with(Packed::default(), id, codes).row, None),
            None => (self.row.recoded(codes), Some(arena.alloc(segment))),
        };
        Stage { who, started_at, ..Stage::new(arena.alloc(row), self.texts, meaning, read) }
    }
}
