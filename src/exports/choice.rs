//! Fields whose value isn't that of one column in every row: it is in the first of several that isn't blank, in several
//! together, or only in some rows.

use std::borrow::Cow;

use crate::tables::Table;

use super::header::Header;
use super::naming::ColumnMapping;
use super::record::Record;
use super::row_condition::RowCondition;
use super::values::is_blank;

#[derive(Clone, Debug)]
pub(super) struct Choice {
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
        header: &Header,
        table: Table,
    ) -> Option<Choice> {
        let named = |name: &String| header.named(table, name);
        let columns: Vec<usize> = mapping.iter().flat_map(|mapping| &mapping.headers).filter_map(named).collect();
        let columns = if columns.is_empty() { vec![column?] } else { columns };
        let condition = mapping.and_then(|mapping| mapping.condition.clone()).map(|condition| {
            let column = condition.column_in(header, table);
            (condition, column)
        });
        let is_choice = columns.len() > 1 || condition.is_some() || !blanks.is_empty();
        let joins = mapping.is_some_and(|mapping| mapping.joins);
        is_choice.then_some(Choice { columns, joins, condition, blanks })
    }

    /// The value in a record, trimmed; none if it has none.
    pub(super) fn value<'a>(&self, record: &Record<'a, '_>) -> Cow<'a, [u8]> {
        let holds = |(condition, column): &(RowCondition, Option<usize>)| {
            column.is_some_and(|column| condition.holds(record, column))
        };
        if !self.condition.as_ref().is_none_or(holds) {
            return Cow::Borrowed(b"");
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
}
