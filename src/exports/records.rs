//! Records and fields of CSV after RFC 4180, found without copying.
//!
//! [`Records`] walks a run of records; [`super::pieces`] says where such runs may begin.

use std::ops::Range;

use super::dialect::{Dialect, Quotes};
use super::error::Fault;
use super::marks::{Marks, QUOTE};
use super::problem::Problem;
use super::record::{Record, Span};

/// The records of `range`, one after another, empty lines left out.
#[derive(Debug)]
pub struct Records<'a> {
    bytes: &'a [u8],
    end: usize,
    next: usize,
    dialect: Dialect,
    marks: Marks<'a>,
    spans: Vec<Span>,
}

impl<'a> Records<'a> {
    /// The records in `range`, which must begin at a record.
    pub fn new(bytes: &'a [u8], range: Range<usize>, dialect: Dialect) -> Records<'a> {
        Records {
            bytes,
            end: range.end,
            next: range.start,
            dialect,
            marks: Marks::new(&bytes[..range.end], range.start, dialect.delimiter),
            spans: Vec::new(),
        }
    }

    /// The record at `start`, with the same buffers; fails as [`Records::next`].
    pub fn at(&mut self, bytes: &'a [u8], dialect: Dialect, start: usize) -> Option<Result<Record<'a, '_>, Fault>> {
        (self.bytes, self.dialect, self.end, self.next) = (bytes, dialect, bytes.len(), start);
        self.marks = Marks::new(bytes, start, dialect.delimiter);
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
        while self.next < self.end {
            let start = self.next;
            match self.split() {
                Ok(end) if self.spans.len() == 1 && end == start => {}
                Ok(end) => return Some(Ok(Record { bytes: self.bytes, start, end, spans: &self.spans })),
                Err(fault) => {
                    self.next = self.end;
                    return Some(Err(fault));
                }
            }
        }
        None
    }

    /// Skips the line that `start` lies in, to go on after a [`Fault`].
    pub fn skip_line(&mut self, start: usize) {
        let line_feed = memchr::memchr(b'\n', &self.bytes[start..self.end]);
        self.next = line_feed.map_or(self.end, |at| start + at + 1);
        self.marks = Marks::new(&self.bytes[..self.end], self.next, self.dialect.delimiter);
    }

    /// Splits the record at `self.next` and moves behind it. Returns where it ends.
    #[inline]
    fn split(&mut self) -> Result<usize, Fault> {
        self.spans.clear();
        let mut start = self.next;
        // Kept in registers until a quote is met.
        let mut marks = self.marks;
        loop {
            let Some(mark) = marks.next() else {
                (self.marks, self.next) = (marks, self.end);
                return Ok(self.close(start, self.end));
            };
            let byte = self.bytes[mark];
            if byte == self.dialect.delimiter {
                self.spans.push(Span { start, end: mark, doubled: false });
                start = mark + 1;
            } else if byte == b'\n' {
                (self.marks, self.next) = (marks, mark + 1);
                return Ok(self.close(start, mark));
            } else if mark == start {
                self.marks = marks;
                let (end, after) = self.quoted(mark)?;
                marks = self.marks;
                match self.bytes.get(after) {
                    Some(&byte) if after < self.end && byte == self.dialect.delimiter => start = after + 1,
                    _ => {
                        self.next = self.end.min(after + 1);
                        return Ok(end);
                    }
                }
            } else if self.dialect.quotes == Quotes::Strict {
                return Err(Fault::new(mark, Problem::StrayQuote));
            }
        }
    }

    /// Ends the last field of a record, without the CR of its line end.
    #[inline]
    fn close(&mut self, start: usize, end: usize) -> usize {
        let end = if end > start && self.bytes[end - 1] == b'\r' { end - 1 } else { end };
        self.spans.push(Span { start, end, doubled: false });
        end
    }

    /// Reads the quoted field that opens at `open`. Returns where it ends, and where the delimiter or LF after it is.
    fn quoted(&mut self, open: usize) -> Result<(usize, usize), Fault> {
        let mut doubled = false;
        loop {
            let mark = loop {
                match self.marks.next() {
                    Some(mark) if self.bytes[mark] == QUOTE => break mark,
                    Some(_) => {}
                    None => return Err(Fault::new(open, Problem::OpenQuote)),
                }
            };
            match after_quote(self.bytes, mark + 1, self.end, self.dialect) {
                AfterQuote::Quote => {
                    self.marks.next();
                    doubled = true;
                }
                AfterQuote::FieldEnd(after) => {
                    if after < self.end {
                        self.marks.next();
                    }
                    self.spans.push(Span { start: open + 1, end: mark, doubled });
                    return Ok((mark + 1, after));
                }
                AfterQuote::Text => return Err(Fault::new(open, Problem::QuotedText)),
            }
        }
    }
}

/// What follows a quote within a quoted field.
pub(super) enum AfterQuote {
    /// Another quote: the two are one in the field.
    Quote,
    /// The field ends; the delimiter, LF or end of the file is here.
    FieldEnd(usize),
    /// Anything else, which RFC 4180 doesn't allow.
    Text,
}

#[inline]
pub(super) fn after_quote(bytes: &[u8], at: usize, end: usize, dialect: Dialect) -> AfterQuote {
    match bytes[at..end] {
        [QUOTE, ..] => AfterQuote::Quote,
        [] | [b'\n', ..] => AfterQuote::FieldEnd(at),
        [b'\r'] | [b'\r', b'\n', ..] => AfterQuote::FieldEnd(at + 1),
        [byte, ..] if byte == dialect.delimiter => AfterQuote::FieldEnd(at),
        _ => AfterQuote::Text,
    }
}

#[cfg(test)]
mod tests;
