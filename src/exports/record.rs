//! One record of CSV and its fields.

use std::borrow::Cow;

use bumpalo::Bump;

use super::error::Fault;
use super::marks::QUOTE;
use super::problem::Problem;
use super::values::{LONGEST_BLANK, is_blank};

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
        let start = self.starts[if column < self.len() { column } else { 0 }];
        start + usize::from(self.bytes.get(start) == Some(&QUOTE))
    }

    /// A field's bytes with their quotes.
    #[inline(always)]
    fn raw(&self, column: usize) -> &'a [u8] {
        let next = self.starts[column + 1];
        &self.bytes[self.starts[column]..next - 1]
    }

    /// A field's bytes, trimmed.
    #[inline]
    pub fn bytes(&self, column: usize) -> Cow<'a, [u8]> {
        let raw = self.raw(column);
        if is_plain(raw) {
            return Cow::Borrowed(raw);
        }
        let bytes = unquoted(raw);
        if !has_doubled(raw, bytes) {
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

    /// A field's bytes, trimmed, none if they are [blank](is_blank); `None` if they hold doubled quotes.
    #[inline(always)]
    pub(crate) fn value(&self, column: usize) -> Option<&'a [u8]> {
        let raw = self.raw(column);
        if raw.is_empty() || (is_plain(raw) && raw.len() > LONGEST_BLANK) { Some(raw) } else { unusual(raw) }
    }

    /// Whether an unquoted field holds a CR.
    pub(super) fn holds_bare_cr(&self) -> bool {
        self.bare().any(|column| self.raw(column).contains(&b'\r'))
    }

    /// Where quotes stand in unquoted fields.
    pub(super) fn literal_quotes(&self) -> impl Iterator<Item = usize> {
        self.bare().flat_map(move |column| {
            memchr::memchr_iter(QUOTE, self.raw(column)).map(move |at| self.starts[column] + at)
        })
    }

    /// The columns of unquoted fields.
    fn bare(&self) -> impl Iterator<Item = usize> {
        (0..self.len()).filter(|column| !self.raw(*column).starts_with(&[QUOTE]))
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
        let text = raw.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(raw);
        if has_doubled(raw.as_bytes(), text.as_bytes()) {
            return arena.alloc_str(&text.replace("\"\"", "\"")).trim();
        }
        text.trim()
    }

    /// The record's place and shape.
    pub fn record(&self) -> &Record<'a, '_> {
        &self.record
    }
}

/// The bytes between the quotes of a quoted field.
fn unquoted(raw: &[u8]) -> &[u8] {
    match raw {
        [QUOTE, bytes @ .., QUOTE] => bytes,
        _ => raw,
    }
}

/// Whether a field is quoted and holds doubled quotes: `bytes` are those between its quotes.
fn has_doubled(raw: &[u8], bytes: &[u8]) -> bool {
    bytes.len() < raw.len() && memchr::memchr(QUOTE, bytes).is_some()
}

/// Trims white space, of ASCII alone if the bytes are not UTF-8.
fn trimmed_bytes(bytes: &[u8]) -> &[u8] {
    str::from_utf8(bytes).map_or(bytes.trim_ascii(), |text| text.trim().as_bytes())
}

/// Whether a field has nothing to trim, quotes or white space, as nearly all.
#[inline(always)]
fn is_plain(raw: &[u8]) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b'#'..=b'~');
    let (Some(first), Some(last)) = (raw.first(), raw.last()) else { return true };
    is_plain(first) & is_plain(last)
}

/// As [`Record::value`].
#[inline(never)]
fn unusual(raw: &[u8]) -> Option<&[u8]> {
    let bytes = unquoted(raw);
    if has_doubled(raw, bytes) {
        return None;
    }
    let value = if is_plain(bytes) { bytes } else { trimmed_bytes(bytes) };
    Some(if is_blank(value) { b"" } else { value })
}
