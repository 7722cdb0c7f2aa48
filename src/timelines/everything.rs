//! The index of everything: every record is read, but only as far as ordering needs.

use std::ops::Range;

use crate::exports::{Export, ExportError, Exports, Fault, Problem, Record, Reject, in_pieces, is_blank};
use crate::tables::{Field, Instant, Place, Table};

use super::index::{self, Fingerprint, Index, IndexEntry};
use super::rows::AllValues;

/// Called with the number of bytes read since the last call.
pub(super) type OnRead<'f> = &'f (dyn Fn(u64) + Sync);

/// Reads the keys of every segment and interaction, and orders them.
///
/// # Errors
///
/// The first record, in input order, that doesn't fit its header, is not UTF-8, or whose interaction id or start can't
/// be read.
pub fn everything(exports: &Exports, progress: OnRead<'_>) -> Result<Index, ExportError> {
    let (segments, interactions) = entries(exports, progress)?;
    Index::join(exports, &segments, &interactions)
}

/// The entries of all segments and of all interactions, both sorted by fingerprint and place.
pub(super) fn entries(
    exports: &Exports,
    progress: OnRead<'_>,
) -> Result<(Vec<IndexEntry>, Vec<IndexEntry>), ExportError> {
    let (mut segments, mut interactions) = (Vec::new(), Vec::new());
    // File by file, so that the first error is the first in input order, not in the first table.
    for (number, file) in exports.files.iter().enumerate() {
        for (table, entries) in [(Table::Segments, &mut segments), (Table::Interactions, &mut interactions)] {
            if file.serves(table) {
                read(exports, number, file, table, progress, entries)?;
            }
        }
    }
    index::sort(&mut segments);
    index::sort(&mut interactions);
    Ok((segments, interactions))
}

/// Adds the entries of a file's records as rows of `table`.
fn read(
    exports: &Exports,
    number: usize,
    file: &Export,
    table: Table,
    progress: OnRead<'_>,
    entries: &mut Vec<IndexEntry>,
) -> Result<(), ExportError> {
    let pieces = in_pieces(file.bytes(), file.body, |range| {
        progress(range.len() as u64);
        check_unchanged(exports, &range)?;
        read_piece(exports, number, file, table, range)
    });
    let pieces = pieces.map_err(|fault| exports.error(file, fault))?;
    let more = pieces.iter().map(|(entries, _)| entries.len()).sum();
    entries.try_reserve(more).map_err(|_| ExportError::new(&file.path, None, Problem::NoMemory))?;
    for (mut more, rejects) in pieces {
        entries.append(&mut more);
        exports.reject(number, rejects);
    }
    Ok(())
}

/// Fails if a file changed, checked now and then: what is read after that may be half old, half new.
pub(super) fn check_unchanged(exports: &Exports, range: &Range<usize>) -> Result<(), Fault> {
    match exports.changed_now_and_then() {
        Some(_) => Err(Fault::new(range.start, Problem::Changed)),
        None => Ok(()),
    }
}

fn read_piece(
    exports: &Exports,
    number: usize,
    file: &Export,
    table: Table,
    range: Range<usize>,
) -> Result<(Vec<IndexEntry>, Vec<Reject>), Fault> {
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
    Ok((entries, rejects))
}

/// What ordering needs of a record as a row of `table`.
#[inline]
pub(super) fn entry(
    exports: &Exports,
    number: usize,
    file: &Export,
    table: Table,
    record: &Record<'_, '_>,
) -> Result<IndexEntry, Fault> {
    let id = file.key(record, table, Field::InteractionId);
    let at = moment(exports, file, table, record);
    match (id, at) {
        (Ok(id), Ok(at)) => Ok(IndexEntry { id: Fingerprint::of(&id), place: Place::new(number, record.start()), at }),
        // Of two, the left one is the first in input order.
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
