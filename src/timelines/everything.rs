//! The index of everything: every record is read, but only as far as ordering needs.

use std::ops::Range;

use crate::exports::{Export, ExportError, Exports, Fault, Problem, Record, Reject, Time, in_pieces, is_blank};
use crate::tables::{Field, Place, Table};

use super::index::{Entries, Fingerprint, Index, IndexEntry};
use super::rows::AllValues;
use super::typed::{Decoder, Dictionary, RowAt, TypedRow};

/// Called with the number of bytes read since the last call.
pub(super) type OnRead<'f> = &'f (dyn Fn(u64) + Sync);

/// Reads the keys of every segment and interaction, and orders them.
///
/// # Errors
///
/// The first record, in input order, that doesn't fit its header, is not UTF-8, or whose interaction id or start can't
/// be read.
pub fn everything(exports: &Exports, progress: OnRead<'_>) -> Result<Index, ExportError> {
    let [segments, interactions] = entries(exports, progress)?;
    Index::join(exports, segments, interactions)
}

/// Reads all segments and all interactions; sorted.
pub(super) fn entries(exports: &Exports, progress: OnRead<'_>) -> Result<[Entries; 2], ExportError> {
    let tables = [Table::Segments, Table::Interactions];
    let dictionaries = tables.map(|_| Dictionary::default());
    let mut read = tables.map(|_| Entries::default());
    // File by file, so that the first error is the first in input order, not in the first table.
    for (number, file) in exports.files.iter().enumerate() {
        for (at, table) in tables.into_iter().enumerate().filter(|(_, table)| file.serves(*table)) {
            let reading = Reading { exports, number, file, table, dictionary: &dictionaries[at], progress };
            reading.read(&mut read[at])?;
        }
    }
    for (read, dictionary) in read.iter_mut().zip(dictionaries) {
        read.rows.texts = dictionary.freeze();
        read.sort();
    }
    Ok(read)
}

/// A file being read as rows of a table.
struct Reading<'e> {
    exports: &'e Exports,
    number: usize,
    file: &'e Export,
    table: Table,
    dictionary: &'e Dictionary,
    progress: OnRead<'e>,
}

/// What was read of a piece of it. Entries have yet to know the number of the piece.
struct Piece {
    entries: Vec<IndexEntry>,
    rows: Vec<TypedRow>,
    rejects: Vec<Reject>,
}

impl Reading<'_> {
    fn read(&self, read: &mut Entries) -> Result<(), ExportError> {
        let Reading { exports, number, file, progress, .. } = *self;
        let pieces = in_pieces(file.bytes(), file.body, |range| {
            progress(range.len() as u64);
            check_unchanged(exports, &range)?;
            self.piece(range)
        });
        let pieces = pieces.map_err(|fault| exports.error(file, fault))?;
        let more = pieces.iter().map(|piece| piece.rows.len()).sum();
        read.entries.try_reserve(more).map_err(|_| ExportError::new(&file.path, None, Problem::NoMemory))?;
        for Piece { entries, rows, rejects } in pieces {
            let piece = read.rows.pieces.len() as u32;
            let in_piece = |entry: IndexEntry| IndexEntry { row: RowAt { piece, ..entry.row }, ..entry };
            read.entries.extend(entries.into_iter().map(in_piece));
            read.rows.pieces.push(rows);
            exports.reject(number, rejects);
        }
        Ok(())
    }

    fn piece(&self, range: Range<usize>) -> Result<Piece, Fault> {
        let Reading { exports, number, file, table, .. } = *self;
        let text = str::from_utf8(&file.bytes()[range.clone()]);
        let not_utf8 = text.err().map(|error| range.start + error.valid_up_to());
        let mut decoder = Decoder::new(exports, file, table, self.dictionary);
        let mut entries = Vec::with_capacity(range.len() / 128);
        let mut rows = Vec::with_capacity(range.len() / 128);
        let mut values = exports.skips().then(|| AllValues::new(exports, file));
        let rejects = file.each_record(range, exports.skips(), |record| {
            file.check_shape(&record)?;
            if not_utf8.is_some_and(|offset| offset < record.end()) {
                record.text()?;
            }
            if let Some(values) = &mut values {
                values.check(record)?;
            }
            let (id, time) = key(exports, file, table, &record)?;
            let place = Place::new(number, record.start());
            let is_plain = time.is_none_or(|time| time.clock_change.is_none());
            let at = time.map(|time| time.instant);
            let row = if is_plain { decoder.row(&record, place, at) } else { None };
            entries.push(IndexEntry { id, at, row: RowAt { piece: 0, at: rows.len() as u32 } });
            rows.push(row.unwrap_or_else(|| TypedRow::unread(place)));
            Ok(())
        })?;
        rows.shrink_to_fit();
        Ok(Piece { entries, rows, rejects })
    }
}

/// Fails if a file changed, checked now and then: what is read after that may be half old, half new.
pub(super) fn check_unchanged(exports: &Exports, range: &Range<usize>) -> Result<(), Fault> {
    match exports.changed_now_and_then() {
        Some(_) => Err(Fault::new(range.start, Problem::Changed)),
        None => Ok(()),
    }
}

/// What ordering needs of a record as a row of `table`: its interaction's id, and its time.
#[inline]
pub(super) fn key(
    exports: &Exports,
    file: &Export,
    table: Table,
    record: &Record<'_, '_>,
) -> Result<(Fingerprint, Option<Time>), Fault> {
    let id = file.key(record, table, Field::InteractionId);
    match (id, moment(exports, file, table, record)) {
        (Ok(id), Ok(time)) => Ok((Fingerprint::of(&id), time)),
        // Of two, the left one is the first in input order.
        (Err(id), Err(at)) => Err(if id.offset < at.offset { id } else { at }),
        (Err(fault), _) | (_, Err(fault)) => Err(fault),
    }
}

/// The start of a segment, or the creation of an interaction, which may be blank or have no column.
#[inline]
fn moment(exports: &Exports, file: &Export, table: Table, record: &Record<'_, '_>) -> Result<Option<Time>, Fault> {
    let field = if table == Table::Segments { Field::StartedAt } else { Field::CreatedAt };
    let Some(column) = file.header.column_of(table, field) else { return Ok(None) };
    let value = record.bytes(column);
    if is_blank(&value) {
        return if field == Field::StartedAt { file.key(record, table, field).map(|_| None) } else { Ok(None) };
    }
    exports.time(file, table, field, record, &value).map(Some)
}
