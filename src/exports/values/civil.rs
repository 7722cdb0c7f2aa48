//! Dates and times of day as written, and their instants.

use chrono::DateTime;

use crate::tables::{ClockChange, Instant, Zone};

/// A time as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// The time itself.
    pub instant: Instant,
    /// Whether it had no offset, so it was read in the zone of the input.
    pub is_civil: bool,
    /// The zone whose clocks showed it twice or never, and which of the two.
    pub clock_change: Option<(Zone, ClockChange)>,
}

/// The offset or zone in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exports) enum Said {
    Nothing,
    /// Seconds ahead of UTC.
    Offset(i64),
    In(Zone),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenTime {
    /// Counted from 1970-01-01.
    pub(super) day: i32,
    pub(super) hour: u8,
    pub(super) minute: u8,
    /// 60 for a leap second.
    pub(super) second: u8,
    pub(super) micros: i64,
}

impl WrittenTime {
    /// The time at which a clock shows this, by default one of `input_zone`; `None` if none ever does.
    #[inline]
    pub(super) fn time(self, said: Said, input_zone: Zone) -> Option<Time> {
        let WrittenTime { day, hour, minute, second, micros } = self;
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let seconds = i64::from(day) * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        let at = |offset: i64| Instant::from_micros((seconds - offset) * 1_000_000 + micros);
        let in_zone = |zone: Zone| {
            // No zone has leap seconds: ask for the one before.
            let leap = i64::from(second == 60);
            let civil = DateTime::from_timestamp(seconds - leap, 0)?.naive_utc();
            let (instant, change) = zone.read(civil);
            let micros = instant.micros() + leap * 1_000_000 + micros;
            Some((Instant::from_micros(micros), change.map(|change| (zone, change))))
        };
        let is_civil = said == Said::Nothing;
        let (instant, clock_change) = match said {
            Said::Nothing if input_zone.is_utc() => (at(0), None),
            Said::Nothing => in_zone(input_zone)?,
            Said::Offset(offset) => (at(offset), None),
            Said::In(zone) => in_zone(zone)?,
        };
        // Leap seconds only occur at the end of a UTC day.
        let is_leap_end = second < 60 || instant.seconds().rem_euclid(86_400) == 0;
        is_leap_end.then_some(Time { instant, is_civil, clock_change })
    }
}

/// Days from 1970-01-01 to a day of the Gregorian calendar; `None` if there is no such day.
#[inline]
pub(super) fn day_number(year: u32, month: u32, day: u32) -> Option<i32> {
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = LENGTHS.get(month.wrapping_sub(1) as usize)? + u32::from(month == 2 && is_leap);
    if !(1..=length).contains(&day) {
        return None;
    }
    // Years from March on have the leap day at the end; five months from March or August on have 153 days.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.wrapping_sub(1), month + 9) };
    let year = year as i32;
    let before_year = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    /// Days from 0000-03-01 to 1970-01-01.
    const EPOCH: i32 = 719_468;
    Some(before_year + ((153 * month + 2) / 5 + day - 1) as i32 - EPOCH)
}

/// The microseconds of an optional fraction of a second, and what follows it. Decimals beyond the sixth are cut; more
/// than nine are an error.
#[inline]
pub(super) fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let [b'.', rest @ ..] = text else { return Some((0, text)) };
    let (mut micros, mut unit, mut digits) = (0, 1_000_000, 0);
    while let Some(digit @ b'0'..=b'9') = rest.get(digits) {
        unit /= 10;
        micros += i64::from(digit - b'0') * unit;
        digits += 1;
    }
    (1..=9).contains(&digits).then(|| (micros, &rest[digits..]))
}

pub(super) fn two(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate};

    use super::*;

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
}
