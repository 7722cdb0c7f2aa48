//! Times, days, periods and durations as people type them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::exports::rfc_3339;
use crate::plain::quoted;
use crate::tables::{Duration, Instant, Zone};
use crate::usage::UsageError;

use super::interval::Interval;

/// A time, day or period as typed. Which instants it means depends on the zone and, for some, on today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// A time with an offset.
    At(Instant),
    /// A time without an offset: the instant at which clocks in UTC show it.
    Civil(Instant),
    Days(Period),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    /// A day and this many more.
    From(NaiveDate, Days),
    /// The month that begins on a day.
    Month(NaiveDate),
    /// The day this many days ago; `yesterday` is 1.
    DaysAgo(u64),
    /// The week this many weeks ago.
    WeeksAgo(u64),
    /// The month this many months ago.
    MonthsAgo(u32),
    /// Today and this many days before it.
    Last(u64),
}

/// The present, in the output zone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Present {
    pub now: Instant,
    pub zone: Zone,
}

const WANT_DAYS: &str = "a day or period, as in yesterday, 2026-11-21, 2026-11, 2026-W47, last-week, this-month or 7d";

impl Present {
    /// The start of what `--now` asks for, which may be relative to the clock; else the clock's present.
    pub(crate) fn new(asked: Option<When>, zone: Zone) -> Present {
        let clock = Present { now: Instant::from_micros(chrono::Utc::now().timestamp_micros()), zone };
        asked.map_or(clock, |asked| Present { now: asked.interval(&clock).start, zone })
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.zone.civil(self.now).date()
    }
}

impl When {
    /// Parses a time as in RFC 3339 (seconds and offset are optional), a day or a period.
    pub(crate) fn read(text: &str) -> Option<When> {
        let text = text.trim();
        let read = |text: &str| rfc_3339(text.as_bytes(), Zone::UTC);
        // Minutes end at the 16th byte.
        let time = read(text).or_else(|| read(&format!("{}:00{}", text.get(..16)?, text.get(16..)?)));
        match time {
            Some(time) if time.is_civil => Some(When::Civil(time.instant)),
            Some(time) => Some(When::At(time.instant)),
            None => Period::read(text).map(When::Days),
        }
    }

    pub(crate) fn now(text: &str) -> Result<When, UsageError> {
        let hint =
            || format!("it takes a time, as in 2026-11-21T08:00:00+01:00, or {WANT_DAYS}, which means its start");
        When::read(text)
            .ok_or_else(|| UsageError::new(format!("--now: {} is neither a time nor a day", quoted(text))).hint(hint()))
    }

    /// A time, day or period that an option takes.
    pub(super) fn of_option(text: &str, option: &str) -> Result<When, UsageError> {
        When::read(text)
            .ok_or_else(|| no_date(text, option, &format!("it takes a time, as in 2026-11-21T08:00, or {WANT_DAYS}")))
    }

    /// A day or period that an option takes.
    pub(super) fn days_of_option(text: &str, option: &str) -> Result<When, UsageError> {
        let days = Period::read(text.trim()).map(When::Days);
        days.ok_or_else(|| no_date(text, option, &format!("it takes {WANT_DAYS}")))
    }

    /// The instants it means: a time is an empty interval.
    pub(crate) fn interval(self, present: &Present) -> Interval {
        let zone = present.zone;
        let (start, end) = match self {
            When::At(at) => (at, at),
            When::Civil(shown) => {
                let at = zone.instant_of(Zone::UTC.civil(shown)) + Duration::from_micros(shown.subsecond().into());
                (at, at)
            }
            When::Days(period) => {
                let (first, after) = period.days(present.today());
                (zone.start_of_day(first), zone.start_of_day(after))
            }
        };
        Interval { start, end }
    }
}

fn no_date(text: &str, option: &str, hint: &str) -> UsageError {
    UsageError::new(format!("{option}: {} is not a date", quoted(text))).hint(hint)
}

impl Period {
    pub(super) fn read(text: &str) -> Option<Period> {
        let lower = text.to_lowercase();
        Some(match lower.as_str() {
            "today" => Period::DaysAgo(0),
            "yesterday" => Period::DaysAgo(1),
            "this-week" => Period::WeeksAgo(0),
            "last-week" => Period::WeeksAgo(1),
            "this-month" => Period::MonthsAgo(0),
            "last-month" => Period::MonthsAgo(1),
            lower => {
                if let Some(count) = lower.strip_suffix('d').and_then(digits) {
                    return Some(Period::Last(count.checked_sub(1)?));
                }
                if let Some((year, number)) = lower.split_once("-w") {
                    let monday = NaiveDate::from_isoywd_opt(four(year)?, two(number)?, Weekday::Mon)?;
                    return Some(Period::From(monday, Days::new(6)));
                }
                let mut parts = lower.split('-');
                let (year, number) = (four(parts.next()?)?, two(parts.next()?)?);
                match (parts.next(), parts.next()) {
                    (None, _) => Period::Month(NaiveDate::from_ymd_opt(year, number, 1)?),
                    (Some(day), None) => Period::From(NaiveDate::from_ymd_opt(year, number, two(day)?)?, Days::new(0)),
                    _ => return None,
                }
            }
        })
    }

    /// The first day and the day after the last, within the days that chrono knows.
    fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let ago = |day: NaiveDate, days: u64| day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN);
        let after = |last: NaiveDate| last.succ_opt().unwrap_or(last);
        let month = |first: NaiveDate| (first, first.checked_add_months(Months::new(1)).unwrap_or(first));
        match self {
            Period::From(first, more) => (first, after(first.checked_add_days(more).unwrap_or(first))),
            Period::Month(first) => month(first),
            Period::DaysAgo(days) => (ago(today, days), after(ago(today, days))),
            Period::WeeksAgo(weeks) => {
                let monday = ago(today, u64::from(today.weekday().num_days_from_monday()) + 7 * weeks);
                (monday, after(monday.checked_add_days(Days::new(6)).unwrap_or(monday)))
            }
            Period::MonthsAgo(months) => {
                let first = today.with_day(1).unwrap_or(today);
                month(first.checked_sub_months(Months::new(months)).unwrap_or(first))
            }
            Period::Last(days) => (ago(today, days), after(today)),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spans::span;

    fn check(text: &str, expected: &str) {
        let today = "2026-11-20".parse().unwrap();
        let shown = match Period::read(text).map(|period| period.days(today)) {
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
        let present = Present::new(None, zone);
        let hours = |day: &str| {
            let day = When::days_of_option(day, "--date").unwrap().interval(&present);
            (day.end - day.start).micros() / 3_600_000_000
        };
        assert_eq!((hours("2026-03-29"), hours("2026-03-30"), hours("2026-10-25")), (23, 24, 25));
    }

    #[test]
    fn times_may_leave_out_seconds_and_offset() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let moment = |text: &str| When::read(text).map(|when| when.interval(&Present::new(None, zone)).start);
        let utc = moment("2026-11-20T09:00:00Z");
        assert!(utc.is_some());
        for same in ["2026-11-20T10:00", "2026-11-20 10:00:00", "2026-11-20T09:00Z", "2026-11-20T11:00+02:00"] {
            assert_eq!(moment(same), utc, "{same}");
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
