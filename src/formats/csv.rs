//! `csv`: for programs. RFC 4180, LF, UTF-8, no byte-order mark.

use wide::u8x16;

use crate::reports::Cell;
use crate::tables::{Duration, Zone};

use super::instants::Instants;

/// Spells rows as CSV.
#[derive(Debug)]
pub struct Csv {
    instants: Instants,
}

impl Csv {
    /// Spells instants in an output zone.
    pub fn new(zone: Zone) -> Csv {
        Csv { instants: Instants::new(zone) }
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
                other => self.plain(&other, out),
            }
            out.push(b',');
        }
        end_row(start, out);
    }
}

impl Csv {
    /// Appends a cell as it is without quotes.
    pub fn plain(&mut self, cell: &Cell<'_>, out: &mut Vec<u8>) {
        match cell {
            Cell::Blank => {}
            Cell::Text(value) => out.extend_from_slice(value.as_bytes()),
            Cell::Count(count) => number(*count, out),
            Cell::Seconds(duration) => seconds(*duration, out),
            Cell::Average(average) => seconds(average.length(), out),
            Cell::Time(instant) => self.instants.write(*instant, out),
            Cell::Rate(rate) => {
                let rate = rate.ten_thousandths();
                out.extend_from_slice(format!("{}.{:04}", rate / 10_000, rate % 10_000).as_bytes());
            }
            Cell::Flag(flag) => out.extend_from_slice(if *flag { b"true" } else { b"false" }),
        }
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
    if !needs_quotes(value.as_bytes()) {
        out.extend_from_slice(value.as_bytes());
        return;
    }
    out.push(b'"');
    for (at, part) in value.split('"').enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

/// Whether a field holds a byte that must stand in quotes. Looks at many at a time, as most fields hold none.
#[inline]
fn needs_quotes(value: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (value.first_chunk::<LANES>(), value.last_chunk::<LANES>()) {
        // The last chunk may overlap the one before: looking twice is cheaper than looking at single bytes.
        let (chunks, _) = value.as_chunks::<LANES>();
        let found = chunks
            .iter()
            .skip(1)
            .fold(special_lanes(first) | special_lanes(last), |found, chunk| found | special_lanes(chunk));
        return found.to_bitmask() != 0;
    }
    value.iter().any(|byte| SPECIAL.contains(byte))
}

/// The bytes that must stand in quotes.
const SPECIAL: [u8; 4] = [b',', b'"', b'\r', b'\n'];

/// Bytes that are looked at together.
const LANES: usize = 16;

/// All bits set where a byte must stand in quotes.
#[inline]
fn special_lanes(chunk: &[u8; LANES]) -> u8x16 {
    let chunk = u8x16::new(*chunk);
    let is = |byte: u8| chunk.simd_eq(u8x16::splat(byte));
    is(SPECIAL[0]) | is(SPECIAL[1]) | is(SPECIAL[2]) | is(SPECIAL[3])
}

/// Seconds as a decimal without trailing zeros.
fn seconds(duration: Duration, out: &mut Vec<u8>) {
    let micros = duration.micros();
    if micros < 0 {
        out.push(b'-');
    }
    number(micros.unsigned_abs() / 1_000_000, out);
    let mut rest = micros.unsigned_abs() % 1_000_000;
    if rest == 0 {
        return;
    }
    out.push(b'.');
    let mut unit = 100_000;
    while rest > 0 {
        out.push(b'0' + (rest / unit) as u8);
        rest %= unit;
        unit /= 10;
    }
}

fn number(mut number: u64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
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

    #[test]
    fn special_bytes_are_found_wherever_they_stand() {
        for special in ",\"\r\n".chars() {
            for at in 0..40 {
                let mut value = "é-x0.;!".repeat(6);
                let at = (at..).find(|at| value.is_char_boundary(*at)).unwrap();
                assert!(!needs_quotes(value.as_bytes()));
                value.insert(at, special);
                assert!(needs_quotes(value.as_bytes()), "{value:?}");
            }
        }
    }

    #[test]
    fn seconds_have_no_trailing_zeros() {
        let seconds = |micros| Cell::Seconds(Duration::from_micros(micros));
        check(&[seconds(24_124_000), seconds(19_000_000), seconds(0)], "24.124,19,0\n");
        check(&[seconds(-500_000), seconds(1), seconds(-61_000_001)], "-0.5,0.000001,-61.000001\n");
        check(
            &[Cell::average(10_000_000, 3), Cell::average(1_500, 1), Cell::average(-2_500, 1)],
            "3.333,0.002,-0.002\n",
        );
        check(
            &[Cell::rate(3, 5), Cell::rate(1, 3), Cell::rate(1, 1), Cell::Flag(false)],
            "0.6000,0.3333,1.0000,false\n",
        );
        check(&[Cell::Count(0), Cell::Count(u64::MAX)], "0,18446744073709551615\n");
    }
}
