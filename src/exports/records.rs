//! Records and fields of CSV after RFC 4180, found without copying.
//!
//! [`Records`] walks a run of records; [`super::pieces`] says where such runs may begin.

use std::borrow::Cow;
use std::ops::Range;

use bumpalo::Bump;
use wide::u8x64;

use super::dialect::{Dialect, Quotes};
use super::error::Problem;

/// The quote of CSV.
const QUOTE: u8 = b'"';

/// A problem at an offset of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the file.
    pub offset: usize,
    /// What is wrong there. Apart, so that what is right costs little.
    pub problem: Box<Problem>,
}

impl Fault {
    /// A problem at an offset.
    pub fn new(offset: usize, problem: Problem) -> Fault {
        Fault { offset, problem: Box::new(problem) }
    }
}

/// One record: where it lies and where its fields do.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a, 'r> {
    bytes: &'a [u8],
    start: usize,
    end: usize,
    spans: &'r [Span],
}

/// One field: the bytes between its quotes, or between its delimiters.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    /// Whether it holds quotes, each of them doubled.
    doubled: bool,
}

/// The records of `range`, one after another, empty lines left out.
#[derive(Debug)]
pub struct Records<'a> {
    bytes: &'a [u8],
    /// Where the records end.
    end: usize,
    /// Where the next record starts.
    next: usize,
    dialect: Dialect,
    marks: Marks<'a>,
    spans: Vec<Span>,
}

impl<'a> Records<'a> {
    /// The records of a file that lie in `range`, which must begin at a record.
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

    /// The one record at `start`, through the same buffers.
    ///
    /// # Errors
    ///
    /// As [`Records::next`].
    pub fn at(&mut self, bytes: &'a [u8], dialect: Dialect, start: usize) -> Option<Result<Record<'a, '_>, Fault>> {
        self.bytes = bytes;
        self.dialect = dialect;
        self.end = bytes.len();
        self.next = start;
        self.marks = Marks::new(bytes, start, self.dialect.delimiter);
        self.next()
    }

    /// Where the next record starts: after the last one that was given.
    pub fn position(&self) -> usize {
        self.next
    }

    /// The next record.
    ///
    /// # Errors
    ///
    /// A [`Fault`] at a quote that breaks RFC 4180. Nothing after it can be trusted.
    #[allow(clippy::should_implement_trait, reason = "a record borrows the walker's buffer")]
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

    /// Goes on at the line after the one that `start` lies in: what to do after a [`Fault`] where the rest is to be read
    /// all the same.
    pub fn skip_line(&mut self, start: usize) {
        let line_feed = memchr::memchr(b'\n', &self.bytes[start..self.end]);
        self.next = line_feed.map_or(self.end, |at| start + at + 1);
        self.marks = Marks::new(&self.bytes[..self.end], self.next, self.dialect.delimiter);
    }

    /// Splits the record at `self.next` and moves there behind it. Gives the end of its last byte.
    fn split(&mut self) -> Result<usize, Fault> {
        self.spans.clear();
        let mut start = self.next;
        loop {
            let Some(mark) = self.marks.next() else {
                self.next = self.end;
                return Ok(self.close(start, self.end));
            };
            let byte = self.bytes[mark];
            if byte == self.dialect.delimiter {
                self.spans.push(Span { start, end: mark, doubled: false });
                start = mark + 1;
            } else if byte == b'\n' {
                self.next = mark + 1;
                return Ok(self.close(start, mark));
            } else if mark == start {
                let (end, after) = self.quoted(mark)?;
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
    fn close(&mut self, start: usize, end: usize) -> usize {
        let end = if end > start && self.bytes[end - 1] == b'\r' { end - 1 } else { end };
        self.spans.push(Span { start, end, doubled: false });
        end
    }

    /// Reads the quoted field that opens at `open`. Gives the end of its last byte, and the place of the delimiter or
    /// LF that follows.
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
enum AfterQuote {
    /// Another quote: the two are one of the field's own.
    Quote,
    /// The end of the field; the delimiter, LF or end of the file stands here.
    FieldEnd(usize),
    /// Something that RFC 4180 doesn't allow there.
    Text,
}

fn after_quote(bytes: &[u8], at: usize, end: usize, dialect: Dialect) -> AfterQuote {
    match bytes[at..end] {
        [] => AfterQuote::FieldEnd(at),
        [QUOTE, ..] => AfterQuote::Quote,
        [b'\n', ..] => AfterQuote::FieldEnd(at),
        [b'\r'] | [b'\r', b'\n', ..] => AfterQuote::FieldEnd(at + 1),
        [byte, ..] if byte == dialect.delimiter => AfterQuote::FieldEnd(at),
        _ => AfterQuote::Text,
    }
}

/// The first quote of `range` that breaks the dialect. Looks at nothing but quotes, so it costs little where there are
/// few. `range` must begin at a record.
pub fn check_quotes(bytes: &[u8], range: Range<usize>, dialect: Dialect) -> Result<(), Fault> {
    let mut open = None;
    let mut paired = None;
    for quote in memchr::memchr_iter(QUOTE, &bytes[range.clone()]).map(|at| range.start + at) {
        if paired.take() == Some(quote) {
            continue;
        }
        open = match open {
            None if quote == range.start || bytes[quote - 1] == b'\n' || bytes[quote - 1] == dialect.delimiter => {
                Some(quote)
            }
            None if dialect.quotes == Quotes::Literal => None,
            None => return Err(Fault::new(quote, Problem::StrayQuote)),
            Some(open) => match after_quote(bytes, quote + 1, range.end, dialect) {
                AfterQuote::Quote => {
                    paired = Some(quote + 1);
                    Some(open)
                }
                AfterQuote::FieldEnd(_) => None,
                AfterQuote::Text => return Err(Fault::new(open, Problem::QuotedText)),
            },
        };
    }
    open.map_or(Ok(()), |offset| Err(Fault::new(offset, Problem::OpenQuote)))
}

impl<'a> Record<'a, '_> {
    /// Where the record starts in its file.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Where the record ends, without its line end.
    pub fn end(&self) -> usize {
        self.end
    }

    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether it has no fields; no record is without.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Where a field's bytes start in the file.
    pub fn field_start(&self, column: usize) -> usize {
        self.spans.get(column).map_or(self.start, |span| span.start)
    }

    /// A field's bytes, trimmed of blanks at both ends.
    pub fn bytes(&self, column: usize) -> Cow<'a, [u8]> {
        let span = self.spans[column];
        let bytes = &self.bytes[span.start..span.end];
        if !span.doubled {
            return Cow::Borrowed(trimmed_bytes(bytes));
        }
        let mut single = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some(quote) = memchr::memchr(QUOTE, rest) {
            single.extend_from_slice(&rest[..=quote]);
            rest = &rest[quote + 2..];
        }
        single.extend_from_slice(rest);
        Cow::Owned(trimmed_bytes(&single).to_vec())
    }

    /// Whether a field that is not in quotes holds a CR.
    pub(super) fn holds_bare_cr(&self) -> bool {
        self.bare().any(|span| self.bytes[span.start..span.end].contains(&b'\r'))
    }

    /// Where quotes stand within fields that don't begin with one.
    pub(super) fn literal_quotes(&self) -> impl Iterator<Item = usize> {
        self.bare()
            .flat_map(|span| memchr::memchr_iter(QUOTE, &self.bytes[span.start..span.end]).map(|at| span.start + at))
    }

    /// The fields that are not in quotes.
    fn bare(&self) -> impl Iterator<Item = &Span> {
        self.spans.iter().filter(|span| span.start == self.start || self.bytes[span.start - 1] != QUOTE)
    }

    /// The record as text.
    ///
    /// # Errors
    ///
    /// A [`Fault`] where its bytes are not UTF-8.
    pub fn text(self) -> Result<TextRecord<'a, Self>, Fault> {
        match str::from_utf8(&self.bytes[self.start..self.end]) {
            Ok(text) => Ok(TextRecord { record: self, text }),
            Err(error) => Err(Fault::new(self.start + error.valid_up_to(), Problem::NotUtf8)),
        }
    }
}

/// A record that is known to be UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct TextRecord<'a, R> {
    record: R,
    text: &'a str,
}

impl<'a> TextRecord<'a, Record<'a, '_>> {
    /// A field's text, trimmed of blanks at both ends. What isn't in the file as it is, because it holds doubled
    /// quotes, is kept in `arena`.
    #[inline]
    pub fn get(&self, column: usize, arena: &'a Bump) -> &'a str {
        let span = self.record.spans[column];
        // A field lies between ASCII bytes, so its ends are ends of characters.
        let text = &self.text[span.start - self.record.start..span.end - self.record.start];
        if span.doubled { trimmed(arena.alloc_str(&text.replace("\"\"", "\""))) } else { trimmed(text) }
    }

    /// The record's place and shape.
    pub fn record(&self) -> &Record<'a, '_> {
        &self.record
    }
}

/// Text without the white space at both ends.
#[inline]
fn trimmed(text: &str) -> &str {
    if may_be_blank(text.as_bytes()) { text.trim() } else { text }
}

/// Bytes without the white space at both ends; what is no text is trimmed of that of ASCII.
#[inline]
fn trimmed_bytes(bytes: &[u8]) -> &[u8] {
    match may_be_blank(bytes) {
        true => str::from_utf8(bytes).map_or(bytes.trim_ascii(), |text| text.trim().as_bytes()),
        false => bytes,
    }
}

/// Whether white space may stand at either end: nearly no value has any.
#[inline]
fn may_be_blank(bytes: &[u8]) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, b'!'..=b'~'));
    !(is_letter(bytes.first()) && is_letter(bytes.last()))
}

/// The places of delimiters, line feeds and quotes, from left to right.
#[derive(Debug)]
struct Marks<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    /// Where the current block of [`BLOCK`] bytes starts.
    block: usize,
    /// A bit for each mark of the block that is still to come.
    bits: u64,
}

/// Bytes that are compared at once.
const BLOCK: usize = 64;

impl<'a> Marks<'a> {
    fn new(bytes: &'a [u8], start: usize, delimiter: u8) -> Marks<'a> {
        let mut marks = Marks { bytes, delimiter, block: start, bits: 0 };
        marks.bits = marks.look();
        marks
    }

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.bits == 0 {
            self.block += BLOCK;
            if self.block >= self.bytes.len() {
                return None;
            }
            self.bits = self.look();
        }
        let mark = self.block + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        Some(mark)
    }

    #[inline]
    fn look(&self) -> u64 {
        let rest = self.bytes.get(self.block..).unwrap_or_default();
        let block = match rest.first_chunk::<BLOCK>() {
            Some(block) => u8x64::new(*block),
            None => {
                let mut block = [0; BLOCK];
                block[..rest.len()].copy_from_slice(rest);
                u8x64::new(block)
            }
        };
        let is = |byte: u8| block.simd_eq(u8x64::splat(byte));
        (is(self.delimiter) | is(b'\n') | is(QUOTE)).to_bitmask()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each record in brackets, its fields between bars; the fault, if one ends them, last.
    fn check(text: &str, expected: &str) {
        check_as(Quotes::Strict, text, expected);
    }

    fn check_as(quotes: Quotes, text: &str, expected: &str) {
        let dialect = Dialect { quotes, ..Dialect::default() };
        let mut records = Records::new(text.as_bytes(), 0..text.len(), dialect);
        let (mut seen, arena) = (String::new(), Bump::new());
        while let Some(record) = records.next() {
            match record.and_then(|record| record.text()) {
                Ok(record) => {
                    let fields: Vec<_> = (0..record.record().len()).map(|column| record.get(column, &arena)).collect();
                    seen.push_str(&format!("[{}]", fields.join("|")));
                }
                Err(fault) => seen.push_str(&format!("{:?} at {}", fault.problem, fault.offset)),
            }
        }
        assert_eq!(seen, expected, "{text:?}");
        let quotes = check_quotes(text.as_bytes(), 0..text.len(), dialect);
        assert_eq!(quotes.is_err(), seen.contains(" at "), "the quotes alone say the same of {text:?}");
    }

    #[test]
    fn records_are_split_after_rfc_4180() {
        check("a,b\nc,d\n", "[a|b][c|d]");
        check("a,b\r\n\r\n\nc,d", "[a|b][c|d]");
        check(" a ,\tb\r", "[a|b]");
        check("\u{a0}a\u{3000},\"\u{2028}\u{85}ä\n\",\u{2003}\n", "[a|ä|]");
        check("\"a,1\",\"b\nc\"\r\n\"\",\"\"\"\"\n", "[a,1|b\nc][|\"]");
        check("\"say \"\"yes\"\"\",x\n", "[say \"yes\"|x]");
        check(",\n", "[|]");
        check("\"a\"", "[a]");
        check("\"a\"\r", "[a]");
        check("", "");
        check("\"a\"\n\"b\",c\r\n", "[a][b|c]");
        check("x,\"\"\ny,\n", "[x|][y|]");
    }

    #[test]
    fn quotes_that_break_it_are_faults() {
        check("a,b\nx,5\" disk\n", "[a|b]StrayQuote at 7");
        check("a,\"b", "OpenQuote at 2");
        check("a,\"b\" c\n", "QuotedText at 2");
        check("a,\"b\n1,\"c\"\n", "QuotedText at 2");
        check("\"\"\"", "OpenQuote at 0");
    }

    #[test]
    fn quotes_may_stand_for_themselves() {
        let literal = |text, expected| check_as(Quotes::Literal, text, expected);
        literal("x,5\" disk\ny, \"z\n", "[x|5\" disk][y|\"z]");
        literal("5\"\",\"a,\"\"b\"\n6\",7\"", "[5\"\"|a,\"b][6\"|7\"]");
        literal("5\",\"a\nb\"\n\"\"c\n", "[5\"|a\nb]QuotedText at 9");
        literal("5\",\"a", "OpenQuote at 3");
    }

    #[test]
    fn fields_longer_than_a_block_are_whole() {
        let long = "x".repeat(1000);
        check(&format!("{long},\"{long}\"\"\"\n{long}"), &format!("[{long}|{long}\"][{long}]"));
    }

    proptest::proptest! {
        /// What has no fault is read as the csv crate reads it; what it reads differently has a fault.
        #[test]
        fn records_are_those_of_another_reader(text in "[ab ,\"\n]{0,40}", line_end in 0..2) {
            let text = if line_end == 0 { text } else { text.replace('\n', "\r\n") };
            let mut ours: Vec<Vec<String>> = Vec::new();
            let mut records = Records::new(text.as_bytes(), 0..text.len(), Dialect::default());
            let arena = Bump::new();
            while let Some(record) = records.next() {
                let Ok(record) = record.and_then(|record| record.text()) else { return Ok(()) };
                ours.push((0..record.record().len()).map(|column| record.get(column, &arena).to_owned()).collect());
            }
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(|field| field.trim().to_owned()).collect())
                .collect();
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
