//! `--time-format`: a form of times to read.

use std::fmt::{self, Write};

use chrono::format::{Item, Parsed, StrftimeItems, parse};
use chrono::{DateTime, Datelike, FixedOffset, Timelike};

use crate::tables::Zone;

use super::civil::{Said, Time, WrittenTime, day_number};

/// A form of times, after `strftime`.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeFormat {
    items: Vec<Item<'static>>,
}

/// Why a text is not a form of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTimeFormat {
    /// It has a `%` that `strftime` doesn't know.
    Unknown,
    /// It has `%Z`, which would be ignored, and the time read in another zone.
    ZoneName,
    /// It lacks a date or time of day.
    Incomplete,
}

impl fmt::Display for BadTimeFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadTimeFormat::Unknown => "has a % that stands for nothing",
            BadTimeFormat::ZoneName => "has %Z, and zones can't be read by their names in it",
            BadTimeFormat::Incomplete => "makes no date and time",
        })
    }
}

impl std::error::Error for BadTimeFormat {}

impl TimeFormat {
    /// Parses a form; the error says why it is none.
    pub fn new(text: &str) -> Result<TimeFormat, BadTimeFormat> {
        let items = StrftimeItems::new(text).parse_to_owned().map_err(|_| BadTimeFormat::Unknown)?;
        if items.contains(&Item::Fixed(chrono::format::Fixed::TimezoneName)) {
            return Err(BadTimeFormat::ZoneName);
        }
        let format = TimeFormat { items };
        // A form is complete if it reads what it writes.
        let sample = DateTime::<FixedOffset>::default();
        let mut written = String::new();
        let wrote = write!(written, "{}", sample.format_with_items(format.items.iter()));
        wrote.ok().and_then(|()| format.read(&written, Zone::UTC)).ok_or(BadTimeFormat::Incomplete)?;
        Ok(format)
    }

    /// Reads a text in this form, in `zone` if it has no offset.
    pub(super) fn read(&self, text: &str, zone: Zone) -> Option<Time> {
        let mut parsed = Parsed::new();
        parse(&mut parsed, text, self.items.iter()).ok()?;
        // A timestamp needs no offset.
        let said = match (parsed.offset(), parsed.timestamp()) {
            (Some(offset), _) => Said::Offset(i64::from(offset)),
            (None, Some(_)) => Said::Offset(0),
            (None, None) => Said::Nothing,
        };
        let civil = parsed.to_naive_datetime_with_offset(parsed.offset().unwrap_or(0)).ok()?;
        let day =
            day_number(u32::try_from(civil.year()).ok().filter(|year| *year < 10_000)?, civil.month(), civil.day())?;
        // In chrono, a leap second has more than a second's nanoseconds.
        let (leap, nanos) = (civil.nanosecond() / 1_000_000_000, civil.nanosecond() % 1_000_000_000);
        let time = WrittenTime {
            day,
            hour: civil.hour() as u8,
            minute: civil.minute() as u8,
            second: (civil.second() + leap) as u8,
            micros: i64::from(nanos / 1000),
        };
        time.time(said, zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: &str, text: &str) -> Option<String> {
        let time = TimeFormat::new(format).unwrap().read(text, Zone::UTC)?;
        let at = DateTime::from_timestamp_micros(time.instant.micros()).unwrap();
        Some(format!("{}{}", at.format("%FT%T%.f"), if time.is_civil { "" } else { "Z" }))
    }

    #[test]
    fn forms_are_those_of_strftime() {
        for (format, text, time) in [
            ("%d.%m.%y %H:%M", "21.11.26 14:05", "2026-11-21T14:05:00"),
            ("%Y%m%d%H%M%S", "20261121140530", "2026-11-21T14:05:30"),
            ("%Y-%j %T%.f", "2026-325 14:05:30.1234567", "2026-11-21T14:05:30.123456"),
            ("%m/%d/%Y %I:%M %p %z", "11/21/2026 02:05 PM +0100", "2026-11-21T13:05:00Z"),
            ("%s", "1795269930", "2026-11-21T14:05:30Z"),
            ("at %c", "at Sat Nov 21 14:05:30 2026", "2026-11-21T14:05:30"),
        ] {
            assert_eq!(read(format, text).as_deref(), Some(time), "{text}");
        }
        assert_eq!(read("%d.%m.%Y %H:%M", "21.11.2026"), None);
        assert_eq!(read("%d.%m.%Y %H:%M", "31.02.2026 10:00"), None);
    }

    #[test]
    fn forms_make_a_date_and_a_time() {
        for (format, error) in [
            ("%Y-%m-%d", BadTimeFormat::Incomplete),
            ("%H:%M", BadTimeFormat::Incomplete),
            ("%d.%m. %H:%M", BadTimeFormat::Incomplete),
            ("", BadTimeFormat::Incomplete),
            ("%Y-%m-%d %Q", BadTimeFormat::Unknown),
            ("%F %T %Z", BadTimeFormat::ZoneName),
        ] {
            assert_eq!(TimeFormat::new(format), Err(error), "{format}");
        }
    }
}
