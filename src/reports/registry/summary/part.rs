//! The parts of a row's key: their order, and their cells.

use crate::reports::{Cell, Spellings};
use crate::tables::{Instant, Zone};

/// One part of a row's key. Its order is that of the rows: blank first, queues, organizations and users by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    Named {
        name: Option<String>,
        id: Option<String>,
    },
    /// A word that is still to be spelled.
    Word(Option<String>),
    Text(Option<String>),
    Number(u32),
    /// A day of the week, from Monday 0.
    Weekday(u32),
    /// A moment, ordered as it is printed.
    Moment(String, Instant),
    /// Everything, which has no cell.
    All,
}

impl Part {
    /// The start of an interval.
    pub(super) fn moment(at: Instant, zone: Zone) -> Part {
        Part::Moment(printed(at, zone), at)
    }

    /// The moment that it is.
    pub(super) fn as_moment(&self) -> Option<Instant> {
        if let Part::Moment(_, at) = self { Some(*at) } else { None }
    }

    /// The same with words as they were first spelled.
    pub(super) fn spelled(self, spellings: &Spellings) -> Part {
        match self {
            Part::Word(word) => Part::Text(word.map(|word| spellings.of_word(&word).to_owned())),
            other => other,
        }
    }

    /// Its cells: of something named the id and the name, of anything else one.
    pub(super) fn cells(self) -> Vec<Cell<'static>> {
        const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let text = |text: Option<String>| text.map_or(Cell::Blank, |text| Cell::Text(text.into()));
        match self {
            Part::Named { name, id } => vec![text(id), text(name)],
            Part::Word(printed) | Part::Text(printed) => vec![text(printed)],
            Part::Number(number) => vec![Cell::Count(number.into())],
            Part::Weekday(day) => vec![Cell::text(WEEKDAYS[day as usize % 7])],
            Part::Moment(_, at) => vec![Cell::Time(at)],
            Part::All => Vec::new(),
        }
    }
}

/// A moment as files print it, which decides its order.
fn printed(at: Instant, zone: Zone) -> String {
    let offset = zone.offset_at(at);
    let civil = zone.civil(at) + chrono::TimeDelta::microseconds(i64::from(at.subsecond()));
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{}{sign}{:02}:{:02}", civil.format("%Y-%m-%dT%H:%M:%S%.f"), minutes / 60, minutes % 60)
}
