//! Instants for machines: RFC 3339 with the offset of the output zone.

use chrono::{DateTime, Datelike};

use crate::tables::{Clock, Instant, Zone};

use super::digits::{three_digits, two_digits};

/// Writes instants of one zone. Remembers the last hour and offset, which neighbours share.
#[derive(Debug)]
pub(super) struct Instants {
    clock: Clock,
    /// When the hour begins whose text `text` is, in microseconds of what clocks show.
    hour: i64,
    /// An instant of that hour, as in `2026-11-24T10:00:00.000000`, with what fills it up.
    text: [u8; LONGEST],
    offset: i32,
    suffix: Suffix,
}

/// As long as an instant with six decimals and an offset.
const LONGEST: usize = 32;

/// An hour in microseconds.
const HOUR: i64 = 3_600_000_000;

/// What stands after the time of day: `Z`, or an offset as in `+01:00`.
#[derive(Clone, Copy, Debug)]
struct Suffix {
    text: [u8; 6],
    length: usize,
}

impl Instants {
    pub(super) fn new(zone: Zone) -> Instants {
        let clock = zone.clock();
        Instants { hour: 0, text: spell_hour(0), offset: 0, suffix: Suffix::of(&clock, 0), clock }
    }

    /// Remembers the hour and the offset of a local time.
    #[cold]
    fn turn_to(&mut self, local: i64, offset: i32) {
        self.offset = offset;
        self.suffix = Suffix::of(&self.clock, offset);
        self.hour = local.wrapping_sub(local.rem_euclid(HOUR));
        self.text = spell_hour(local.div_euclid(HOUR));
    }

    /// Appends an instant: as many decimals as it needs, none, 3 or 6, or always 6.
    #[inline]
    pub(super) fn write(&mut self, instant: Instant, always_six: bool, out: &mut Vec<u8>) {
        let offset = self.clock.offset_at(instant);
        let local = instant.micros().wrapping_add(i64::from(offset) * 1_000_000);
        if offset != self.offset || local.wrapping_sub(self.hour).cast_unsigned() >= HOUR.cast_unsigned() {
            self.turn_to(local, offset);
        }
        let micros = local.wrapping_sub(self.hour) as u32;
        let (second, micros) = (micros / 1_000_000, micros % 1_000_000);
        let start = out.len();
        out.extend_from_slice(&self.text);
        let Some(text) = out.last_chunk_mut::<LONGEST>() else { return };
        [text[14], text[15]] = two_digits(second / 60);
        [text[17], text[18]] = two_digits(second % 60);
        let (thousandths, rest) = (micros / 1000, micros % 1000);
        let mut end = 19;
        if micros > 0 || always_six {
            [text[20], text[21], text[22]] = three_digits(thousandths);
            end = 23;
        }
        if rest > 0 || always_six {
            [text[23], text[24], text[25]] = three_digits(rest);
            end = 26;
        }
        let length = end + self.suffix.length;
        text[end..end + 6].copy_from_slice(&self.suffix.text);
        out.truncate(start + length);
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

/// The beginning of an hour, by its number from 1970-01-01T00.
fn spell_hour(hour: i64) -> [u8; LONGEST] {
    let mut text = *b"????-??-??T??:00:00.000000......";
    text[..10].copy_from_slice(&spell_date(hour.div_euclid(24)));
    [text[11], text[12]] = two_digits(hour.rem_euclid(24) as u32);
    text
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
        instants.write(Instant::from_micros(micros), false, &mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected);
        instants.write(Instant::from_micros(micros), false, &mut out);
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
