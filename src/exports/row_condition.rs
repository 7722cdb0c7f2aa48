//! Conditions on the values of a row, as `segrep.toml` has them: `type = customer`.

use std::cmp::Ordering;

use regex::Regex;

use crate::document::TomlEntry;
use crate::operator::Operator;
use crate::plain::quoted;
use crate::tables::same_word;
use crate::usage::UsageError;

use super::values::{decimal, is_blank};

/// A condition on a column, by its header or by the field that it is.
#[derive(Clone, Debug)]
pub(crate) struct RowCondition {
    pub(crate) column: String,
    operator: Operator,
    value: String,
    pattern: Option<Regex>,
}

impl PartialEq for RowCondition {
    fn eq(&self, other: &RowCondition) -> bool {
        (&self.column, self.operator, &self.value) == (&other.column, other.operator, &other.value)
    }
}

impl Eq for RowCondition {}

impl RowCondition {
    pub(super) fn read(entry: &TomlEntry<'_, '_>) -> Result<RowCondition, UsageError> {
        RowCondition::of_text(entry, &entry.setting()?.text)
    }

    /// Reads a text of an entry.
    pub(super) fn of_text(entry: &TomlEntry<'_, '_>, text: &str) -> Result<RowCondition, UsageError> {
        let hint = "it takes COLUMN OP VALUE, as in \"type = customer\"; OP is one of = != < <= > >= ~ !~";
        let wrong = |why: String| entry.error(format!("{} is not a condition{why}", quoted(text))).hint(hint);
        let (column, operator, value) = Operator::split(text).ok_or_else(|| wrong(String::new()))?;
        let pattern = match operator {
            Operator::Matches | Operator::MatchesNot => {
                Some(Regex::new(value).map_err(|_| wrong(format!(": {} is no regular expression", quoted(value))))?)
            }
            _ => None,
        };
        Ok(RowCondition { column: column.to_owned(), operator, value: value.to_owned(), pattern })
    }

    /// Whether it holds for a value of its column. Words are the same in any spelling; numbers are compared as numbers.
    pub(super) fn holds(&self, value: &[u8]) -> bool {
        let value = if is_blank(value) { "".into() } else { String::from_utf8_lossy(value) };
        match &self.pattern {
            Some(pattern) => pattern.is_match(&value) == (self.operator == Operator::Matches),
            None => self.operator.holds(self.order(&value)),
        }
    }

    fn order(&self, value: &str) -> Ordering {
        let number = |text: &str| decimal(text.as_bytes());
        match number(value).zip(number(&self.value)) {
            Some((one, other)) => one.cmp(&other),
            None if same_word(value, &self.value) => Ordering::Equal,
            None => value.cmp(&self.value),
        }
    }
}
