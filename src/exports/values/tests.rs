//! Every form of a time, and what is none.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;

use crate::tables::{ClockChange, Zone};

use super::*;

/// The time in UTC; two with a bar between them where the order of day and month decides; what is wrong in brackets.
fn read_with(options: &ValueOptions, text: &str) -> String {
    let show = |time: Option<Time>| match time {
        Some(time) => DateTime::from_timestamp_micros(time.instant.micros()).unwrap().format("%F %T%.f").to_string(),
        None => "none".to_owned(),
    };
    match any_time(text.as_bytes(), options) {
        Ok(Reading::Time(time)) => show(Some(time)),
        Ok(Reading::ByOrder { day_first, month_first }) => format!("{} | {}", show(day_first), show(month_first)),
        Err(Unread::NoTime) => "[no time]".to_owned(),
        Err(Unread::Zone(zone)) => format!("[{}]", zone.word),
        Err(Unread::BeyondYears) => "[beyond years]".to_owned(),
    }
}

fn read(text: &str) -> String {
    read_with(&ValueOptions::default(), text)
}

#[test]
fn one_moment_in_every_form() {
    for text in [
        "2026-11-21T14:05:30Z",
        "2026-11-21 14:05:30",
        "2026-11-21 14:05:30 Z",
        "2026-11-21T15:05:30+0100",
        "2026-11-21T15:05:30+01",
        "2026-11-21 15:05:30 +01:00",
        "2026-11-21 09:05:30 -0500",
        "2026-11-21 14:05:30 UTC",
        "2026-11-21 14:05:30 gmt",
        "2026-11-21 09:05:30 EST",
        "2026-11-21 15:05:30 CET",
        "2026-11-21 09:05:30 America/New_York",
        "2026-11-21 15:05:30 europe/berlin",
        "2026-11-21, 2:05:30 PM",
        "2026-11-21\u{3000}14:05:30\u{a0}UTC",
        "2026/11/21 14:05:30",
        "2026.11.21 14:05:30",
        "21/11/2026 14:05:30",
        "11/21/2026 2:05:30 PM",
        "11/21/2026, 2:05:30\u{202f}PM",
        "11/21/2026 02:05:30pm",
        "21.11.2026 14:05:30",
        "21-11-2026 14:05:30",
        "11/21/2026 2:05:30 p.m.",
        "11/21/2026 2:05:30 P.M. UTC",
        "11/21/2026 9:05:30 AM EST",
        "21 Nov 2026 14:05:30",
        "21 november 2026 14:05:30",
        "Nov 21, 2026 2:05:30 PM",
        "November 21 2026 14:05:30",
        "NOV 21, 2026, 14:05:30",
        "21-Nov-2026 14:05:30",
        "Sat, 21 Nov 2026 14:05:30 GMT",
        "Saturday, November 21, 2026 2:05:30 PM",
        "Sat 11/21/2026 14:05:30",
        "1795269930",
        "1795269930.0",
        "1795269930000",
    ] {
        let seen = read(text);
        let times: Vec<&str> = seen.split(" | ").filter(|time| *time != "none").collect();
        assert_eq!(times, ["2026-11-21 14:05:30"], "{text}");
    }
}

#[test]
fn seconds_and_their_decimals_may_be_missing() {
    assert_eq!(read("2026-11-01 10:00"), "2026-11-01 10:00:00");
    assert_eq!(read("2026-11-01T10:00Z"), "2026-11-01 10:00:00");
    assert_eq!(read("2026-11-01T10:00+01:00"), "2026-11-01 09:00:00");
    assert_eq!(read("2026-11-01 10:00 EST"), "2026-11-01 15:00:00");
    assert_eq!(read("2026/1/5 9:05"), "2026-01-05 09:05:00");
    assert_eq!(read("21/11/2026 14:05:30.250"), "2026-11-21 14:05:30.250 | none");
    assert_eq!(read("Nov 21, 2026 2:05:30.123456789 PM"), "2026-11-21 14:05:30.123456");
    assert_eq!(read("1795269930.1234567"), "2026-11-21 14:05:30.123456");
    assert_eq!(read("1795269930123.4"), "2026-11-21 14:05:30.123400");
    assert_eq!(read("123456789"), "1973-11-29 21:33:09");
    assert_eq!(read("123456789012"), "1973-11-29 21:33:09.012");
}

#[test]
fn hours_of_half_days_begin_with_twelve() {
    assert_eq!(read("21 Nov 2026 12:00 AM"), "2026-11-21 00:00:00");
    assert_eq!(read("21 Nov 2026 12:30 PM"), "2026-11-21 12:30:00");
    assert_eq!(read("21 Nov 2026 1:00 am"), "2026-11-21 01:00:00");
    for wrong in ["21 Nov 2026 0:30 AM", "21 Nov 2026 13:00 PM", "21 Nov 2026 2:00 XM", "21 Nov 2026 2 PM"] {
        assert_eq!(read(wrong), "[no time]", "{wrong}");
    }
}

#[test]
fn numbers_before_a_year_may_be_in_either_order() {
    assert_eq!(read("03/04/2026 10:00"), "2026-04-03 10:00:00 | 2026-03-04 10:00:00");
    assert_eq!(read("3.4.2026 10:00"), "2026-04-03 10:00:00 | 2026-03-04 10:00:00");
    assert_eq!(read("04/04/2026 10:00"), "2026-04-04 10:00:00");
    assert_eq!(read("13/04/2026 10:00"), "2026-04-13 10:00:00 | none");
    assert_eq!(read("04/13/2026 10:00"), "none | 2026-04-13 10:00:00");
    // A day of the week says it, too: the third of April was a Friday.
    assert_eq!(read("Fri 03/04/2026 10:00"), "2026-04-03 10:00:00 | none");
    for wrong in
        ["31/04/2026 10:00", "13/13/2026 10:00", "00/04/2026 10:00", "30.02.2026 10:00", "Mon 03/04/2026 10:00"]
    {
        assert_eq!(read(wrong), "[no time]", "{wrong}");
    }
}

#[test]
fn words_for_zones_have_one_meaning_or_none() {
    assert_eq!(read("2026-11-01 10:00 CST"), "[CST]");
    assert_eq!(read("2026-11-01 10:00 ist"), "[IST]");
    assert_eq!(read("2026-11-01 10:00 XYZ"), "[no time]");
    assert_eq!(read("2026-11-01 10:00CET"), "[no time]");
    let zones = [("CST", "America/Chicago"), ("Romance Standard Time", "Europe/Paris"), ("EST", "Australia/Sydney")];
    let zones = zones.map(|(word, zone)| (word.to_owned(), Zone::named(zone).unwrap()));
    let options = ValueOptions { zones: BTreeMap::from(zones), ..ValueOptions::default() };
    assert_eq!(read_with(&options, "2026-11-01 10:00 CST"), "2026-11-01 16:00:00");
    assert_eq!(read_with(&options, "1 Nov 2026 10:00 AM romance standard time"), "2026-11-01 09:00:00");
    assert_eq!(read_with(&options, "2026-11-01 10:00 EST"), "2026-10-31 23:00:00");
}

#[test]
fn clock_changes_are_noticed_in_the_zone_that_is_said() {
    let change = |text: &str| match any_time(text.as_bytes(), &ValueOptions::default()) {
        Ok(Reading::Time(time)) => time.clock_change.map(|(zone, change)| (zone.name(), change)),
        other => panic!("{other:?}"),
    };
    assert_eq!(change("2026-10-25 02:30 Europe/Berlin"), Some(("Europe/Berlin", ClockChange::Twice)));
    assert_eq!(change("2026-03-29 02:30 Europe/Berlin"), Some(("Europe/Berlin", ClockChange::Never)));
    assert_eq!(change("2026-03-29 03:30 Europe/Berlin"), None);
    assert_eq!(change("2026-03-29 02:30"), None);
}

#[test]
fn a_named_form_is_tried_first() {
    let format = Some(TimeFormat::new("%m-%d-%Y %H.%M").unwrap());
    let options = ValueOptions { time_format: format, ..ValueOptions::default() };
    assert_eq!(read_with(&options, "03-04-2026 10.30"), "2026-03-04 10:30:00");
    assert_eq!(read_with(&options, "2026-03-04T10:30:00Z"), "2026-03-04 10:30:00");
    assert_eq!(read_with(&options, "03-04-2026 10:30"), "2026-04-03 10:30:00 | 2026-03-04 10:30:00");
}

#[test]
fn other_texts_are_no_times() {
    for wrong in [
        "",
        "soon",
        "2026-11-01",
        "21/11/2026",
        "21 Nov 2026",
        "14:05",
        "45000.5",
        "20261121",
        "12345678901",
        "12345678901234",
        "202611211405",
        "20261121140530",
        "-1795269930",
        "1795269930.",
        "1795269930Z",
        "1.795e9",
        "21/11/26 14:05",
        "21/11-2026 14:05",
        "21 11 2026 14:05",
        "2026-13-01 10:00",
        "2026-02-29 10:00",
        "2026-11-01 24:00",
        "2026-11-01 10:60",
        "2026-11-01 10:00:61",
        "2026-11-01 10:5",
        "2026-11-01 10:00:00.",
        "2026-11-01 10:00:00,5",
        "2026-11-01 10:00:00.1234567890",
        "2026-11-01 10:00 +1",
        "2026-11-01 10:00 +24:00",
        "2026-11-01 10:00 +01:00:00",
        "2026-11-0110:00",
        "2026-11-01  ",
        "12026-11-01 10:00",
        "21/11/20266 10:00",
        "Sun, 21 Nov 2026 14:05:30 GMT",
        "21 Novem 2026 14:05",
        "21Nov2026 14:05",
        "Nov 2026 14:05",
        "2026-11-01 10:00 \u{fffd}",
    ] {
        assert_eq!(read(wrong), "[no time]", "{wrong}");
    }
    assert!(any_time(b"2026-11-01 10:00 \xff", &ValueOptions::default()).is_err());
}

proptest! {
    /// Every spelling of a moment, at least in its own order of day and month, is that moment.
    #[test]
    fn every_spelling_means_the_same(seconds in 220_000_000i64..4_000_000_000, minutes in -719i64..720) {
        let utc = DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
        let micros = seconds * 1_000_000;
        let in_order = |text: &str, order: DateOrder| {
            any_time(text.as_bytes(), &ValueOptions::default()).ok()?.in_order(order).map(|time| time.instant.micros())
        };
        for format in [
            "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %I:%M:%S %p UTC", "%d %b %Y %T",
            "%d-%b-%Y %T", "%B %e, %Y %I:%M:%S%p", "%A, %d %B %Y %T GMT", "%b %d %Y, %T +00", "%s", "%s000",
        ] {
            let text = utc.format(format).to_string().replace("  ", " ");
            for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
                prop_assert_eq!(in_order(&text, order), Some(micros), "{}", text);
            }
        }
        for (format, order) in [
            ("%d/%m/%Y %T", DateOrder::DayFirst), ("%d.%m.%Y %T", DateOrder::DayFirst), ("%d-%m-%Y %r", DateOrder::DayFirst),
            ("%m/%d/%Y %r", DateOrder::MonthFirst), ("%a %m-%d-%Y, %T Z", DateOrder::MonthFirst),
        ] {
            let text = utc.format(format).to_string();
            prop_assert_eq!(in_order(&text, order), Some(micros), "{}", text);
        }
        let local = utc + TimeDelta::minutes(minutes);
        let (sign, hours, rest) = (if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60);
        for offset in [format!("{sign}{hours:02}:{rest:02}"), format!(" {sign}{hours:02}{rest:02}")] {
            let text = format!("{}{offset}", local.format("%Y-%m-%d %T"));
            prop_assert_eq!(in_order(&text, DateOrder::DayFirst), Some(micros), "{}", text);
        }
    }

    /// No text makes it panic.
    #[test]
    fn any_bytes_are_a_time_or_none(text in proptest::collection::vec(any::<u8>(), 0..40), spelled in "[0-9/:. ,+TPMaNov-]{0,30}") {
        let _ = any_time(&text, &ValueOptions::default());
        let _ = any_time(spelled.as_bytes(), &ValueOptions::default());
        let _ = duration(&text, DurationUnit::Minutes);
        let _ = duration(spelled.as_bytes(), DurationUnit::Minutes);
    }
}

#[test]
fn times_lie_in_the_years_that_can_be_written() {
    for (text, expected) in [
        ("9999-12-31T23:59:59.999999Z", "9999-12-31 23:59:59.999999"),
        ("0001-01-01 01:00 +01:00", "0001-01-01 00:00:00"),
        ("31/12/9999 23:59 -00:01", "[beyond years]"),
        ("0000-12-31T23:59:59Z", "[beyond years]"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}
