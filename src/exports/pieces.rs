//! Reading a file in runs of whole records, on many threads.
//!
//! A line feed ends a record unless it is quoted, which is rare. So a file is cut after line feeds at even distances, as
//! if none of them were quoted, and all pieces are read at once. Then they are checked in order: the first begins at a
//! record; a piece that begins at a record and reads well ends at one, so the next begins at one, too. A piece that ends
//! within quotes was cut at the wrong place: it is read again together with what follows.

use std::ops::Range;

use memchr::memchr;
use rayon::prelude::*;

use super::error::Fault;
use super::problem::Problem;

/// Bytes of a piece: large enough to make overhead negligible, small enough to be in the cache if read twice.
const PIECE: usize = 512 * 1024;

/// Pieces of a batch: enough to keep many threads busy.
const BATCH: usize = 128;

/// Reads the records from `body` to the end of a file in pieces, in parallel. Returns the result of each piece, in order.
///
/// # Errors
///
/// The first fault in the file.
pub fn in_pieces<T: Send>(
    bytes: &[u8],
    body: usize,
    read: impl Fn(Range<usize>) -> Result<T, Fault> + Sync,
) -> Result<Vec<T>, Fault> {
    in_pieces_of(PIECE, bytes, body, read)
}

/// As [`in_pieces`], with pieces of `size` bytes, which makes no difference to the records.
pub(crate) fn in_pieces_of<T: Send>(
    size: usize,
    bytes: &[u8],
    body: usize,
    read: impl Fn(Range<usize>) -> Result<T, Fault> + Sync,
) -> Result<Vec<T>, Fault> {
    let mut pieces = Vec::new();
    in_batches_of(size, bytes, body, read, |batch| pieces.extend(batch))?;
    Ok(pieces)
}

/// As [`in_pieces`], but passes the results on batch by batch, so that those of the whole file are never held at once.
pub fn in_batches<T: Send>(
    bytes: &[u8],
    body: usize,
    read: impl Fn(Range<usize>) -> Result<T, Fault> + Sync,
    take: impl FnMut(Vec<T>),
) -> Result<(), Fault> {
    in_batches_of(PIECE, bytes, body, read, take)
}

fn in_batches_of<T: Send>(
    size: usize,
    bytes: &[u8],
    body: usize,
    read: impl Fn(Range<usize>) -> Result<T, Fault> + Sync,
    mut take: impl FnMut(Vec<T>),
) -> Result<(), Fault> {
    let ranges = guessed(size, bytes, body);
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

/// Pieces that end after a line feed.
fn guessed(size: usize, bytes: &[u8], body: usize) -> Vec<Range<usize>> {
    let mut places = vec![body];
    let mut at = body + size;
    // Once past each line feed: a line may be longer than many pieces.
    while let Some(line_feed) = bytes.get(at..).and_then(|rest| memchr(b'\n', rest)) {
        let start = at + line_feed + 1;
        places.push(start);
        at += size * (start - at).div_ceil(size);
    }
    places.push(bytes.len());
    places.dedup();
    places.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::{Dialect, Records};

    /// The first fields of all records, by pieces.
    fn read(text: &str) -> Result<Vec<Vec<String>>, Fault> {
        in_pieces(text.as_bytes(), 0, |range| {
            let mut fields = Vec::new();
            let mut records = Records::new(text.as_bytes(), range, Dialect::default());
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
    fn the_first_fault_is_told() {
        let rows = "1,\"two\nlines\"\n".repeat(100_000);
        let at = rows.len();
        let text = format!("{rows}2,5\" disk\n{rows}3,6\" disk\n");
        assert_eq!(read(&text).unwrap_err().offset, at + 3);
    }
}
