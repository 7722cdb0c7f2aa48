//! Values as the page's script reads them: JSON that is harmless inside a script element.

use std::fmt::Display;
use std::io::Write;

use crate::reports::{Cell, Section, SectionColumn, Styled, Title, Tone, Value};
use crate::tables::Zone;

use chrono::NaiveDate;

use crate::formats::human;

/// Appends a text. What could end the element that it stands in, or begin another, is escaped.
pub(super) fn text(text: &str, out: &mut Vec<u8>) {
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | b'<' | b'>' | b'&' | 0..=0x1f | 0x7f);
    let mut rest = text.as_bytes();
    out.push(b'"');
    while let Some(at) = rest.iter().position(is_special) {
        out.extend_from_slice(&rest[..at]);
        match rest[at] {
            byte @ (b'"' | b'\\') => out.extend_from_slice(&[b'\\', byte]),
            // To a vector, which takes everything.
            byte => _ = write!(out, "\\u{byte:04x}"),
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Appends a whole number.
pub(super) fn number(number: impl Display, out: &mut Vec<u8>) {
    let _ = write!(out, "{number}");
}

/// Appends a list of what `each` appends for each item.
pub(super) fn list<T>(items: impl IntoIterator<Item = T>, out: &mut Vec<u8>, mut each: impl FnMut(T, &mut Vec<u8>)) {
    out.push(b'[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        each(item, out);
    }
    out.push(b']');
}

/// Spells values for people, each with its tone and with what it is sorted by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Values {
    /// The output zone.
    pub(super) zone: Zone,
    /// The day from which clock times are counted.
    pub(super) first: Option<NaiveDate>,
}

impl Values {
    /// Appends a value: its text alone, or `[text, tone]`, or `[text, tone, key]` where it is not sorted by its text.
    pub(super) fn cell(self, styled: &Styled<'_>, out: &mut Vec<u8>) {
        let shown = human::value(&styled.value, self.zone, self.first);
        let key = key(&styled.value);
        if styled.tone == Tone::Plain && key.is_none() {
            return text(&shown, out);
        }
        out.push(b'[');
        text(&shown, out);
        out.push(b',');
        number(tone(styled.tone), out);
        if let Some((kind, key)) = key {
            out.push(b',');
            number(key, out);
            out.push(b',');
            number(kind, out);
        }
        out.push(b']');
    }

    /// Appends the cells of a row, without those of bars.
    pub(super) fn cells(self, row: &[Styled<'_>], out: &mut Vec<u8>) {
        let shown = row.iter().filter(|styled| !matches!(styled.value, Value::Bar(_)));
        list(shown, out, |styled, out| self.cell(styled, out));
    }

    /// The values of a section's times, counted from its first day.
    pub(super) fn of(zone: Zone, section: &Section<'_>) -> Values {
        Values { zone, first: human::first_day(section, zone) }
    }
}

/// What stands above a column, as people say it; `None` for that of a bar.
pub(super) fn title(column: &SectionColumn) -> Option<&str> {
    match &column.title {
        Title::Word(word) => Some(word),
        Title::Scale(_) => None,
    }
}

/// What a value is sorted by where that is not its text, and of which kind it is: 0 a number, 1 a share in ten
/// thousandths, 2 a length and 3 a moment in microseconds.
fn key(value: &Value<'_>) -> Option<(i64, i128)> {
    match value {
        Value::Bar(_) | Value::Cell(Cell::Blank | Cell::Text(_) | Cell::Flag(_)) => None,
        Value::Cell(Cell::Count(count)) => Some((0, (*count).into())),
        Value::Cell(Cell::Rate(rate)) => Some((1, rate.ten_thousandths())),
        Value::Cell(Cell::Seconds(length)) => Some((2, length.micros())),
        Value::Cell(Cell::Average(average)) => Some((2, average.exact().micros())),
        Value::Clock(at) | Value::Cell(Cell::Time(at)) => Some((3, at.micros().into())),
    }
}

/// A tone by the number that the page's script knows it by.
pub(super) fn tone(tone: Tone) -> i64 {
    match tone {
        Tone::Plain => 0,
        Tone::Strong => 1,
        Tone::Faint => 2,
        Tone::Good => 3,
        Tone::Bad => 4,
        Tone::Doubtful => 5,
        Tone::Waiting => 6,
        Tone::Machine => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_leave_its_place() {
        let spelled = |value: &str| {
            let mut out = Vec::new();
            text(value, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(spelled("Ana \"A\" \\ Franks"), r#""Ana \"A\" \\ Franks""#);
        assert_eq!(spelled("</script><!-- & -->"), r#""\u003c/script\u003e\u003c!-- \u0026 --\u003e""#);
        assert_eq!(spelled("a\nb\u{7f}c\u{0}é日"), r#""a\u000ab\u007fc\u0000é日""#);
    }
}
