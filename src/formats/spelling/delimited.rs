//! `csv` and `tsv`: a line for each row, a delimiter between values.

use clap::ValueEnum;

use crate::formats::scan::holds;
use crate::formats::values::Values;
use crate::reports::Cell;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `csv`: for programs. RFC 4180, LF, UTF-8, no byte-order mark.
    Csv,
    /// `csv --excel`: for spreadsheets, which guess what a CSV file means. A byte-order mark says that it is UTF-8, lines
    /// end with CRLF, and no text is a formula.
    Excel(Separator),
    /// `tsv`: for programs that read line by line. A row is always one line, and a tab always separates fields: in a
    /// value `\t`, `\n`, `\r` and `\\` stand for a tab, a line feed, a carriage return and a backslash.
    ///
    /// These are the escapes of PostgreSQL, MySQL and Miller. Quotes, as in CSV, would let a row span lines, which `cut`,
    /// `sort` and `awk` don't know.
    Tsv,
}

/// What separates values, by what spreadsheets of a language expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Separator {
    /// A comma, with a decimal point
    Comma,
    /// A semicolon, with a decimal comma
    Semicolon,
}

impl Dialect {
    pub(super) fn header<'n>(self, names: impl Iterator<Item = &'n str>, values: &mut Values, out: &mut Vec<u8>) {
        if matches!(self, Dialect::Excel(_)) {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        let start = out.len();
        names.for_each(|name| self.cell(&Cell::text(name), values, out));
        self.end_row(start, out);
    }

    /// Appends a value, with what separates it from the next.
    #[inline(always)]
    pub(super) fn cell(self, cell: &Cell<'_>, values: &mut Values, out: &mut Vec<u8>) {
        match cell {
            Cell::Blank => {}
            Cell::Text(value) => self.text(value, out),
            value => {
                let start = out.len();
                values.write(value, out);
                if self == Dialect::Excel(Separator::Semicolon)
                    && !matches!(value, Cell::Time(_) | Cell::Micros(_))
                    && let Some(point) = out[start..].iter().position(|byte| *byte == b'.')
                {
                    out[start + point] = b',';
                }
            }
        }
        out.push(self.delimiter());
    }

    fn delimiter(self) -> u8 {
        match self {
            Dialect::Csv | Dialect::Excel(Separator::Comma) => b',',
            Dialect::Excel(Separator::Semicolon) => b';',
            Dialect::Tsv => b'\t',
        }
    }

    /// Appends a text, quoted or escaped if it holds a delimiter or line end.
    fn text(self, value: &str, out: &mut Vec<u8>) {
        let is_special = match self {
            Dialect::Csv => holds(value.as_bytes(), *b",\"\r\n", 0),
            Dialect::Excel(Separator::Comma) => holds(value.as_bytes(), *b",\"\r\n\t", 0),
            Dialect::Excel(Separator::Semicolon) => holds(value.as_bytes(), *b";\"\r\n\t", 0),
            Dialect::Tsv => holds(value.as_bytes(), *b"\t\n\r\\", 0),
        };
        match self {
            Dialect::Excel(_) if is_run(value) => quoted(&format!("'{value}"), out),
            _ if !is_special => out.extend_from_slice(value.as_bytes()),
            Dialect::Csv | Dialect::Excel(_) => quoted(value, out),
            Dialect::Tsv => escaped(value, out),
        }
    }

    /// Ends the row that began at `start`, in place of its last delimiter. In CSV, an empty row is an empty pair of quotes,
    /// as most readers skip empty lines.
    pub(super) fn end_row(self, start: usize, out: &mut Vec<u8>) {
        out.pop();
        if out.len() == start && self != Dialect::Tsv {
            out.extend_from_slice(b"\"\"");
        }
        if matches!(self, Dialect::Excel(_)) {
            out.push(b'\r');
        }
        out.push(b'\n');
    }
}

fn quoted(value: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(value.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

fn escaped(value: &str, out: &mut Vec<u8>) {
    for byte in value.bytes() {
        match byte {
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\\' => out.extend_from_slice(b"\\\\"),
            other => out.push(other),
        }
    }
}

/// Whether a spreadsheet would run a text as a formula: it begins with one of the signs for that (or their wide forms),
/// or with a blank that would be dropped before one. A negative number is no formula.
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
    use crate::tables::{Instant, Sum, Zone};

    use super::*;

    fn check(dialect: Dialect, cells: &[Cell<'_>], expected: &str) {
        let mut out = Vec::new();
        cells.iter().for_each(|cell| dialect.cell(cell, &mut Values::new(Zone::UTC), &mut out));
        dialect.end_row(0, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn fields_of_csv_are_quoted_only_where_they_must_be() {
        check(
            Dialect::Csv,
            &[Cell::text("a b"), Cell::text("c,d"), Cell::text("\"e\"\n"), Cell::Blank],
            "a b,\"c,d\",\"\"\"e\"\"\n\",\n",
        );
        check(Dialect::Csv, &[Cell::Blank], "\"\"\n");
        check(Dialect::Csv, &[Cell::Blank, Cell::Blank], ",\n");
        check(Dialect::Csv, &[Cell::text("")], "\"\"\n");
    }

    #[test]
    fn a_row_of_tsv_is_a_line_and_a_tab_separates_two_fields() {
        check(Dialect::Tsv, &[Cell::text("a b"), Cell::text("\t\r\n\\n\""), Cell::Blank], "a b\t\\t\\r\\n\\\\n\"\t\n");
        check(Dialect::Tsv, &[Cell::Blank], "\n");
        check(Dialect::Tsv, &[Cell::Count(7), Cell::Flag(true)], "7\ttrue\n");
    }

    #[test]
    fn no_text_is_a_formula() {
        let excel = |text: &str, expected: &str| {
            check(Dialect::Excel(Separator::Comma), &[Cell::text(text)], &format!("{expected}\r\n"));
        };
        for formula in ["=1+1", "+49 30", "-x", "-1-1", "-1.", "-", "@a", "\t=1", "\r=1", "\n=1", "＝1"] {
            excel(formula, &format!("\"'{formula}\""));
        }
        excel("=a\"b\"", "\"'=a\"\"b\"\"\"");
        for harmless in ["a=1", "-1", "-1.50", "1-1", "'=", ""] {
            excel(harmless, if harmless.is_empty() { "\"\"" } else { harmless });
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
        let excel = Dialect::Excel;
        check(excel(Separator::Comma), &cells, "-1.5,0.3333,1970-01-01T00:00:00.250Z,\"1.5;2,5\",\r\n");
        check(excel(Separator::Semicolon), &cells, "-1,5;0,3333;1970-01-01T00:00:00.250Z;\"1.5;2,5\";\r\n");
    }
}
