//! `{date}` and `{name}` in output file names: what is known before the first row.

use std::path::{Path, PathBuf};

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::choices::Interval;
use crate::formats::Target;
use crate::tables::{Duration, Instant, Zone};
use crate::usage::UsageError;

/// The placeholder for the report's name.
const NAME: &str = "{name}";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placeholders {
    /// The chosen interval; `None` unless it has a start and an end.
    date: Option<String>,
    /// The saved report's name, else the command's.
    name: String,
}

impl Placeholders {
    pub(super) fn new(interval: Option<Interval>, zone: Zone, name: &str) -> Placeholders {
        Placeholders { date: interval.map(|Interval { start, end }| period(start, end, zone)), name: in_path(name) }
    }

    /// Checks that a target's name doesn't ask for an interval when none is chosen.
    pub(super) fn check(target: &Target, option: &str) -> Result<(), UsageError> {
        Placeholders { date: None, name: String::new() }.fill_target(target, option).map(|_| ())
    }

    pub(super) fn fill_target(&self, target: &Target, option: &str) -> Result<Target, UsageError> {
        match target {
            Target::Stdout => Ok(Target::Stdout),
            Target::File(path) => self.fill(path, option).map(Target::File),
        }
    }

    /// A path with its placeholders filled in. Unknown ones are left alone.
    pub(super) fn fill(&self, path: &Path, option: &str) -> Result<PathBuf, UsageError> {
        // A name that isn't UTF-8 has no typed placeholder.
        let Some(text) = path.to_str().filter(|text| text.contains('{')) else { return Ok(path.to_owned()) };
        let text = text.replace(NAME, &self.name);
        match &self.date {
            Some(date) => Ok(text.replace("{date}", date).into()),
            None if text.contains("{date}") => {
                let problem = format!("{option}: {{date}} stands for the chosen interval, and none is chosen");
                Err(UsageError::new(problem).hint("choose one with a start and an end, as with --date yesterday"))
            }
            None => Ok(text.into()),
        }
    }
}

/// A target with `{name}` filled in: known first of all, so that patterns of split files can use it too.
pub(super) fn named(target: Target, name: &str) -> Target {
    match target {
        Target::Stdout => Target::Stdout,
        Target::File(path) => match path.to_str().filter(|text| text.contains(NAME)) {
            Some(text) => Target::File(text.replace(NAME, &in_path(name)).into()),
            None => Target::File(path),
        },
    }
}

/// A report's name as part of a file name, without path separators.
fn in_path(name: &str) -> String {
    name.replace(['/', '\\', '\0'], "_")
}

/// An interval named by its days: `2026-11-20`, `2026-W47`, `2026-11`, else its first and last day,
/// `2026-11-02_2026-11-05`.
fn period(start: Instant, end: Instant, zone: Zone) -> String {
    let first = zone.civil(start).date();
    let last = zone.civil(end + Duration::from_micros(-1)).date().max(first);
    let ends_month = |day: NaiveDate| day.succ_opt().is_none_or(|next| next.day() == 1);
    if first == last {
        first.format("%Y-%m-%d").to_string()
    } else if first.weekday() == Weekday::Mon && first.checked_add_days(Days::new(6)) == Some(last) {
        first.format("%G-W%V").to_string()
    } else if first.day() == 1 && ends_month(last) && (first.year(), first.month()) == (last.year(), last.month()) {
        first.format("%Y-%m").to_string()
    } else {
        format!("{}_{}", first.format("%Y-%m-%d"), last.format("%Y-%m-%d"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choices::{Present, When};

    #[test]
    fn an_interval_is_named_by_what_it_is() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let at = |text| Present::new(When::read(text), zone).now;
        let of = |start, end| period(at(start), at(end), zone);
        assert_eq!(of("2026-11-20T00:00", "2026-11-21T00:00"), "2026-11-20");
        assert_eq!(of("2026-11-16T00:00", "2026-11-23T00:00"), "2026-W47");
        assert_eq!(of("2026-11-17T00:00", "2026-11-24T00:00"), "2026-11-17_2026-11-23");
        // With a change of clocks in it.
        assert_eq!(of("2026-10-01T00:00", "2026-11-01T00:00"), "2026-10");
        assert_eq!(of("2026-10-01T00:00", "2026-12-01T00:00"), "2026-10-01_2026-11-30");
        assert_eq!(of("2026-11-20T22:00", "2026-11-21T06:00"), "2026-11-20_2026-11-21");
        assert_eq!(of("2026-11-20T06:00", "2026-11-20T06:00"), "2026-11-20");
    }

    #[test]
    fn others_are_left_to_those_who_know_them() {
        let known = Placeholders { date: Some("2026-11-20".to_owned()), name: "a".to_owned() };
        assert_eq!(
            known.fill(Path::new("{name}/{date}-{queue}.csv"), "").unwrap(),
            Path::new("a/2026-11-20-{queue}.csv")
        );
        let without = Placeholders { date: None, ..known };
        assert_eq!(without.fill(Path::new("{name}.csv"), "").unwrap(), Path::new("a.csv"));
        assert!(without.fill(Path::new("{date}.csv"), "--output").is_err());
    }
}
