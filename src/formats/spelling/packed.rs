//! Cells as bytes, and back: for formats whose rows can only be written one after another, in one thread. Packed rows can
//! be sorted and kept on disk like any others.

use crate::reports::{Cell, Kind, Number, Role};
use crate::tables::{Instant, Sum, Uuid};

pub(super) fn pack(cell: &Cell<'_>, out: &mut Vec<u8>) {
    match cell {
        Cell::Blank => put(0, [], out),
        Cell::Text(text) => {
            put(1, [text.len() as u64], out);
            out.extend_from_slice(text.as_bytes());
        }
        Cell::Uuid(uuid) => {
            put(1, [Uuid::LENGTH as u64], out);
            out.extend_from_slice(&uuid.text());
        }
        Cell::Count(count) => put(2, [*count], out),
        Cell::Time(instant) => put(3, [instant.micros().cast_unsigned()], out),
        Cell::Micros(instant) => put(8, [instant.micros().cast_unsigned()], out),
        Cell::Flag(flag) => put(4, [u64::from(*flag)], out),
        Cell::Seconds(sum) => put(5, halves(*sum), out),
        Cell::Rate(rate) => put(6, [rate.part, rate.whole], out),
        Cell::Number(Number { kind, amount, role }) => {
            let [low, high] = halves(*amount);
            put(9, [low, high, position(&KINDS, kind), position(&ROLES, role)], out);
        }
        Cell::Average(average) => {
            let [low, high] = halves(average.sum);
            put(7, [low, high, average.count], out);
        }
    }
}

/// Takes the next of the packed cells; `None` at the end.
pub(crate) fn unpack<'b>(bytes: &mut &'b [u8]) -> Option<Cell<'b>> {
    let (kind, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(match kind {
        0 => Cell::Blank,
        1 => {
            let [length] = take(bytes)?;
            let (text, rest) = bytes.split_at_checked(usize::try_from(length).ok()?)?;
            *bytes = rest;
            Cell::text(std::str::from_utf8(text).ok()?)
        }
        2 => Cell::Count(take::<1>(bytes)?[0]),
        3 => Cell::Time(Instant::from_micros(take::<1>(bytes)?[0].cast_signed())),
        4 => Cell::Flag(take(bytes)? != [0]),
        5 => Cell::Seconds(sum(take(bytes)?)),
        6 => {
            let [part, whole] = take(bytes)?;
            Cell::rate(part, whole)
        }
        9 => {
            let [low, high, kind, role] = take(bytes)?;
            let (kind, role) = (*KINDS.get(kind as usize)?, *ROLES.get(role as usize)?);
            Cell::Number(Number { kind, amount: sum([low, high]), role })
        }
        8 => Cell::Micros(Instant::from_micros(take::<1>(bytes)?[0].cast_signed())),
        _ => {
            let [low, high, count] = take(bytes)?;
            Cell::average(sum([low, high]), count)
        }
    })
}

const KINDS: [Kind; 3] = [Kind::Count, Kind::Seconds, Kind::Rate];

const ROLES: [Role; 4] = [Role::Amount, Role::Change, Role::ChangeRate, Role::TooFew];

fn position<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|known| known == one).unwrap_or_default() as u64
}

fn put<const N: usize>(kind: u8, numbers: [u64; N], out: &mut Vec<u8>) {
    out.push(kind);
    numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u64; N]> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        let (first, rest) = bytes.split_first_chunk()?;
        (*number, *bytes) = (u64::from_le_bytes(*first), rest);
    }
    Some(numbers)
}

fn halves(sum: Sum) -> [u64; 2] {
    let micros = sum.micros().cast_unsigned();
    [micros as u64, (micros >> 64) as u64]
}

fn sum([low, high]: [u64; 2]) -> Sum {
    Sum::from_micros((u128::from(low) | u128::from(high) << 64).cast_signed())
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
            Cell::average(Sum::from_micros(-10_000_000), 3),
            Cell::Time(Instant::MIN),
            Cell::Micros(Instant::MAX),
            Cell::rate(1, 3),
            Cell::Flag(true),
            Cell::Flag(false),
            Cell::text(""),
        ];
        let mut bytes = Vec::new();
        cells.iter().for_each(|cell| pack(cell, &mut bytes));
        let mut rest = bytes.as_slice();
        let back: Vec<Cell<'_>> = std::iter::from_fn(|| unpack(&mut rest)).collect();
        assert_eq!(back, cells);
    }
}
