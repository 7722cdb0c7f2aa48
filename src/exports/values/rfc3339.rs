//! Times after RFC 3339: the form of nearly every value, so it is tried first and fast.

use crate::tables::{Instant, Zone};

use super::civil::{Said, Time, WrittenTime, day_number, fraction, two};

/// A time after RFC 3339, also with a blank for the `T`, and without an offset in `zone`. Decimals beyond the sixth are
/// cut. `None` if there are more than nine, or it lies outside the years 0001 to 9999 of UTC.
#[inline]
pub fn rfc_3339(text: &[u8], zone: Zone) -> Option<Time> {
    of_any_year(text, zone).filter(|time| time.instant.is_in_years())
}

/// As [`rfc_3339`], of any year of UTC.
#[inline]
pub(super) fn of_any_year(text: &[u8], zone: Zone) -> Option<Time> {
    let (written, rest) = text.split_first_chunk::<19>()?;
    #[rustfmt::skip]
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b't' | b' ', h1, h2, b':', n1, n2, b':', s1, s2] = *written
    else {
        return None;
    };
    // All at once, as nearly every value passes.
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2, h1, h2, n1, n2, s1, s2];
    if !digits.iter().fold(true, |all, digit| all & digit.is_ascii_digit()) {
        return None;
    }
    let number = |tens: u8, ones: u8| (tens - b'0') * 10 + (ones - b'0');
    let year = u32::from(number(y1, y2)) * 100 + u32::from(number(y3, y4));
    let day = day_number(year, number(m1, m2).into(), number(d1, d2).into())?;
    let (hour, minute, second) = (number(h1, h2), number(n1, n2), number(s1, s2));
    let (micros, rest) = fraction(rest)?;
    let said = match *rest {
        [] => Said::Nothing,
        [b'Z' | b'z'] => Said::Offset(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => Said::Offset(offset(sign, two(h1, h2)?, two(m1, m2)?)?),
        _ => return None,
    };
    WrittenTime { day, hour, minute, second, micros }.time(said, zone)
}

/// Reads times of UTC in their usual form, faster than [`rfc_3339`], as most are of a day that was met before.
#[derive(Debug)]
pub struct Days(Box<[Day; Days::SLOTS]>);

/// A date as written, and when it begins.
#[derive(Clone, Copy, Debug)]
struct Day {
    date: Date,
    start: i64,
}

/// A date as written: its century, and the rest in one number.
type Date = ([u8; 2], u64);

impl Default for Days {
    fn default() -> Days {
        let (century, rest) = (*b"19", u64::from_le_bytes(*b"70-01-01"));
        Days(Box::new([Day { date: (century, rest), start: 0 }; Days::SLOTS]))
    }
}

impl Days {
    /// Each day has one, which a later day may take.
    const SLOTS: usize = 1 << Days::SLOT_BITS;
    const SLOT_BITS: u32 = 9;

    /// `2026-11-01T10:00:00Z` or `2026-11-01T10:00:00.250Z`; `None` for any other text.
    #[inline(always)]
    pub fn time(&mut self, text: &[u8]) -> Option<Instant> {
        const SECOND: i64 = 1_000_000;
        let (written, rest) = text.split_first_chunk::<19>()?;
        let (century, date, clock) = (written.first_chunk()?, written[2..].first_chunk()?, written.last_chunk()?);
        if written[10] != b'T' {
            return None;
        }
        // Digits become their values, colons zero.
        let clock = u64::from_le_bytes(*clock) ^ u64::from_le_bytes(*b"00:00:00");
        const COLONS: u64 = 0x0000_ff00_00ff_0000;
        const HIGH: u64 = 0x8080_8080_8080_8080;
        if (clock.wrapping_add(0x7676_7676_7676_7676) | clock) & HIGH | clock & COLONS != 0 {
            return None;
        }
        // Tens and ones that stand side by side, to one number where the ones were.
        let pairs = clock.wrapping_mul(10 << 8 | 1);
        let number = |at: u32| (pairs >> (8 * at + 8) & 0xff) as i64;
        let (hour, minute, second) = (number(0), number(3), number(6));
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let milliseconds = match rest {
            [b'Z'] => 0,
            [point @ .., b'Z'] => {
                // Digits become their values, the point zero.
                let digits = u32::from_le_bytes(*point.as_array()?) ^ u32::from_le_bytes(*b".000");
                if (digits.wrapping_add(0x7676_7676) | digits) & HIGH as u32 | digits & 0xff != 0 {
                    return None;
                }
                i64::from((digits >> 8 & 0xff) * 100 + (digits >> 16 & 0xff) * 10 + (digits >> 24))
            }
            [] | [..] => return None,
        };
        let date = (*century, u64::from_le_bytes(*date));
        let slot = (date.1.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - Days::SLOT_BITS)) as usize;
        if self.0[slot].date != date {
            self.0[slot] = Day::of(date)?;
        }
        let time = ((hour * 60 + minute) * 60 + second) * SECOND + milliseconds * (SECOND / 1000);
        Some(Instant::from_micros(self.0[slot].start + time))
    }
}

impl Day {
    #[cold]
    fn of(date: Date) -> Option<Day> {
        let mut midnight = *b"0000-00-00T00:00:00Z";
        midnight[..2].copy_from_slice(&date.0);
        midnight[2..10].copy_from_slice(&date.1.to_le_bytes());
        Some(Day { date, start: rfc_3339(&midnight, Zone::UTC)?.instant.micros() })
    }
}

/// Seconds ahead of UTC.
#[inline]
pub(super) fn offset(sign: u8, hours: u8, minutes: u8) -> Option<i64> {
    if hours > 23 || minutes > 59 {
        return None;
    }
    let offset = i64::from(hours) * 3600 + i64::from(minutes) * 60;
    Some(if sign == b'-' { -offset } else { offset })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn micros(text: &str) -> Option<i64> {
        rfc_3339(text.as_bytes(), Zone::UTC).map(|time| time.instant.micros())
    }

    #[test]
    fn times_are_rfc_3339() {
        assert_eq!(micros("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(micros("1970-01-01t00:00:01.5z"), Some(1_500_000));
        assert_eq!(micros("1970-01-01 01:00:00+01:00"), Some(0));
        assert_eq!(micros("1970-01-01T00:00:00.123456789-00:00"), Some(123_456));
        assert_eq!(micros("1969-12-31T23:59:59.999999Z"), Some(-1));
        assert_eq!(micros("2016-12-31T23:59:60Z"), Some(1_483_228_800_000_000));
        for wrong in [
            "2026-13-01T10:00Z",
            "2026-02-29T10:00:00Z",
            "2026-11-01T24:00:00Z",
            "2026-11-01T10:60:00Z",
            "2026-11-01T10:00:60Z",
            "2026-11-01T10:00:00.Z",
            "2026-11-01T10:00:00.1234567890Z",
            "2026-11-01T10:00:00+0100",
            "2026-11-01T10:00:00+24:00",
            "9999-12-31T23:59:59-00:01",
            "0001-01-01T00:00:59+00:01",
            "2026-11-01",
            "2026-11-01T10:00:00Zx",
            "",
        ] {
            assert_eq!(micros(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn usual_times_of_utc_are_read_alike_after_a_time_of_any_day() {
        let mut days = Days::default();
        assert!(days.time(b"\0\0\0\0\0\0\0\0\0\0T10:00:00Z").is_none());
        for text in [
            "2026-11-01T10:00:00Z",
            "2026-11-01T23:59:59.999Z",
            "1969-12-31T23:59:59.001Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z",
        ] {
            assert_eq!(days.time(text.as_bytes()).map(Instant::micros), micros(text), "{text}");
            for at in 0..text.len() {
                for other in "0129:/T-Z. \u{7f}".chars() {
                    let mut wrong = text.to_owned();
                    wrong.replace_range(at..=at, &other.to_string());
                    let read = days.time(wrong.as_bytes()).map(Instant::micros);
                    assert!(read.is_none() || read == micros(&wrong), "{wrong}");
                }
            }
        }
    }

    #[test]
    fn civil_times_are_read_in_the_zone_of_the_input() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let read = rfc_3339(b"2026-11-01 10:00:00.25", zone).unwrap();
        assert_eq!(read.instant.micros(), micros("2026-11-01T09:00:00.25Z").unwrap());
        assert!(read.is_civil);
        assert!(!rfc_3339(b"2026-11-01T10:00:00Z", zone).unwrap().is_civil);
    }
}
