//! Reading a file in runs of whole records, on many threads.
//!
//! A line feed ends a record unless it is quoted. So a file is cut at even distances, after line feeds that something with
//! the shape of a record follows, and all pieces are read at once. Then they are checked in order: the first begins at a
//! record; a piece that begins at a record and reads well ends at one, so the next begins at one, too. A piece that ends
//! within quotes was cut at the wrong place: it is read again together with what follows.

use std::iter::once;
use std::ops::Range;

use memchr::{memchr, memchr_iter};
use rayon::prelude::*;

use super::error::Fault;
use super::export::Export;
use super::problem::Problem;

/// Bytes of a piece: large enough to make overhead negligible, small enough to be in the cache if read twice.
const PIECE: usize = 512 * 1024;

/// Pieces of a batch: enough to keep many threads busy.
const BATCH: usize = 128;

/// Reads the records of a file in pieces, in parallel. Returns the result of each piece, in order.
///
/// # Errors
///
/// The first fault in the file.
pub fn in_pieces<T: Send>(
    file: &Export,
    read: impl Fn(Range<usize>) -> Result<T, Fault> + Sync,
) -> Result<Vec<T>, Fault> {
    in_pieces_of(PIECE, file, read)
}

/// As [`in_pieces`], with pieces of `size` bytes, which makes no difference to the records.
pub(crate) fn in_pieces_of<T: Send>(
    size: usize,
    file: &Export,
    read: impl Fn(Range<usize>) -> Result<T, Fault> + Sync,
) -> Result<Vec<T>, Fault> {
    let mut pieces = Vec::new();
    in_batches_of(size, file, read, |batch| pieces.extend(batch))?;
    Ok(pieces)
}

/// As [`in_pieces`], but passes the results on batch by batch, so that those of the whole file are never held at once.
pub fn in_batches<T: Send>(
    file: &Export,
    read: impl Fn(Range<usize>) -> Result<T, Fault> + Sync,
    take: impl FnMut(Vec<T>),
) -> Result<(), Fault> {
    in_batches_of(PIECE, file, read, take)
}

fn in_batches_of<T: Send>(
    size: usize,
    file: &Export,
    read: impl Fn(Range<usize>) -> Result<T, Fault> + Sync,
    mut take: impl FnMut(Vec<T>),
) -> Result<(), Fault> {
    let ranges = guessed(size, file);
    let mut at = 0;
    while at < ranges.len() {
        let batch = at..ranges.len().min(at + BATCH);
        let guesses: Vec<Result<T, Fault>> =
            ranges[batch.clone()].par_iter().map(|range| read(range.clone())).collect();
        let mut pieces = Vec::with_capacity(batch.len());
        for (number, mut piece) in batch.zip(guesses) {
            if number < at {
                // Read with the one before.
                continue;
            }
            let start = ranges[at].start;
            // Doubled each time, so that a long field is read only a few times.
            let mut more = 1;
            while at + 1 < ranges.len() && piece.as_ref().is_err_and(ends_within_quotes) {
                at += more.min(ranges.len() - at - 1);
                more *= 2;
                piece = read(start..ranges[at].end);
            }
            pieces.push(piece?);
            at += 1;
        }
        take(pieces);
    }
    Ok(())
}

fn ends_within_quotes(fault: &Fault) -> bool {
    *fault.problem == Problem::OpenQuote
}

/// Pieces that end after a line feed, where a record seems to begin.
fn guessed(size: usize, file: &Export) -> Vec<Range<usize>> {
    /// Lines that are looked at for each.
    const LINES: usize = 32;
    let bytes = file.bytes();
    let mut places = vec![file.body];
    let mut at = file.body + size;
    // Once past each line feed: a line may be longer than many pieces.
    while let Some(line_feed) = bytes.get(at..).and_then(|rest| memchr(b'\n', rest)) {
        let line = at + line_feed + 1;
        let near = &bytes[line..bytes.len().min(line + NEAR)];
        let mut lines = once(line).chain(memchr_iter(b'\n', near).map(|line_feed| line + line_feed + 1)).take(LINES);
        let start = lines.find(|line| seems_to_begin(file, *line)).unwrap_or(line);
        places.push(start);
        at += size * (start - at).div_ceil(size);
    }
    places.push(bytes.len());
    places.dedup();
    places.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Longer than most records are, and small beside a piece.
const NEAR: usize = 16 * 1024;

/// Whether what begins at `at` has the shape of a record.
fn seems_to_begin(file: &Export, at: usize) -> bool {
    let mut records = file.records(at..file.bytes().len().min(at + NEAR));
    records.next().is_some_and(|record| record.is_ok_and(|record| file.check_shape(&record).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::{Exports, Form, OnError, Vocabulary};
    use crate::tables::Table;

    const HEADER: &str = "Interaction Id,Started At,Notes\n";

    /// An export with these lines below the header.
    fn exports(lines: &str) -> Exports {
        let (text, vocabulary) = (format!("{HEADER}{lines}").into_bytes(), Vocabulary::builtin());
        Exports::of_text(Table::Segments, text, &vocabulary, Form::default(), OnError::Fail).unwrap()
    }

    /// The first fields of all records, by pieces.
    fn read(lines: &str) -> Result<Vec<Vec<String>>, Fault> {
        let exports = exports(lines);
        let file = &exports.files[0];
        in_pieces(file, |range| {
            let mut fields = Vec::new();
            let mut records = file.records(range);
            while let Some(record) = records.next() {
                fields.push(String::from_utf8_lossy(&record?.bytes(0)).into_owned());
            }
            Ok(fields)
        })
    }

    fn check(note: impl Fn(usize) -> String) {
        const ROWS: usize = 60_000;
        let text: String = (0..ROWS).map(|row| format!("{row},{},{}\n", note(row), "é".repeat(row % 9))).collect();
        let pieces = read(&text).unwrap();
        assert!(pieces.len() > 2, "the file is large enough to be cut");
        let expected: Vec<String> = (0..ROWS).map(|row| row.to_string()).collect();
        assert_eq!(pieces.concat(), expected);
    }

    #[test]
    fn pieces_begin_at_records_whatever_the_quotes_hold() {
        check(|_| "plain".to_owned());
        check(|row| if row % 7 == 0 { "\"two\nlines, \"\"and\"\" more\"".to_owned() } else { "plain".to_owned() });
        // A line within quotes that looks like a record: any guess inside is wrong, and is noticed.
        check(|_| format!("\"{}\"", "\n1,2,3".repeat(3)));
    }

    #[test]
    fn a_piece_seldom_begins_within_quotes() {
        let exports = exports(&"1,,\"two\nlines, or\nthree\"\n".repeat(PIECE / 10));
        let pieces = guessed(PIECE, &exports.files[0]);
        assert!(pieces.len() > 2, "the file is large enough to be cut");
        assert!(pieces.iter().all(|piece| exports.files[0].bytes()[piece.start] == b'1'));
    }

    #[test]
    fn the_first_fault_is_told() {
        let rows = "1,,\"two\nlines\"\n".repeat(100_000);
        let at = HEADER.len() + rows.len();
        let text = format!("{rows}2,,5\" disk\n{rows}3,,6\" disk\n");
        assert_eq!(read(&text).unwrap_err().offset, at + 4);
    }
}
