//! Typed rows: what a timeline needs of a record, decoded once when the exports are read. Texts are codes.

use crate::exports::{Export, Exports, Fault, Record, duration, is_blank, no_duration};
use crate::tables::{Duration, Field, Instant, Interaction, Place, Table};

use super::codes::{CODED, Coded, Codes, Texts};
use super::packed::{Kind, Packed};

/// The coded fields of segments.
pub(super) const OF_SEGMENTS: [(Coded, Field); CODED] = [
    (Coded::QueueId, Field::QueueId),
    (Coded::UserId, Field::UserId),
    (Coded::Reason, Field::Reason),
    (Coded::Event, Field::Event),
    (Coded::Status, Field::Status),
    (Coded::PreviousStatus, Field::PreviousStatus),
    (Coded::CommunicationType, Field::CommunicationType),
    (Coded::Direction, Field::Direction),
    (Coded::CompletionDisplay, Field::CompletionDisplay),
];

/// The coded fields of interactions. Those that segments have, too, share their codes.
pub(super) const OF_INTERACTIONS: [(Coded, Field); 6] = [
    (Coded::QueueId, Field::QueueId),
    (Coded::UserId, Field::AccountId),
    (Coded::Reason, Field::SubCommunicationType),
    (Coded::CommunicationType, Field::CommunicationType),
    (Coded::Direction, Field::Direction),
    (Coded::CompletionDisplay, Field::CompletionDisplay),
];

/// A record as a row of segments or of interactions. One with anything out of the ordinary in it is left unread: its record
/// is read again where it is needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypedRow {
    pub(super) place: Place,
    /// The start of a segment, the creation of an interaction; [`NO_TIME`] if blank.
    begun_at: Instant,
    segment_id: [u64; 2],
    /// From the start to the end, of the unit that the flags say.
    length: u32,
    pub(super) codes: Codes,
    flags: u8,
}

/// A row with what tells which interaction it is of.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyedRow {
    id: [u64; 2],
    pub(super) row: TypedRow,
}

const NO_TIME: Instant = Instant::MIN;

/// It has an end.
const ENDED: u8 = 1;
/// It has a duration, which is the time from the start to the end, if it has one.
const LASTED: u8 = 2;
/// Its length is in microseconds, not milliseconds.
const IN_MICROS: u8 = 4;
const UNREAD: u8 = 8;
/// Where the kinds of the two packed ids are.
const SEGMENT_ID: u32 = 4;
const INTERACTION_ID: u32 = 6;

impl KeyedRow {
    pub(super) const BLANK: KeyedRow = KeyedRow { id: [0; 2], row: TypedRow::BLANK };

    /// A record to be read again, with what groups and orders it.
    ///
    /// # Errors
    ///
    /// The leftmost fault of its id and its time.
    #[cold]
    pub(super) fn unread(
        exports: &Exports,
        number: usize,
        table: Table,
        record: &Record<'_, '_>,
    ) -> Result<KeyedRow, Fault> {
        let file = &exports.files[number];
        let id = file.key(record, table, Field::InteractionId);
        let (id, begun_at) = match (id, begun_at(exports, file, table, record)) {
            (Ok(id), Ok(begun_at)) => (Packed::of(&id), begun_at),
            // Of two, the left one is the first in input order.
            (Err(id), Err(at)) => return Err(if id.offset < at.offset { id } else { at }),
            (Err(fault), _) | (_, Err(fault)) => return Err(fault),
        };
        let row = TypedRow {
            place: Place::new(number, record.start()),
            begun_at: begun_at.unwrap_or(NO_TIME),
            flags: UNREAD,
            ..TypedRow::BLANK
        };
        Ok(row.with(id, Packed::default(), Codes::NONE))
    }

    #[inline]
    pub(super) fn id(&self) -> Packed {
        packed(self.id, self.row.flags >> INTERACTION_ID)
    }
}

/// The start of a segment, or the creation of an interaction, which may be blank or have no column.
fn begun_at(exports: &Exports, file: &Export, table: Table, record: &Record<'_, '_>) -> Result<Option<Instant>, Fault> {
    let field = if table == Table::Segments { Field::StartedAt } else { Field::CreatedAt };
    let value = file.header.value(record, table, field);
    if is_blank(&value) {
        return if field == Field::StartedAt { file.key(record, table, field).map(|_| None) } else { Ok(None) };
    }
    let begun_at = exports.time(file, table, field, record, &value)?.instant;
    if field == Field::CreatedAt || !file.header.starts_before_end() {
        return Ok(Some(begun_at));
    }
    let (lasted, unit) = (file.key(record, table, Field::Duration)?, exports.duration_unit(file));
    let wrong = || file.bad_value(record, table, Field::Duration, no_duration(&lasted, unit), unit.want());
    let started_at = begun_at - duration(&lasted, unit).ok_or_else(wrong)?;
    let beyond = || file.beyond_years(record, table, Field::Duration);
    if started_at.is_in_years() { Ok(Some(started_at)) } else { Err(beyond()) }
}

impl TypedRow {
    pub(super) const BLANK: TypedRow = TypedRow {
        place: Place::FIRST,
        begun_at: NO_TIME,
        segment_id: [0; 2],
        length: 0,
        codes: Codes::NONE,
        flags: 0,
    };

    /// A row with these times; `None` if it has no room for them.
    #[inline]
    pub(super) fn new(
        place: Place,
        begun_at: Option<Instant>,
        ended_at: Option<Instant>,
        lasted: Option<Duration>,
    ) -> Option<TypedRow> {
        let begun_at = begun_at.unwrap_or(NO_TIME);
        let (mut flags, mut length) = (0, 0);
        if let Some(lasted) = lasted {
            flags |= LASTED;
            length = lasted.micros();
            if !(begun_at + lasted).is_in_years() {
                return None;
            }
        }
        if let Some(ended_at) = ended_at {
            let until_end = ended_at.micros().checked_sub(begun_at.micros())?;
            if lasted.is_some_and(|lasted| lasted.micros() != until_end) {
                return None;
            }
            flags |= ENDED;
            length = until_end;
        }
        if length % 1000 == 0 {
            length /= 1000;
        } else {
            flags |= IN_MICROS;
        }
        Some(TypedRow { place, begun_at, length: length.try_into().ok()?, flags, ..TypedRow::BLANK })
    }

    /// The row with its packed ids and its codes.
    #[inline]
    pub(super) fn with(self, id: Packed, segment_id: Packed, codes: Codes) -> KeyedRow {
        let flags = self.flags | (segment_id.kind as u8) << SEGMENT_ID | (id.kind as u8) << INTERACTION_ID;
        let row = TypedRow { segment_id: [segment_id.high, segment_id.low], codes, flags, ..self };
        KeyedRow { id: [id.high, id.low], row }
    }

    /// The same row with other codes.
    pub(super) fn recoded(self, codes: Codes) -> TypedRow {
        TypedRow { codes, ..self }
    }

    pub(super) fn is_unread(&self) -> bool {
        self.flags & UNREAD != 0
    }

    #[inline]
    pub(super) fn begun_at(&self) -> Option<Instant> {
        (self.begun_at > NO_TIME).then_some(self.begun_at)
    }

    /// Whether one of other rows may have the same segment id. None may be unread.
    #[inline]
    pub(super) fn may_have_id_of(&self, others: &[TypedRow]) -> bool {
        let [high, low] = self.segment_id;
        let same = |other: &TypedRow| (other.segment_id[0] ^ high) | (other.segment_id[1] ^ low) == 0;
        others.iter().any(same) && self.flags >> SEGMENT_ID & 3 != Kind::Blank as u8
    }

    /// By time, then in input order.
    #[inline]
    pub(super) fn order(&self) -> (Instant, Place) {
        (self.begun_at, self.place)
    }

    #[inline]
    fn length(&self) -> Duration {
        Duration::from_micros(i64::from(self.length) * if self.flags & IN_MICROS == 0 { 1000 } else { 1 })
    }

    #[inline]
    pub(super) fn ended_at(&self) -> Option<Instant> {
        (self.flags & ENDED != 0).then(|| self.begun_at + self.length())
    }

    /// The end, else the start plus the duration.
    #[inline]
    pub(super) fn reach(&self) -> Option<Instant> {
        (self.flags & (ENDED | LASTED) != 0).then(|| self.begun_at + self.length())
    }

    #[inline]
    pub(super) fn lasted(&self) -> Option<Duration> {
        (self.flags & LASTED != 0).then(|| self.length())
    }

    #[inline]
    pub(super) fn segment_id(&self) -> Packed {
        packed(self.segment_id, self.flags >> SEGMENT_ID)
    }

    pub(super) fn interaction<'a>(&self, texts: &'a Texts) -> Interaction<'a> {
        let text = |field: Coded| texts.get(field as usize, self.codes.of(field as usize));
        // As in `OF_INTERACTIONS`.
        Interaction {
            queue_id: text(Coded::QueueId),
            account_id: text(Coded::UserId),
            sub_communication_type: text(Coded::Reason),
            communication_type: text(Coded::CommunicationType),
            direction: text(Coded::Direction),
            completion_display: text(Coded::CompletionDisplay),
            created_at: self.begun_at(),
            completed_at: self.ended_at(),
        }
    }
}

#[inline]
fn packed([high, low]: [u64; 2], kind: u8) -> Packed {
    let kind = match kind & 3 {
        0 => Kind::Blank,
        1 => Kind::Short,
        2 => Kind::Uuid,
        _ => Kind::Hash,
    };
    Packed { high, low, kind }
}
