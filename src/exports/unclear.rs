//! Why a time may mean several things, or not what the rest of its column means.

use std::fmt;
use std::path::PathBuf;

use crate::plain::{printable, quoted};

use super::values::{AmbiguousZone, DateOrder};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unclear {
    Zone(AmbiguousZone),
    /// Day or month may come first, and no value of the column says which.
    NoOrder,
    /// It has the other order than the value that settled the column.
    OtherOrder(Settled),
    /// It doesn't have this order, which was asked for.
    NotAsAsked(DateOrder),
    /// It, or an end that it leads to, lies outside the years 0001 to 9999 of UTC.
    BeyondYears,
}

/// The date order of a column, and the value that settled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) order: DateOrder,
    pub(crate) value: String,
    pub(crate) file: PathBuf,
    /// The line in which its record begins.
    pub(crate) line: u64,
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unclear::Zone(AmbiguousZone { word, meanings }) => {
                let mut meanings: Vec<String> =
                    meanings.iter().map(|(offset, zone)| format!("{offset} ({zone})")).collect();
                let last = meanings.pop().unwrap_or_default();
                write!(f, "{word} may be {} or {last}", meanings.join(", "))
            }
            Unclear::NoOrder => f.write_str("day or month may come first, and no value of this column says which"),
            Unclear::OtherOrder(Settled { order, value, file, line }) => {
                let file = file.display().to_string();
                let (file, value, first) = (printable(&file), quoted(value), order.first());
                write!(f, "has the {} first, and {file}:{line} the {first}: {value}", order.other().first())
            }
            Unclear::BeyondYears => f.write_str("leads outside the years 0001 to 9999 of UTC"),
            Unclear::NotAsAsked(order) => write!(f, "has the {} first", order.other().first()),
        }
    }
}

impl Unclear {
    /// Whether its sentence has the value for its subject.
    pub(super) fn is_about_the_value(&self) -> bool {
        matches!(self, Unclear::OtherOrder(_) | Unclear::NotAsAsked(_) | Unclear::BeyondYears)
    }

    /// What it should be, and what to do.
    pub(super) fn advice(&self) -> (String, String) {
        let (want, hint) = match self {
            Unclear::Zone(AmbiguousZone { word, meanings }) => {
                let (offset, zone) = meanings.first().copied().unwrap_or_default();
                return (
                    format!("an offset, as in 2026-11-01T10:00:00{offset}, or a zone with one meaning"),
                    format!("say which it is in segrep.toml, under [zones]: {word} = \"{zone}\""),
                );
            }
            Unclear::NotAsAsked(order) => {
                let want = format!("the {} first, as --date-order {} says", order.first(), order.name());
                let hint =
                    "correct the value in the export, or drop the option: then each column determines its own order";
                return (want, hint.to_owned());
            }
            Unclear::NoOrder => (
                "a day over 12 in any value of the column",
                "say which comes first: --date-order dmy or --date-order mdy",
            ),
            Unclear::OtherOrder(_) => (
                "one order of day and month in the whole column",
                "export it again in one format; RFC 3339 times are never ambiguous",
            ),
            Unclear::BeyondYears => (
                "a time from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z",
                "correct the value in the export; leave it blank if it isn't known",
            ),
        };
        (want.to_owned(), hint.to_owned())
    }
}
