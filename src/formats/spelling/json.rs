//! `json` and `jsonl`: for programs. An object for each row with a member for each column: numbers as numbers, written
//! exactly as in CSV; times as text; true and false; `null` for no value; everything else as text.

use crate::formats::scan::holds;
use crate::formats::values::Values;
use crate::reports::Cell;

#[derive(Debug)]
pub(super) struct Json {
    /// What stands before the value of each column: its name, after a comma unless it is the first.
    members: Vec<Vec<u8>>,
    pub(super) shape: Shape,
}

/// What stands around the objects. The first has no comma before it.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) begin: &'static str,
    pub(super) before: &'static str,
    after: &'static str,
    pub(super) end: &'static str,
}

/// One array, with an object on each line.
pub(super) const ARRAY: Shape = Shape { begin: "[", before: ",\n", after: "", end: "\n]\n" };

/// Each line is an object by itself.
pub(super) const LINES: Shape = Shape { begin: "", before: "", after: "\n", end: "" };

impl Json {
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n str>, shape: Shape) -> Json {
        let members = names.enumerate().map(|(at, name)| {
            let mut member = if at == 0 { Vec::new() } else { b",".to_vec() };
            text(name, &mut member);
            member.push(b':');
            member
        });
        Json { members: members.collect(), shape }
    }

    pub(super) fn begin_row(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.shape.before.as_bytes());
        out.push(b'{');
    }

    /// Appends the member of the column `at`.
    #[inline]
    pub(super) fn cell(&self, at: usize, cell: &Cell<'_>, values: &mut Values, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.members[at]);
        match cell {
            Cell::Blank => out.extend_from_slice(b"null"),
            Cell::Text(value) => text(value, out),
            Cell::Time(_) | Cell::Micros(_) | Cell::Uuid(_) => {
                out.push(b'"');
                values.write(cell, out);
                out.push(b'"');
            }
            number => values.write(number, out),
        }
    }

    pub(super) fn end_row(&self, out: &mut Vec<u8>) {
        out.push(b'}');
        out.extend_from_slice(self.shape.after.as_bytes());
    }
}

/// A text in quotes.
#[inline]
fn text(value: &str, out: &mut Vec<u8>) {
    if !holds(value.as_bytes(), *b"\"\\", 0x20) {
        out.push(b'"');
        out.extend_from_slice(value.as_bytes());
        out.push(b'"');
        return;
    }
    // Writing text to memory can't fail.
    let _ = serde_json::to_writer(out, value);
}

#[cfg(test)]
mod tests {
    use crate::tables::{Instant, Sum, Zone};

    use super::*;

    fn check(shape: Shape, rows: &[&[Cell<'_>]], expected: &str) {
        let (json, mut values) = (Json::new(["a", "b \"c\""].into_iter(), shape), Values::new(Zone::UTC));
        let mut out = Vec::new();
        for cells in rows {
            json.begin_row(&mut out);
            cells.iter().enumerate().for_each(|(at, cell)| json.cell(at, cell, &mut values, &mut out));
            json.end_row(&mut out);
        }
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn values_keep_their_kind() {
        let seconds = Cell::Seconds(Sum::from_micros(-500_000));
        check(
            LINES,
            &[&[Cell::text("1"), Cell::Count(1)], &[Cell::Blank, seconds], &[Cell::Flag(true), Cell::rate(3, 5)]],
            "{\"a\":\"1\",\"b \\\"c\\\"\":1}\n{\"a\":null,\"b \\\"c\\\"\":-0.5}\n{\"a\":true,\"b \\\"c\\\"\":0.6000}\n",
        );
        check(
            ARRAY,
            &[&[Cell::text("\u{1}\n\"\\é"), Cell::Time(Instant::from_micros(0))]],
            ",\n{\"a\":\"\\u0001\\n\\\"\\\\é\",\"b \\\"c\\\"\":\"1970-01-01T00:00:00Z\"}",
        );
    }
}
