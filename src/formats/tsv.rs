//! `tsv`: for programs that read line by line. Each row is one line and each tab parts two fields, always: in a value
//! `\t`, `\n`, `\r` and `\\` stand for a tab, a line feed, a carriage return and a backslash.
//!
//! Not quotes, as in CSV: a line with an open quote is no row, and `cut`, `sort` and `awk` would not know. These are the
//! escapes of PostgreSQL's and MySQL's text formats and of Miller.

use crate::reports::Cell;
use crate::tables::Zone;

use super::scan::holds;
use super::values::Values;

/// Spells rows as TSV.
#[derive(Debug)]
pub struct Tsv {
    values: Values,
}

impl Tsv {
    /// Spells instants in an output zone.
    pub(super) fn new(zone: Zone) -> Tsv {
        Tsv { values: Values::new(zone) }
    }

    /// Appends the header.
    pub(super) fn header<'n>(names: impl Iterator<Item = &'n str>, out: &mut Vec<u8>) {
        for name in names {
            text(name, out);
            out.push(b'\t');
        }
        end_row(out);
    }

    /// Appends a row.
    pub(super) fn row<'r>(&mut self, cells: impl Iterator<Item = Cell<'r>>, out: &mut Vec<u8>) {
        for cell in cells {
            match cell {
                Cell::Blank => {}
                Cell::Text(value) => text(&value, out),
                other => self.values.write(&other, out),
            }
            out.push(b'\t');
        }
        end_row(out);
    }
}

/// Ends a row in place of its last tab.
fn end_row(out: &mut Vec<u8>) {
    out.pop();
    out.push(b'\n');
}

#[inline]
fn text(value: &str, out: &mut Vec<u8>) {
    if !holds(value.as_bytes(), *b"\t\n\r\\", 0) {
        out.extend_from_slice(value.as_bytes());
        return;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[Cell<'_>], expected: &str) {
        let mut out = Vec::new();
        Tsv::new(Zone::UTC).row(cells.iter().cloned(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn a_row_is_a_line_and_a_tab_parts_two_fields() {
        check(&[Cell::text("a b"), Cell::text("\t\r\n\\n\""), Cell::Blank], "a b\t\\t\\r\\n\\\\n\"\t\n");
        check(&[Cell::Blank], "\n");
        check(&[Cell::Count(7), Cell::Flag(true)], "7\ttrue\n");
    }
}
