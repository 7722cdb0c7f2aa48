//! Values for machines: the same text in every format for programs.

use crate::reports::{Cell, Kind};
use crate::tables::{Sum, Uuid, Zone};

use super::digits::{decimal, number, put, three_digits};
use super::instants::Instants;

/// Formats values. Quotes and escapes are up to the format.
#[derive(Debug)]
pub(crate) struct Values {
    instants: Instants,
}

impl Values {
    pub(crate) fn new(zone: Zone) -> Values {
        Values { instants: Instants::new(zone) }
    }

    /// A value as a text of its own.
    pub(super) fn text(&mut self, cell: &Cell<'_>) -> String {
        let mut out = Vec::new();
        self.write(cell, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    /// Appends a value; nothing for a blank.
    #[inline(always)]
    pub(crate) fn write(&mut self, cell: &Cell<'_>, out: &mut Vec<u8>) {
        match cell {
            Cell::Blank => {}
            Cell::Text(value) => out.extend_from_slice(value.as_bytes()),
            Cell::Uuid(uuid) => {
                out.extend_from_slice(&[0; Uuid::LENGTH]);
                if let Some(text) = out.last_chunk_mut() {
                    uuid.spell(text);
                }
            }
            Cell::Count(count) => number(*count, out),
            Cell::Seconds(duration) => seconds(*duration, out),
            Cell::Average(average) => seconds(average.length(), out),
            Cell::Time(instant) => self.instants.write(*instant, false, out),
            Cell::Micros(instant) => self.instants.write(*instant, true, out),
            Cell::Rate(rate) => share(rate.ten_thousandths(), out),
            Cell::Number(number) if number.kind == Kind::Rate => share(number.amount.micros() / 100, out),
            Cell::Number(number) => seconds(number.amount, out),
            Cell::Flag(flag) => out.extend_from_slice(if *flag { b"true" } else { b"false" }),
        }
    }
}

/// A share in ten thousandths, with all four decimals.
fn share(share: i128, out: &mut Vec<u8>) {
    let (sign, size) = (if share < 0 { "-" } else { "" }, share.unsigned_abs());
    out.extend_from_slice(format!("{sign}{}.{:04}", size / 10_000, size % 10_000).as_bytes());
}

/// Seconds as a decimal without trailing zeros.
#[inline]
fn seconds(length: Sum, out: &mut Vec<u8>) {
    match u32::try_from(length.micros()) {
        Ok(micros) if micros < 1_000_000_000 && micros.is_multiple_of(1000) => decimal(micros / 1000, out),
        _ => any_seconds(length, out),
    }
}

/// As [`seconds`], of any length and with any decimals.
fn any_seconds(length: Sum, out: &mut Vec<u8>) {
    // Nearly always fits, and 128 bits are slow to divide.
    let Ok(micros) = i64::try_from(length.micros()) else {
        return out.extend_from_slice(length.to_string().as_bytes());
    };
    if micros < 0 {
        out.push(b'-');
    }
    number(micros.unsigned_abs() / 1_000_000, out);
    let rest = (micros.unsigned_abs() % 1_000_000) as u32;
    if rest == 0 {
        return;
    }
    let ([a, b, c], [d, e, f]) = (three_digits(rest / 1000), three_digits(rest % 1000));
    let decimals = [b'.', a, b, c, d, e, f, 0];
    let mut length = 7;
    while decimals[length - 1] == b'0' {
        length -= 1;
    }
    put(&decimals, length, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[Cell<'_>], expected: &[&str]) {
        let spelled = cells.iter().map(|cell| Values::new(Zone::UTC).text(cell));
        assert_eq!(spelled.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn seconds_have_no_trailing_zeros() {
        let seconds = |micros| Cell::Seconds(Sum::from_micros(micros));
        let average = |micros, count| Cell::average(Sum::from_micros(micros), count);
        check(&[seconds(24_124_000), seconds(19_000_000), seconds(0)], &["24.124", "19", "0"]);
        check(&[seconds(-500_000), seconds(1), seconds(-61_000_001)], &["-0.5", "0.000001", "-61.000001"]);
        check(&[average(10_000_000, 3), average(1_500, 1), average(-2_500, 1)], &["3.333", "0.002", "-0.002"]);
        check(
            &[Cell::rate(3, 5), Cell::rate(1, 3), Cell::rate(1, 1), Cell::Flag(false)],
            &["0.6000", "0.3333", "1.0000", "false"],
        );
        check(&[seconds(-i128::from(u64::MAX) * 1_000_000 - 500_000)], &["-18446744073709551615.5"]);
        check(&[Cell::Count(0), Cell::Count(u64::MAX)], &["0", "18446744073709551615"]);
    }
}
