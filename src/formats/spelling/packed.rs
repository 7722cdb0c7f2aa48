//! Cells as bytes, and back: for a format whose rows can only be written one after another, in one thread. Threads pack
//! rows as others spell them; what is packed can be sorted and kept on the disk as any other bytes.

use crate::reports::Cell;
use crate::tables::{Instant, Sum};

/// Appends a cell.
pub(super) fn pack(cell: &Cell<'_>, out: &mut Vec<u8>) {
    match cell {
        Cell::Blank => out.push(0),
        Cell::Text(text) => {
            number(1, text.len() as i64, out);
            out.extend_from_slice(text.as_bytes());
        }
        Cell::Count(count) => number(2, count.cast_signed(), out),
        Cell::Seconds(length) => {
            out.push(6);
            out.extend_from_slice(&length.micros().to_le_bytes());
        }
        Cell::Average(average) => {
            let (sum, count) = average.parts();
            number(7, count.cast_signed(), out);
            out.extend_from_slice(&sum.micros().to_le_bytes());
        }
        Cell::Time(instant) => number(3, instant.micros(), out),
        Cell::Rate(rate) => {
            let (part, whole) = rate.parts();
            number(4, part.cast_signed(), out);
            out.extend_from_slice(&whole.to_le_bytes());
        }
        Cell::Flag(flag) => out.extend_from_slice(&[5, u8::from(*flag)]),
    }
}

fn number(kind: u8, number: i64, out: &mut Vec<u8>) {
    out.push(kind);
    out.extend_from_slice(&number.to_le_bytes());
}

/// Takes the next cell off packed ones; `None` at their end.
pub fn unpack<'b>(bytes: &mut &'b [u8]) -> Option<Cell<'b>> {
    let (kind, rest) = bytes.split_first()?;
    let (cell, rest) = match kind {
        0 => (Cell::Blank, rest),
        5 => rest.split_first().map(|(flag, rest)| (Cell::Flag(*flag != 0), rest))?,
        6 => {
            let (micros, rest) = rest.split_first_chunk()?;
            (Cell::Seconds(Sum::from_micros(i128::from_le_bytes(*micros))), rest)
        }
        kind => {
            let (number, rest) = rest.split_first_chunk()?;
            let number = i64::from_le_bytes(*number);
            match kind {
                1 => {
                    let (text, rest) = rest.split_at_checked(usize::try_from(number).ok()?)?;
                    (Cell::text(std::str::from_utf8(text).ok()?), rest)
                }
                2 => (Cell::Count(number.cast_unsigned()), rest),
                3 => (Cell::Time(Instant::from_micros(number)), rest),
                4 => {
                    let (whole, rest) = rest.split_first_chunk()?;
                    (Cell::rate(number.cast_unsigned(), u64::from_le_bytes(*whole)), rest)
                }
                _ => {
                    let (sum, rest) = rest.split_first_chunk()?;
                    (Cell::average(Sum::from_micros(i128::from_le_bytes(*sum)), number.cast_unsigned()), rest)
                }
            }
        }
    };
    *bytes = rest;
    Some(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back() {
        let cells = [
            Cell::Blank,
            Cell::text("é\0"),
            Cell::Count(u64::MAX),
            Cell::Seconds(Sum::from_micros(-1)),
            Cell::Seconds(Sum::from_micros(i128::MAX)),
            Cell::Time(Instant::MIN),
            Cell::rate(1, 3),
            Cell::average(Sum::from_micros(10_000_000), 3),
            Cell::Flag(true),
            Cell::text(""),
        ];
        let mut bytes = Vec::new();
        cells.iter().for_each(|cell| pack(cell, &mut bytes));
        let mut rest = bytes.as_slice();
        let back: Vec<Cell<'_>> = std::iter::from_fn(|| unpack(&mut rest)).collect();
        assert_eq!(back, cells);
    }
}
