//! `--compare`: the interval beside which the chosen one is put.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::plain::{counted, quoted};
use crate::reports::Shift;
use crate::tables::{Duration, Instant, Zone};
use crate::usage::UsageError;

use super::hours::Hours;
use super::interval::{Bounds, Interval};
use super::period::{Period, Present, When};
use super::terms::Terms;

/// What the chosen interval is compared with, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Against {
    /// The one before it, as long.
    Previous,
    /// So many days earlier.
    Days(u64),
    /// The same weekdays of the four weeks before.
    Typical,
    /// A day, a period, or what lies between two.
    Outright(When, When),
}

/// The weeks that are typical.
const WEEKS: u64 = 4;

/// Years that are compared begin on the same weekday.
const YEAR: u64 = 364;

/// The chosen interval and those beside which it is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Periods {
    pub(crate) now: Interval,
    pub(crate) before: Vec<Interval>,
    pub(crate) zone: Zone,
    /// Whether that before was given as such, and stays whole.
    pub(crate) is_outright: bool,
    hours: Hours,
}

impl Against {
    pub(crate) fn read(text: &str) -> Result<Against, UsageError> {
        Ok(match text.trim() {
            "previous" => Against::Previous,
            "week" => Against::Days(7),
            "year" => Against::Days(YEAR),
            "typical" => Against::Typical,
            text => {
                let ends = match text.split_once("..") {
                    Some((from, to)) => When::read(from).zip(When::read(to)),
                    None => Period::read(text).map(|period| (When::Days(period), When::Days(period))),
                };
                let (from, to) = ends.ok_or_else(|| {
                    let hint = "it takes previous, week (seven days earlier), year (364 days earlier), typical (the same \
                                weekdays of the four weeks before), a day or period as --date takes it, or two times, as in \
                                2026-11-01..2026-11-07";
                    UsageError::new(format!("--compare: {} is no interval", quoted(text))).hint(hint)
                })?;
                Against::Outright(from, to)
            }
        })
    }
}

impl Periods {
    /// The chosen interval and what it is compared with.
    pub(crate) fn new(
        against: Against,
        terms: &Terms<'_>,
        bounds: &Bounds,
        present: &Present,
    ) -> Result<Periods, UsageError> {
        let Some(now) = bounds.interval().filter(|_| terms.dates.len() <= 1) else {
            let hint = "choose one that begins and ends, as with --date yesterday";
            return Err(UsageError::new("--compare: there is no interval to compare").hint(hint));
        };
        let zone = present.zone;
        let before = match against {
            Against::Outright(from, to) => {
                vec![Interval { start: from.interval(present).start, end: to.interval(present).end }]
            }
            Against::Days(days) => vec![earlier(now, days, zone)],
            Against::Typical => (1..=WEEKS).map(|week| earlier(now, 7 * week, zone)).collect(),
            Against::Previous => vec![previous(now, terms, zone)],
        };
        if before.iter().any(|before| before.end < before.start) {
            let hint = "what begins stands before the dots, what ends behind them";
            return Err(UsageError::new("--compare: the interval ends before it begins").hint(hint));
        }
        Ok(Periods {
            now,
            before,
            zone,
            is_outright: matches!(against, Against::Outright(..)),
            hours: terms.hours.clone(),
        })
    }

    /// What lies in any of them.
    pub(crate) fn bounds(&self) -> Bounds {
        let dates = self.before.iter().copied().chain([self.now]).collect();
        Bounds { dates, since: Instant::MIN, until: Instant::MAX }
    }

    /// If the chosen one isn't over, ends it where what is known of it does, at the earlier of `newest` and `now`, and the
    /// others at the same time of theirs. Returns when.
    pub(crate) fn end_at(&mut self, newest: Instant, now: Instant) -> Option<Instant> {
        if now < self.now.start || self.now.end <= now {
            return None;
        }
        let known = newest.min(now).max(self.now.start);
        // What begins at that moment is known.
        let end = known + Duration::from_micros(1);
        let zone = self.zone;
        for before in self.before.iter_mut().filter(|_| !self.is_outright) {
            let same = zone.civil(before.start) + (zone.civil(end) - zone.civil(self.now.start));
            before.end = before.end.min(zone.instant_of(same) + Duration::from_micros(end.subsecond().into()));
        }
        self.now.end = self.now.end.min(end);
        Some(known)
    }

    /// How far one of those before lies behind.
    pub(crate) fn shift(&self, before: Interval) -> Shift {
        let [start, other] = [self.now, before].map(|period| self.zone.civil(period.start));
        let [now, then] = [start, other].map(|at| at.date());
        let monday = |day: NaiveDate| day.week(Weekday::Mon).first_day();
        let month = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        Shift {
            days: (now - then).num_days(),
            weeks: (monday(now) - monday(then)).num_weeks(),
            months: month(now) - month(then),
            seconds: (start.time() - other.time()).num_seconds(),
        }
    }

    /// A period in words: its days, how many they are, and how many of them are working days.
    pub(crate) fn told(&self, period: Interval) -> String {
        let zone = self.zone;
        let (start, last) = (zone.civil(period.start), zone.civil(period.end + Duration::from_micros(-1)));
        let days = start.date().iter_days().take_while(|day| *day <= last.date());
        let (count, working) =
            days.fold((0u64, 0u64), |(all, working), day| (all + 1, working + u64::from(self.hours.is_workday(day))));
        let [from, to] = [period.start, period.end].map(|at| zone.local(at).format("%Y-%m-%d %H:%M").to_string());
        let span = match (period.whole_days(zone), count) {
            (Some(_), 1) => start.date().to_string(),
            (Some(_), _) => format!("{} to {}", start.date(), last.date()),
            (None, _) => format!("{from} to {to}"),
        };
        format!("{span} ({}, {})", counted(count, "day"), counted(working, "working day"))
    }
}

/// The same, so many civil days earlier.
fn earlier(period: Interval, days: u64, zone: Zone) -> Interval {
    let moved = |at: Instant| {
        let civil = zone.civil(at).checked_sub_days(Days::new(days)).unwrap_or(zone.civil(at));
        zone.instant_of(civil) + Duration::from_micros(at.subsecond().into())
    };
    Interval { start: moved(period.start), end: moved(period.end) }
}

/// The interval before: of a month that before; of whole days as many; else as long, up to its start.
fn previous(now: Interval, terms: &Terms<'_>, zone: Zone) -> Interval {
    let is_month = matches!(&*terms.dates, [When::Days(Period::Month(_) | Period::MonthsAgo(_))]);
    let start = match now.whole_days(zone) {
        Some((first, after)) if is_month && first.day() == 1 && after.day() == 1 => {
            zone.start_of_day(first.checked_sub_months(Months::new(1)).unwrap_or(first))
        }
        Some((first, after)) => earlier(now, (after - first).num_days().unsigned_abs(), zone).start,
        None => now.start + (now.start - now.end),
    };
    Interval { start, end: now.start }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::cli::Choosing;

    use super::*;

    /// The intervals compared for a `--date` or `--since..--until`, seen in the afternoon of a Friday in Berlin.
    fn check(chosen: &str, compare: &str, expected: &str) {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let present = Present { now: zone.instant_of("2026-11-20T15:00:00".parse().unwrap()), zone };
        let (date, since, until) = match chosen.split_once("..") {
            Some((since, until)) => (vec![], vec![since.to_owned()], vec![until.to_owned()]),
            None => (vec![chosen.to_owned()], vec![], vec![]),
        };
        let holidays = BTreeSet::new();
        let options = Choosing { date, since, until, ..Choosing::default() };
        let terms = Terms::read(&options, &holidays).unwrap();
        let bounds = terms.bounds(&present).unwrap();
        let told = Against::read(compare).and_then(|against| Periods::new(against, &terms, &bounds, &present));
        let told = told.map(|mut periods| {
            periods.end_at(present.now, present.now);
            let all = [periods.now].into_iter().chain(periods.before.clone());
            all.map(|period| periods.told(period)).collect::<Vec<_>>().join(" | ")
        });
        assert_eq!(told.unwrap_or_else(|error| error.to_string()), expected, "{chosen} {compare}");
    }

    #[test]
    fn a_day_week_month_or_anything_else_has_one_before() {
        check("yesterday", "previous", "2026-11-19 (1 day, 1 working day) | 2026-11-18 (1 day, 1 working day)");
        check(
            "last-week",
            "previous",
            "2026-11-09 to 2026-11-15 (7 days, 5 working days) | 2026-11-02 to 2026-11-08 (7 days, 5 working days)",
        );
        check(
            "last-month",
            "previous",
            "2026-10-01 to 2026-10-31 (31 days, 22 working days) | 2026-09-01 to 2026-09-30 (30 days, 22 working days)",
        );
        check(
            "2026-11-01..2026-11-03",
            "previous",
            "2026-11-01 to 2026-11-03 (3 days, 2 working days) | 2026-10-29 to 2026-10-31 (3 days, 2 working days)",
        );
        check(
            "2026-11-19T08:00..2026-11-19T10:00",
            "previous",
            "2026-11-19 08:00 to 2026-11-19 10:00 (1 day, 1 working day) | 2026-11-19 06:00 to 2026-11-19 08:00 (1 day, 1 working day)",
        );
    }

    #[test]
    fn weekdays_agree_in_weeks_years_and_typical_days() {
        check("yesterday", "week", "2026-11-19 (1 day, 1 working day) | 2026-11-12 (1 day, 1 working day)");
        check("yesterday", "year", "2026-11-19 (1 day, 1 working day) | 2025-11-20 (1 day, 1 working day)");
        check(
            "2026-11-01",
            "typical",
            "2026-11-01 (1 day, 0 working days) | 2026-10-25 (1 day, 0 working days) | 2026-10-18 (1 day, 0 working days) | \
             2026-10-11 (1 day, 0 working days) | 2026-10-04 (1 day, 0 working days)",
        );
    }

    #[test]
    fn what_is_not_over_ends_at_the_same_time_of_day_unless_the_other_is_given_outright() {
        check(
            "today",
            "week",
            "2026-11-20 00:00 to 2026-11-20 15:00 (1 day, 1 working day) | 2026-11-13 00:00 to 2026-11-13 15:00 (1 day, 1 working day)",
        );
        check(
            "today",
            "2026-10",
            "2026-11-20 00:00 to 2026-11-20 15:00 (1 day, 1 working day) | 2026-10-01 to 2026-10-31 (31 days, 22 working days)",
        );
    }

    #[test]
    fn what_is_no_interval_is_told() {
        check("today", "tomorrow", "--compare: \"tomorrow\" is no interval");
        check("today", "2026-11-03..2026-11-01", "--compare: the interval ends before it begins");
    }
}
