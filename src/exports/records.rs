//! Records and fields of CSV after RFC 4180, found without copying.
//!
//! [`Records`] walks a run of records; [`super::pieces`] says where such runs may begin.

use std::ops::Range;

use super::dialect::{Dialect, Quotes};
use super::error::Fault;
use super::marks::{BLOCK, Marks, QUOTE};
use super::problem::Problem;
use super::record::Record;

/// What some tools write before a text in UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The records of a run, one after another, empty lines left out.
#[derive(Debug)]
pub struct Records<'a> {
    /// To the end of the run.
    bytes: &'a [u8],
    next: usize,
    dialect: Dialect,
    marks: Marks,
    /// Of the current record, where each field starts, and where one more would; then whatever was left there.
    starts: Vec<usize>,
    /// The header as it stands in the file; empty if it isn't looked for.
    header: &'a [u8],
    repeats: Vec<usize>,
}

impl<'a> Records<'a> {
    /// The records in `range`, which must begin at a record.
    pub fn new(bytes: &'a [u8], range: Range<usize>, dialect: Dialect) -> Records<'a> {
        let bytes = &bytes[..range.end];
        let marks = Marks::of(bytes, range.start, dialect.delimiter);
        Records { bytes, next: range.start, dialect, marks, starts: Vec::new(), header: b"", repeats: Vec::new() }
    }

    /// The same without those that repeat the header.
    pub(super) fn without(self, header: &'a [u8]) -> Records<'a> {
        Records { header, ..self }
    }

    /// Where records stood that repeat the header.
    pub(super) fn repeats(&self) -> &[usize] {
        &self.repeats
    }

    /// Where the last record starts, also one that couldn't be split.
    pub(super) fn start(&self) -> usize {
        self.starts[0]
    }

    /// The record at `start`, with the same buffers; fails as [`Records::next`].
    pub fn at(&mut self, bytes: &'a [u8], dialect: Dialect, start: usize) -> Option<Result<Record<'a, '_>, Fault>> {
        (self.bytes, self.dialect, self.next) = (bytes, dialect, start);
        self.marks = Marks::of(bytes, start, dialect.delimiter);
        self.next()
    }

    /// Where the next record starts.
    pub fn position(&self) -> usize {
        self.next
    }

    /// The next record.
    ///
    /// # Errors
    ///
    /// A [`Fault`] at a quote that breaks RFC 4180. Nothing after it can be trusted.
    #[allow(clippy::should_implement_trait, reason = "a record borrows the walker's buffer")]
    #[inline]
    pub fn next(&mut self) -> Option<Result<Record<'a, '_>, Fault>> {
        while self.next < self.bytes.len() {
            match self.split() {
                Ok(1) if self.starts[0] + 1 == self.starts[1] => {}
                Ok(fields) if self.is_header(fields) => self.repeats.push(self.starts[0]),
                Ok(fields) => return Some(Ok(Record { bytes: self.bytes, starts: &self.starts[..=fields] })),
                Err(fault) => {
                    self.next = self.bytes.len();
                    return Some(Err(fault));
                }
            }
        }
        None
    }

    /// Whether the record that was just split repeats the header.
    #[inline]
    fn is_header(&self, fields: usize) -> bool {
        // Files that were put one behind another keep their marks.
        const MARKED: [&[u8]; 2] = [b"", BYTE_ORDER_MARK];
        let (start, end) = (self.starts[0], self.starts[fields] - 1);
        let more = (end - start).wrapping_sub(self.header.len());
        // Nearly all records have another length.
        more <= BYTE_ORDER_MARK.len()
            && !self.header.is_empty()
            && MARKED.contains(&&self.bytes[start..start + more])
            && self.bytes[start + more..end] == *self.header
    }

    /// Skips the line that `start` lies in, to go on after a [`Fault`].
    pub fn skip_line(&mut self, start: usize) {
        let line_feed = memchr::memchr(b'\n', &self.bytes[start..]);
        self.next = line_feed.map_or(self.bytes.len(), |at| start + at + 1);
        self.marks = Marks::of(self.bytes, self.next, self.dialect.delimiter);
    }

    /// Splits the record at `self.next` and moves behind it. Returns how many fields it has.
    #[inline]
    fn split(&mut self) -> Result<usize, Fault> {
        let Records { bytes, dialect, .. } = *self;
        // Kept in registers.
        let (mut marks, mut fields) = (self.marks, 0);
        if self.starts.is_empty() {
            // Enough for most records.
            self.starts = vec![0; 1 + 2 * BLOCK];
        }
        self.starts[0] = self.next;
        let end = loop {
            let Some(starts) = self.starts[fields + 1..].first_chunk_mut::<BLOCK>() else {
                self.starts.resize(2 * self.starts.len() + BLOCK, 0);
                continue;
            };
            let (mut delimiters, mut more) = (marks.delimiters(), 0);
            while delimiters != 0 {
                starts[more] = marks.block + delimiters.trailing_zeros() as usize + 1;
                delimiters &= delimiters - 1;
                more += 1;
            }
            fields += more;
            match marks.other() {
                Some(mark) if bytes[mark] == QUOTE => {
                    if mark == self.starts[fields] {
                        match quoted(bytes, marks, mark, dialect) {
                            Ok(behind) => marks = behind,
                            // It isn't a quoted field after all.
                            Err(fault) if dialect.keeps(&fault) => {}
                            Err(fault) => return Err(fault),
                        }
                    } else if dialect.quotes == Quotes::Strict {
                        return Err(Fault::new(mark, Problem::StrayQuote));
                    }
                }
                Some(line_feed) => {
                    self.next = line_feed + 1;
                    break line_feed;
                }
                None if marks.advance(bytes, dialect.delimiter) => {}
                None => {
                    self.next = bytes.len();
                    break bytes.len();
                }
            }
        };
        self.marks = marks;
        // Without the CR of its line end.
        let ends_in_cr = end > self.starts[fields] && bytes[end - 1] == b'\r';
        fields += 1;
        self.starts[fields] = end + usize::from(!ends_in_cr);
        Ok(fields)
    }
}

/// Reads the quoted field that opens at `open`. Returns the marks behind its last quote.
#[inline(always)]
fn quoted(bytes: &[u8], mut marks: Marks, open: usize, dialect: Dialect) -> Result<Marks, Fault> {
    let mut next = || {
        loop {
            marks.delimiters();
            match marks.other() {
                Some(mark) if bytes[mark] == QUOTE => return Some(mark),
                None if !marks.advance(bytes, dialect.delimiter) => return None,
                _ => {}
            }
        }
    };
    while let Some(quote) = next() {
        match after_quote(bytes, quote + 1, dialect) {
            AfterQuote::Quote => next(),
            AfterQuote::FieldEnd => return Ok(marks),
            AfterQuote::Text => return Err(Fault::new(open, Problem::QuotedText)),
        };
    }
    Err(Fault::new(open, Problem::OpenQuote))
}

/// What follows a quote within a quoted field.
pub(super) enum AfterQuote {
    /// Another quote: the two are one in the field.
    Quote,
    /// The delimiter, the line end or the end of the bytes.
    FieldEnd,
    /// Anything else, which RFC 4180 doesn't allow.
    Text,
}

#[inline]
pub(super) fn after_quote(bytes: &[u8], at: usize, dialect: Dialect) -> AfterQuote {
    match bytes[at..] {
        [QUOTE, ..] => AfterQuote::Quote,
        [] | [b'\n', ..] | [b'\r'] | [b'\r', b'\n', ..] => AfterQuote::FieldEnd,
        [byte, ..] if byte == dialect.delimiter => AfterQuote::FieldEnd,
        _ => AfterQuote::Text,
    }
}

#[cfg(test)]
mod tests;
