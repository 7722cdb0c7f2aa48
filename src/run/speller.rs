//! Rows to bytes. Cells that repeat are spelled once.

use std::ops::Range;

use crate::formats::Spelling;
use crate::reports::{Cell, Column, Repeats};

use super::batch::Batch;
use super::destination::Destination;

/// A row that columns take cells from.
pub(super) trait Cells<'r> {
    fn cell(&self, column: &Column) -> Cell<'r>;

    /// See [`Repeats::number`].
    fn number(&self, _repeats: Repeats) -> Option<usize> {
        None
    }

    /// The cell that people see instead.
    fn for_people(&self, column: &Column) -> Cell<'r> {
        self.cell(column)
    }

    /// The cell that conditions and sorting compare.
    fn value(&self, column: &Column) -> Cell<'r> {
        self.cell(column)
    }
}

/// What a thread needs to select and format rows.
pub(super) struct Speller {
    pub(super) spelling: Spelling,
    is_for_people: bool,
    runs: Vec<ColumnRun>,
    /// The cell that a condition compares.
    pub(super) printed: Vec<u8>,
}

/// Columns side by side whose cells repeat together.
struct ColumnRun {
    columns: Range<usize>,
    repeats: Repeats,
    spelled: Spelled,
}

impl Speller {
    pub(super) fn new(destination: &Destination<'_>, columns: &[Column]) -> Speller {
        let is_for_people = destination.look.is_for_people();
        let mut runs: Vec<ColumnRun> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            let repeats = if is_for_people { Repeats::Never } else { column.repeats };
            match runs.last_mut() {
                Some(run) if run.repeats == repeats => run.columns.end = at + 1,
                _ => runs.push(ColumnRun { columns: at..at + 1, repeats, spelled: Spelled::default() }),
            }
        }
        Speller { spelling: destination.spelling(columns), is_for_people, runs, printed: Vec::new() }
    }

    /// Forgets cells that are the same only within a timeline.
    pub(super) fn begin_timeline(&mut self) {
        for run in self.runs.iter_mut().filter(|run| run.repeats == Repeats::InTimeline) {
            run.spelled.clear();
        }
    }

    /// Formats a row at the end of a batch.
    #[inline]
    pub(super) fn row<'r>(&mut self, row: &impl Cells<'r>, columns: &[Column], batch: &mut Batch) {
        let Speller { spelling, is_for_people, runs, .. } = self;
        let out = &mut batch.bytes;
        let start = out.len();
        spelling.begin_row(out);
        for ColumnRun { columns: run, repeats, spelled } in runs {
            let number = row.number(*repeats);
            if number.is_some_and(|number| spelled.append(number, out)) {
                continue;
            }
            let start = out.len();
            for (at, column) in run.clone().zip(&columns[run.clone()]) {
                let cell = if *is_for_people { row.for_people(column) } else { row.cell(column) };
                spelling.cell(at, &cell, out);
            }
            if let Some(number) = number {
                spelled.keep(number, &out[start..]);
            }
        }
        spelling.end_row(start, out);
        batch.end_row(1);
    }
}

/// Cells as they were spelled.
#[derive(Default)]
struct Spelled {
    bytes: Vec<u8>,
    /// Where each starts in the bytes, and its length; by number.
    cells: Vec<Option<(u32, u32)>>,
}

impl Spelled {
    /// Copied at once, whatever the length, as most cells have no more.
    const BLOCK: usize = 40;

    #[inline]
    fn append(&self, number: usize, out: &mut Vec<u8>) -> bool {
        let Some(Some((start, length))) = self.cells.get(number) else { return false };
        let (start, length) = (*start as usize, *length as usize);
        match self.bytes[start..].first_chunk::<{ Self::BLOCK }>() {
            Some(block) if length <= Self::BLOCK => {
                let end = out.len() + length;
                out.extend_from_slice(block);
                out.truncate(end);
            }
            _ => out.extend_from_slice(&self.bytes[start..start + length]),
        }
        true
    }

    fn keep(&mut self, number: usize, cells: &[u8]) {
        // A block follows the start of each, also of the last.
        let start = self.bytes.len().saturating_sub(Self::BLOCK);
        self.bytes.truncate(start);
        self.bytes.extend_from_slice(cells);
        self.bytes.extend_from_slice(&[0; Self::BLOCK]);
        if self.cells.len() <= number {
            self.cells.resize(number + 1, None);
        }
        self.cells[number] = Some((start as u32, cells.len() as u32));
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.cells.clear();
    }
}
