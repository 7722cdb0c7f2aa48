//! `csv --excel`: for spreadsheets, which guess what a CSV file means. A byte-order mark says that it is UTF-8, lines end
//! with CRLF, and no text is a formula.

use clap::ValueEnum;

use crate::reports::Cell;
use crate::tables::Zone;

use super::csv::quoted;
use super::scan::holds;
use super::values::Values;

/// What stands between two values, for the spreadsheets of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Separator {
    /// A comma, and a point in decimals
    Comma,
    /// A semicolon, and a comma in decimals
    Semicolon,
}

/// Spells rows as CSV for spreadsheets.
#[derive(Debug)]
pub struct Excel {
    separator: Separator,
    values: Values,
}

impl Excel {
    /// Spells instants in an output zone.
    pub(super) fn new(separator: Separator, zone: Zone) -> Excel {
        Excel { separator, values: Values::new(zone) }
    }

    /// Appends the byte-order mark and the header.
    pub(super) fn header<'n>(&self, names: impl Iterator<Item = &'n str>, out: &mut Vec<u8>) {
        out.extend_from_slice("\u{feff}".as_bytes());
        let start = out.len();
        for name in names {
            self.text(name, out);
            out.push(self.separator.byte());
        }
        end_row(start, out);
    }

    /// Appends a row.
    pub(super) fn row<'r>(&mut self, cells: impl Iterator<Item = Cell<'r>>, out: &mut Vec<u8>) {
        let start = out.len();
        for cell in cells {
            match cell {
                Cell::Blank => {}
                Cell::Text(value) => self.text(&value, out),
                Cell::Time(_) => self.values.write(&cell, out),
                number => {
                    let start = out.len();
                    self.values.write(&number, out);
                    if self.separator == Separator::Semicolon
                        && let Some(point) = out[start..].iter().position(|byte| *byte == b'.')
                    {
                        out[start + point] = b',';
                    }
                }
            }
            out.push(self.separator.byte());
        }
        end_row(start, out);
    }

    fn text(&self, value: &str, out: &mut Vec<u8>) {
        let needs_quotes = match self.separator {
            Separator::Comma => holds(value.as_bytes(), *b",\"\r\n\t", 0),
            Separator::Semicolon => holds(value.as_bytes(), *b";\"\r\n\t", 0),
        };
        match (is_run(value), needs_quotes) {
            (false, false) => out.extend_from_slice(value.as_bytes()),
            (false, true) => quoted(value, out),
            (true, _) => quoted(&format!("'{value}"), out),
        }
    }
}

impl Separator {
    fn byte(self) -> u8 {
        match self {
            Separator::Comma => b',',
            Separator::Semicolon => b';',
        }
    }
}

/// Ends the row that began at `start`, in place of its last separator. A row that would be an empty line is a pair of
/// quotes.
fn end_row(start: usize, out: &mut Vec<u8>) {
    out.pop();
    if out.len() == start {
        out.extend_from_slice(b"\"\"");
    }
    out.extend_from_slice(b"\r\n");
}

/// Whether a spreadsheet would run a text as a formula: it begins with one of the signs for that (or their wide forms),
/// or with a blank that is dropped before such a sign. A negative number is what it looks like, and stays.
fn is_run(value: &str) -> bool {
    let runs = value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    runs && !value.strip_prefix('-').is_some_and(is_number)
}

fn is_number(digits: &str) -> bool {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(decimals)
}

#[cfg(test)]
mod tests {
    use crate::tables::{Instant, Sum};

    use super::*;

    fn check(separator: Separator, cells: &[Cell<'_>], expected: &str) {
        let mut out = Vec::new();
        Excel::new(separator, Zone::UTC).row(cells.iter().cloned(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), format!("{expected}\r\n"));
    }

    #[test]
    fn no_text_is_a_formula() {
        for formula in ["=1+1", "+49 30", "-x", "-1-1", "-1.", "-", "@a", "\t=1", "\r=1", "\n=1", "＝1"] {
            check(Separator::Comma, &[Cell::text(formula)], &format!("\"'{formula}\""));
        }
        check(Separator::Comma, &[Cell::text("=a\"b\"")], "\"'=a\"\"b\"\"\"");
        for harmless in ["a=1", "-1", "-1.50", "1-1", "'=", ""] {
            let expected = if harmless.is_empty() { "\"\"" } else { harmless };
            check(Separator::Comma, &[Cell::text(harmless)], expected);
        }
    }

    #[test]
    fn decimals_follow_the_separator() {
        let cells = [
            Cell::Seconds(Sum::from_micros(-1_500_000)),
            Cell::rate(1, 3),
            Cell::Time(Instant::from_micros(250_000)),
            Cell::text("1.5;2,5"),
            Cell::Blank,
        ];
        check(Separator::Comma, &cells, "-1.5,0.3333,1970-01-01T00:00:00.250Z,\"1.5;2,5\",");
        check(Separator::Semicolon, &cells, "-1,5;0,3333;1970-01-01T00:00:00.250Z;\"1.5;2,5\";");
    }
}
