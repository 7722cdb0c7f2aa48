//! `json` and `jsonl`: for programs. An object for each row with a member for each column: numbers as numbers, written
//! as exactly as in CSV; times as text; true and false; `null` for no value; everything else as text.

use crate::reports::Cell;
use crate::tables::Zone;

use crate::formats::scan::holds;
use crate::formats::values::Values;

/// Spells rows as objects.
#[derive(Debug)]
pub struct Json {
    /// What stands before the value of each column: its name, with what parts it from the last.
    members: Vec<Vec<u8>>,
    shape: Shape,
    values: Values,
}

/// What the objects are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One array, with an object on each line.
    Array,
    /// Nothing: each line is an object by itself.
    Lines,
}

impl Json {
    /// Spells objects with these members, and instants in an output zone.
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n str>, shape: Shape, zone: Zone) -> Json {
        let members = names.enumerate().map(|(at, name)| {
            let mut member = if at == 0 { Vec::new() } else { b",".to_vec() };
            text(name, &mut member);
            member.push(b':');
            member
        });
        Json { members: members.collect(), shape, values: Values::new(zone) }
    }

    /// Appends what stands before the first object.
    pub(super) fn begin(&self, out: &mut Vec<u8>) {
        if self.shape == Shape::Array {
            out.push(b'[');
        }
    }

    /// Appends an object, in an array after a comma.
    pub(super) fn row<'r>(&mut self, cells: impl Iterator<Item = Cell<'r>>, out: &mut Vec<u8>) {
        if self.shape == Shape::Array {
            out.extend_from_slice(b",\n");
        }
        out.push(b'{');
        for (cell, member) in cells.zip(&self.members) {
            out.extend_from_slice(member);
            match cell {
                Cell::Blank => out.extend_from_slice(b"null"),
                Cell::Text(value) => text(&value, out),
                Cell::Time(_) => {
                    out.push(b'"');
                    self.values.write(&cell, out);
                    out.push(b'"');
                }
                number => self.values.write(&number, out),
            }
        }
        out.push(b'}');
        if self.shape == Shape::Lines {
            out.push(b'\n');
        }
    }

    /// How many bytes of each object separate it from the one before.
    pub(super) fn separator(&self) -> usize {
        match self.shape {
            Shape::Array => 1,
            Shape::Lines => 0,
        }
    }

    /// Appends what stands after the last object.
    pub(super) fn end(&self, out: &mut Vec<u8>) {
        if self.shape == Shape::Array {
            out.extend_from_slice(b"\n]\n");
        }
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
    // Neither text nor the memory that it is written to can fail.
    let _ = serde_json::to_writer(out, value);
}

#[cfg(test)]
mod tests {
    use crate::tables::{Instant, Sum};

    use super::*;

    fn check(shape: Shape, rows: &[&[Cell<'_>]], expected: &str) {
        let mut json = Json::new(["a", "b \"c\""].into_iter(), shape, Zone::UTC);
        let mut out = Vec::new();
        rows.iter().for_each(|cells| json.row(cells.iter().cloned(), &mut out));
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn values_keep_their_kind() {
        let seconds = Cell::Seconds(Sum::from_micros(-500_000));
        check(
            Shape::Lines,
            &[&[Cell::text("1"), Cell::Count(1)], &[Cell::Blank, seconds], &[Cell::Flag(true), Cell::rate(3, 5)]],
            "{\"a\":\"1\",\"b \\\"c\\\"\":1}\n{\"a\":null,\"b \\\"c\\\"\":-0.5}\n{\"a\":true,\"b \\\"c\\\"\":0.6000}\n",
        );
        check(
            Shape::Array,
            &[&[Cell::text("\u{1}\n\"\\é"), Cell::Time(Instant::from_micros(0))]],
            ",\n{\"a\":\"\\u0001\\n\\\"\\\\é\",\"b \\\"c\\\"\":\"1970-01-01T00:00:00Z\"}",
        );
    }
}
