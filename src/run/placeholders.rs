//! `{date}` and `{name}` in output file names: what is known before the first row.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::choices::Interval;
use crate::formats::Target;
use crate::tables::{Duration, Zone};
use crate::usage::UsageError;

/// A target with `{name}` filled in, without path separators. It is the first to be known, so that patterns of split files
/// can use it too.
pub(super) fn named(target: &Target, name: &str) -> Target {
    filled(target, "{name}", &name.replace(['/', '\\', '\0'], "_"))
}

/// A target with `{date}` filled in: the chosen interval, if it has a start and an end.
pub(super) fn dated(target: &Target, date: Option<&str>, option: &str) -> Result<Target, UsageError> {
    match (target, date) {
        (Target::File(path), None) if path.to_str().is_some_and(|path| path.contains("{date}")) => {
            let problem = format!("{option}: {{date}} stands for the chosen interval, and none is chosen");
            Err(UsageError::new(problem).hint("choose one with a start and an end, as with --date yesterday"))
        }
        _ => Ok(filled(target, "{date}", date.unwrap_or_default())),
    }
}

/// Unknown placeholders are left alone.
fn filled(target: &Target, placeholder: &str, text: &str) -> Target {
    match target {
        // Anything but UTF-8 wasn't typed, so it is no pattern.
        Target::File(path) => {
            Target::File(path.to_str().map_or_else(|| path.clone(), |path| path.replace(placeholder, text).into()))
        }
        Target::Stdout => Target::Stdout,
    }
}

/// An interval named by its days: `2026-11-20`, `2026-W47`, `2026-11`, else its first and last day,
/// `2026-11-02_2026-11-05`.
pub(super) fn period(Interval { start, end }: Interval, zone: Zone) -> String {
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
        let of = |start, end| period(Interval { start: at(start), end: at(end) }, zone);
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
        let target = |path: &str| Target::File(path.into());
        let named = named(&target("{name}/{date}-{queue}.csv"), "a/b");
        assert_eq!(dated(&named, Some("2026-11-20"), "").unwrap(), target("a_b/2026-11-20-{queue}.csv"));
        assert_eq!(dated(&target("{queue}.csv"), None, "").unwrap(), target("{queue}.csv"));
        assert!(dated(&named, None, "--output").is_err());
    }
}
