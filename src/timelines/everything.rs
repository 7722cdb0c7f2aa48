//! The index of everything: every record is read once, as a typed row.

use std::ops::Range;

use rayon::prelude::*;

use crate::exports::{Export, ExportError, Exports, Fault, Problem, Reject, in_batches};
use crate::tables::Table;

use super::codes::Dictionary;
use super::decoder::{Decoded, Decoder};
use super::index::Index;
use super::rows::AllValues;
use super::typed::KeyedRow;

/// Called with the number of bytes read since the last call.
pub(super) type OnRead<'f> = &'f (dyn Fn(u64) + Sync);

/// Rows are grouped part by part, by so many bits of the hash of their interaction's id: enough parts that each fits a
/// cache.
const PART_BITS: u32 = 7;

const PARTS: usize = 1 << PART_BITS;

/// Reads every segment and interaction, and groups and orders them.
///
/// # Errors
///
/// [`Problem::NoMemory`], before anything is read. Else the first record, in input order, that doesn't fit its header, is
/// not UTF-8, or whose interaction id, start or creation can't be read.
pub fn everything(exports: &Exports, decoded: Decoded<'_>, progress: OnRead<'_>) -> Result<Index, ExportError> {
    let dictionary = Dictionary::default();
    if exports.finished || exports.files.iter().any(|file| file.stages.is_some()) {
        dictionary.add_statuses();
    }
    let mut index = read(exports, progress, Some((&dictionary, decoded)))?;
    index.texts = dictionary.freeze();
    Ok(index)
}

/// As [`everything`], but leaves all records to be read again: for a few of the interactions.
pub fn keys(exports: &Exports, progress: OnRead<'_>) -> Result<Index, ExportError> {
    read(exports, progress, None)
}

/// Reads the rows whose texts are in a dictionary; without one, only what groups and orders them.
fn read(
    exports: &Exports,
    progress: OnRead<'_>,
    dictionary: Option<(&Dictionary, Decoded<'_>)>,
) -> Result<Index, ExportError> {
    let tables = [Table::Segments, Table::Interactions];
    check_room(exports)?;
    let mut rows = tables.map(|_| vec![Vec::new(); PARTS]);
    // File by file, so that the first error is the first in input order, not in the first table.
    for (number, file) in exports.files.iter().enumerate() {
        for (at, table) in tables.into_iter().enumerate().filter(|(_, table)| file.serves(*table)) {
            let reading = Reading { exports, number, file, table, dictionary, progress };
            reading.read(&mut rows[at])?;
        }
    }
    let [segments, interactions] = rows;
    Ok(Index::join(exports, segments, interactions))
}

/// Fails if memory has no room for all rows of a file, by the length of its first records.
fn check_room(exports: &Exports) -> Result<(), ExportError> {
    /// Bytes for a row while it is grouped, and for its share of a group.
    const OF_ROW: usize = 100;
    const SAMPLE: usize = 100;
    for file in exports.files.iter().filter(|file| file.serves(Table::Segments) || file.serves(Table::Interactions)) {
        let (mut records, mut sampled) = (file.records(file.body..file.bytes().len()), 0);
        while sampled < SAMPLE && matches!(records.next(), Some(Ok(_))) {
            sampled += 1;
        }
        let length = (records.position() - file.body) / sampled.max(1);
        let room = (file.bytes().len() - file.body) / length.max(1) * OF_ROW;
        if Vec::<u8>::new().try_reserve_exact(room).is_err() {
            return Err(ExportError::new(&file.path, None, Problem::NoMemory(room as u64)));
        }
    }
    Ok(())
}

/// A file being read as rows of a table.
struct Reading<'e> {
    exports: &'e Exports,
    number: usize,
    file: &'e Export,
    table: Table,
    dictionary: Option<(&'e Dictionary, Decoded<'e>)>,
    progress: OnRead<'e>,
}

/// What was read of a piece of it.
struct Piece {
    /// By part.
    rows: Vec<KeyedRow>,
    /// Where the rows of each part begin.
    starts: [usize; PARTS],
    rejects: Vec<Reject>,
}

impl Reading<'_> {
    /// Adds the rows of each part.
    fn read(&self, parts: &mut [Vec<KeyedRow>]) -> Result<(), ExportError> {
        let Reading { exports, number, file, progress, .. } = *self;
        let piece = |range: Range<usize>| {
            progress(range.len() as u64);
            check_unchanged(exports, &range)?;
            self.piece(range)
        };
        let take = |pieces: Vec<Piece>| {
            parts.par_iter_mut().enumerate().for_each(|(part, rows)| {
                rows.reserve(pieces.iter().map(|piece| piece.part(part).len()).sum());
                pieces.iter().for_each(|piece| rows.extend_from_slice(piece.part(part)));
            });
            pieces.into_iter().for_each(|piece| exports.reject(number, piece.rejects));
        };
        in_batches(file, piece, take).map_err(|fault| exports.error(file, fault))
    }

    fn piece(&self, range: Range<usize>) -> Result<Piece, Fault> {
        let Reading { exports, number, file, table, dictionary, .. } = *self;
        let bytes = &file.bytes()[range.clone()];
        let not_utf8 = if bytes.is_ascii() { None } else { str::from_utf8(bytes).err() };
        let not_utf8 = not_utf8.map(|error| range.start + error.valid_up_to());
        let mut met = dictionary.map(|(dictionary, _)| dictionary.met());
        let decoder = dictionary.zip(met.as_mut());
        let mut decoder = decoder.map(|(texts, met)| Decoder::new(exports, number, table, texts, met));
        let mut rows = Vec::with_capacity(range.len() / 128);
        let has_left_out = file.has_left_out();
        let mut values = exports.skips().then(|| AllValues::new(exports, file));
        let rejects = file.each_record(range, exports.skips(), |record| {
            file.check_shape(&record)?;
            if has_left_out && file.counts_out(&record) {
                return Ok(());
            }
            if not_utf8.is_some_and(|offset| offset < record.end()) {
                record.text()?;
            }
            if let Some(values) = &mut values {
                values.check(record)?;
            }
            match &mut decoder {
                Some(decoder) => decoder.add(&record, &mut rows)?,
                None => rows.push(KeyedRow::unread(exports, number, table, &record)?),
            }
            Ok(())
        })?;
        dictionary.zip(met).into_iter().for_each(|((dictionary, _), met)| dictionary.give_back(met));
        Ok(Piece::new(rows, rejects))
    }
}

impl Piece {
    fn new(rows: Vec<KeyedRow>, rejects: Vec<Reject>) -> Piece {
        let part = |row: &KeyedRow| (row.id().mixed() >> (u64::BITS - PART_BITS)) as usize;
        let mut starts = [0; PARTS];
        rows.iter().map(part).filter(|part| part + 1 < PARTS).for_each(|part| starts[part + 1] += 1);
        for part in 1..PARTS {
            starts[part] += starts[part - 1];
        }
        let mut by_part = vec![KeyedRow::BLANK; rows.len()];
        let mut next = starts;
        for row in &rows {
            let next = &mut next[part(row)];
            by_part[*next] = *row;
            *next += 1;
        }
        Piece { rows: by_part, starts, rejects }
    }

    fn part(&self, part: usize) -> &[KeyedRow] {
        let end = self.starts.get(part + 1).copied().unwrap_or(self.rows.len());
        &self.rows[self.starts[part]..end]
    }
}

/// Fails if a file changed, checked now and then: what is read after that may be half old, half new.
pub(super) fn check_unchanged(exports: &Exports, range: &Range<usize>) -> Result<(), Fault> {
    match exports.changed_now_and_then() {
        Some(_) => Err(Fault::new(range.start, Problem::Changed)),
        None => Ok(()),
    }
}
