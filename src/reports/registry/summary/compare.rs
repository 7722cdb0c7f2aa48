//! `--compare`: each row beside the same of another period.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::plain::{count, counted};
use crate::reports::folded::{Comparison, Scope, Shift, part_of};
use crate::reports::{Average, Cell, Column, Fold, Folded, Kind, Rate, Reader, Role, Sketch, Tone};
use crate::timelines::Timeline;

use super::asked::SummaryAsked;
use super::fold::{Summary, cells, measures, title};
use super::key::{Key, Part};
use super::totals::Totals;

static IN: Column = Column::word("in", "In which of the periods the row occurs: both, now (the chosen one) or before.")
    .from("a row of either; the counts of the other are 0 where it is in one alone");

static TOO_FEW: Column = Column::text(
    "too_few",
    "The measures that rest on too few interactions or rings to tell a change, separated by blanks.",
)
.blank("where all rest on enough")
.from(
    "rates, averages and percentiles whose denominator or number of values is below --min-count in either period, counts \
     that are in both",
);

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

/// What is added to the name of a measure for its values of the other period, and its change.
pub(super) static OF_MEASURES: [Column; 3] = [
    Column::text(
        "_before",
        "The same in the period compared with; of several weeks a count or sum is that of one on average.",
    )
    .blank("where the measure is, and where the exports begin after that period")
    .from("as the measure; averages, rates and percentiles of several weeks are of what they hold together"),
    Column::text("_change", "By how much the measure differs from before.")
        .blank("where either is")
        .from("the measure - before, on exact values, rounded once; of percentiles the difference of the two"),
    Column::rate("_change_rate", "By which share of what it was before the measure differs; shares have none.")
        .blank("where either is, and where before is 0 or negative")
        .from("change / before"),
];

/// The columns of a comparison that no other summary has.
pub(super) fn own_columns() -> Vec<&'static Column> {
    [&IN, &TOO_FEW].into_iter().chain(&OF_MEASURES).collect()
}

/// The columns of a comparison: the keys, those of moments also of the period before, and each measure with what it was.
pub(super) fn columns(asked: &SummaryAsked) -> Vec<Column> {
    let [before, change, rate] = &OF_MEASURES;
    let mut columns: Vec<Column> = asked.keys.iter().flat_map(|key| key.columns()).cloned().collect();
    for key in asked.keys.iter().filter(|key| key.is_of_period()) {
        columns.extend(key.columns().iter().map(|column| suffixed(column, before, column.kind)));
    }
    columns.extend([IN.clone(), TOO_FEW.clone()]);
    for column in measures(asked) {
        let of_measure = [before, change].map(|of| suffixed(&column, of, column.kind));
        let rate = (column.kind != Kind::Rate).then(|| suffixed(&column, rate, Kind::Rate));
        columns.push(column);
        columns.extend(of_measure.into_iter().chain(rate));
    }
    columns
}

/// Something of a measure, as a column.
fn suffixed(measure: &Column, of: &Column, kind: Kind) -> Column {
    let mut column = of.clone();
    column.name = format!("{}{}", measure.name, of.name).into();
    column.kind = kind;
    column
}

/// The chosen period and those before it, each counted by itself.
pub(super) struct Compared {
    asked: SummaryAsked,
    comparison: Comparison,
    /// The chosen one first.
    periods: Vec<Summary>,
    /// How many interactions each has.
    interactions: Vec<u64>,
}

impl Compared {
    pub(super) fn new(asked: &SummaryAsked, scope: &Scope, comparison: &Comparison) -> Compared {
        let shifts = std::iter::once(Shift::default()).chain(comparison.shifts.iter().copied());
        let periods: Vec<Summary> =
            shifts.map(|shift| Summary::new(asked.clone(), Scope { shift, ..scope.clone() })).collect();
        let interactions = vec![0; periods.len()];
        Compared { asked: asked.clone(), comparison: comparison.clone(), periods, interactions }
    }
}

impl Fold for Compared {
    fn add(&mut self, timeline: &Timeline<'_>, reader: &Reader<'_>) {
        for (at, (period, interactions)) in self.periods.iter_mut().zip(&mut self.interactions).enumerate() {
            if (self.comparison.has)(at, timeline) {
                *interactions += 1;
                period.add(timeline, reader);
            }
        }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        let later: Compared = part_of(later);
        self.periods.iter_mut().zip(later.periods).for_each(|(known, more)| known.join(more));
        self.interactions.iter_mut().zip(later.interactions).for_each(|(known, more)| *known += more);
    }

    fn finish(self: Box<Self>) -> Folded {
        let Compared { asked, comparison, periods, interactions } = *self;
        let mut periods = periods.into_iter();
        let now = periods.next().unwrap_or_else(|| unreachable!("the chosen period is always there"));
        let (weeks, mut before) = (periods.len() as u64, periods.next());
        for more in periods {
            before.iter_mut().for_each(|before| before.join(more.clone()));
        }
        let mut spellings = now.spellings.clone();
        // A word has one spelling in both.
        if let Some(before) = &before {
            spellings.merge(before.spellings.clone());
        }
        let (mut impossible, mut notes, mut remarks) = (now.impossible.clone(), now.notes(), now.remarks());
        if let Some(before) = &before {
            impossible.merge(before.impossible.clone());
            notes.extend(before.notes());
        }
        remarks.extend(comparison.remarks.iter().cloned());
        let sides = Sides {
            asked: &asked,
            comparison: &comparison,
            weeks,
            scope: now.scope.clone(),
            measures: measures(&asked),
        };
        let (rows_now, all_now) = now.counted(&spellings, &mut notes);
        let (mut rows_before, all_before) =
            before.map(|before| before.counted(&spellings, &mut Vec::new())).unwrap_or_default();
        let mut rows: BTreeMap<Vec<Part>, (Option<Totals>, Option<Totals>)> = BTreeMap::new();
        for (key, totals) in rows_now {
            let before = rows_before.remove(&key);
            rows.insert(key, (Some(totals), before));
        }
        rows.extend(rows_before.into_iter().map(|(key, totals)| (key, (None, Some(totals)))));
        let row = |(key, (now, before)): (Vec<Part>, (Option<Totals>, Option<Totals>))| {
            let was = sides.keys_before(&key);
            key.into_iter().flat_map(Part::cells).chain(was).chain(sides.cells(now, before)).collect()
        };
        let keys = asked.keys.iter().map(|key| key.columns().len() + usize::from(key.is_of_period())).sum();
        let mut all = vec![Cell::Blank; keys];
        if let Some(first) = all.first_mut() {
            *first = Cell::text("all");
        }
        all.extend(sides.cells(Some(all_now), Some(all_before)));
        let by_all = asked.keys.contains(&Key::All);
        let before: u64 = interactions[1..].iter().sum();
        let beside = if weeks == 0 { String::new() } else { format!("{} in ", count(before)) };
        Folded {
            title: format!("{}, compared", title(&asked.keys)),
            columns: columns(&asked),
            rows: rows.into_iter().map(row).collect(),
            totals: Some(all).filter(|_| !by_all),
            for_people: sides.for_people(),
            counted: Some(format!(
                "{} in {} beside {beside}{}",
                counted(interactions[0], "interaction"),
                comparison.now,
                comparison.before
            )),
            remarks,
            notes,
            impossible,
            sketches: if by_all { Vec::new() } else { sketches(&asked) },
        }
    }
}

/// What both sides of a row are told by.
struct Sides<'c> {
    asked: &'c SummaryAsked,
    comparison: &'c Comparison,
    /// How many periods were counted before; 0 if the exports hold none.
    weeks: u64,
    scope: Scope,
    /// The columns of the measures.
    measures: Vec<Column>,
}

impl Sides<'_> {
    /// In which periods the row is, what is too few, and each measure with what it was and how it changed.
    fn cells(&self, now: Option<Totals>, before: Option<Totals>) -> Vec<Cell<'static>> {
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
    fn keys_before(&self, key: &[Part]) -> Vec<Cell<'static>> {
        let keys = self.asked.keys.iter().zip(key).filter(|(key, _)| key.is_of_period());
        let was = |(key, part): (&Key, &Part)| match &*self.comparison.shifts {
            [shift] => key.before(part, *shift, self.scope.zone, self.asked.interval),
            _ => Cell::Blank,
        };
        keys.map(was).collect()
    }

    /// Each of the measures that people are shown, with its change.
    fn for_people(&self) -> Vec<Cow<'static, str>> {
        let shown = if self.asked.is_by_user() { OF_USERS } else { OF_INTERACTIONS };
        let names = Summary::for_people(self.asked, |name| !self.is_measure(name) || shown.contains(&name));
        let keys = self.asked.keys.iter().flat_map(|key| key.columns()).map(|column| &*column.name);
        let keys: Vec<&str> = keys.collect();
        let with_change = |name: Cow<'static, str>| match keys.contains(&&*name) {
            true => vec![name],
            false => vec![name.clone(), format!("{name}_change").into()],
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

/// Pairs of bars.
fn sketches(asked: &SummaryAsked) -> Vec<Sketch> {
    let keys = &asked.keys;
    let labels: Vec<&'static str> = keys.iter().filter_map(|key| Some(&*key.columns().last()?.name)).collect();
    let pair = |title: &str, now: &'static str, before: &'static str| Sketch::Bars {
        title: title.to_owned(),
        names: labels.clone(),
        series: vec![(now, "now", Tone::Good), (before, "before", Tone::Plain)],
        whole: None,
        is_time: keys.iter().all(|key| key.is_time()),
        moments: Vec::new(),
    };
    if asked.is_by_user() {
        return vec![pair("Rings", "rings", "rings_before")];
    }
    vec![
        pair("Interactions", "interactions", "interactions_before"),
        pair("Average wait of answered interactions", "wait_seconds_avg", "wait_seconds_avg_before"),
    ]
}
