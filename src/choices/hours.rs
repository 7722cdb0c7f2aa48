//! `--hours` and `--days`: which times of which days count.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

use crate::plain::quoted;
use crate::tables::Civil;
use crate::usage::UsageError;

/// What the clock shows, in seconds from midnight; until after midnight if it ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: u32,
    to: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    On(Weekday),
    /// As [`Hours::is_workday`].
    Workday,
    Holiday,
}

/// The hours and days that count, in civil time. What lasts over midnight belongs to the day on which it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hours {
    spans: Vec<Span>,
    days: Vec<Kind>,
    holidays: BTreeSet<NaiveDate>,
}

const DAY: u32 = 24 * 60 * 60;

impl Hours {
    pub(super) fn read(hours: &[String], days: &[String], holidays: &BTreeSet<NaiveDate>) -> Result<Hours, UsageError> {
        let spans = hours.iter().map(|text| Span::read(text)).collect::<Result<_, _>>()?;
        let mut kinds = Vec::new();
        for text in days.iter().flat_map(|days| days.split(',')) {
            kinds.extend(read_days(text.trim())?);
        }
        if kinds.contains(&Kind::Holiday) && holidays.is_empty() {
            let hint = "holidays = [\"2026-12-25\"] in segrep.toml names them";
            return Err(UsageError::new("--days: no holidays are known").hint(hint));
        }
        Ok(Hours { spans, days: kinds, holidays: holidays.clone() })
    }

    pub(crate) fn are_all(&self) -> bool {
        self.spans.is_empty() && self.days.is_empty()
    }

    /// Whether a moment counts, as clocks showed it.
    pub(super) fn have(&self, at: Civil) -> bool {
        let is_day = |day: NaiveDate| self.days.is_empty() || self.days.iter().any(|kind| self.is(day, *kind));
        if self.spans.is_empty() {
            return is_day(at.date());
        }
        let second = at.time().num_seconds_from_midnight();
        self.spans.iter().any(|span| span.day_of(second, at.date()).is_some_and(is_day))
    }

    fn is(&self, day: NaiveDate, kind: Kind) -> bool {
        match kind {
            Kind::On(weekday) => day.weekday() == weekday,
            Kind::Workday => self.is_workday(day),
            Kind::Holiday => self.holidays.contains(&day),
        }
    }

    /// Whether a day is from Monday to Friday, and no holiday.
    pub(super) fn is_workday(&self, day: NaiveDate) -> bool {
        day.weekday().num_days_from_monday() < 5 && !self.holidays.contains(&day)
    }
}

impl Span {
    fn read(text: &str) -> Result<Span, UsageError> {
        let time = |text: &str| match text.trim() {
            "24:00" => Some(DAY),
            text => NaiveTime::parse_from_str(text, "%H:%M").ok().map(|time| time.num_seconds_from_midnight()),
        };
        let span = text.split_once('-').and_then(|(from, to)| Some(Span { from: time(from)?, to: time(to)? }));
        span.filter(|span| span.from != span.to && span.from < DAY).ok_or_else(|| {
            let hint = "it takes a beginning and an end, as in 08:00-18:00, or 22:00-06:00 over midnight";
            UsageError::new(format!("--hours: {} are no hours", quoted(text))).hint(hint)
        })
    }

    /// The day that a time belongs to; `None` if it isn't in the span.
    fn day_of(self, second: u32, date: NaiveDate) -> Option<NaiveDate> {
        if self.from < self.to {
            return (self.from..self.to).contains(&second).then_some(date);
        }
        if second >= self.from { Some(date) } else { date.pred_opt().filter(|_| second < self.to) }
    }
}

/// `mon`, `mon-fri`, `workdays` or `holidays`.
fn read_days(text: &str) -> Result<Vec<Kind>, UsageError> {
    let weekday = |text: &str| text.trim().parse::<Weekday>().ok();
    let days = match text.to_lowercase().as_str() {
        "workdays" => Some(vec![Kind::Workday]),
        "holidays" => Some(vec![Kind::Holiday]),
        text => {
            let (first, last) = text.split_once('-').unwrap_or((text, text));
            weekday(first).zip(weekday(last)).map(|(first, last)| {
                let after = std::iter::successors(Some(first), |day| Some(day.succ()));
                let count = (last.num_days_from_monday() + 7 - first.num_days_from_monday()) % 7 + 1;
                after.take(count as usize).map(Kind::On).collect()
            })
        }
    };
    days.ok_or_else(|| {
        let hint = "it takes weekdays, as in mon-fri,sun, or workdays or holidays";
        UsageError::new(format!("--days: {} is no day", quoted(text))).hint(hint)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times, a day and an hour of November 2026 each, that hours and days have; the 20th is a Friday, the 23rd a
    /// holiday.
    fn check(hours: &str, days: &str, expected: &str) {
        let list = |text: &str| if text.is_empty() { vec![] } else { vec![text.to_owned()] };
        let holidays = BTreeSet::from(["2026-11-23".parse().unwrap()]);
        let hours = match Hours::read(&list(hours), &list(days), &holidays) {
            Ok(hours) => hours,
            Err(error) => return assert_eq!(error.to_string(), expected),
        };
        let times = ["20 05", "20 08", "20 18", "20 23", "21 05", "21 06", "22 12", "23 05", "23 12", "24 05"];
        let civil = |time: &str| format!("2026-11-{}:00:00", time.replace(' ', "T")).parse::<Civil>().unwrap();
        let had: Vec<&str> = times.into_iter().filter(|time| hours.have(civil(time))).collect();
        assert_eq!(had.join(", "), expected);
    }

    #[test]
    fn hours_begin_with_their_start_and_end_before_their_end() {
        check("08:00-18:00", "", "20 08, 22 12, 23 12");
        check("18:00-24:00", "", "20 18, 20 23");
    }

    #[test]
    fn a_night_belongs_to_the_day_on_which_it_begins() {
        check("22:00-06:00", "", "20 05, 20 23, 21 05, 23 05, 24 05");
        check("22:00-06:00", "fri", "20 23, 21 05");
        check("22:00-06:00", "workdays", "20 05, 20 23, 21 05");
        check("22:00-06:00", "holidays", "24 05");
    }

    #[test]
    fn days_are_weekdays_workdays_or_holidays() {
        check("", "sat-mon", "21 05, 21 06, 22 12, 23 05, 23 12");
        check("", "Friday, tue", "20 05, 20 08, 20 18, 20 23, 24 05");
        check("", "workdays", "20 05, 20 08, 20 18, 20 23, 24 05");
        check("", "holidays,sun", "22 12, 23 05, 23 12");
    }

    #[test]
    fn other_words_are_wrong_usage() {
        check("8-18", "", "--hours: \"8-18\" are no hours");
        check("08:00-08:00", "", "--hours: \"08:00-08:00\" are no hours");
        check("", "someday", "--days: \"someday\" is no day");
    }
}
