//! Both sides of a row, and what changed.

use std::borrow::Cow;

use crate::reports::{Average, Cell, Column, Comparison, Kind, Rate, Role, Scope};

use super::super::asked::SummaryAsked;
use super::super::fold::Summary;
use super::super::key::Key;
use super::super::measured::cells;
use super::super::part::Part;
use super::super::totals::Totals;

/// The measures that people are shown, as each takes two columns.
const OF_INTERACTIONS: &[&str] = &[
    "interactions",
    "answer_rate",
    "service_level",
    "wait_seconds_avg",
    "wait_seconds_p90",
    "handle_seconds_avg",
    "abandonment_rate",
];
const OF_USERS: &[&str] =
    &["rings", "acceptance_rate", "accepted_ring_seconds_avg", "interactions_handled", "handle_seconds_avg"];

/// What both sides of a row are told by.
pub(super) struct Sides<'c> {
    pub(super) asked: &'c SummaryAsked,
    pub(super) comparison: &'c Comparison,
    /// How many periods were counted before; 0 if the exports hold none.
    pub(super) weeks: u64,
    pub(super) scope: Scope,
    /// The columns of the measures.
    pub(super) measures: Vec<Column>,
}

impl Sides<'_> {
    /// In which periods the row is, what is too few, and each measure with what it was and how it changed.
    pub(super) fn cells(&self, now: Option<Totals>, before: Option<Totals>) -> Vec<Cell<'static>> {
        let place = match (&now, &before) {
            (None, _) => "before",
            (_, Some(_)) if self.weeks > 0 => "both",
            (Some(_), _) => "now",
        };
        let columns = &self.measures;
        let now = Side::new(columns, self.cells_of(now), 1);
        let before = match self.weeks {
            0 => Side::new(columns, vec![Cell::Blank; columns.len()], 1),
            weeks => Side::new(columns, self.cells_of(before), weeks),
        };
        let is_few = |at: usize| self.weeks > 0 && is_few([&now, &before], at, self.asked.min_count);
        let few: Vec<&str> = (0..columns.len()).filter(|at| is_few(*at)).map(|at| &*columns[at].name).collect();
        let few = if few.is_empty() { Cell::Blank } else { Cell::Text(few.join(" ").into()) };
        let mut cells = vec![Cell::text(place), few];
        for (at, column) in columns.iter().enumerate() {
            let as_change = |role| if is_few(at) { Role::TooFew } else { role };
            let both = now.amount(at).zip(before.amount(at));
            // Both are fractions.
            let change = both.map(|((a, b), (c, d))| (a * d - c * b, b * d));
            let change_cell = change.map(|(above, below)| number(column, as_change(Role::Change), above, below));
            cells.extend([now.cells[at].clone(), before.shown(at), change_cell.unwrap_or(Cell::Blank)]);
            if column.kind != Kind::Rate {
                let rate = both.filter(|(_, (was, _))| *was > 0).map(|((a, b), (c, d))| (a * d - c * b, b * c));
                let rate = rate
                    .map(|(above, below)| Cell::number(Kind::Rate, as_change(Role::ChangeRate), above, below, false));
                cells.push(rate.unwrap_or(Cell::Blank));
            }
        }
        cells
    }

    fn is_measure(&self, name: &str) -> bool {
        self.measures.iter().any(|column| column.name == name)
    }

    /// The measures of a row; where it isn't there, counts are 0 and the others unknown.
    fn cells_of(&self, totals: Option<Totals>) -> Vec<Cell<'static>> {
        let is_there = totals.is_some();
        let mut cells = cells(self.asked, &self.scope, totals.unwrap_or_default());
        if !is_there {
            let others = cells.iter_mut().filter(|cell| !matches!(cell, Cell::Count(_)));
            others.for_each(|cell| *cell = Cell::Blank);
        }
        cells
    }

    /// What the keys that are moments were in the period before, if that is one.
    pub(super) fn keys_before(&self, key: &[Part]) -> Vec<Cell<'static>> {
        let keys = self.asked.keys.iter().zip(key).filter(|(key, _)| key.is_of_period());
        let was = |(key, part): (&Key, &Part)| match &*self.comparison.shifts {
            [shift] => key.before(part, *shift, self.scope.zone, self.asked.interval),
            _ => Cell::Blank,
        };
        keys.map(was).collect()
    }

    /// Each of the measures that people are shown, with its change.
    pub(super) fn for_people(&self) -> Vec<Cow<'static, str>> {
        let shown = if self.asked.is_by_user() { OF_USERS } else { OF_INTERACTIONS };
        let names = Summary::for_people(self.asked, |name| !self.is_measure(name) || shown.contains(&name));
        let with_change = |name: Cow<'static, str>| match self.is_measure(&name) {
            true => vec![name.clone(), format!("{name}_change").into()],
            false => vec![name],
        };
        names.into_iter().flat_map(with_change).chain(["in".into()]).collect()
    }
}

/// The measures of one side of a row.
struct Side<'c> {
    columns: &'c [Column],
    cells: Vec<Cell<'static>>,
    /// Of how many weeks together.
    weeks: u64,
}

impl<'c> Side<'c> {
    fn new(columns: &'c [Column], cells: Vec<Cell<'static>>, weeks: u64) -> Side<'c> {
        Side { columns, cells, weeks }
    }

    /// The exact value as a fraction, of lengths in microseconds. `None` if it is blank.
    fn amount(&self, at: usize) -> Option<(i128, i128)> {
        let weeks = i128::from(if self.is_sum(at) { self.weeks } else { 1 });
        Some(match self.cells[at] {
            Cell::Count(count) => (count.into(), weeks),
            Cell::Seconds(sum) => (sum.micros(), weeks),
            Cell::Average(Average { sum, count }) => (sum.micros(), count.into()),
            Cell::Rate(Rate { part, whole }) => (part.into(), whole.into()),
            _ => return None,
        })
    }

    /// Whether it grows with the number of weeks.
    fn is_sum(&self, at: usize) -> bool {
        let column = &self.columns[at];
        column.kind == Kind::Count || column.kind == Kind::Seconds && self.average(&column.name).is_none()
    }

    /// The cell itself; of several weeks what a count or sum is in one.
    fn shown(&self, at: usize) -> Cell<'static> {
        let mean = self.amount(at).filter(|_| self.weeks > 1 && self.is_sum(at));
        let number = |(above, below)| number(&self.columns[at], Role::Amount, above, below);
        mean.map_or_else(|| self.cells[at].clone(), number)
    }

    /// The average of the lengths of which a percentile or maximum is one: it tells how many there are.
    fn average(&self, name: &str) -> Option<usize> {
        let of = ["_avg", "_p50", "_p90", "_max"].iter().find_map(|end| name.strip_suffix(end))?;
        self.columns.iter().position(|column| column.name.strip_suffix("_avg") == Some(of))
    }

    /// How many values it rests on; of a count those counted. `None` for a sum, or if that isn't known.
    fn values(&self, at: usize) -> Option<u64> {
        let column = &self.columns[at];
        let at = self.average(&column.name).unwrap_or(at);
        match (&self.cells[at], column.kind) {
            (Cell::Count(count), _) => Some(*count / self.weeks),
            (Cell::Average(average), _) => Some(average.count),
            (Cell::Rate(rate), _) => Some(rate.whole),
            (Cell::Blank, Kind::Seconds | Kind::Rate) if !self.is_sum(at) => Some(0),
            _ => None,
        }
    }
}

/// A fraction as a number of a measure: averages have three decimals, other lengths what they need.
fn number(column: &Column, role: Role, above: i128, below: i128) -> Cell<'static> {
    Cell::number(column.kind, role, above, below, !column.name.ends_with("_avg"))
}

/// Whether a measure rests on too little to tell a change: on either side, a count on both.
fn is_few(sides: [&Side<'_>; 2], at: usize, least: u64) -> bool {
    let mut values = sides.iter().filter_map(|side| side.values(at)).map(|values| values < least);
    if sides[0].columns[at].kind == Kind::Count { values.all(|few| few) } else { values.any(|few| few) }
}
