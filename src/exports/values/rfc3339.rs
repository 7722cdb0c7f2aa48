//! Times after RFC 3339: the form of nearly every value, so it is tried first and fast.

use crate::tables::Zone;

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
    fn civil_times_are_read_in_the_zone_of_the_input() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let read = rfc_3339(b"2026-11-01 10:00:00.25", zone).unwrap();
        assert_eq!(read.instant.micros(), micros("2026-11-01T09:00:00.25Z").unwrap());
        assert!(read.is_civil);
        assert!(!rfc_3339(b"2026-11-01T10:00:00Z", zone).unwrap().is_civil);
    }
}
