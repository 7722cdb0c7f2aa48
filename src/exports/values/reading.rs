//! Reads times in any form.

use crate::tables::Instant;

use super::civil::{Said, Time, WrittenTime, day_number, fraction};
use super::options::{DateOrder, ValueOptions};
use super::rfc3339;
use super::spellings::{Date, Spelled, ZoneSpelled, spelled};
use super::zones::{self, AmbiguousZone};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exports) enum Reading {
    Time(Time),
    /// It depends on whether day or month comes first. At least one order makes it a time, and they differ.
    ByOrder {
        day_first: Option<Time>,
        month_first: Option<Time>,
    },
}

/// Why a text is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exports) enum Unread {
    /// It has no known form, or there is no such time.
    NoTime,
    Zone(AmbiguousZone),
    /// It lies outside the years 0001 to 9999 of UTC.
    BeyondYears,
}

impl Reading {
    pub(in crate::exports) fn in_order(self, order: DateOrder) -> Option<Time> {
        match (self, order) {
            (Reading::Time(time), _) => Some(time),
            (Reading::ByOrder { day_first, .. }, DateOrder::DayFirst) => day_first,
            (Reading::ByOrder { month_first, .. }, DateOrder::MonthFirst) => month_first,
        }
    }

    /// The order, if only one makes it a time.
    pub(in crate::exports) fn only_order(self) -> Option<DateOrder> {
        match self {
            Reading::ByOrder { day_first: Some(_), month_first: None } => Some(DateOrder::DayFirst),
            Reading::ByOrder { day_first: None, month_first: Some(_) } => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// Reads a time in any form: that of the options, RFC 3339, then the others.
#[cold]
pub(in crate::exports) fn any_time(text: &[u8], options: &ValueOptions) -> Result<Reading, Unread> {
    let reading = time_of_any_year(text, options)?;
    let times = match reading {
        Reading::Time(time) => [Some(time), None],
        Reading::ByOrder { day_first, month_first } => [day_first, month_first],
    };
    let is_in_years = times.iter().flatten().all(|time| time.instant.is_in_years());
    if is_in_years { Ok(reading) } else { Err(Unread::BeyondYears) }
}

/// Whether a text may be a time.
pub(crate) fn reads_as_time(text: &str) -> bool {
    any_time(text.as_bytes(), &ValueOptions::default()).is_ok()
}

fn time_of_any_year(text: &[u8], options: &ValueOptions) -> Result<Reading, Unread> {
    let as_told = || options.time_format.as_ref()?.read(str::from_utf8(text).ok()?, options.zone());
    if let Some(time) = as_told().or_else(|| rfc3339::of_any_year(text, options.zone())).or_else(|| epoch(text)) {
        return Ok(Reading::Time(time));
    }
    let Spelled { weekday, date, clock: [hour, minute, second], micros, zone } = spelled(text).ok_or(Unread::NoTime)?;
    let said = match zone {
        ZoneSpelled::None => Said::Nothing,
        ZoneSpelled::Offset(offset) => Said::Offset(offset),
        ZoneSpelled::Word(word) => zones::said(word, options).map_err(Unread::Zone)?.ok_or(Unread::NoTime)?,
    };
    let on = |day: Option<i32>| {
        // Day 0 is a Thursday.
        let day = day.filter(|day| weekday.is_none_or(|weekday| (day + 3).rem_euclid(7) == i32::from(weekday)))?;
        WrittenTime { day, hour, minute, second, micros }.time(said, options.zone())
    };
    match date {
        Date::Day(day) => on(Some(day)).map(Reading::Time).ok_or(Unread::NoTime),
        Date::Numbers([first, second], year) => {
            match (on(day_number(year, second, first)), on(day_number(year, first, second))) {
                (None, None) => Err(Unread::NoTime),
                (Some(time), Some(same)) if time == same => Ok(Reading::Time(time)),
                (day_first, month_first) => Ok(Reading::ByOrder { day_first, month_first }),
            }
        }
    }
}

/// Seconds (9 or 10 digits) or milliseconds (12 or 13 digits) since 1970, both for 1973 to 2286. Numbers of other lengths
/// may count anything, as the days of spreadsheets.
fn epoch(text: &[u8]) -> Option<Time> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at(digits);
    let number = || number.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
    let micros = match (digits, fraction(rest)?) {
        (9 | 10, (micros, [])) => number() * 1_000_000 + micros,
        (12 | 13, (micros, [])) => Some(number()).filter(|number| !is_compact_date(*number))? * 1000 + micros / 1000,
        _ => return None,
    };
    Some(Time { instant: Instant::from_micros(micros), is_civil: false, clock_change: None })
}

/// Whether a number may be a date and time without signs, as in 202611211405. As milliseconds those lie in 1976.
fn is_compact_date(number: i64) -> bool {
    (1990_0101_0000..=2099_1231_2359).contains(&number)
}
