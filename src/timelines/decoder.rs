//! Records to typed rows.

use crate::exports::{Days, DurationUnit, Export, Exports, Fault, Record, duration, is_blank};
use crate::tables::{Field, Instant, Place, Table};

use super::codes::{CODED, Coded, Codes, Dictionary, Met};
use super::packed::{Kind, Packed};
use super::typed::{KeyedRow, OF_INTERACTIONS, OF_SEGMENTS, TypedRow};

/// Decodes the records of a piece of one file.
#[derive(Debug)]
pub(super) struct Decoder<'e> {
    exports: &'e Exports,
    file: &'e Export,
    number: usize,
    table: Table,
    dictionary: &'e Dictionary,
    met: &'e mut Met,
    coded: [Option<usize>; CODED],
    interaction_id: Option<usize>,
    segment_id: Option<usize>,
    begun_at: Times,
    ended_at: Times,
    duration: Option<usize>,
    duration_unit: DurationUnit,
    /// Whether a column has what a typed row has no room for.
    is_odd: bool,
}

/// A column of times.
#[derive(Debug)]
struct Times {
    field: Field,
    column: Option<usize>,
    is_usual: bool,
}

impl<'e> Decoder<'e> {
    pub(super) fn new(
        exports: &'e Exports,
        number: usize,
        table: Table,
        dictionary: &'e Dictionary,
        met: &'e mut Met,
    ) -> Decoder<'e> {
        let file = &exports.files[number];
        let is_segment = table == Table::Segments;
        let column = |field| file.header.column_of(table, field);
        let of_segments = |field| column(field).filter(|_| is_segment);
        let times = |field| {
            let is_usual = exports.has_usual_times(file, table, field);
            Times { field, column: column(field), is_usual }
        };
        let fields: &[(Coded, Field)] = if is_segment { &OF_SEGMENTS } else { &OF_INTERACTIONS };
        let mut coded = [None; CODED];
        fields.iter().for_each(|(at, field)| coded[*at as usize] = column(*field));
        Decoder {
            exports,
            file,
            number,
            table,
            dictionary,
            met,
            coded,
            interaction_id: column(Field::InteractionId),
            segment_id: of_segments(Field::SegmentId),
            begun_at: times(if is_segment { Field::StartedAt } else { Field::CreatedAt }),
            ended_at: times(if is_segment { Field::EndedAt } else { Field::CompletedAt }),
            duration: of_segments(Field::Duration),
            duration_unit: exports.duration_unit(file),
            is_odd: of_segments(Field::Sequence).is_some(),
        }
    }

    /// A record as a row; one that is left unread if anything is out of the ordinary, which may be a fault.
    ///
    /// # Errors
    ///
    /// The leftmost fault of what groups and orders it.
    #[inline]
    pub(super) fn row(&mut self, record: &Record<'_, '_>) -> Result<KeyedRow, Fault> {
        self.typed(record).map_or_else(|| self.unread(record), Ok)
    }

    /// A record to be read again. Its codes are known, so that equal texts have equal codes everywhere.
    #[cold]
    fn unread(&mut self, record: &Record<'_, '_>) -> Result<KeyedRow, Fault> {
        let mut row = KeyedRow::unread(self.exports, self.number, self.table, record)?;
        let mut codes = [0; CODED];
        for ((code, coder), column) in codes.iter_mut().zip(&mut self.met.coders).zip(self.coded) {
            let value = column.map(|column| record.bytes(column)).filter(|value| !is_blank(value));
            if let Some(value) = value {
                *code = coder.code(self.dictionary, &value).unwrap_or(u16::MAX);
            }
        }
        row.row.codes = Codes::new(codes);
        Ok(row)
    }

    #[inline]
    fn typed(&mut self, record: &Record<'_, '_>) -> Option<KeyedRow> {
        if self.is_odd {
            return None;
        }
        let id = Packed::exact(value(record, self.interaction_id)?).filter(|id| id.kind != Kind::Blank)?;
        let segment_id = Packed::exact(value(record, self.segment_id)?)?;
        let Met { coders, days } = &mut *self.met;
        let mut time = |times: &Times| times.read(days, self.exports, self.file, self.table, record);
        let (begun_at, ended_at) = (time(&self.begun_at)?, time(&self.ended_at)?);
        let lasted = match value(record, self.duration)? {
            b"" => None,
            text => Some(duration(text, self.duration_unit)?),
        };
        if begun_at.is_none() && self.table == Table::Segments {
            return None;
        }
        let mut codes = [0; CODED];
        for at in 0..CODED {
            let value = value(record, self.coded[at])?;
            if !value.is_empty() {
                codes[at] = coders[at].code(self.dictionary, value)?;
            }
        }
        let row = TypedRow::new(Place::new(self.number, record.start()), begun_at, ended_at, lasted)?;
        Some(row.with(id, segment_id, Codes::new(codes)))
    }
}

impl Times {
    /// A value, if it isn't blank; `None` if anything is to be said about it.
    #[inline]
    fn read(
        &self,
        days: &mut Days,
        exports: &Exports,
        file: &Export,
        table: Table,
        record: &Record<'_, '_>,
    ) -> Option<Option<Instant>> {
        let text = value(record, self.column)?;
        if text.is_empty() {
            return Some(None);
        }
        let usual = if self.is_usual { days.time(text) } else { None };
        usual.or_else(|| exports.plain_time(file, table, self.field, record, text)).map(Some)
    }
}

/// As [`Record::value`]; empty where there is no column.
#[inline(always)]
fn value<'a>(record: &Record<'a, '_>, column: Option<usize>) -> Option<&'a [u8]> {
    column.map_or(Some(b""), |column| record.value(column))
}
