//! The index of everything: every record is read, but only for what ordering needs.

use std::ops::Range;

use crate::exports::{Export, ExportError, Exports, Fault, Problem, Record, Reject, in_pieces, is_blank};
use crate::tables::{Field, Instant, Place, Table};

use super::index::{self, Entry, Fingerprint, Index};
use super::rows::AllValues;

/// Reads the keys of every segment and interaction, and puts them in order.
///
/// `progress` is told how many bytes have been read since it was last told.
///
/// # Errors
///
/// The first record, in input order, that has not the shape of its header, is not UTF-8, or whose interaction id or
/// start can't be read.
pub fn everything(exports: &Exports, progress: &(dyn Fn(u64) + Sync)) -> Result<Index, ExportError> {
    // Of both tables, so that the first error in input order is told and not that of the first table.
    let tables = [Table::Segments, Table::Interactions].map(|table| entries(exports, table, progress));
    match tables {
        [Ok(segments), Ok(interactions)] => Index::join(exports, &segments, &interactions),
        failed => {
            let first = failed.into_iter().filter_map(Result::err).min_by_key(|(file, _)| *file);
            Err(first.map(|(_, error)| error).unwrap_or_else(|| unreachable!("one of the tables failed")))
        }
    }
}

/// The entries of one table's records, sorted by fingerprint and place. An error comes with its file's number.
pub(super) fn entries(
    exports: &Exports,
    table: Table,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<Entry>, (usize, ExportError)> {
    let mut entries = Vec::new();
    for (number, file) in exports.serving(table) {
        let read = in_pieces(file.bytes(), file.body, |range| {
            progress(range.len() as u64);
            unchanged(exports, &range)?;
            read_piece(exports, number, file, table, range)
        });
        let pieces = read.map_err(|fault| (number, exports.error(file, fault)))?;
        let more = pieces.iter().map(|piece| piece.entries.len()).sum();
        entries.try_reserve(more).map_err(|_| (number, ExportError::new(&file.path, None, Problem::NoMemory)))?;
        for mut piece in pieces {
            entries.append(&mut piece.entries);
            exports.reject(number, piece.rejects);
        }
    }
    index::sort(&mut entries);
    Ok(entries)
}

/// Looks now and then whether files changed. Which one did is told by [`Exports::error`].
pub(super) fn unchanged(exports: &Exports, range: &Range<usize>) -> Result<(), Fault> {
    exports.check_now_and_then().map_err(|error| Fault { offset: range.start, problem: error.problem })
}

/// What was read of a piece of a file.
struct Piece {
    entries: Vec<Entry>,
    rejects: Vec<Reject>,
}

fn read_piece(
    exports: &Exports,
    number: usize,
    file: &Export,
    table: Table,
    range: Range<usize>,
) -> Result<Piece, Fault> {
    let text = str::from_utf8(&file.bytes()[range.clone()]);
    let not_utf8 = text.err().map(|error| range.start + error.valid_up_to());
    let mut entries = Vec::with_capacity(range.len() / 128);
    let mut values = exports.skips().then(|| AllValues::new(exports, file));
    let rejects = file.each_record(range, exports.skips(), |record| {
        file.check_shape(&record)?;
        if not_utf8.is_some_and(|offset| offset < record.end()) {
            record.text()?;
        }
        if let Some(values) = &mut values {
            values.check(record)?;
        }
        entries.push(entry(exports, number, file, table, &record)?);
        Ok(())
    })?;
    Ok(Piece { entries, rejects })
}

/// What ordering needs of a record as a row of `table`.
#[inline]
pub(super) fn entry(
    exports: &Exports,
    number: usize,
    file: &Export,
    table: Table,
    record: &Record<'_, '_>,
) -> Result<Entry, Fault> {
    let id = file.key(record, table, Field::InteractionId);
    let at = moment(exports, file, table, record);
    match (id, at) {
        (Ok(id), Ok(at)) => Ok(Entry { id: Fingerprint::of(&id), place: Place::new(number, record.start()), at }),
        // The left one of two, as it is the first in input order.
        (Err(id), Err(at)) => Err(if id.offset < at.offset { id } else { at }),
        (Err(fault), _) | (_, Err(fault)) => Err(fault),
    }
}

/// The start of a segment, or the creation of an interaction, which may be blank or have no column.
#[inline]
fn moment(exports: &Exports, file: &Export, table: Table, record: &Record<'_, '_>) -> Result<Option<Instant>, Fault> {
    let field = if table == Table::Segments { Field::StartedAt } else { Field::CreatedAt };
    let Some(column) = file.header.column_of(table, field) else { return Ok(None) };
    let value = record.bytes(column);
    if is_blank(&value) {
        return if field == Field::StartedAt { file.key(record, table, field).map(|_| None) } else { Ok(None) };
    }
    exports.time(file, table, field, record, &value).map(|time| Some(time.instant))
}
