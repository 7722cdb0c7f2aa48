//! Why a time may mean several things, or not what the rest of its column means.

use std::fmt;

use crate::plain::{printable, quoted};

use super::date_orders::Settled;
use super::values::{AmbiguousZone, DateOrder};

/// What is unclear about a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Its zone is an abbreviation with several meanings.
    Zone(AmbiguousZone),
    /// Day or month may come first, and no value of the column says which.
    NoOrder,
    /// Day and month stand in the other order than in the value that settled the column.
    OtherOrder(Settled),
    /// Day and month stand in the other order than asked for, which is this one.
    NotAsAsked(DateOrder),
    /// It lies outside the years 0001 to 9999 of UTC, which can be written; or an end does that it leads to.
    BeyondYears,
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unclear::Zone(AmbiguousZone { word, meanings }) => {
                let meanings: Vec<String> =
                    meanings.iter().map(|(offset, zone)| format!("{offset} ({zone})")).collect();
                let (last, others) = meanings.split_last().map_or(("", &[] as &[String]), |(last, rest)| (last, rest));
                write!(f, "{word} may be {} or {last}", others.join(", "))
            }
            Unclear::NoOrder => f.write_str("day or month may come first, and no value of this column says which"),
            Unclear::OtherOrder(Settled { order, value, file, line }) => {
                let file = file.display().to_string();
                write!(
                    f,
                    "has the {} first, and {}:{line} the {}: {}",
                    other(*order).first(),
                    printable(&file),
                    order.first(),
                    quoted(value)
                )
            }
            Unclear::BeyondYears => f.write_str("leads outside the years 0001 to 9999 of UTC"),
            Unclear::NotAsAsked(order) => write!(f, "has the {} first", other(*order).first()),
        }
    }
}

impl Unclear {
    /// Whether its sentence has the value for its subject.
    pub(super) fn is_about_the_value(&self) -> bool {
        matches!(self, Unclear::OtherOrder(_) | Unclear::NotAsAsked(_) | Unclear::BeyondYears)
    }

    /// What was expected.
    pub(super) fn want(&self) -> String {
        match self {
            Unclear::Zone(AmbiguousZone { meanings, .. }) => {
                let (offset, _) = meanings.first().copied().unwrap_or_default();
                format!("an offset, as in 2026-11-01T10:00:00{offset}, or a zone with one meaning")
            }
            Unclear::NoOrder => "a day over 12 in any value of the column".to_owned(),
            Unclear::OtherOrder(_) => "one order of day and month in the whole column".to_owned(),
            Unclear::BeyondYears => "a time from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z".to_owned(),
            Unclear::NotAsAsked(order) => format!("the {} first, as --date-order {} says", order.first(), order.name()),
        }
    }

    /// What to do.
    pub(super) fn hint(&self) -> String {
        match self {
            Unclear::Zone(AmbiguousZone { word, meanings }) => {
                let (_, zone) = meanings.first().copied().unwrap_or_default();
                return format!("say which it is in segrep.toml, under [zones]: {word} = \"{zone}\"");
            }
            Unclear::NoOrder => "say which comes first: --date-order dmy or --date-order mdy",
            Unclear::OtherOrder(_) => "export it again in one form; times after RFC 3339 are never unclear",
            Unclear::BeyondYears => "correct the value in the export; what isn't known is best left blank",
            Unclear::NotAsAsked(_) => {
                "correct the value in the export, or leave the option out: then each column says its own order"
            }
        }
        .to_owned()
    }
}

fn other(order: DateOrder) -> DateOrder {
    match order {
        DateOrder::DayFirst => DateOrder::MonthFirst,
        DateOrder::MonthFirst => DateOrder::DayFirst,
    }
}
