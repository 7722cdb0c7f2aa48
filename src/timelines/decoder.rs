//! Records to typed rows.

use crate::exports::{Days, DurationUnit, Export, Exports, Fault, Raw, Record, duration, is_blank, short_duration};
use crate::tables::{Duration, Field, Instant, Place, Table};

use super::codes::{CODED, Coded, Codes, Dictionary, LENT, Met};
use super::packed::{Kind, Packed};
use super::typed::{KeyedRow, OF_INTERACTIONS, OF_SEGMENTS, TypedRow};

/// Which texts are decoded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decoded<'d> {
    /// The fields that nobody asks for: their stages have no texts.
    pub spared: &'d [Coded],
    /// A column of segments, by file, whose texts stand in the place of those of [`LENT`], which is spared then.
    pub instead: Option<&'d [Option<usize>]>,
}

/// Decodes the records of a piece of one file.
#[derive(Debug)]
pub(super) struct Decoder<'e> {
    exports: &'e Exports,
    file: &'e Export,
    number: usize,
    table: Table,
    dictionary: &'e Dictionary,
    met: &'e mut Met,
    /// With their columns.
    coded: Vec<(Coded, usize)>,
    /// The column whose texts stand in the place of [`LENT`], where one does; `None` within if this file lacks it.
    lent: Option<Option<usize>>,
    interaction_id: Option<usize>,
    segment_id: Option<usize>,
    begun_at: Times,
    ended_at: Times,
    duration: Option<usize>,
    duration_unit: DurationUnit,
    /// Whether a column has what a typed row has no room for, or a value isn't that of one column in every row.
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
        (dictionary, Decoded { spared, instead }): (&'e Dictionary, Decoded<'_>),
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
        let needed = coded_fields(table).iter().filter(|(coded, _)| !spared.contains(coded));
        let coded = needed.filter_map(|(coded, field)| Some((*coded, column(*field)?))).collect();
        let lent = instead.filter(|_| is_segment).map(|by_file| by_file[number]);
        Decoder {
            exports,
            file,
            number,
            table,
            dictionary,
            met,
            coded,
            lent,
            interaction_id: column(Field::InteractionId),
            segment_id: of_segments(Field::SegmentId),
            begun_at: times(if is_segment { Field::StartedAt } else { Field::CreatedAt }),
            ended_at: times(if is_segment { Field::EndedAt } else { Field::CompletedAt }),
            duration: of_segments(Field::Duration),
            duration_unit: exports.duration_unit(file),
            is_odd: of_segments(Field::Sequence).is_some()
                || !file.header.is_plain_in(table)
                || file.header.starts_before_end(),
        }
    }

    /// Adds a record as a row; one that is left unread if anything is out of the ordinary, which may be a fault.
    ///
    /// # Errors
    ///
    /// The leftmost fault of what groups and orders it.
    #[inline]
    pub(super) fn add(&mut self, record: &Record<'_, '_>, rows: &mut Vec<KeyedRow>) -> Result<(), Fault> {
        // Made where it is to be: copied, its small fields would be waited for.
        match self.typed(record) {
            Some(row) => rows.push(row),
            None => rows.push(self.unread(record)?),
        }
        Ok(())
    }

    /// A record to be read again. Its codes are known, so that equal texts have equal codes everywhere.
    #[cold]
    fn unread(&mut self, record: &Record<'_, '_>) -> Result<KeyedRow, Fault> {
        let mut row = KeyedRow::unread(self.exports, self.number, self.table, record)?;
        let mut codes = [0; CODED];
        for (coded, field) in coded_fields(self.table) {
            let at = *coded as usize;
            let value = self.file.header.value(record, self.table, *field);
            if !is_blank(&value) {
                codes[at] = self.met.coders[at].code_of_text(self.dictionary.codes(), &value).unwrap_or(u16::MAX);
            }
        }
        if self.lent.is_some() {
            codes[LENT as usize] = u16::MAX;
        }
        row.row.codes = Codes::new(codes);
        Ok(row)
    }

    #[inline(always)]
    fn typed(&mut self, record: &Record<'_, '_>) -> Option<KeyedRow> {
        if self.is_odd {
            return None;
        }
        let field = |column: Option<usize>| column.map_or(Raw::default(), |column| record.raw(column));
        let id = packed(field(self.interaction_id)).filter(|id| id.kind != Kind::Blank)?;
        let segment_id = packed(field(self.segment_id))?;
        let lasted = field(self.duration);
        let short = lasted.unquoted();
        let lasted = match short_duration(short.from(), short.len(), self.duration_unit) {
            None if !lasted.is_empty() => self.other_duration(lasted)?,
            short => short,
        };
        let Met { coders, days } = &mut *self.met;
        let (exports, file, table) = (self.exports, self.file, self.table);
        let begun_at = self.begun_at.read(days, exports, file, table, record)?;
        let ended_at = self.ended_at.read(days, exports, file, table, record)?;
        if begun_at.is_none() && table == Table::Segments {
            return None;
        }
        let mut codes = [0; CODED];
        for (coded, column) in &self.coded {
            let raw = record.raw(*column);
            if !raw.is_empty() {
                codes[*coded as usize] = coders[*coded as usize].code(self.dictionary.codes(), raw)?;
            }
        }
        if let Some(Some(column)) = self.lent {
            let raw = record.raw(column);
            let code = if raw.is_empty() { Some(0) } else { coders[LENT as usize].code(self.dictionary.codes(), raw) };
            // Of more texts than there are codes the records are read again.
            codes[LENT as usize] = code.unwrap_or(u16::MAX);
        }
        let row = TypedRow::new(Place::new(self.number, record.start()), begun_at, ended_at, lasted)?;
        Some(row.with(id, segment_id, Codes::new(codes)))
    }

    #[inline(never)]
    fn other_duration(&self, raw: Raw<'_>) -> Option<Option<Duration>> {
        match raw.value()?.bytes() {
            b"" => Some(None),
            text => duration(text, self.duration_unit).map(Some),
        }
    }
}

fn coded_fields(table: Table) -> &'static [(Coded, Field)] {
    if table == Table::Segments { &OF_SEGMENTS } else { &OF_INTERACTIONS }
}

impl Times {
    /// A value, if it isn't blank; `None` if anything is to be said about it.
    #[inline(always)]
    fn read(
        &self,
        days: &mut Days,
        exports: &Exports,
        file: &Export,
        table: Table,
        record: &Record<'_, '_>,
    ) -> Option<Option<Instant>> {
        let Some(column) = self.column else { return Some(None) };
        let raw = record.raw(column);
        if raw.is_empty() {
            return Some(None);
        }
        let usual = if self.is_usual { days.time(raw.unquoted().bytes()) } else { None };
        if usual.is_some() { Some(usual) } else { self.unusual(exports, file, table, record, raw) }
    }

    #[inline(never)]
    fn unusual(
        &self,
        exports: &Exports,
        file: &Export,
        table: Table,
        record: &Record<'_, '_>,
        raw: Raw<'_>,
    ) -> Option<Option<Instant>> {
        let text = raw.value()?.bytes();
        if text.is_empty() {
            return Some(None);
        }
        exports.plain_time(file, table, self.field, record, text).map(Some)
    }
}

/// An id; `None` if it can't be packed as it is.
#[inline(always)]
fn packed(raw: Raw<'_>) -> Option<Packed> {
    let id = Packed::uuid(raw.unquoted());
    if id.is_some() { id } else { Packed::exact(raw.value()?) }
}
