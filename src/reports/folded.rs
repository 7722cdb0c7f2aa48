//! Reports that fold all timelines into a few rows.

use std::any::Any;
use std::borrow::Cow;
use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use crate::tables::{Duration, Instant, Sum, Zone};
use crate::targets::Targets;
use crate::timelines::Timeline;

use super::{Cell, Column, Exported, Impossible, Reader, Sketch};

/// Something that is computed over timelines, part by part: the same from parts of any size.
pub trait Fold: Any + Send {
    /// Takes in a timeline, after those before it in report order.
    fn add(&mut self, timeline: &Timeline<'_>, reader: &Reader<'_>);

    /// Takes in what the same report computed over the timelines after these.
    fn merge(&mut self, later: Box<dyn Fold>);

    fn finish(self: Box<Self>) -> Folded;
}

/// A part as what it was started as.
pub(super) fn part_of<F: Fold>(part: Box<dyn Fold>) -> F {
    *(part as Box<dyn Any>).downcast().expect("all parts were started by one report")
}

/// A column of a fold, and how its cell is made of what was folded for a row.
#[derive(Debug)]
pub(super) struct Measured<T> {
    pub column: Column,
    cell: fn(&mut T) -> Cell<'static>,
}

impl Column {
    /// Makes its cells of what was folded.
    pub(super) const fn measured<T>(self, cell: fn(&mut T) -> Cell<'static>) -> Measured<T> {
        Measured { column: self, cell }
    }
}

impl<T> Measured<T> {
    pub(super) fn columns(measured: &[Measured<T>]) -> impl Iterator<Item = &Column> {
        measured.iter().map(|measured| &measured.column)
    }

    pub(super) fn cell_of(&self, row: &mut T) -> Cell<'static> {
        (self.cell)(row)
    }

    pub(super) fn cells(measured: &[Measured<T>], row: &mut T) -> Vec<Cell<'static>> {
        measured.iter().map(|measured| (measured.cell)(row)).collect()
    }
}

pub(super) const PERCENTILE: &str = "nearest-rank percentile: the value at position ceil(p*n) of the sorted values";

/// Starts with nothing folded yet.
pub(crate) type Start = Box<dyn Fn(&Scope) -> Box<dyn Fold> + Send + Sync>;

/// What timelines are folded within.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The zone of days and hours.
    pub zone: Zone,
    /// Whether the segments have reasons, without which nobody knows of transfers.
    pub has_reasons: bool,
    /// The queues to which rows by queue or user are narrowed; `None` for all.
    pub queues: Option<Vec<String>>,
    /// The users to which rows by user are narrowed; `None` for all.
    pub users: Option<Vec<String>>,
    /// Where moments of this period have their place.
    pub shift: Shift,
    /// What the period is compared with, if anything.
    pub comparison: Option<Comparison>,
    /// The exported columns by which rows are told apart, by the names that they were asked for.
    pub exported: Arc<[(String, Exported)]>,
    /// Whether stages have the texts of the first of them that is of segments ([`Stage::lent`](crate::timelines::Stage)).
    pub is_lent: bool,
    /// What counts as answered in time, unless the report was told.
    pub(crate) targets: Arc<Targets>,
    /// The chosen interval, if it has a start and an end.
    pub chosen: Option<(Instant, Instant)>,
}

/// How far a period lies behind another one, in civil days, in weeks and in months: so much later is the place of a day,
/// a week and a month of it there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    pub days: i64,
    pub weeks: i64,
    pub months: i64,
    /// How much later than that in its day the period begins there.
    pub seconds: i64,
}

/// Whether a timeline is in the period of a number.
pub(crate) type HasTimeline = Arc<dyn Fn(usize, &Timeline<'_>) -> bool + Send + Sync>;

/// Two periods of which rows are put side by side; several weeks may stand for the one before.
#[derive(Clone)]
pub struct Comparison {
    /// The chosen period and that before, in words.
    pub now: String,
    pub before: String,
    /// How far each of those before lies behind; none if the exports hold nothing of them.
    pub shifts: Vec<Shift>,
    /// Whether a timeline is in a period: 0 is the chosen one, then those before.
    pub has: HasTimeline,
    pub remarks: Vec<String>,
}

impl Debug for Comparison {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{} beside {}", self.now, self.before)
    }
}

/// An option that takes a list.
#[derive(Clone, Debug)]
pub struct List {
    pub option: &'static str,
    pub given: Vec<String>,
    /// Whether a word could be one of the list.
    pub takes: fn(&str) -> bool,
}

/// A report of a few rows.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell<'static>>>,
    /// A row over everything, for people: computed from the interactions, not by adding up rows.
    pub totals: Option<Vec<Cell<'static>>>,
    /// The columns that people are shown by default, what matters most first, as the last ones are left out if there is
    /// little room; empty for all of them.
    pub for_people: Vec<Cow<'static, str>>,
    /// What was counted, in words, if that isn't all that was read.
    pub counted: Option<String>,
    pub remarks: Vec<String>,
    /// What programs should know, too.
    pub notes: Vec<String>,
    /// The lengths left out of these rows as impossible.
    pub impossible: Impossible,
    pub sketches: Vec<Sketch>,
}

impl Folded {
    pub(super) fn of<T>(columns: &[Measured<T>], mut rows: Vec<T>) -> Folded {
        Folded {
            columns: Measured::columns(columns).cloned().collect(),
            rows: rows.iter_mut().map(|row| Measured::cells(columns, row)).collect(),
            ..Folded::default()
        }
    }
}

/// Lengths of time, for averages and percentiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spread(Vec<Duration>);

impl Spread {
    pub(crate) fn add(&mut self, length: Option<Duration>) {
        self.0.extend(length);
    }

    pub(crate) fn merge(&mut self, mut later: Spread) {
        self.0.append(&mut later.0);
    }

    pub(crate) fn len(&self) -> u64 {
        self.0.len() as u64
    }

    pub(crate) fn sum(&self) -> Sum {
        self.0.iter().copied().sum()
    }

    pub(crate) fn average(&self) -> Cell<'static> {
        Cell::average(self.sum(), self.len())
    }

    /// The nearest-rank percentile: the value at position ceil(p·n) of the sorted values. Blank over nothing.
    pub(crate) fn percentile(&mut self, percent: usize) -> Cell<'static> {
        let rank = (self.0.len() * percent).div_ceil(100);
        match rank.checked_sub(1) {
            Some(at) => Some(*self.0.select_nth_unstable(at).1).into(),
            None => Cell::Blank,
        }
    }

    pub(crate) fn longest(&self) -> Cell<'static> {
        self.0.iter().max().copied().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_rank() {
        let seconds = |second| Cell::from(Some(Duration::from_seconds(second)));
        let mut spread = Spread::default();
        assert_eq!(
            (spread.percentile(50), spread.average(), spread.longest()),
            (Cell::Blank, Cell::Blank, Cell::Blank)
        );
        for second in [15, 20, 35, 40, 50] {
            spread.add(Some(Duration::from_seconds(second)));
        }
        spread.add(None);
        assert_eq!(spread.percentile(50), seconds(35));
        assert_eq!(spread.percentile(90), seconds(50));
        assert_eq!(spread.percentile(40), seconds(20));
        assert_eq!(spread.longest(), seconds(50));
        assert_eq!(spread.average(), Cell::average(Sum::from_micros(160_000_000), 5));
    }
}
