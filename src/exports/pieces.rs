//! Cutting a file into runs of whole records, for many threads.
//!
//! A line feed ends a record where the quotes before it are even in number. So the quotes of fixed chunks are counted
//! first, all at once; then each chunk's first record is the one after its first line feed at an even count.

use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter};
use rayon::prelude::*;

use super::records::QUOTE;

/// Bytes of a chunk: large enough that its overhead doesn't count, small enough that its second reading comes from the
/// processor's cache.
const CHUNK: usize = 512 * 1024;

/// A file cut into pieces, with what was seen of each chunk on the way.
#[derive(Debug)]
pub struct Pieces<T> {
    /// Runs of whole records, in order, without gaps.
    pub ranges: Vec<Range<usize>>,
    /// What `look` gave for each chunk, in order, where it gave something.
    pub seen: Vec<T>,
    /// Whether there is a quote in the body.
    pub has_quotes: bool,
}

impl<T> Pieces<T> {
    /// The piece in which an offset lies.
    pub fn holding(&self, offset: usize) -> usize {
        self.ranges.partition_point(|range| range.end <= offset).min(self.ranges.len().saturating_sub(1))
    }
}

/// Cuts `body` of a file into pieces, and lets `look` see each chunk while it is at hand.
pub fn cut<T: Send>(bytes: &[u8], body: usize, look: impl Fn(Range<usize>) -> Option<T> + Sync) -> Pieces<T> {
    let chunks: Vec<Range<usize>> =
        (body..bytes.len()).step_by(CHUNK).map(|start| start..bytes.len().min(start + CHUNK)).collect();
    let looked: Vec<(usize, Option<T>)> = chunks
        .par_iter()
        .map(|chunk| (memchr_iter(QUOTE, &bytes[chunk.clone()]).count(), look(chunk.clone())))
        .collect();

    let mut starts = vec![body];
    let mut quotes = 0;
    let mut seen = Vec::new();
    for (chunk, (count, saw)) in chunks.iter().zip(looked) {
        if chunk.start > body {
            starts.extend(first_record(bytes, chunk.clone(), quotes % 2 == 1));
        }
        quotes += count;
        seen.extend(saw);
    }
    starts.push(bytes.len());
    let ranges = starts.windows(2).map(|pair| pair[0]..pair[1]).filter(|range| !range.is_empty()).collect();
    Pieces { ranges, seen, has_quotes: quotes > 0 }
}

/// The start of the first record that begins within a chunk, after a line feed in it.
fn first_record(bytes: &[u8], chunk: Range<usize>, mut inside_quotes: bool) -> Option<usize> {
    for at in memchr2_iter(b'\n', QUOTE, &bytes[chunk.clone()]) {
        let offset = chunk.start + at;
        if bytes[offset] == QUOTE {
            inside_quotes = !inside_quotes;
        } else if !inside_quotes {
            return Some(offset + 1).filter(|start| *start < bytes.len());
        }
    }
    None
}

/// The line, as an editor counts it, in which an offset lies. Counts the line feeds before it: only for errors.
pub fn line_of(bytes: &[u8], offset: usize) -> u64 {
    let before = &bytes[..offset.min(bytes.len())];
    before.par_chunks(CHUNK).map(|chunk| memchr_iter(b'\n', chunk).count() as u64).sum::<u64>() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::records::{Dialect, Records};

    #[test]
    fn pieces_begin_at_records_whatever_the_quotes_hold() {
        let mut text = String::new();
        for row in 0..60_000 {
            let note = if row % 7 == 0 { "\"two\nlines, \"\"and\"\" more\"" } else { "plain" };
            text.push_str(&format!("{row},{note},{}\n", "é".repeat(row % 9)));
        }
        let bytes = text.as_bytes();
        let pieces = cut(bytes, 0, |chunk| Some(chunk.len()));
        assert!(pieces.ranges.len() > 2, "the file is large enough to be cut");
        assert_eq!(pieces.seen.iter().sum::<usize>(), bytes.len());
        let mut row = 0;
        for range in pieces.ranges {
            let mut records = Records::new(bytes, range, Dialect::default());
            while let Some(record) = records.next() {
                assert_eq!(*record.unwrap().bytes(0), *row.to_string().as_bytes());
                row += 1;
            }
        }
        assert_eq!(row, 60_000);
    }

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        assert_eq!(line_of(b"a\n\"b\nc\"\nd", 0), 1);
        assert_eq!(line_of(b"a\n\"b\nc\"\nd", 5), 3);
        assert_eq!(line_of(b"a\n\"b\nc\"\nd", 8), 4);
    }
}
