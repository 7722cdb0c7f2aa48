//! One value of a report's row.

use crate::tables::{Duration, Instant};

/// A value with its kind, so that each format can spell it in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'r> {
    /// No value.
    Blank,
    /// Text as it came; an id, a name, a word.
    Text(&'r str),
    /// A count or an ordinal.
    Count(u64),
    /// A length of time.
    Seconds(Duration),
    /// A moment, shown in the output zone.
    Time(Instant),
}

impl<'r> From<Option<&'r str>> for Cell<'r> {
    fn from(text: Option<&'r str>) -> Self {
        text.map_or(Cell::Blank, Cell::Text)
    }
}

impl From<Option<Duration>> for Cell<'_> {
    fn from(duration: Option<Duration>) -> Self {
        duration.map_or(Cell::Blank, Cell::Seconds)
    }
}

impl From<Option<Instant>> for Cell<'_> {
    fn from(instant: Option<Instant>) -> Self {
        instant.map_or(Cell::Blank, Cell::Time)
    }
}

impl From<Option<u64>> for Cell<'_> {
    fn from(count: Option<u64>) -> Self {
        count.map_or(Cell::Blank, Cell::Count)
    }
}
