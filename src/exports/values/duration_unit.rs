//! Units of durations, and the headers that name them.

use clap::ValueEnum;

/// What a plain number in a duration column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DurationUnit {
    /// Milliseconds
    #[value(name = "ms")]
    Milliseconds,
    /// Seconds, the default
    #[value(name = "s")]
    Seconds,
    /// Minutes
    #[value(name = "min")]
    Minutes,
    /// Hours
    #[value(name = "h")]
    Hours,
    /// Days and fractions of days, as in spreadsheets
    #[value(name = "d")]
    Days,
}

/// In lower case.
const WORDS: &[(DurationUnit, &[&str])] = &[
    (DurationUnit::Milliseconds, &["ms", "msec", "msecs", "millis", "millisecond", "milliseconds"]),
    (DurationUnit::Seconds, &["s", "sec", "secs", "second", "seconds"]),
    (DurationUnit::Minutes, &["m", "min", "mins", "minute", "minutes"]),
    (DurationUnit::Hours, &["h", "hr", "hrs", "hour", "hours"]),
    (DurationUnit::Days, &["d", "day", "days"]),
];

impl DurationUnit {
    /// All units, from the shortest.
    pub const ALL: [DurationUnit; 5] = [
        DurationUnit::Milliseconds,
        DurationUnit::Seconds,
        DurationUnit::Minutes,
        DurationUnit::Hours,
        DurationUnit::Days,
    ];

    /// The unit that a word names; case-insensitive.
    pub fn of_word(word: &str) -> Option<DurationUnit> {
        let mut units = WORDS.iter();
        units.find(|(_, words)| words.iter().any(|known| known.eq_ignore_ascii_case(word))).map(|(unit, _)| *unit)
    }

    /// The unit that a header names with one of its words, as in `Duration (min)`, `duration_ms` or `durationInMinutes`;
    /// seconds by default. A lone `m` or `d` may stand for anything, and names none.
    pub fn of_header(header: &str) -> DurationUnit {
        let named = |word: &str| DurationUnit::of_word(word).filter(|_| !matches!(word, "m" | "d"));
        let unit = words(header).iter().find_map(|word| named(word));
        // Headers with nothing between their words.
        let of_key = || {
            let key: String = header.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
            let (_, rest) = key.rsplit_once("duration")?;
            named(rest.strip_prefix("in").unwrap_or(rest))
        };
        unit.or_else(of_key).unwrap_or(DurationUnit::Seconds)
    }

    /// Its symbol, its name and its length in microseconds.
    const fn facts(self) -> (&'static str, &'static str, i128) {
        match self {
            DurationUnit::Milliseconds => ("ms", "milliseconds", 1_000),
            DurationUnit::Seconds => ("s", "seconds", 1_000_000),
            DurationUnit::Minutes => ("min", "minutes", 60_000_000),
            DurationUnit::Hours => ("h", "hours", 3_600_000_000),
            DurationUnit::Days => ("d", "days", 86_400_000_000),
        }
    }

    /// Its length in microseconds.
    pub const fn micros(self) -> i128 {
        self.facts().2
    }

    /// Its name in messages.
    pub const fn name(self) -> &'static str {
        self.facts().1
    }

    /// Its name in options.
    pub const fn symbol(self) -> &'static str {
        self.facts().0
    }

    /// Its shortest name in a header.
    pub const fn in_header(self) -> &'static str {
        if matches!(self, DurationUnit::Days) { self.name() } else { self.symbol() }
    }

    /// The form that a value should have.
    pub const fn want(self) -> &'static str {
        macro_rules! or_with_units {
            ($number:literal) => {
                concat!($number, ", or a form with its units, as in 0:01:04.5, 1m 4.5s or PT1M4.5S")
            };
        }
        match self {
            DurationUnit::Milliseconds => or_with_units!("milliseconds, as in 24500"),
            DurationUnit::Seconds => or_with_units!("seconds, as in 24.5"),
            DurationUnit::Minutes => or_with_units!("minutes, as in 1.5"),
            DurationUnit::Hours => or_with_units!("hours, as in 0.25"),
            DurationUnit::Days => or_with_units!("days, as in 0.0007"),
        }
    }
}

/// The words of a header in lower case, split at signs, and between a lower-case letter and an upper-case one.
fn words(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for c in header.chars() {
        if !c.is_alphanumeric() || (after_small && c.is_uppercase()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        after_small = c.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_the_unit() {
        for (unit, headers) in [
            (
                DurationUnit::Milliseconds,
                &["Duration MS", "durationMs", "Duration (ms)", "Duration In Milliseconds", "duration_ms", "DURATIONMS"]
                    as &[&str],
            ),
            (
                DurationUnit::Seconds,
                &["Interaction Segments - Duration", "Duration (s)", "duration_sec", "DurationSeconds", "Duration (d)"],
            ),
            (
                DurationUnit::Minutes,
                &["Duration (min)", "Duration Minutes", "duration_min", "durationInMinutes", "durationinminutes"],
            ),
            (DurationUnit::Hours, &["Duration (h)", "duration-hours", "Segments - Duration (Hrs)", "DURATIONHOURS"]),
            (DurationUnit::Days, &["Duration (days)", "durationInDays"]),
        ] {
            for header in headers {
                assert_eq!(DurationUnit::of_header(header), unit, "{header}");
            }
        }
    }

    #[test]
    fn a_name_names_its_own_unit() {
        for unit in DurationUnit::ALL {
            assert_eq!(DurationUnit::of_word(unit.name()), Some(unit));
            assert_eq!(DurationUnit::of_word(unit.symbol()), Some(unit));
            assert_eq!(DurationUnit::of_header(&format!("Duration ({})", unit.in_header())), unit);
        }
    }
}
