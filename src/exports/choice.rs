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
        let holds = |(condition, column): &(RowCondition, Option<usize>)| {
            column.is_some_and(|column| condition.holds(&record.bytes_if_any(column)))
        };
        if !self.condition.as_ref().is_none_or(holds) {
            return Cow::Borrowed(b"");
        }
        if let Some(row) = &self.row {
            return row.of(record).into_bytes().into();
        }
        let means_nothing = |value: &[u8]| {
            is_blank(value) || self.blanks.iter().any(|blank| blank.as_bytes().eq_ignore_ascii_case(value))
        };
        let values = self.columns.iter().map(|column| record.bytes_if_any(*column));
        let mut values = values.filter(|value| !means_nothing(value));
        let first = values.next().unwrap_or_default();
        if !self.joins {
            return first;
        }
        values.fold(first, |all, value| [&*all, b" ", &*value].concat().into())
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
