//! Values for people.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, Timelike};

use crate::plain::{count, printable};
use crate::reports::{Cell, Kind, Number, Role, Section, Value, half_even};
use crate::tables::{Civil, Instant, Sum, Zone};

/// Explains the times of a section that covers several days.
pub(super) const LATER_DAYS: &str = "+1, +2 … after a time: days after the first";

/// A value; `first` is the day from which its section counts days.
pub(super) fn value<'v>(value: &'v Value<'_>, zone: Zone, first: Option<NaiveDate>) -> Cow<'v, str> {
    match value {
        Value::Clock(at) => clock(*at, zone, first).into(),
        Value::Bar(_) | Value::Cell(Cell::Blank | Cell::Flag(false)) => Cow::Borrowed(""),
        Value::Cell(Cell::Flag(true)) => Cow::Borrowed("yes"),
        Value::Cell(Cell::Text(text)) => printable(text),
        Value::Cell(Cell::Uuid(uuid)) => String::from_utf8_lossy(&uuid.text()).into_owned().into(),
        Value::Cell(Cell::Count(number)) => count(*number).into(),
        Value::Cell(Cell::Rate(rate)) => percent(rate.thousandths()).into(),
        Value::Cell(Cell::Number(number)) => self::number(*number).into(),
        Value::Cell(Cell::Seconds(sum)) => length(*sum).into(),
        Value::Cell(Cell::Average(average)) => length(average.exact()).into(),
        Value::Cell(Cell::Time(at) | Cell::Micros(at)) => moment(*at, zone).into(),
    }
}

/// The day from which a section counts days; `None` if all its times are of one day.
pub(super) fn first_day(section: &Section<'_>, zone: Zone) -> Option<NaiveDate> {
    let mut days = section.heading.day.into_iter().chain(section.clocks.iter()).map(|at| zone.civil(at).date());
    let first = days.next();
    first.filter(|_| days.any(|day| Some(day) != first))
}

/// A length of time to the smaller of its two units: `4m32s`, `19s`, `19.6s`, `0.25s`, `2h05m`, `3d04h`. Whatever people
/// see follows this one rule.
pub(super) fn length(length: Sum) -> String {
    let micros = length.micros();
    let sign = if micros < 0 { "-" } else { "" };
    let micros = micros.unsigned_abs();
    // Rounded before the unit is chosen: 59.96 s are a minute, and 119.6 s are two.
    let hundredths = rounded(micros, 10_000);
    let tenths = rounded(micros, 100_000);
    let seconds = rounded(micros, 1_000_000);
    let minutes = rounded(micros, 60_000_000);
    let text = match (hundredths, tenths, seconds, minutes) {
        (..100, ..) => decimal(hundredths, 100),
        (_, ..600, ..) => decimal(tenths, 10),
        (_, _, ..3600, _) => format!("{}m{:02}s", seconds / 60, seconds % 60),
        (.., ..1440) => format!("{}h{:02}m", minutes / 60, minutes % 60),
        _ => {
            let hours = rounded(micros, 3_600_000_000);
            format!("{}d{:02}h", hours / 24, hours % 24)
        }
    };
    format!("{sign}{text}")
}

/// Seconds, given in parts of one; whole ones without decimals.
fn decimal(parts: u128, per_second: u128) -> String {
    let decimals = per_second.ilog10() as usize;
    match (parts / per_second, parts % per_second) {
        (whole, 0) => format!("{whole}s"),
        (whole, rest) => format!("{whole}.{rest:0decimals$}s"),
    }
}

/// Whole units, half to even.
fn rounded(micros: u128, unit: u128) -> u128 {
    let (whole, rest) = (micros / unit, micros % unit);
    whole + u128::from(rest * 2 > unit || (rest * 2 == unit && whole % 2 == 1))
}

/// Percent with one decimal.
fn percent(thousandths: i128) -> String {
    let size = thousandths.unsigned_abs();
    format!("{}{}.{}%", if thousandths < 0 { "-" } else { "" }, size / 10, size % 10)
}

/// A number; a change with an arrow and a sign, but if there is too little to tell.
fn number(Number { kind, amount, role }: Number) -> String {
    let micros = amount.micros();
    let amount_of = |size: i128| match kind {
        Kind::Seconds => length(Sum::from_micros(size)),
        Kind::Rate => percent(half_even(size, 1000)),
        _ if size % 1_000_000 == 0 => count((size / 1_000_000).unsigned_abs() as u64),
        _ => Sum::from_micros(half_even(size, 100_000) * 100_000).to_string(),
    };
    let size = amount_of(micros.saturating_abs());
    let size = match (kind, role) {
        (Kind::Rate, Role::Change | Role::TooFew) => format!("{} pt", size.trim_end_matches('%')),
        _ => size,
    };
    let sign = match micros.signum() {
        -1 => "-",
        1 if role != Role::Amount => "+",
        _ => "",
    };
    match (role, micros.signum()) {
        (Role::Amount, _) => format!("{sign}{size}"),
        (Role::TooFew, _) => format!("~ {sign}{size}"),
        (_, -1) => format!("▼ {sign}{size}"),
        (_, 1) => format!("▲ {sign}{size}"),
        _ => format!("= {size}"),
    }
}

/// The time of day; `+1` after it on the day after `first`, if there is such a day.
pub(super) fn clock(instant: Instant, zone: Zone, first: Option<NaiveDate>) -> String {
    let at = zone.civil(instant);
    let time = format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second());
    match first.map(|first| at.date().signed_duration_since(first).num_days()) {
        None | Some(0) => time,
        Some(days) => format!("{time}{days:+}"),
    }
}

/// A date with the time of day.
pub(super) fn moment(instant: Instant, zone: Zone) -> String {
    zone.civil(instant).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// A day with its zone: `Fri 2026-11-20 Europe/Berlin`.
pub(super) fn day(at: Civil, zone: Zone) -> String {
    format!("{} {:04}-{:02}-{:02} {zone}", at.weekday(), at.year(), at.month(), at.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        let shown = |micros| length(Sum::from_micros(micros));
        assert_eq!(shown(0), "0s");
        assert_eq!(shown(250_000), "0.25s");
        assert_eq!(shown(19_000_000), "19s");
        assert_eq!(shown(19_560_000), "19.6s");
        assert_eq!(shown(996_000), "1s");
        assert_eq!(shown(59_940_000), "59.9s");
        assert_eq!(shown(59_960_000), "1m00s");
        assert_eq!(shown(272_000_000), "4m32s");
        assert_eq!(shown(119_600_000), "2m00s");
        assert_eq!(shown(7_500_000_000), "2h05m");
        assert_eq!(shown(7_559_000_000), "2h06m");
        assert_eq!(shown(3_599_600_000), "1h00m");
        assert_eq!(shown(86_399_000_000), "1d00h");
        assert_eq!(shown(-3_000_000), "-3s");
        assert_eq!(shown(300_000_000_000), "3d11h");
    }
}
