//! A field as it stands in its file, and its value.

use std::borrow::Cow;
use std::iter::from_fn;

use super::marks::QUOTE;
use super::values::{LONGEST_BLANK, is_blank};

/// A field with the quotes and the white space around it, and with what follows it in the file: texts are read fastest
/// in blocks of bytes that may be longer than they are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Raw<'a> {
    /// At least `length` bytes.
    from: &'a [u8],
    length: usize,
}

impl<'a> Raw<'a> {
    /// The first `length` bytes of some.
    #[inline(always)]
    pub(crate) fn new(from: &'a [u8], length: usize) -> Raw<'a> {
        Raw { from, length }
    }

    /// A text that nothing follows.
    #[inline(always)]
    pub(crate) fn of(text: &'a [u8]) -> Raw<'a> {
        Raw { from: text, length: text.len() }
    }

    #[inline(always)]
    pub(crate) fn bytes(self) -> &'a [u8] {
        &self.from[..self.length]
    }

    /// The field and all that follows it.
    #[inline(always)]
    pub(crate) fn from(self) -> &'a [u8] {
        self.from
    }

    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        self.length
    }

    #[inline(always)]
    pub(crate) fn is_empty(self) -> bool {
        self.length == 0
    }

    /// The field without the two quotes around it, if there are any; those within stay doubled.
    #[inline(always)]
    pub(crate) fn unquoted(self) -> Raw<'a> {
        match (self.from, self.length) {
            ([QUOTE, from @ ..], 2..) if from[self.length - 2] == QUOTE => Raw { from, length: self.length - 2 },
            _ => self,
        }
    }

    /// The value, trimmed, empty if it is [blank](is_blank); `None` if it holds doubled quotes.
    #[inline(always)]
    pub(crate) fn value(self) -> Option<Raw<'a>> {
        let raw = self.bytes();
        if raw.is_empty() || (is_plain(raw) && raw.len() > LONGEST_BLANK) { Some(self) } else { unusual(raw) }
    }
}

/// As [`Raw::value`].
#[inline(never)]
fn unusual(raw: &[u8]) -> Option<Raw<'_>> {
    match trimmed(raw) {
        Cow::Borrowed(value) => Some(Raw::of(if is_blank(value) { b"" } else { value })),
        Cow::Owned(_) => None,
    }
}

/// The bytes of a field's value, trimmed: white space of ASCII alone if they are not UTF-8.
#[inline]
pub(super) fn trimmed(raw: &[u8]) -> Cow<'_, [u8]> {
    #[inline(never)]
    fn otherwise(raw: &[u8]) -> Cow<'_, [u8]> {
        fn trimmed(bytes: &[u8]) -> &[u8] {
            str::from_utf8(bytes).map_or(bytes.trim_ascii(), |text| text.trim().as_bytes())
        }
        let [QUOTE, bytes @ .., QUOTE] = raw else { return Cow::Borrowed(trimmed(raw)) };
        if memchr::memchr(QUOTE, bytes).is_none() {
            return Cow::Borrowed(if is_plain(bytes) { bytes } else { trimmed(bytes) });
        }
        if !are_doubled(bytes) {
            return Cow::Borrowed(trimmed(raw));
        }
        let mut single = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some(quote) = memchr::memchr(QUOTE, rest) {
            single.extend_from_slice(&rest[..=quote]);
            rest = &rest[quote + 2..];
        }
        single.extend_from_slice(rest);
        Cow::Owned(trimmed(&single).to_vec())
    }
    if is_plain(raw) { Cow::Borrowed(raw) } else { otherwise(raw) }
}

/// Whether a field is quoted as a whole, with each quote within doubled.
pub(super) fn is_quoted(raw: &[u8]) -> bool {
    matches!(raw, [QUOTE, bytes @ .., QUOTE] if are_doubled(bytes))
}

fn are_doubled(bytes: &[u8]) -> bool {
    let mut quotes = memchr::memchr_iter(QUOTE, bytes);
    from_fn(|| Some(quotes.next()? + 1 == quotes.next().unwrap_or_default())).all(|is_doubled| is_doubled)
}

/// Whether a field has no quotes around it and nothing to trim, as nearly all.
#[inline(always)]
pub(super) fn is_plain(raw: &[u8]) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b'#'..=b'~');
    let (Some(first), Some(last)) = (raw.first(), raw.last()) else { return true };
    is_plain(first) & is_plain(last)
}
