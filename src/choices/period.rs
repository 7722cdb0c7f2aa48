//! Dates, periods, times and lengths of time as people type them.

use chrono::{Datelike, Days, IsoWeek, Months, NaiveDate, Weekday};

use crate::exports::{DurationUnit, duration, no_duration, rfc_3339};
use crate::plain::quoted;
use crate::tables::{Duration, Instant, Zone};
use crate::usage::UsageError;

/// From `start`, which belongs to it, to `end`, which doesn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its first instant.
    pub start: Instant,
    /// The first instant after it.
    pub end: Instant,
}

const WANT_DAYS: &str = "a day or period, as in yesterday, 2026-11-21, 2026-11, 2026-W47, last-week, this-month or 7d";

/// The present: a time given by an option, or the start of a day or period, which may be one by the clock; else the clock's.
///
/// # Errors
///
/// [`UsageError`] where the text is neither.
pub fn now(text: Option<&str>, zone: Zone) -> Result<Instant, UsageError> {
    let clock = Instant::from_micros(chrono::Utc::now().timestamp_micros());
    let Some(text) = text else { return Ok(clock) };
    moment_or_day(text, zone.civil(clock).date(), zone).ok_or_else(|| {
        let hint = format!("it takes a time, as in 2026-11-21T08:00:00+01:00, or {WANT_DAYS}, which means its start");
        UsageError::new(format!("--now: {} is neither a time nor a day", quoted(text))).hint(hint)
    })
}

/// A time, as an interval without length, or the interval of a day or period.
///
/// # Errors
///
/// [`UsageError`] where the text is neither.
pub(super) fn interval(text: &str, option: &str, today: NaiveDate, zone: Zone) -> Result<Interval, UsageError> {
    match moment(text, zone) {
        Some(at) => Ok(Interval { start: at, end: at }),
        None => days(text, option, today, zone).map_err(|error| UsageError {
            hint: Some(format!("it takes a time, as in 2026-11-21T08:00, or {WANT_DAYS}")),
            ..error
        }),
    }
}

/// The interval of a day or period, in civil days of the output zone.
///
/// # Errors
///
/// [`UsageError`] where the text is none.
pub(super) fn days(text: &str, option: &str, today: NaiveDate, zone: Zone) -> Result<Interval, UsageError> {
    match period(text.trim(), today) {
        Some((first, after)) => Ok(Interval { start: zone.start_of_day(first), end: zone.start_of_day(after) }),
        None => {
            Err(UsageError::new(format!("{option}: {} is not a date", quoted(text)))
                .hint(format!("it takes {WANT_DAYS}")))
        }
    }
}

/// A time after RFC 3339; seconds may be left out, and without an offset it is a civil time of `zone`.
fn moment(text: &str, zone: Zone) -> Option<Instant> {
    let text = text.trim();
    let read = |text: &str| rfc_3339(text.as_bytes(), zone).map(|time| time.instant);
    // Minutes end at the 16th byte.
    read(text).or_else(|| read(&format!("{}:00{}", text.get(..16)?, text.get(16..)?)))
}

/// A time, or the start of a day or period.
pub fn moment_or_day(text: &str, today: NaiveDate, zone: Zone) -> Option<Instant> {
    moment(text, zone).or_else(|| period(text.trim(), today).map(|(first, _)| zone.start_of_day(first)))
}

/// The first day of a period, and the first one after it.
fn period(text: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let day = |day: NaiveDate| Some((day, day.succ_opt()?));
    let month = |first: NaiveDate| Some((first, first.checked_add_months(Months::new(1))?));
    let week = |monday: NaiveDate| Some((monday, monday.checked_add_days(Days::new(7))?));
    let this_monday = monday(today.iso_week());
    let this_month = today.with_day(1);
    match text.to_lowercase().as_str() {
        "today" => day(today),
        "yesterday" => day(today.pred_opt()?),
        "this-week" => week(this_monday?),
        "last-week" => week(this_monday?.checked_sub_days(Days::new(7))?),
        "this-month" => month(this_month?),
        "last-month" => month(this_month?.checked_sub_months(Months::new(1))?),
        lower => {
            if let Some(count) = lower.strip_suffix('d').and_then(digits) {
                return Some((today.checked_sub_days(Days::new(count.checked_sub(1)?))?, today.succ_opt()?));
            }
            if let Some((year, number)) = lower.split_once("-w") {
                let monday = NaiveDate::from_isoywd_opt(four(year)?, two(number)?, Weekday::Mon)?;
                return week(monday);
            }
            let mut parts = lower.split('-');
            let (year, number) = (four(parts.next()?)?, two(parts.next()?)?);
            match (parts.next(), parts.next()) {
                (None, _) => month(NaiveDate::from_ymd_opt(year, number, 1)?),
                (Some(date), None) => day(NaiveDate::from_ymd_opt(year, number, two(date)?)?),
                _ => None,
            }
        }
    }
}

fn monday(week: IsoWeek) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(week.year(), week.week(), Weekday::Mon)
}

fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn four(text: &str) -> Option<i32> {
    Some(text).filter(|text| text.len() == 4).and_then(digits).map(|year| year as i32)
}

fn two(text: &str) -> Option<u32> {
    Some(text).filter(|text| text.len() == 2).and_then(digits).map(|number| number as u32)
}

/// A length of time as in the exports: `30s`, `5m`, `1h30m`, `250ms`, `2d`, plain seconds, `mm:ss` or ISO 8601.
///
/// # Errors
///
/// [`UsageError`] where the text is none.
pub fn span(text: &str, option: &str) -> Result<Duration, UsageError> {
    let (text, unit) = (text.trim(), DurationUnit::Seconds);
    let unreadable = || {
        let what = no_duration(text.as_bytes(), unit).replace("duration", "length of time");
        let hint = "it takes a number with a unit, as in 250ms, 30s, 5m, 1h30m or 2d";
        UsageError::new(format!("{option}: {} is not a {what}", quoted(text))).hint(hint)
    };
    duration(text.as_bytes(), unit).ok_or_else(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let today = "2026-11-20".parse().unwrap();
        let shown = match period(text, today) {
            Some((first, after)) => format!("{first} {after}"),
            None => "none".to_owned(),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn periods_are_days_weeks_and_months() {
        check("today", "2026-11-20 2026-11-21");
        check("Yesterday", "2026-11-19 2026-11-20");
        check("2026-12-31", "2026-12-31 2027-01-01");
        check("2026-12", "2026-12-01 2027-01-01");
        check("2026-W47", "2026-11-16 2026-11-23");
        check("2020-w53", "2020-12-28 2021-01-04");
        check("this-week", "2026-11-16 2026-11-23");
        check("last-week", "2026-11-09 2026-11-16");
        check("last-month", "2026-10-01 2026-11-01");
        check("7d", "2026-11-14 2026-11-21");
        check("1d", "2026-11-20 2026-11-21");
        for wrong in ["0d", "2026-02-30", "2026-13", "2026-W54", "26-11-20", "2026-1-2", "tomorrow", "", "+1d"] {
            check(wrong, "none");
        }
    }

    #[test]
    fn days_have_23_to_25_hours() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let today = "2026-11-20".parse().unwrap();
        let hours = |day: &str| {
            let day = days(day, "--date", today, zone).unwrap();
            (day.end - day.start).micros() / 3_600_000_000
        };
        assert_eq!((hours("2026-03-29"), hours("2026-03-30"), hours("2026-10-25")), (23, 24, 25));
    }

    #[test]
    fn times_may_leave_out_seconds_and_offset() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let utc = moment("2026-11-20T09:00:00Z", zone);
        assert!(utc.is_some());
        for same in ["2026-11-20T10:00", "2026-11-20 10:00:00", "2026-11-20T09:00Z", "2026-11-20T11:00+02:00"] {
            assert_eq!(moment(same, zone), utc, "{same}");
        }
    }

    #[test]
    fn lengths_of_time_have_units() {
        let seconds = |text: &str| span(text, "--sla").ok().map(|span| span.micros() as f64 / 1e6);
        assert_eq!(seconds("30s"), Some(30.0));
        assert_eq!(seconds("1h30m"), Some(5400.0));
        assert_eq!(seconds("1.5m"), Some(90.0));
        assert_eq!(seconds("250ms"), Some(0.25));
        assert_eq!(seconds("45"), Some(45.0));
        assert_eq!(seconds("2:30"), Some(150.0));
        assert_eq!(seconds("4m 32s"), Some(272.0));
        assert_eq!(seconds("5 minutes"), Some(300.0));
        for wrong in ["", "s", "5x", "m5"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
