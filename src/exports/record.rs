//! One record of CSV and its fields.

use std::borrow::Cow;

use bumpalo::Bump;

use super::error::Fault;
use super::marks::QUOTE;
use super::problem::Problem;

/// One record and its fields, by their places in the file.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a, 'r> {
    pub(super) bytes: &'a [u8],
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) spans: &'r [Span],
}

/// One field: the bytes between its quotes, or between its delimiters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it holds doubled quotes.
    pub(super) doubled: bool,
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

    /// Never: every record has a field.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Where a field's bytes start in the file.
    pub fn field_start(&self, column: usize) -> usize {
        self.spans.get(column).map_or(self.start, |span| span.start)
    }

    /// A field's bytes, trimmed.
    #[inline]
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

    /// A field's bytes, trimmed; `None` if they hold doubled quotes.
    #[inline(always)]
    pub(crate) fn as_is(&self, column: usize) -> Option<&'a [u8]> {
        // Not copied: its numbers were written one by one just now, and reading both at once would wait for that.
        let span = &self.spans[column];
        (!span.doubled).then(|| trimmed_bytes(&self.bytes[span.start..span.end]))
    }

    /// Whether an unquoted field holds a CR.
    pub(super) fn holds_bare_cr(&self) -> bool {
        self.bare().any(|span| self.bytes[span.start..span.end].contains(&b'\r'))
    }

    /// Where quotes stand in unquoted fields.
    pub(super) fn literal_quotes(&self) -> impl Iterator<Item = usize> {
        self.bare()
            .flat_map(|span| memchr::memchr_iter(QUOTE, &self.bytes[span.start..span.end]).map(|at| span.start + at))
    }

    fn bare(&self) -> impl Iterator<Item = &Span> {
        self.spans.iter().filter(|span| span.start == self.start || self.bytes[span.start - 1] != QUOTE)
    }

    /// The record as text, or [`Problem::NotUtf8`].
    #[inline]
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
    /// A field's text, trimmed; if it holds doubled quotes, it is kept in `arena`.
    #[inline]
    pub fn get(&self, column: usize, arena: &'a Bump) -> &'a str {
        let span = self.record.spans[column];
        // A field lies between ASCII bytes, so it is cut between characters.
        let text = &self.text[span.start - self.record.start..span.end - self.record.start];
        if span.doubled { trimmed(arena.alloc_str(&text.replace("\"\"", "\""))) } else { trimmed(text) }
    }

    /// The record's place and shape.
    pub fn record(&self) -> &Record<'a, '_> {
        &self.record
    }
}

#[inline]
fn trimmed(text: &str) -> &str {
    if may_be_blank(text.as_bytes()) { text.trim() } else { text }
}

/// Trims white space, of ASCII alone if the bytes are not UTF-8.
#[inline(always)]
fn trimmed_bytes(bytes: &[u8]) -> &[u8] {
    #[cold]
    fn trimmed(bytes: &[u8]) -> &[u8] {
        str::from_utf8(bytes).map_or(bytes.trim_ascii(), |text| text.trim().as_bytes())
    }
    if may_be_blank(bytes) { trimmed(bytes) } else { bytes }
}

/// Whether white space may stand at either end; rarely so.
#[inline(always)]
fn may_be_blank(bytes: &[u8]) -> bool {
    let is_letter = |byte: u8| matches!(byte, b'!'..=b'~');
    match bytes {
        [] => false,
        [one] => !is_letter(*one),
        [first, .., last] => !(is_letter(*first) & is_letter(*last)),
    }
}
