//! `--where`: conditions on the cells of a row.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use regex::Regex;

use crate::choices::{Present, When};
use crate::exports::{boolean, decimal};
use crate::operator::Operator;
use crate::plain::quoted;
use crate::reports::{Cell, Kind};
use crate::spans::span;
use crate::tables::{Decimal, same_word};
use crate::usage::UsageError;

/// A condition before its column is known.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) column: String,
    operator: Operator,
    value: String,
}

#[derive(Clone, Debug)]
enum Operand {
    /// Only blanks equal it.
    Blank,
    Number(Decimal),
    Word(String),
    Text(String),
    Pattern(Regex),
}

/// A condition for a column's cells.
#[derive(Debug)]
pub(crate) struct Test {
    operator: Operator,
    operand: Operand,
    kind: Kind,
    /// Whether to count texts that aren't numbers.
    pub(crate) expects_numbers: bool,
    /// Whether any cell matched its word.
    is_met: AtomicBool,
}

/// The result for a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds(bool),
    /// It can't hold, as the text isn't a number.
    NoNumber,
}

impl Condition {
    pub(crate) fn read(text: &str) -> Result<Condition, UsageError> {
        let hint = "it takes COLUMN OP VALUE, as in 'wait_seconds>=1m'; OP is one of = != < <= > >= ~ !~";
        let wrong = || UsageError::new(format!("--where: {} is not a condition", quoted(text))).hint(hint);
        let (column, operator, value) = Operator::split(text).ok_or_else(wrong)?;
        Ok(Condition { column: column.to_owned(), operator, value: value.to_owned() })
    }

    /// Prepares it for a column of this kind.
    pub(crate) fn test(&self, kind: Kind, is_known: bool, present: &Present) -> Result<Test, UsageError> {
        let wrong = |want: &str| {
            UsageError::new(format!("--where: {} is not a value for {}", quoted(&self.value), self.column))
                .hint(format!("it takes {want}"))
        };
        let compares = matches!(
            self.operator,
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual
        );
        let value = self.value.as_str();
        let as_number = decimal(value.as_bytes());
        let expects_numbers = !is_known && compares && as_number.is_some();
        let operand = match (self.operator, kind) {
            (Operator::Matches | Operator::MatchesNot, _) => Operand::Pattern(
                Regex::new(value)
                    .map_err(|error| wrong(&format!("a regular expression; {}", last_line(&error.to_string()))))?,
            ),
            _ if value.is_empty() => Operand::Blank,
            (_, Kind::Count) => Operand::Number(as_number.ok_or_else(|| wrong("a number"))?),
            (_, Kind::Rate) => Operand::Number(rate(value).ok_or_else(|| wrong("a number, as in 0.8 or 80%"))?),
            (_, Kind::Seconds) => {
                let (negative, length) = value.strip_prefix('-').map_or((false, value), |length| (true, length));
                let length = span(length, "--where").map_err(|_| wrong("a length of time, as in 90 or 1m30s"))?;
                let micros = i128::from(if negative { -length.micros() } else { length.micros() });
                Operand::Number(of_micros(micros))
            }
            (_, Kind::Time) => {
                let at = When::read(value).map(|when| when.interval(present).start);
                Operand::Number(of_micros(at.ok_or_else(|| wrong("a time or a day"))?.micros().into()))
            }
            (_, Kind::Flag) => {
                Operand::Text(boolean(value.as_bytes()).ok_or_else(|| wrong("true or false"))?.to_string())
            }
            (_, Kind::Word) => Operand::Word(value.to_owned()),
            (_, Kind::Text) if expects_numbers => Operand::Number(as_number.ok_or_else(|| wrong("a number"))?),
            (_, Kind::Text) => Operand::Text(value.to_owned()),
        };
        Ok(Test { operator: self.operator, operand, kind, expects_numbers, is_met: AtomicBool::new(false) })
    }
}

impl Test {
    /// The word that cells had to equal, if none did.
    pub(crate) fn unmet_word(&self) -> Option<&str> {
        match &self.operand {
            Operand::Word(word) if self.operator == Operator::Equal && !self.is_met.load(Relaxed) => Some(word),
            _ => None,
        }
    }

    /// Tests a cell; `printed` is its text in files.
    pub(crate) fn ask(&self, cell: &Cell<'_>, printed: &str) -> Verdict {
        if *cell == Cell::Blank {
            let is_blank = matches!(self.operand, Operand::Blank);
            return Verdict::Holds(match self.operator {
                Operator::Equal => is_blank,
                Operator::NotEqual => !is_blank,
                Operator::MatchesNot => true,
                _ => false,
            });
        }
        let order = match &self.operand {
            Operand::Blank => return Verdict::Holds(self.operator == Operator::NotEqual),
            Operand::Pattern(pattern) => {
                return Verdict::Holds(pattern.is_match(printed) == (self.operator == Operator::Matches));
            }
            Operand::Number(number) => match number_of(cell, self.kind) {
                Some(value) => value.cmp(number),
                None if self.expects_numbers => return Verdict::NoNumber,
                None => return Verdict::Holds(self.operator == Operator::NotEqual),
            },
            Operand::Word(word) if same_word(word, printed) => {
                // Written once, as threads share it.
                if !self.is_met.load(Relaxed) {
                    self.is_met.store(true, Relaxed);
                }
                Ordering::Equal
            }
            Operand::Word(text) | Operand::Text(text) => printed.cmp(text),
        };
        Verdict::Holds(self.operator.holds(order))
    }
}

/// A cell's number, as printed: seconds, counts, shares; moments in seconds.
pub(super) fn number_of(cell: &Cell<'_>, kind: Kind) -> Option<Decimal> {
    match cell {
        Cell::Count(count) => Some(Decimal::from_scaled(i128::from(*count) * 1_000_000_000)),
        Cell::Seconds(length) => Some(of_micros(length.micros())),
        Cell::Average(average) => Some(of_micros(average.length().micros())),
        Cell::Time(at) | Cell::Micros(at) => Some(of_micros(at.micros().into())),
        Cell::Number(number) => Some(of_micros(number.amount.micros())),
        Cell::Rate(rate) => Some(Decimal::from_scaled(rate.ten_thousandths() * 100_000)),
        // A time or duration that could be parsed isn't text.
        Cell::Text(_) if matches!(kind, Kind::Time | Kind::Seconds) => None,
        Cell::Text(text) => decimal(text.as_bytes()),
        Cell::Blank | Cell::Uuid(_) | Cell::Flag(_) => None,
    }
}

fn of_micros(micros: i128) -> Decimal {
    Decimal::from_scaled(micros * 1000)
}

fn rate(text: &str) -> Option<Decimal> {
    match text.strip_suffix('%') {
        Some(percent) => decimal(percent.trim().as_bytes()).map(|percent| Decimal::from_scaled(percent.scaled() / 100)),
        None => decimal(text.as_bytes()),
    }
}

fn last_line(text: &str) -> String {
    text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests;
