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
    /// How many bytes batches had so far, at most: growing to that step by step would copy them several times.
    longest: usize,
    /// The cell that a condition compares.
    pub(super) printed: Vec<u8>,
}

/// Columns side by side whose cells repeat together.
struct ColumnRun {
    columns: Range<usize>,
    /// See [`Repeats::slot`]; several of words, and none if nothing repeats.
    slots: Vec<usize>,
    spelled: Spelled,
}

impl Speller {
    pub(super) fn new(destination: &Destination<'_>, columns: &[Column]) -> Speller {
        let is_for_people = destination.look.is_for_people();
        let mut runs: Vec<ColumnRun> = Vec::new();
        let mut of_words = false;
        for (at, column) in columns.iter().enumerate() {
            let repeats = if is_for_people { Repeats::Never } else { column.repeats };
            let (slot, follows_words) = (repeats.slot(), of_words);
            of_words = repeats.is_of_words();
            match runs.last_mut() {
                Some(run) if run.slots.last().copied() == slot => run.columns.end = at + 1,
                Some(run) if of_words && follows_words && run.slots.len() < Key::SLOTS => {
                    run.columns.end = at + 1;
                    run.slots.extend(slot);
                }
                _ => {
                    let slots = slot.into_iter().collect();
                    runs.push(ColumnRun { columns: at..at + 1, slots, spelled: Spelled::new() });
                }
            }
        }
        Speller { spelling: destination.spelling(columns), is_for_people, runs, longest: 0, printed: Vec::new() }
    }

    /// Forgets cells that are the same only within a timeline, whose rows go to the end of a batch.
    pub(super) fn begin_timeline(&mut self, batch: &mut Batch) {
        self.longest = self.longest.max(batch.bytes.len());
        if batch.bytes.is_empty() {
            batch.bytes.reserve(self.longest);
        }
        for run in self.runs.iter_mut().filter(|run| run.slots.first().copied() == Repeats::InTimeline.slot()) {
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
        for ColumnRun { columns: run, slots, spelled } in runs {
            let key = Key::of(slots, &numbers);
            if spelled.append(key, out) {
                continue;
            }
            let start = out.len();
            let columns = &columns[run.clone()];
            match is_for_people {
                true => spelling.cells(run.start, columns, |column| row.for_people(column), out),
                false => spelling.cells(run.start, columns, |column| row.cell(column), out),
            }
            if key != Key::NONE {
                spelled.keep(key, &out[start..]);
            }
        }
        spelling.end_row(start, out);
        batch.end_row(1);
    }
}

/// The numbers of a run's cells, as one: runs with the same are the same.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key(u64);

impl Key {
    /// Of cells that may be like no others.
    const NONE: Key = Key(u64::MAX);

    /// How many numbers of words fit in.
    const SLOTS: usize = 6;

    #[inline]
    fn of(slots: &[usize], numbers: &Numbers) -> Key {
        if slots.is_empty() {
            return Key::NONE;
        }
        let mut key = 0;
        for slot in slots {
            let number = numbers.get(*slot);
            if number == Numbers::NONE {
                return Key::NONE;
            }
            key = key << 10 | number as u64;
        }
        Key(key)
    }
}

/// Cells as they were spelled, each where its key belongs, until all are forgotten as there are too many.
struct Spelled {
    /// A power of two.
    entries: Vec<Entry>,
    kept: usize,
    /// What was spelled, and so much behind it that a block can be copied from wherever something starts.
    texts: Vec<u8>,
}

#[derive(Clone, Copy)]
struct Entry {
    key: Key,
    /// Among the texts.
    start: u32,
    length: u32,
}

impl Spelled {
    const ABSENT: Entry = Entry { key: Key::NONE, start: 0, length: 0 };

    /// More take more memory than they save time.
    const MOST: usize = 1 << 14;

    /// Copied at once, whatever the length: nearly all are shorter.
    const BLOCK: usize = 80;

    fn new() -> Spelled {
        Spelled { entries: vec![Spelled::ABSENT; 2], kept: 0, texts: Vec::new() }
    }

    #[inline]
    fn place(&self, key: Key) -> usize {
        let mixed = key.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        mixed as usize & (self.entries.len() - 1)
    }

    #[inline(always)]
    fn append(&self, key: Key, out: &mut Vec<u8>) -> bool {
        if key == Key::NONE {
            return false;
        }
        let entry = self.entries[self.place(key)];
        if entry.key != key {
            return false;
        }
        let (text, length) = (&self.texts[entry.start as usize..], entry.length as usize);
        match text.first_chunk::<{ Spelled::BLOCK }>() {
            Some(block) if length <= Spelled::BLOCK => put(block, length, out),
            _ => out.extend_from_slice(&text[..length]),
        }
        true
    }

    fn clear(&mut self) {
        self.entries.fill(Spelled::ABSENT);
        self.kept = 0;
        self.texts.clear();
    }

    #[cold]
    fn keep(&mut self, key: Key, cells: &[u8]) {
        if self.kept == self.entries.len() {
            self.clear();
            self.entries.resize((self.entries.len() * 2).min(Spelled::MOST), Spelled::ABSENT);
        }
        self.kept += 1;
        let start = self.texts.len().saturating_sub(Spelled::BLOCK);
        self.texts.truncate(start);
        self.texts.extend_from_slice(cells);
        self.texts.resize(start + cells.len() + Spelled::BLOCK, 0);
        let place = self.place(key);
        self.entries[place] = Entry { key, start: start as u32, length: cells.len() as u32 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_spelled_comes_back_or_is_forgotten() {
        let text = |key: u64| format!("{key},").repeat(1 + key as usize % 40);
        let mut spelled = Spelled::new();
        let mut found = 0;
        for key in (0..4).flat_map(|_| 0..5_000) {
            let mut out = b"before,".to_vec();
            if spelled.append(Key(key), &mut out) {
                assert_eq!(String::from_utf8(out).unwrap(), format!("before,{}", text(key)));
                found += 1;
            } else {
                assert_eq!(out, b"before,");
                spelled.keep(Key(key), text(key).as_bytes());
            }
        }
        assert!(found > 5_000, "{found}");
        assert!(!spelled.append(Key::NONE, &mut Vec::new()));
        spelled.clear();
        assert!(!spelled.append(Key(0), &mut Vec::new()));
    }
}
