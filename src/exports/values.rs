//! Values from text: times, durations, numbers. Each form is written down here and nowhere else.

use chrono::DateTime;

use crate::tables::{Decimal, Duration, Instant, Zone};

/// What a time should look like.
pub const WANT_TIME: &str = "RFC 3339, as in 2026-11-01T10:00:00Z";
/// What a duration should look like.
pub const WANT_DURATION: &str = "seconds, as in 24 or 24.5, or hours, minutes and seconds, as in 0:01:04.5";
/// What a duration in milliseconds should look like.
const WANT_MILLISECONDS: &str = "milliseconds, as in 24500, or hours, minutes and seconds, as in 0:01:04.5";
/// What a number should look like.
pub const WANT_NUMBER: &str = "a number, as in 3";

/// A time, and whether it said its own offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// The moment.
    pub instant: Instant,
    /// Whether it had no offset, so that the zone of the input decided.
    pub is_civil: bool,
}

/// What a plain number in a duration column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationUnit {
    /// Seconds, the default.
    Seconds,
    /// Milliseconds, where the header says so.
    Milliseconds,
}

impl DurationUnit {
    /// The unit that a header names.
    pub fn of_header(header: &str) -> DurationUnit {
        let header = header.to_lowercase();
        let mut words = header.split(|c: char| !c.is_alphanumeric());
        let key: String = header.chars().filter(|c| c.is_alphanumeric()).collect();
        if words.any(|word| word == "ms") || key.ends_with("ms") || key.contains("millisecond") {
            DurationUnit::Milliseconds
        } else {
            DurationUnit::Seconds
        }
    }

    /// The form that a value should have.
    pub fn want(self) -> &'static str {
        match self {
            DurationUnit::Seconds => WANT_DURATION,
            DurationUnit::Milliseconds => WANT_MILLISECONDS,
        }
    }
}

/// Whether a trimmed value stands for no value.
#[inline]
pub fn is_blank(value: &[u8]) -> bool {
    matches!(value, b"" | b"NULL" | b"null" | b"\\N")
}

/// A time after RFC 3339, also with a blank for the `T` and without an offset, which is then a civil time of `zone`.
/// Decimals beyond the sixth are cut off; more than nine are none.
pub fn time(text: &[u8], zone: Zone) -> Option<Time> {
    let (date, rest) = text.split_first_chunk::<10>()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date else { return None };
    let (separator, rest) = rest.split_first()?;
    if !matches!(separator, b'T' | b't' | b' ') {
        return None;
    }
    let (clock, rest) = rest.split_first_chunk::<8>()?;
    let [h1, h2, b':', n1, n2, b':', s1, s2] = *clock else { return None };
    let year = u32::from(two(y1, y2)?) * 100 + u32::from(two(y3, y4)?);
    let day = day_number(year, two(m1, m2)?.into(), two(d1, d2)?.into())?;
    let (hour, minute, second) = (two(h1, h2)?, two(n1, n2)?, two(s1, s2)?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (micros, rest) = fraction(rest)?;
    let seconds = i64::from(day) * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    let at = |offset: i64| Instant::from_micros((seconds - offset) * 1_000_000 + micros);
    let (instant, is_civil) = match *rest {
        [] if zone.is_utc() => (at(0), true),
        [] => {
            // A leap second is the first second of the next minute on every clock that segrep asks.
            let leap = i64::from(second == 60);
            let civil = DateTime::from_timestamp(seconds - leap, 0)?.naive_utc();
            (Instant::from_micros(zone.instant_of(civil).micros() + leap * 1_000_000 + micros), true)
        }
        [b'Z' | b'z'] => (at(0), false),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(h1, h2)?, two(m1, m2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let offset = i64::from(hours) * 3600 + i64::from(minutes) * 60;
            (at(if sign == b'-' { -offset } else { offset }), false)
        }
        _ => return None,
    };
    // Leap seconds exist at the end of a day of UTC alone.
    let is_leap_end = second < 60 || instant.seconds().rem_euclid(86_400) == 0;
    is_leap_end.then_some(Time { instant, is_civil })
}

/// The number of a day of the Gregorian calendar, from 1970-01-01; `None` where there is no such day.
fn day_number(year: u32, month: u32, day: u32) -> Option<i32> {
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = LENGTHS.get(month.wrapping_sub(1) as usize)? + u32::from(month == 2 && is_leap);
    if !(1..=length).contains(&day) {
        return None;
    }
    // Years that begin in March have their leap day at the end. Five months from March or August have 153 days.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.wrapping_sub(1), month + 9) };
    let year = year as i32;
    let before_year = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    /// The days from 0000-03-01 to 1970-01-01.
    const EPOCH: i32 = 719_468;
    Some(before_year + ((153 * month + 2) / 5 + day - 1) as i32 - EPOCH)
}

/// The microseconds of a fraction of a second, if there is one, and what follows it.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let [b'.', rest @ ..] = text else { return Some((0, text)) };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=9).contains(&digits) {
        return None;
    }
    let micros = (0..6).fold(0, |micros, at| {
        micros * 10 + rest.get(at).filter(|_| at < digits).map_or(0, |digit| i64::from(digit - b'0'))
    });
    Some((micros, &rest[digits..]))
}

fn two(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

/// A duration: a number of `unit`, or `[h:]mm:ss[.fff]`. To whole microseconds, half to even.
pub fn duration(text: &[u8], unit: DurationUnit) -> Option<Duration> {
    let (negative, digits) = sign(text)?;
    let micros = if digits.contains(&b':') {
        clock(digits)?
    } else {
        let shift = match unit {
            DurationUnit::Seconds => 6,
            DurationUnit::Milliseconds => 3,
        };
        scaled(digits, shift)?
    };
    let micros = i64::try_from(micros).ok().filter(|micros| *micros <= Duration::LONGEST.micros())?;
    Some(Duration::from_micros(if negative { -micros } else { micros }))
}

/// The microseconds of `[h:]mm:ss[.fff]`; only the first part may exceed 59.
fn clock(text: &[u8]) -> Option<i128> {
    let mut parts = text.rsplit(|byte| *byte == b':');
    let (seconds, minutes, hours) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let whole = |part: &[u8]| if part.contains(&b'.') { None } else { scaled(part, 0) };
    let at_most_two = |part: &[u8]| part.iter().take_while(|byte| byte.is_ascii_digit()).count() == 2;
    let seconds = Some(seconds).filter(|part| at_most_two(part)).and_then(|part| scaled(part, 6))?;
    let hours_given = hours.is_some();
    let minutes_ok = !hours_given || at_most_two(minutes);
    let (minutes, hours) = (whole(minutes)?, hours.map_or(Some(0), whole)?);
    let fits = minutes_ok && seconds < 60_000_000 && (minutes < 60 || !hours_given);
    fits.then_some((hours * 3600 + minutes * 60) * 1_000_000 + seconds)
}

/// A number, whole or with decimals.
pub fn decimal(text: &[u8]) -> Option<Decimal> {
    let (negative, digits) = sign(text)?;
    let scaled = scaled(digits, Decimal::DECIMALS)?;
    Some(Decimal::from_scaled(if negative { -scaled } else { scaled }))
}

/// Takes a sign off; nothing but digits, points and colons may follow.
fn sign(text: &[u8]) -> Option<(bool, &[u8])> {
    let (negative, rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    rest.iter().any(u8::is_ascii_digit).then_some((negative, rest))
}

/// A number without sign, in units of 10^-`decimals`, half to even. `12`, `12.`, `.5` and `12.5` are numbers.
fn scaled(text: &[u8], decimals: u32) -> Option<i128> {
    /// Digits that fit 128 bits with any number of decimals asked for here.
    const MOST_DIGITS: usize = 25;
    let point = text.iter().position(|byte| *byte == b'.').unwrap_or(text.len());
    let (whole, fraction) = (&text[..point], text.get(point + 1..).unwrap_or_default());
    if whole.len() + fraction.len() == 0 || whole.len() > MOST_DIGITS {
        return None;
    }
    if !whole.iter().chain(fraction).all(u8::is_ascii_digit) {
        return None;
    }
    let value = |digits: &[u8]| digits.iter().fold(0i128, |value, digit| value * 10 + i128::from(digit - b'0'));
    let decimals = decimals as usize;
    let (kept, beyond) = fraction.split_at(fraction.len().min(decimals));
    let padding = 10i128.pow((decimals - kept.len()) as u32);
    let exact = value(whole) * 10i128.pow(decimals as u32) + value(kept) * padding;
    let rounds_up = match beyond {
        [] | [b'0'..=b'4', ..] => false,
        [b'5', rest @ ..] => exact % 2 == 1 || rest.iter().any(|digit| *digit != b'0'),
        _ => true,
    };
    Some(exact + i128::from(rounds_up))
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate};

    use super::*;

    fn micros(text: &str) -> Option<i64> {
        time(text.as_bytes(), Zone::UTC).map(|time| time.instant.micros())
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
            "2026-11-01",
            "2026-11-01T10:00:00Zx",
            "",
        ] {
            assert_eq!(micros(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for day in -719_528..2_932_897 {
            let date = NaiveDate::from_num_days_from_ce_opt(day + 719_163).unwrap();
            assert_eq!(day_number(date.year() as u32, date.month(), date.day()), Some(day));
        }
        for (year, month, day) in
            [(2026, 2, 29), (2100, 2, 29), (2026, 0, 1), (2026, 13, 1), (2026, 4, 31), (2026, 1, 0)]
        {
            assert_eq!(day_number(year, month, day), None);
        }
    }

    #[test]
    fn civil_times_are_read_in_the_zone_of_the_input() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let read = time(b"2026-11-01 10:00:00.25", zone).unwrap();
        assert_eq!(read.instant.micros(), micros("2026-11-01T09:00:00.25Z").unwrap());
        assert!(read.is_civil);
        assert!(!time(b"2026-11-01T10:00:00Z", zone).unwrap().is_civil);
    }

    #[test]
    fn durations_are_seconds_milliseconds_or_clock_times() {
        let seconds = |text: &str| duration(text.as_bytes(), DurationUnit::Seconds).map(Duration::micros);
        assert_eq!(seconds("24.124"), Some(24_124_000));
        assert_eq!(seconds("-3"), Some(-3_000_000));
        assert_eq!(seconds("0.0000005"), Some(0));
        assert_eq!(seconds("0.0000015"), Some(2));
        assert_eq!(seconds("0.00000050001"), Some(1));
        assert_eq!(seconds(".5"), Some(500_000));
        assert_eq!(seconds("01:04"), Some(64_000_000));
        assert_eq!(seconds("75:04.5"), Some(4_504_500_000));
        assert_eq!(seconds("-1:00:04"), Some(-3_604_000_000));
        for wrong in ["", "-", ".", "1:2:3:4", "1:75:00", "1:60", "1:5", "5s", "1e3", "1,5", "1.5:00", "99999999999999"]
        {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
        let milliseconds = duration(b"24500.0005", DurationUnit::Milliseconds).map(Duration::micros);
        assert_eq!(milliseconds, Some(24_500_000));
    }

    #[test]
    fn headers_name_the_unit() {
        for header in ["Duration MS", "durationMs", "Duration (ms)", "Duration In Milliseconds", "duration_ms"] {
            assert_eq!(DurationUnit::of_header(header), DurationUnit::Milliseconds, "{header}");
        }
        assert_eq!(DurationUnit::of_header("Interaction Segments - Duration"), DurationUnit::Seconds);
    }

    #[test]
    fn decimals_are_numbers() {
        assert!(decimal(b"9").unwrap() < decimal(b"10").unwrap());
        assert_eq!(decimal(b"1.0"), decimal(b"01"));
        assert_eq!(decimal(b"first"), None);
    }
}
