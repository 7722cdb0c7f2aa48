//! Instants for machines: RFC 3339 with the offset of the output zone.

use chrono::{DateTime, Datelike};

use crate::tables::{Clock, Instant, Zone};

use super::digits::{put, six_digits, two_digits};

/// Writes instants of one zone. Remembers the last few, as the rows of an interaction repeat them (its creation in each
/// row, the end of a segment as the start of the next), and the last day and offset, which neighbours share.
#[derive(Debug)]
pub(super) struct Instants {
    clock: Clock,
    /// The day, by its number from 1970-01-01, whose date `date` is.
    day: i64,
    date: [u8; 10],
    offset: i32,
    suffix: Suffix,
    /// The last instants written, as what, and which of them is replaced next.
    known: [Instant; MEMO],
    spelled: [Spelled; MEMO],
    next: usize,
}

const MEMO: usize = 4;

/// An instant as text, with zeros after it: copied at once, whatever the length.
#[derive(Clone, Copy, Debug)]
struct Spelled {
    text: [u8; 32],
    length: usize,
}

/// What stands after the time of day: `Z`, or an offset as in `+01:00`.
#[derive(Clone, Copy, Debug)]
struct Suffix {
    text: [u8; 6],
    length: usize,
}

impl Instants {
    pub(super) fn new(zone: Zone) -> Instants {
        let clock = zone.clock();
        let mut instants = Instants {
            suffix: Suffix::of(&clock, 0),
            clock,
            day: i64::MIN,
            date: [0; 10],
            offset: 0,
            known: [Instant::from_micros(0); MEMO],
            spelled: [Spelled { text: [0; 32], length: 0 }; MEMO],
            next: 0,
        };
        instants.spelled = [instants.spell(instants.known[0]); MEMO];
        instants
    }

    /// Appends an instant: as many decimals as it needs, none, 3 or 6.
    #[inline]
    pub(super) fn write(&mut self, instant: Instant, out: &mut Vec<u8>) {
        let at = self.known.iter().position(|known| *known == instant).unwrap_or_else(|| {
            let at = self.next;
            (self.known[at], self.spelled[at]) = (instant, self.spell(instant));
            self.next = (at + 1) % MEMO;
            at
        });
        let Spelled { text, length } = &self.spelled[at];
        put(text, *length, out);
    }

    fn spell(&mut self, instant: Instant) -> Spelled {
        let offset = self.clock.offset_at(instant);
        if offset != self.offset {
            self.offset = offset;
            self.suffix = Suffix::of(&self.clock, offset);
        }
        let local = instant.seconds() + i64::from(offset);
        let (day, second) = (local.div_euclid(86_400), local.rem_euclid(86_400) as u32);
        if day != self.day {
            self.day = day;
            self.date = spell_date(day);
        }
        let [[h1, h2], [m1, m2], [s1, s2]] = [second / 3600, second / 60 % 60, second % 60].map(two_digits);
        let mut text = [0; 32];
        text[..10].copy_from_slice(&self.date);
        text[10..19].copy_from_slice(&[b'T', h1, h2, b':', m1, m2, b':', s1, s2]);
        let micros = instant.subsecond();
        let decimals = match micros {
            0 => 0,
            _ if micros.is_multiple_of(1000) => 3,
            _ => 6,
        };
        let mut end = 19;
        if decimals > 0 {
            text[19] = b'.';
            text[20..26].copy_from_slice(&six_digits(micros));
            end += 1 + decimals;
        }
        text[end..end + 6].copy_from_slice(&self.suffix.text);
        Spelled { text, length: end + self.suffix.length }
    }
}

impl Suffix {
    fn of(clock: &Clock, offset: i32) -> Suffix {
        if clock.zone().is_utc() {
            return Suffix { text: *b"Z\0\0\0\0\0", length: 1 };
        }
        let sign = if offset < 0 { b'-' } else { b'+' };
        let minutes = offset.unsigned_abs() / 60;
        let ([h1, h2], [m1, m2]) = (two_digits(minutes / 60), two_digits(minutes % 60));
        Suffix { text: [sign, h1, h2, b':', m1, m2], length: 6 }
    }
}

fn spell_date(day: i64) -> [u8; 10] {
    let Some(date) = DateTime::from_timestamp(day * 86_400, 0) else { return *b"????-??-??" };
    let year = date.year() as u32;
    let ([y1, y2], [y3, y4]) = (two_digits(year / 100), two_digits(year % 100));
    let ([m1, m2], [d1, d2]) = (two_digits(date.month()), two_digits(date.day()));
    [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zone: &str, micros: i64, expected: &str) {
        let mut out = Vec::new();
        let mut instants = Instants::new(Zone::named(zone).unwrap());
        instants.write(Instant::from_micros(micros), &mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected);
        instants.write(Instant::from_micros(micros), &mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected.repeat(2), "the same again");
    }

    #[test]
    fn instants_have_as_many_decimals_as_they_need() {
        check("UTC", 0, "1970-01-01T00:00:00Z");
        check("UTC", -1, "1969-12-31T23:59:59.999999Z");
        check("Europe/Berlin", 1_795_510_800_250_000, "2026-11-24T10:00:00.250+01:00");
        check("America/St_Johns", 1_795_510_800_000_001, "2026-11-24T05:30:00.000001-03:30");
        check("GMT", 0, "1970-01-01T00:00:00+00:00");
        // Local mean time, 53 minutes and 28 seconds ahead: the offset is rounded, the moment exact.
        check("Europe/Berlin", -2_524_521_600_000_000, "1890-01-01T00:53:00+00:53");
        check("Africa/Monrovia", -1, "1969-12-31T23:14:59.999999-00:45");
        check("Europe/Berlin", 253_402_300_799_000_000, "9999-12-31T23:59:59+00:00");
        check("America/New_York", -62_135_596_800_000_000, "0001-01-01T00:00:00+00:00");
        check("Europe/London", 1_795_510_800_000_000, "2026-11-24T09:00:00+00:00");
    }
}
