//! The columns of a comparison.

use crate::reports::{Column, Kind};

use super::super::asked::SummaryAsked;
use super::super::measured::measures;

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

/// What is added to the name of a measure for its values of the other period, and its change.
pub(in super::super) static OF_MEASURES: [Column; 3] = [
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
pub(in super::super) fn own_columns() -> Vec<&'static Column> {
    [&IN, &TOO_FEW].into_iter().chain(&OF_MEASURES).collect()
}

/// The columns of a comparison: the keys, those of moments also of the period before, and each measure with what it was.
pub(in super::super) fn columns(asked: &SummaryAsked) -> Vec<Column> {
    let [before, change, rate] = &OF_MEASURES;
    let mut columns: Vec<Column> = asked.key_columns().cloned().collect();
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
