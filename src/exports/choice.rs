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
}

impl Choice {
    /// What a mapping makes of a field in a file; `None` if its value is that of one column.
    pub(super) fn of(mapping: &ColumnMapping, header: &Header, table: Table) -> Option<Choice> {
        let ColumnMapping { headers, joins, condition, .. } = mapping;
        let columns: Vec<usize> = headers.iter().filter_map(|name| header.named(table, name)).collect();
        let condition = condition.clone().map(|condition| {
            let column = condition.column_in(header, table);
            (condition, column)
        });
        let is_choice = columns.len() > 1 || condition.is_some();
        (is_choice && !columns.is_empty()).then_some(Choice { columns, joins: *joins, condition })
    }

    /// The value in a record, trimmed; none if it has none.
    pub(super) fn value<'a>(&self, record: &Record<'a, '_>) -> Cow<'a, [u8]> {
        let holds = |(condition, column): &(RowCondition, Option<usize>)| {
            column.is_some_and(|column| condition.holds(record, column))
        };
        if !self.condition.as_ref().is_none_or(holds) {
            return Cow::Borrowed(b"");
        }
        let mut values =
            self.columns.iter().map(|column| record.bytes_if_any(*column)).filter(|value| !is_blank(value));
        let first = values.next().unwrap_or_default();
        if !self.joins {
            return first;
        }
        values.fold(first, |all, value| [&*all, b" ", &*value].concat().into())
    }
}
