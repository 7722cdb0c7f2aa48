//! Which rows and columns of a report are shown, and in which order.

use crate::choices::Present;
use crate::cli;
use crate::exports::Vocabulary;
use crate::formats::{Format, Spelling, Values};
use crate::messages::Messages;
use crate::plain::{counted, quoted};
use crate::reports::{Cell, Column};
use crate::usage::UsageError;

use super::columns::check_names;
use super::conditions::{Condition, Test, Verdict};
use super::destination::Destination;
use super::{heard, sort};

/// The rows and columns that are asked for.
pub(super) struct Selection {
    /// The columns that are shown; `None` for the usual ones.
    pub(super) columns: Option<Vec<Column>>,
    conditions: Vec<(Column, Test)>,
    /// The columns to sort by, and whether from the largest.
    order: Vec<(Column, bool)>,
    pub(super) limit: Option<u64>,
}

/// A row, which columns have cells of.
pub(super) trait Cells<'r> {
    /// The cell of a column.
    fn cell(&self, column: &Column) -> Cell<'r>;

    /// What people are shown in its place.
    fn for_people(&self, column: &Column) -> Cell<'r> {
        self.cell(column)
    }

    /// What it is compared by, in conditions and orders.
    fn value(&self, column: &Column) -> Cell<'r> {
        self.cell(column)
    }
}

/// Rows that were selected, spelled one after another.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) bytes: Vec<u8>,
    pub(super) runs: Vec<Run>,
    /// For each condition the values that are no numbers.
    pub(super) no_numbers: Vec<u64>,
}

/// Rows that go the same way.
#[derive(Default)]
pub(super) struct Run {
    /// What puts them in order; empty where nothing is sorted.
    pub(super) key: Vec<u8>,
    /// The file that they belong to; empty where nothing is split.
    pub(super) group: Vec<u8>,
    pub(super) rows: u64,
    /// Where they end in the bytes.
    pub(super) end: usize,
}

/// What a thread selects and spells rows with.
pub(super) struct Speller {
    spelling: Spelling,
    is_for_people: bool,
    /// Spells the cells that conditions ask of.
    values: Values,
    printed: Vec<u8>,
}

impl Speller {
    /// What spells rows under these columns.
    pub(super) fn new(destination: &Destination<'_>, columns: &[Column]) -> Speller {
        Speller {
            spelling: destination.spelling(columns),
            is_for_people: destination.look.is_for_people(),
            values: Values::new(destination.zone),
            printed: Vec::new(),
        }
    }

    /// Spells a row at the end of a batch.
    #[inline]
    pub(super) fn row<'r>(&mut self, cells: impl Iterator<Item = Cell<'r>>, batch: &mut Batch) {
        self.spelling.row(cells, &mut batch.bytes);
        batch.end_row(1);
    }
}

impl Batch {
    /// How many rows there are.
    pub(super) fn rows(&self) -> u64 {
        self.runs.iter().map(|run| run.rows).sum()
    }

    /// Enters the bytes up to here as so many rows of the last run.
    #[inline]
    pub(super) fn end_row(&mut self, rows: u64) {
        let end = self.bytes.len();
        match self.runs.last_mut() {
            Some(run) => (run.rows, run.end) = (run.rows + rows, end),
            None => self.runs.push(Run { rows, end, ..Run::default() }),
        }
    }
}

impl Selection {
    /// Understands what is asked; `usual` are the columns where none are asked for, and `find` gives the one of a name.
    pub(super) fn new(
        options: &cli::Rows,
        format: Format,
        usual: &[&str],
        find: impl Fn(&str) -> Result<Column, UsageError>,
        present: &Present,
    ) -> Result<Selection, UsageError> {
        let columns = options.columns.as_deref().map(|asked| -> Result<Vec<Column>, UsageError> {
            super::columns::chosen(Some(asked), usual)?.iter().map(|name| find(name)).collect()
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

    /// Whether all rows are shown as they come, under the usual columns.
    pub(super) fn is_everything(&self) -> bool {
        self.columns.is_none() && !self.narrows() && self.order.is_empty()
    }

    /// Whether rows may be left out.
    pub(super) fn narrows(&self) -> bool {
        !self.conditions.is_empty() || self.limit.is_some()
    }

    /// Whether rows are sorted.
    pub(super) fn sorts(&self) -> bool {
        !self.order.is_empty()
    }

    /// The columns of conditions.
    pub(super) fn compared(&self) -> impl Iterator<Item = &Column> {
        self.conditions.iter().map(|(column, _)| column)
    }

    /// The columns of conditions and orders.
    pub(super) fn used(&self) -> impl Iterator<Item = &Column> {
        self.compared().chain(self.order.iter().map(|(column, _)| column))
    }

    /// Adds a row to a batch, if all conditions hold for it; `columns` are those that are shown, `group` gives its file.
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
        let is_for_people = speller.is_for_people;
        let cells = columns.iter().map(|column| if is_for_people { row.for_people(column) } else { row.cell(column) });
        let mut file = Vec::new();
        group(&mut file);
        if self.sorts() || self.limit.is_some() {
            // Rows that may be left out yet, or come elsewhere, stay apart.
            batch.runs.push(Run { key: self.key(row), group: file, ..Run::default() });
        } else if batch.runs.last().is_none_or(|run| run.group != file) {
            batch.runs.push(Run { group: file, ..Run::default() });
        }
        speller.row(cells, batch);
    }

    /// What puts a row in its place among others.
    pub(super) fn key<'r>(&self, row: &impl Cells<'r>) -> Vec<u8> {
        let mut key = Vec::new();
        for (column, descends) in &self.order {
            sort::key(&row.value(column), column.kind, *descends, &mut key);
        }
        key
    }

    /// Whether all conditions hold for a row. Each is asked, as each remembers whether it was met.
    #[inline]
    pub(super) fn holds<'r>(&self, row: &impl Cells<'r>, speller: &mut Speller, no_numbers: &mut Vec<u64>) -> bool {
        no_numbers.resize(self.conditions.len(), 0);
        let mut all = true;
        for ((column, test), no_number) in self.conditions.iter().zip(no_numbers) {
            speller.printed.clear();
            speller.values.write(&row.cell(column), &mut speller.printed);
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

    /// Notes words that no row had, and values that are no numbers.
    pub(super) fn note(&self, no_numbers: &[u64], vocabulary: &Vocabulary, messages: &mut Messages<'_>) {
        // Where no row was asked there are no counts.
        let no_numbers = no_numbers.iter().copied().chain(std::iter::repeat(0));
        for ((column, test), count) in self.conditions.iter().zip(no_numbers) {
            heard::note(&column.name, column.meant(), test, vocabulary, messages);
            if count > 0 {
                let values = counted(count, "value");
                messages.note(format!("{values} of {} no number: no match", quoted(&column.name)));
            }
        }
    }
}
