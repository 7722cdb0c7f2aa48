//! Fields whose value isn't that of one column in every row: it is in the first of several that isn't blank, in several
//! together, only in some rows, or in none: a row may be an interaction by itself.

use std::borrow::Cow;

use super::line_steps::LineSteps;
use super::naming::ColumnMapping;
use super::record::Record;
use super::row_condition::RowCondition;
use super::values::is_blank;

#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The row's own place, instead of any column.
    row: Option<RowPlaces>,
    columns: Vec<usize>,
    joins: bool,
    /// `None` within if the file has no such column: it never holds.
    condition: Option<(RowCondition, Option<usize>)>,
    /// Values that mean nothing.
    blanks: Vec<String>,
}

impl Choice {
    /// What is said of a field in a file, where `column` is the best for it; `None` if its value is that of one column.
    pub(super) fn of(
        mapping: Option<&ColumnMapping>,
        blanks: Vec<String>,
        column: Option<usize>,
        named: impl Fn(&str) -> Option<usize>,
    ) -> Option<Choice> {
        let headers = mapping.iter().flat_map(|mapping| &mapping.headers);
        let columns: Vec<usize> = headers.filter_map(|header| named(header)).collect();
        let row = mapping.filter(|mapping| mapping.is_row).map(|_| RowPlaces::default());
        let columns = if columns.is_empty() && row.is_none() { vec![column?] } else { columns };
        let condition = mapping.and_then(|mapping| mapping.condition.clone()).map(|condition| {
            let column = named(&condition.column);
            (condition, column)
        });
        let is_choice = row.is_some() || columns.len() > 1 || condition.is_some() || !blanks.is_empty();
        let joins = mapping.is_some_and(|mapping| mapping.joins);
        is_choice.then_some(Choice { row, columns, joins, condition, blanks })
    }

    /// The value in a record, trimmed; none if it has none.
    pub(super) fn value<'a>(&self, record: &Record<'a, '_>) -> Cow<'a, [u8]> {
        if let Some(row) = self.row.as_ref().filter(|_| self.holds(record)) {
            return row.of(record).into_bytes().into();
        }
        let mut values = self.given(record).map(|(_, value)| value);
        let first = values.next().unwrap_or_default();
        values.fold(first, |all, value| [&*all, b" ", &*value].concat().into())
    }

    /// The columns that the value in a record is made of, with what each gives.
    pub(super) fn given<'a>(&self, record: &Record<'a, '_>) -> impl Iterator<Item = (usize, Cow<'a, [u8]>)> {
        let means_nothing = |value: &[u8]| {
            is_blank(value) || self.blanks.iter().any(|blank| blank.as_bytes().eq_ignore_ascii_case(value))
        };
        let columns = if self.holds(record) { &self.columns[..] } else { &[] };
        let values = columns.iter().map(|column| (*column, record.bytes_if_any(*column)));
        values.filter(move |(_, value)| !means_nothing(value)).take(if self.joins { usize::MAX } else { 1 })
    }

    /// Whether the row is one of those in which the field has a value.
    fn holds(&self, record: &Record<'_, '_>) -> bool {
        let holds = |(condition, column): &(RowCondition, Option<usize>)| {
            column.is_some_and(|column| condition.holds(&record.bytes_if_any(column)))
        };
        self.condition.as_ref().is_none_or(holds)
    }

    /// The columns that the value may be made of.
    pub(super) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// Whether it is the row's own place, which isn't in the file's text.
    pub(super) fn is_row(&self) -> bool {
        self.row.is_some()
    }

    /// Tells the name and the text of the file that rows are places of.
    pub(super) fn in_file(&mut self, name: &str, text: &[u8]) {
        let places = || RowPlaces { file: name.to_owned(), lines: LineSteps::of(text) };
        self.row.iter_mut().for_each(|row| *row = places());
    }
}

/// Places of rows: the file's name and the line.
#[derive(Clone, Debug, Default)]
struct RowPlaces {
    file: String,
    lines: LineSteps,
}

impl RowPlaces {
    fn of(&self, record: &Record<'_, '_>) -> String {
        format!("{}:{}", self.file, self.lines.line(record.bytes, record.start()))
    }
}
