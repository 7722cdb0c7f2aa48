//! Rows to bytes. Cells that repeat are spelled once.

use std::ops::Range;

use crate::formats::{Spelling, put};
use crate::reports::{Cell, Column, Numbers, Repeats};

use super::batch::Batch;
use super::destination::Destination;

/// A row that columns take cells from.
pub(super) trait Cells<'r> {
    fn cell(&self, column: &Column) -> Cell<'r>;

    /// Which of its cells are the same as those of other rows.
    fn numbers(&self) -> Numbers {
        Numbers::NEVER
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
    /// See [`Repeats::slot`].
    slot: usize,
    spelled: Spelled,
}

impl Speller {
    pub(super) fn new(destination: &Destination<'_>, columns: &[Column]) -> Speller {
        let is_for_people = destination.look.is_for_people();
        let mut runs: Vec<ColumnRun> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            let slot = if is_for_people { Repeats::Never } else { column.repeats }.slot();
            match runs.last_mut() {
                Some(run) if run.slot == slot => run.columns.end = at + 1,
                _ => runs.push(ColumnRun { columns: at..at + 1, slot, spelled: Spelled::default() }),
            }
        }
        Speller { spelling: destination.spelling(columns), is_for_people, runs, printed: Vec::new() }
    }

    /// Forgets cells that are the same only within a timeline.
    pub(super) fn begin_timeline(&mut self) {
        for run in self.runs.iter_mut().filter(|run| run.slot == Repeats::InTimeline.slot()) {
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
        let numbers = row.numbers();
        for ColumnRun { columns: run, slot, spelled } in runs {
            let number = numbers.get(*slot);
            if spelled.append(number, out) {
                continue;
            }
            let start = out.len();
            for (at, column) in run.clone().zip(&columns[run.clone()]) {
                let cell = if *is_for_people { row.for_people(column) } else { row.cell(column) };
                spelling.cell(at, &cell, out);
            }
            if number != Numbers::NONE {
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
    /// By number.
    pieces: Vec<Piece>,
    /// Those that are longer than a piece.
    long: Vec<u8>,
}

#[derive(Clone, Copy)]
struct Piece {
    /// Copied at once, whatever the length.
    text: [u8; Piece::MOST],
    length: u32,
    /// Where it starts among the long ones, if it is one.
    start: u32,
}

impl Piece {
    /// Nearly all are shorter.
    const MOST: usize = 80;

    const ABSENT: Piece = Piece { text: [0; Piece::MOST], length: u32::MAX, start: 0 };
}

impl Spelled {
    #[inline]
    fn append(&self, number: usize, out: &mut Vec<u8>) -> bool {
        let Some(piece) = self.pieces.get(number) else { return false };
        let length = piece.length as usize;
        if length <= Piece::MOST {
            put(&piece.text, length, out);
        } else if piece.length != Piece::ABSENT.length {
            out.extend_from_slice(&self.long[piece.start as usize..][..length]);
        } else {
            return false;
        }
        true
    }

    fn clear(&mut self) {
        self.pieces.clear();
        self.long.clear();
    }

    #[cold]
    fn keep(&mut self, number: usize, cells: &[u8]) {
        let mut piece = Piece { length: cells.len() as u32, start: self.long.len() as u32, ..Piece::ABSENT };
        match piece.text.get_mut(..cells.len()) {
            Some(text) => text.copy_from_slice(cells),
            None => self.long.extend_from_slice(cells),
        }
        if self.pieces.len() <= number {
            self.pieces.resize(number + 1, Piece::ABSENT);
        }
        self.pieces[number] = piece;
    }
}
