//! One record of CSV and its fields.

use std::borrow::Cow;

use bumpalo::Bump;

use super::error::Fault;
use super::marks::QUOTE;
use super::problem::Problem;
use super::raw::{Raw, is_plain, is_quoted, trimmed};

/// One record and its fields, by their places in the file.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a, 'r> {
    pub(super) bytes: &'a [u8],
    /// Where each field starts, with its quotes, and where one more would: a byte lies between two fields.
    pub(super) starts: &'r [usize],
}

impl<'a> Record<'a, '_> {
    /// Where the record starts in its file.
    #[inline]
    pub fn start(&self) -> usize {
        self.starts[0]
    }

    /// Where the record ends, without its line end.
    #[inline]
    pub fn end(&self) -> usize {
        self.starts[self.len()] - 1
    }

    /// How many fields it has.
    #[inline]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Never: every record has a field.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a field's bytes start in the file, without quotes around them.
    pub fn field_start(&self, column: usize) -> usize {
        let column = if column < self.len() { column } else { 0 };
        self.starts[column] + usize::from(is_quoted(self.raw(column).bytes()))
    }

    /// A field as it stands in the file.
    #[inline(always)]
    pub(crate) fn raw(&self, column: usize) -> Raw<'a> {
        let (next, start) = (self.starts[column + 1], self.starts[column]);
        Raw::new(&self.bytes[start..], next - 1 - start)
    }

    /// A field's bytes, trimmed; none if the record is too short.
    #[inline]
    pub(super) fn bytes_if_any(&self, column: usize) -> Cow<'a, [u8]> {
        if column < self.len() { self.bytes(column) } else { Cow::Borrowed(b"") }
    }

    /// A field's bytes, trimmed.
    #[inline]
    pub fn bytes(&self, column: usize) -> Cow<'a, [u8]> {
        trimmed(self.raw(column).bytes())
    }

    /// Whether an unquoted field holds a CR.
    pub(super) fn holds_bare_cr(&self) -> bool {
        self.bare().any(|column| self.raw(column).bytes().contains(&b'\r'))
    }

    /// Where quotes stand in unquoted fields.
    pub(super) fn literal_quotes(&self) -> impl Iterator<Item = usize> {
        self.bare().flat_map(move |column| {
            memchr::memchr_iter(QUOTE, self.raw(column).bytes()).map(move |at| self.starts[column] + at)
        })
    }

    /// The columns of unquoted fields.
    fn bare(&self) -> impl Iterator<Item = usize> {
        (0..self.len()).filter(|column| !is_quoted(self.raw(*column).bytes()))
    }

    /// The record as text, or [`Problem::NotUtf8`].
    #[inline]
    pub fn text(self) -> Result<TextRecord<'a, Self>, Fault> {
        match str::from_utf8(&self.bytes[self.start()..self.end()]) {
            Ok(text) => Ok(TextRecord { record: self, text }),
            Err(error) => Err(Fault::new(self.start() + error.valid_up_to(), Problem::NotUtf8)),
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
        let (start, starts) = (self.record.start(), self.record.starts);
        // A field lies between ASCII bytes, so it is cut between characters.
        let raw = &self.text[starts[column] - start..starts[column + 1] - 1 - start];
        if is_plain(raw.as_bytes()) {
            return raw;
        }
        let text = raw.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        match text {
            Some(text) if !text.contains('"') => text.trim(),
            Some(text) if is_quoted(raw.as_bytes()) => arena.alloc_str(&text.replace("\"\"", "\"")).trim(),
            _ => raw.trim(),
        }
    }

    /// The record's place and shape.
    pub fn record(&self) -> &Record<'a, '_> {
        &self.record
    }
}
