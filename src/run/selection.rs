//! Which rows and columns of a report are shown, and in which order.

use crate::audit::{self, Severity};
use crate::choices::Present;
use crate::cli;
use crate::exports::Vocabulary;
use crate::formats::Format;
use crate::messages::{Messages, Remark};
use crate::near::{did_you_mean, nearest};
use crate::plain::{counted, quoted};
use crate::reports::Column;
use crate::tables::{Field, Response, Table, same_word};
use crate::timelines::{Outcome, ResponseSource, State};
use crate::usage::UsageError;

use super::batch::{Batch, Run};
use super::columns::{check_names, chosen};
use super::conditions::{Condition, Test, Verdict};
use super::sort;
use super::speller::{Cells, Speller};

pub(super) struct Selection {
    /// The columns shown; `None` for the default ones.
    pub(super) columns: Option<Vec<Column>>,
    conditions: Vec<(Column, Test)>,
    /// The columns to sort by, and whether in descending order.
    order: Vec<(Column, bool)>,
    pub(super) limit: Option<u64>,
}

impl Selection {
    /// Parses the options; `usual` are the default columns, and `find` looks a column up by name.
    pub(super) fn new(
        options: &cli::Rows,
        format: Format,
        usual: &[&str],
        find: impl Fn(&str) -> Result<Column, UsageError>,
        present: &Present,
    ) -> Result<Selection, UsageError> {
        let columns = options.columns.as_deref().map(|asked| -> Result<Vec<Column>, UsageError> {
            chosen(asked, usual)?.iter().map(|name| find(name)).collect()
        });
        let columns = columns.transpose()?;
        check_names(format, columns.iter().flatten().map(|column| &*column.name))?;
        let mut conditions = Vec::new();
        for text in &options.conditions {
            let condition = Condition::read(text)?;
            let column = find(&condition.column)?;
            let test = condition.test(column.kind, column.is_known(), present)?;
            conditions.push((column, test));
        }
        let mut order = Vec::new();
        for name in options.sort.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let (name, descends) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
            order.push((find(name)?, descends));
        }
        Ok(Selection { columns, conditions, order, limit: options.limit })
    }

    /// Whether all rows are shown in their own order, under the default columns.
    pub(super) fn is_everything(&self) -> bool {
        self.columns.is_none() && !self.narrows() && self.order.is_empty()
    }

    pub(super) fn narrows(&self) -> bool {
        !self.conditions.is_empty() || self.limit.is_some()
    }

    pub(super) fn sorts(&self) -> bool {
        !self.order.is_empty()
    }

    pub(super) fn compared(&self) -> impl Iterator<Item = &Column> {
        self.conditions.iter().map(|(column, _)| column)
    }

    pub(super) fn used(&self) -> impl Iterator<Item = &Column> {
        self.compared().chain(self.order.iter().map(|(column, _)| column))
    }

    /// Adds a row to a batch if all conditions hold; `columns` are the ones shown, `group` writes the key of its file.
    #[inline]
    pub(super) fn add<'r>(
        &self,
        row: &impl Cells<'r>,
        columns: &[Column],
        group: impl FnOnce(&mut Vec<u8>),
        speller: &mut Speller,
        batch: &mut Batch,
    ) {
        if !self.holds(row, speller, &mut batch.no_numbers) {
            return;
        }
        let mut file = Vec::new();
        group(&mut file);
        if self.sorts() || self.limit.is_some() {
            // Rows that may yet be dropped or moved stay apart.
            batch.runs.push(Run { key: self.key(row), group: file, ..Run::default() });
        } else if batch.runs.last().is_none_or(|run| !is_same(&run.group, &file)) {
            batch.runs.push(Run { group: file, ..Run::default() });
        }
        speller.row(row, columns, batch);
    }

    pub(super) fn key<'r>(&self, row: &impl Cells<'r>) -> Vec<u8> {
        let mut key = Vec::new();
        for (column, descends) in &self.order {
            sort::key(&row.value(column), column.kind, *descends, &mut key);
        }
        key
    }

    /// Whether all conditions hold for a row. All are evaluated, as each remembers whether it was ever met.
    #[inline]
    pub(super) fn holds<'r>(&self, row: &impl Cells<'r>, speller: &mut Speller, no_numbers: &mut Vec<u64>) -> bool {
        no_numbers.resize(self.conditions.len(), 0);
        let mut all = true;
        for ((column, test), no_number) in self.conditions.iter().zip(no_numbers) {
            speller.printed.clear();
            speller.spelling.values.write(&row.cell(column), &mut speller.printed);
            match test.ask(&row.value(column), &String::from_utf8_lossy(&speller.printed)) {
                Verdict::Holds(holds) => all &= holds,
                Verdict::NoNumber => {
                    *no_number += 1;
                    all = false;
                }
            }
        }
        all
    }

    /// Notes words that no row had, and values that aren't numbers.
    pub(super) fn note(&self, no_numbers: &[u64], vocabulary: &Vocabulary, messages: &mut Messages<'_>) {
        // If there was no row, there are no counts.
        let no_numbers = no_numbers.iter().copied().chain(std::iter::repeat(0));
        for ((column, test), count) in self.conditions.iter().zip(no_numbers) {
            note_unmet(column, test, vocabulary, messages);
            if count > 0 {
                let values = counted(count, "value");
                messages.note(format!("{values} of {} no number: no match", quoted(&column.name)));
            }
        }
    }
}

/// Mostly both are empty. Comparing no bytes at all is slow on some processors: they load from where nothing is.
#[inline]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && (one.is_empty() || one == other)
}

/// Notes that a condition's word is in no row and isn't a known word of its column: more likely a typo than a question.
fn note_unmet(column: &Column, test: &Test, vocabulary: &Vocabulary, messages: &mut Messages<'_>) {
    let Some(word) = test.unmet_word() else { return };
    let known = known_words(column.meant(), vocabulary);
    if known.iter().any(|known| same_word(known, word)) {
        return;
    }
    let near = did_you_mean(&nearest(word, known.into_iter()));
    messages.say(Remark::note(format!("--where: no row has the {} {}", column.name, quoted(word))).hint(near));
}

fn known_words<'v>(column: &str, vocabulary: &'v Vocabulary) -> Vec<&'v str> {
    match column {
        "response" => Response::ALL.map(Response::name).to_vec(),
        "response_source" => ResponseSource::ALL.map(ResponseSource::name).to_vec(),
        "outcome" => Outcome::ALL.map(Outcome::name).to_vec(),
        "state" => State::ALL.map(State::name).to_vec(),
        "severity" => Severity::ALL.into_iter().rev().map(Severity::name).collect(),
        "rule" => audit::rules().map(|rule| rule.name).collect(),
        "table" => Table::ALL.map(Table::name).to_vec(),
        "from_status" | "to_status" | "final_status" => vocabulary.known_words(Field::Status),
        _ => {
            let field = Field::ALL.iter().find(|field| field.name() == column);
            field.map(|field| vocabulary.known_words(*field)).unwrap_or_default()
        }
    }
}
