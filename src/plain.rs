//! Text from the data made safe for people's screens.

use std::borrow::Cow;
use std::fmt::Write as _;

use clap::ValueEnum;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Longest value, in characters, that a message quotes whole.
const LONGEST_QUOTE: usize = 60;

/// A text without control characters: each is shown as a visible sign, so that no value can steer a terminal.
///
/// Besides the control characters of C0 and C1 these are the marks that change the direction of writing, and the
/// separators of lines and paragraphs.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if steers(c) { sign(c) } else { c }).collect())
}

/// A value in quotes for a message: printable, and cut in the middle of nowhere only with a mark.
pub(crate) fn quoted(value: &str) -> String {
    let mut shown: String = value.chars().take(LONGEST_QUOTE).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    format!("\"{}\"", printable(&shown))
}

/// An argument as it is typed into a shell: in quotes where it needs them.
pub(crate) fn typed(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_=+,.:/@%".contains(c);
    let text = printable(argument);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.into_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A count as people write it: `5,612,034`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with its noun: `1 row`, `2,375 rows`.
pub(crate) fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", count(number), if number == 1 { "" } else { "s" })
}

/// The names of options' values, as they are typed.
pub(crate) fn value_names<V: ValueEnum>(values: &[V]) -> Vec<String> {
    let possible = values.iter().filter_map(ValueEnum::to_possible_value);
    possible.map(|value| value.get_name().to_owned()).collect()
}

/// What the system says of an error, without its number.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Bytes as pairs of hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Bytes in Base64, as RFC 4648 has it.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        let digit = |at: usize| if at > three.len() { b'=' } else { DIGITS[bits >> (18 - 6 * at) & 63] };
        [0, 1, 2, 3].map(|at| char::from(digit(at)))
    };
    bytes.chunks(3).flat_map(group).collect()
}

/// A number of bytes as people write it: `640 bytes`, `6.1 KB`, `1.6 GB`.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return counted(bytes, "byte");
    }
    let (mut tenths, mut unit) = ((bytes + 50) / 100, 0);
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        (tenths, unit) = ((tenths + 500) / 1000, unit + 1);
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

/// Columns of a terminal that a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// A text of at most `columns` columns; a mark stands where something was cut.
pub(crate) fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut room = columns.saturating_sub(1);
    let mut kept = String::new();
    for c in text.chars() {
        match room.checked_sub(c.width().unwrap_or(0)) {
            Some(rest) => room = rest,
            None => break,
        }
        kept.push(c);
    }
    // A sign of one column is an emoji of two if a selector follows it.
    while width(&kept) >= columns.max(1) {
        kept.pop();
    }
    if columns > 0 {
        kept.push('…');
    }
    Cow::Owned(kept)
}

/// Whether a character steers a screen instead of being shown.
pub(crate) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn sign(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('�'),
        0x7f => '␡',
        _ => '�',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_signs() {
        assert_eq!(printable("a\u{1b}[31mb\nc\u{9b}d\u{202e}"), "a␛[31mb␊c�d�");
    }

    #[test]
    fn what_is_cut_has_a_mark() {
        assert_eq!(cut("Ana Franks", 10), "Ana Franks");
        assert_eq!(cut("Ana Franks", 5), "Ana …");
        assert_eq!(cut("日本語", 4), "日…");
        assert_eq!(cut("日本語", 0), "");
        assert_eq!(cut("☎️☎️☎️", 5), "☎️☎️…");
        assert_eq!(cut("☎️☎️☎️", 4), "☎️☎…");
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(count(999), "999");
        assert_eq!(count(1_000), "1,000");
        assert_eq!(counted(1, "row"), "1 row");
        assert_eq!(counted(5_612_034, "row"), "5,612,034 rows");
    }

    #[test]
    fn sizes_are_short() {
        let shown = [1, 999, 1000, 6149, 999_949, 1_000_000, 1_600_000_000].map(size);
        assert_eq!(shown, ["1 byte", "999 bytes", "1.0 KB", "6.1 KB", "999.9 KB", "1.0 MB", "1.6 GB"]);
    }

    /// The examples of RFC 4648, section 10.
    #[test]
    fn base64_is_filled_up() {
        let encoded = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(encoded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }
}
