//! `csv`: for programs. RFC 4180, LF, UTF-8, no byte-order mark.

use crate::reports::Cell;
use crate::tables::Zone;

use super::scan::holds;
use super::values::Values;

/// Spells rows as CSV.
#[derive(Debug)]
pub struct Csv {
    values: Values,
}

impl Csv {
    /// Spells instants in an output zone.
    pub fn new(zone: Zone) -> Csv {
        Csv { values: Values::new(zone) }
    }

    /// Appends the header.
    pub fn header<'n>(names: impl Iterator<Item = &'n str>, out: &mut Vec<u8>) {
        let start = out.len();
        for name in names {
            text(name, out);
            out.push(b',');
        }
        end_row(start, out);
    }

    /// Appends a row.
    pub fn row<'r>(&mut self, cells: impl Iterator<Item = Cell<'r>>, out: &mut Vec<u8>) {
        let start = out.len();
        for cell in cells {
            match cell {
                Cell::Blank => {}
                Cell::Text(value) => text(&value, out),
                other => self.values.write(&other, out),
            }
            out.push(b',');
        }
        end_row(start, out);
    }
}

/// Ends the row that began at `start`, in place of its last comma. A row that would be an empty line, and so no row to
/// most readers, is an empty pair of quotes.
fn end_row(start: usize, out: &mut Vec<u8>) {
    out.pop();
    if out.len() == start {
        out.extend_from_slice(b"\"\"");
    }
    out.push(b'\n');
}

/// A field: in quotes only if it holds a comma, a quote, CR or LF.
#[inline]
fn text(value: &str, out: &mut Vec<u8>) {
    if !holds(value.as_bytes(), *b",\"\r\n", 0) {
        out.extend_from_slice(value.as_bytes());
        return;
    }
    quoted(value, out);
}

/// A field in quotes; those within it are doubled.
pub(super) fn quoted(value: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for (at, part) in value.split('"').enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[Cell<'_>], expected: &str) {
        let mut out = Vec::new();
        Csv::new(Zone::UTC).row(cells.iter().cloned(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn fields_are_quoted_only_where_they_must_be() {
        check(
            &[Cell::text("a b"), Cell::text("c,d"), Cell::text("\"e\"\n"), Cell::Blank],
            "a b,\"c,d\",\"\"\"e\"\"\n\",\n",
        );
        check(&[Cell::Blank], "\"\"\n");
        check(&[Cell::Blank, Cell::Blank], ",\n");
        check(&[Cell::text("")], "\"\"\n");
    }
}
