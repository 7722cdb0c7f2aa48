//! Typed rows: what a timeline needs of a record, decoded once when the exports are read. Texts are codes.

use std::collections::HashMap;
use std::iter::once;
use std::sync::{Mutex, PoisonError};

use rapidhash::fast::RandomState;

use crate::exports::{DurationUnit, Export, Exports, Record, duration, is_blank};
use crate::tables::{
    Directory, Duration, Field, Instant, Interaction, Place, Queue, Response, Segment, Status, Table, User, Words,
};

use super::stages::StageMeaning;

/// Fields of a table whose texts repeat.
const CODED: usize = 9;

/// Those of segments, in the order of their codes.
const OF_SEGMENTS: [Field; CODED] = [
    Field::QueueId,
    Field::UserId,
    Field::Reason,
    Field::Event,
    Field::Status,
    Field::PreviousStatus,
    Field::CommunicationType,
    Field::Direction,
    Field::CompletionDisplay,
];

/// Those of interactions.
const OF_INTERACTIONS: [Field; 6] = [
    Field::AccountId,
    Field::QueueId,
    Field::CommunicationType,
    Field::SubCommunicationType,
    Field::Direction,
    Field::CompletionDisplay,
];

/// A record as a row of segments or of interactions. One with anything out of the ordinary in it is read again where it is
/// needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypedRow {
    pub(super) place: Place,
    /// Empty if the record must be read again.
    interaction_id: TextPlace,
    segment_id: TextPlace,
    /// The start of a segment, the creation of an interaction; like the others [`NO_TIME`] if blank.
    begun_at: Instant,
    /// The end of a segment, the completion of an interaction.
    ended_at: Instant,
    /// [`NO_DURATION`] if blank.
    duration: Duration,
    /// 0 if blank.
    codes: [u16; CODED],
}

const NO_TIME: Instant = Instant::MIN;

const NO_DURATION: Duration = Duration::from_micros(i64::MIN);

/// A text within its record; empty if blank.
#[derive(Clone, Copy, Debug, Default)]
struct TextPlace {
    offset: u16,
    length: u16,
}

impl TypedRow {
    /// A row to be read again.
    pub(super) fn unread(place: Place) -> TypedRow {
        TypedRow {
            place,
            interaction_id: TextPlace::default(),
            segment_id: TextPlace::default(),
            begun_at: NO_TIME,
            ended_at: NO_TIME,
            duration: NO_DURATION,
            codes: [0; CODED],
        }
    }

    /// The interaction's id; `None` if the record must be read again.
    #[inline]
    pub(super) fn interaction_id<'a>(&self, exports: &'a Exports) -> Option<&'a str> {
        self.text(exports, self.interaction_id)
    }

    /// How much of the record's beginning will be read again.
    pub(super) fn length_read(&self) -> usize {
        /// Most records have no more.
        const WHOLE: usize = 320;
        if self.interaction_id.length == 0 {
            return WHOLE;
        }
        [self.interaction_id, self.segment_id]
            .iter()
            .map(|text| usize::from(text.offset) + usize::from(text.length))
            .max()
            .unwrap_or(WHOLE)
    }

    /// A text of the record, without copying.
    #[inline]
    fn text<'a>(&self, exports: &'a Exports, TextPlace { offset, length }: TextPlace) -> Option<&'a str> {
        if length == 0 {
            return None;
        }
        let start = self.place.offset() + usize::from(offset);
        let bytes = exports.files[self.place.file()].bytes().get(start..start + usize::from(length))?;
        str::from_utf8(bytes).ok()
    }

    #[inline]
    pub(super) fn segment<'a>(&self, exports: &'a Exports, texts: &'a Texts) -> Segment<'a> {
        let text = |field| texts.get(field, self.codes[field]);
        Segment {
            segment_id: self.text(exports, self.segment_id),
            queue_id: text(QUEUE),
            user_id: text(USER),
            reason: text(REASON),
            event: text(EVENT),
            status: text(STATUS),
            previous_status: text(5),
            communication_type: text(6),
            direction: text(7),
            completion_display: text(8),
            started_at: self.begun_at,
            ended_at: known(self.ended_at),
            duration: (self.duration > NO_DURATION).then_some(self.duration),
            sequence: None,
        }
    }

    pub(super) fn interaction<'a>(&self, texts: &'a Texts) -> Interaction<'a> {
        let text = |field| texts.get(field, self.codes[field]);
        Interaction {
            account_id: text(0),
            queue_id: text(1),
            communication_type: text(2),
            sub_communication_type: text(3),
            direction: text(4),
            completion_display: text(5),
            created_at: known(self.begun_at),
            completed_at: known(self.ended_at),
        }
    }
}

#[inline]
fn known(time: Instant) -> Option<Instant> {
    (time > NO_TIME).then_some(time)
}

const QUEUE: usize = 0;
const USER: usize = 1;
const REASON: usize = 2;
const EVENT: usize = 3;
const STATUS: usize = 4;

/// All rows of a table, in input order, and their texts.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// A run for each piece of a file.
    pub(super) pieces: Vec<Vec<TypedRow>>,
    pub(super) texts: Texts,
}

/// Where a row is. In input order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowAt {
    pub(super) piece: u32,
    pub(super) at: u32,
}

impl Rows {
    #[inline]
    pub(super) fn at(&self, RowAt { piece, at }: RowAt) -> &TypedRow {
        &self.pieces[piece as usize][at as usize]
    }
}

/// The texts of all coded fields, by field, then by code.
#[derive(Debug, Default)]
pub(super) struct Texts([Vec<String>; CODED]);

impl Texts {
    /// `None` for code 0.
    #[inline]
    fn get(&self, field: usize, code: u16) -> Option<&str> {
        self.0[field].get(usize::from(code.checked_sub(1)?)).map(String::as_str)
    }

    /// What each code of a field stands for, that of code 0 first.
    fn meanings<T: Default>(&self, field: usize, meaning: impl FnMut(&str) -> T) -> Vec<T> {
        once(T::default()).chain(self.0[field].iter().map(String::as_str).map(meaning)).collect()
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
            queues: texts.meanings(QUEUE, |id| directory.queues.get(id)),
            users: texts.meanings(USER, |id| directory.users.get(id)),
            statuses: texts.meanings(STATUS, |word| words.statuses.meaning(word)),
            responses: texts.meanings(EVENT, |word| words.responses.meaning(word)),
            ring_reasons: texts.meanings(REASON, |word| words.ring_reasons.meaning(word).is_some()),
            transfer_reasons: texts.meanings(REASON, |word| words.transfer_reasons.meaning(word).is_some()),
        }
    }

    #[inline]
    pub(super) fn of(&self, row: &TypedRow) -> StageMeaning<'a> {
        let code = |field: usize| usize::from(row.codes[field]);
        StageMeaning {
            queue: self.queues[code(QUEUE)],
            user: self.users[code(USER)],
            status: self.statuses[code(STATUS)],
            response: self.responses[code(EVENT)],
            has_ring_reason: self.ring_reasons[code(REASON)],
            is_transfer: self.transfer_reasons[code(REASON)],
        }
    }
}

/// The texts of a table that all threads have met so far.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    fields: [Mutex<HashMap<String, u16, RandomState>>; CODED],
    /// Of threads that are between two pieces.
    coders: Mutex<Vec<[Coder; CODED]>>,
}

impl Dictionary {
    /// The code of a text, from 1; `None` if there are too many or it isn't UTF-8.
    #[cold]
    fn code(&self, field: usize, text: &[u8]) -> Option<u16> {
        let text = str::from_utf8(text).ok()?;
        let mut codes = self.fields[field].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = codes.get(text) {
            return Some(*code);
        }
        let code = u16::try_from(codes.len() + 1).ok()?;
        codes.insert(text.to_owned(), code);
        Some(code)
    }

    /// No more texts are to come.
    pub(super) fn freeze(self) -> Texts {
        Texts(self.fields.map(|codes| {
            let codes = codes.into_inner().unwrap_or_else(PoisonError::into_inner);
            let mut texts: Vec<(u16, String)> = codes.into_iter().map(|(text, code)| (code, text)).collect();
            texts.sort_unstable();
            texts.into_iter().map(|(_, text)| text).collect()
        }))
    }
}

/// The codes of a field's texts that one thread has met.
#[derive(Debug, Default)]
struct Coder {
    last: (Vec<u8>, u16),
    all: HashMap<Vec<u8>, u16, RandomState>,
}

impl Coder {
    #[inline]
    fn code(&mut self, dictionary: &Dictionary, field: usize, text: &[u8]) -> Option<u16> {
        let (last, code) = &mut self.last;
        if last != text {
            *code = match self.all.get(text) {
                Some(code) => *code,
                None => {
                    let code = dictionary.code(field, text)?;
                    self.all.insert(text.to_owned(), code);
                    code
                }
            };
            last.clear();
            last.extend_from_slice(text);
        }
        Some(*code)
    }
}

/// Decodes the records of a piece of one file.
#[derive(Debug)]
pub(super) struct Decoder<'e> {
    exports: &'e Exports,
    file: &'e Export,
    table: Table,
    dictionary: &'e Dictionary,
    coders: [Coder; CODED],
    coded: [Option<usize>; CODED],
    interaction_id: Option<usize>,
    segment_id: Option<usize>,
    /// Which column the end is in.
    end: Field,
    ended_at: Option<usize>,
    duration: Option<usize>,
    duration_unit: DurationUnit,
    /// Whether a column has what a typed row has no room for.
    is_odd: bool,
}

impl<'e> Decoder<'e> {
    pub(super) fn new(exports: &'e Exports, file: &'e Export, table: Table, dictionary: &'e Dictionary) -> Decoder<'e> {
        let is_segment = table == Table::Segments;
        let column = |field| file.header.column_of(table, field);
        let of_segments = |field| column(field).filter(|_| is_segment);
        let fields: &[Field] = if is_segment { &OF_SEGMENTS } else { &OF_INTERACTIONS };
        let end = if is_segment { Field::EndedAt } else { Field::CompletedAt };
        let coders = dictionary.coders.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Decoder {
            exports,
            file,
            table,
            dictionary,
            coders: coders.unwrap_or_default(),
            coded: std::array::from_fn(|at| fields.get(at).and_then(|field| column(*field))),
            interaction_id: column(Field::InteractionId),
            segment_id: of_segments(Field::SegmentId),
            end,
            ended_at: column(end),
            duration: of_segments(Field::Duration),
            duration_unit: exports.duration_unit(file),
            is_odd: of_segments(Field::Sequence).is_some(),
        }
    }

    /// A record's row; `None` if anything is out of the ordinary, which may be a fault.
    #[inline]
    pub(super) fn row(&mut self, record: &Record<'_, '_>, place: Place, begun_at: Option<Instant>) -> Option<TypedRow> {
        if self.is_odd {
            return None;
        }
        let mut codes = [0; CODED];
        for (at, code) in codes.iter_mut().enumerate() {
            let value = value(record, self.coded[at])?;
            if !value.is_empty() {
                *code = self.coders[at].code(self.dictionary, at, value)?;
            }
        }
        let begun_at = begun_at.unwrap_or(NO_TIME);
        let duration = match value(record, self.duration)? {
            b"" => NO_DURATION,
            text => duration(text, self.duration_unit)?,
        };
        let ended_at = match value(record, self.ended_at)? {
            b"" if duration > NO_DURATION && !(begun_at + duration).is_in_years() => return None,
            b"" => NO_TIME,
            text => self.exports.plain_time(self.file, self.table, self.end, record, text)?,
        };
        let (interaction_id, segment_id) =
            (self.text_place(record, self.interaction_id)?, self.text_place(record, self.segment_id)?);
        Some(TypedRow { place, interaction_id, segment_id, begun_at, ended_at, duration, codes })
    }

    #[inline]
    fn text_place(&self, record: &Record<'_, '_>, column: Option<usize>) -> Option<TextPlace> {
        let text = value(record, column)?;
        if text.is_empty() {
            return Some(TextPlace::default());
        }
        let offset = text.as_ptr().addr() - self.file.bytes().as_ptr().addr() - record.start();
        Some(TextPlace { offset: u16::try_from(offset).ok()?, length: u16::try_from(text.len()).ok()? })
    }
}

/// A value as it is in the file, empty if blank; `None` if it holds doubled quotes.
#[inline]
fn value<'a>(record: &Record<'a, '_>, column: Option<usize>) -> Option<&'a [u8]> {
    let Some(column) = column else { return Some(b"") };
    let value = record.as_is(column)?;
    Some(if is_blank(value) { b"" } else { value })
}

impl Drop for Decoder<'_> {
    fn drop(&mut self) {
        let coders = std::mem::take(&mut self.coders);
        self.dictionary.coders.lock().unwrap_or_else(PoisonError::into_inner).push(coders);
    }
}
