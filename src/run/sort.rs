//! `--sort`: an external merge sort. Rows that don't fit in memory go to disk in sorted runs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};

use crate::reports::{Cell, Kind};

use super::conditions::number_of;

/// How many bytes of rows are held in memory.
const MEMORY: usize = 64 << 20;

/// Appends a cell's sort key, so that comparing bytes compares cells: blank first, numbers as numbers, text by its bytes.
pub(super) fn key(cell: &Cell<'_>, kind: Kind, descends: bool, out: &mut Vec<u8>) {
    if *cell == Cell::Blank {
        out.push(0);
        return;
    }
    out.push(1);
    let start = out.len();
    let is_number = matches!(kind, Kind::Count | Kind::Seconds | Kind::Time | Kind::Rate);
    match (cell, number_of(cell, kind).filter(|_| is_number)) {
        (_, Some(number)) => out.extend_from_slice(&((number.scaled() as u128) ^ (1 << 127)).to_be_bytes()),
        (Cell::Text(text), None) => {
            // A NUL within a text sorts after the end of a shorter one.
            for byte in text.bytes() {
                out.extend_from_slice(if byte == 0 { &[0, 255] } else { std::slice::from_ref(&byte) });
            }
            out.extend_from_slice(&[0, 0]);
        }
        (Cell::Uuid(uuid), None) => out.extend(uuid.text().into_iter().chain([0, 0])),
        (Cell::Flag(flag), None) => out.push(u8::from(*flag)),
        _ => {}
    }
    if descends {
        out[start..].iter_mut().for_each(|byte| *byte = !*byte);
    }
}

/// Sorts rows by their keys, stably.
pub(super) struct Sorter {
    rows: Vec<Keyed>,
    /// Each row behind its key.
    bytes: Vec<u8>,
    /// Sorted rows, the earlier ones first.
    runs: Vec<File>,
    limit: Option<usize>,
}

/// Where a row is in memory: its key, itself, and its end.
struct Keyed {
    key: usize,
    row: usize,
    end: usize,
}

impl Keyed {
    fn key<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.key..self.row]
    }

    fn row<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.row..self.end]
    }
}

/// The first row of a run that isn't passed on yet.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    key: Vec<u8>,
    run: usize,
    row: Vec<u8>,
}

impl Sorter {
    /// A sorter that keeps the first `limit` rows, or all.
    pub(super) fn new(limit: Option<u64>) -> Sorter {
        let limit = limit.and_then(|limit| usize::try_from(limit).ok());
        Sorter { rows: Vec::new(), bytes: Vec::new(), runs: Vec::new(), limit }
    }

    /// Takes a row, which may come in pieces.
    pub(super) fn push(&mut self, key: &[u8], pieces: &[&[u8]]) -> io::Result<()> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(key);
        pieces.iter().for_each(|piece| self.bytes.extend_from_slice(piece));
        self.rows.push(Keyed { key: start, row: start + key.len(), end: self.bytes.len() });
        if self.held() > MEMORY {
            self.sort();
            if self.held() > MEMORY / 2 {
                self.spill()?;
            }
        }
        Ok(())
    }

    fn held(&self) -> usize {
        self.bytes.len() + self.rows.len() * size_of::<Keyed>()
    }

    /// Sorts the rows in memory, and drops those beyond the limit.
    fn sort(&mut self) {
        let bytes = &self.bytes;
        // Rows with one key stay in the order in which they came, which is that of their bytes.
        self.rows.sort_unstable_by(|one, other| (one.key(bytes), one.key).cmp(&(other.key(bytes), other.key)));
        let Some(limit) = self.limit.filter(|limit| self.rows.len() > *limit) else { return };
        self.rows.truncate(limit);
        let mut kept = Vec::new();
        for row in &mut self.rows {
            let moved = kept.len();
            kept.extend_from_slice(&bytes[row.key..row.end]);
            *row = Keyed { key: moved, row: moved + (row.row - row.key), end: kept.len() };
        }
        self.bytes = kept;
    }

    /// Moves the sorted rows to disk.
    fn spill(&mut self) -> io::Result<()> {
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for row in self.rows.drain(..) {
            for part in [row.key(&self.bytes), row.row(&self.bytes)] {
                file.write_all(&(part.len() as u64).to_le_bytes())?;
                file.write_all(part)?;
            }
        }
        self.bytes.clear();
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        Ok(())
    }

    /// Passes all rows to `give` in order, each with its key, until it fails.
    pub(super) fn finish<E: From<io::Error>>(
        mut self,
        mut give: impl FnMut(&[u8], &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.sort();
        if self.runs.is_empty() {
            return self.rows.iter().try_for_each(|row| give(row.key(&self.bytes), row.row(&self.bytes)));
        }
        self.spill()?;
        (self.rows, self.bytes) = (Vec::new(), Vec::new());
        let mut runs: Vec<BufReader<File>> = self.runs.into_iter().map(BufReader::new).collect();
        let mut heads = BinaryHeap::new();
        for (run, file) in runs.iter_mut().enumerate() {
            let mut head = Head { run, ..Head::default() };
            if head.read(file)? {
                heads.push(Reverse(head));
            }
        }
        for _ in 0..self.limit.unwrap_or(usize::MAX) {
            let Some(mut first) = heads.peek_mut() else { break };
            let Reverse(head) = &mut *first;
            give(&head.key, &head.row)?;
            if !head.read(&mut runs[head.run])? {
                PeekMut::pop(first);
            }
        }
        Ok(())
    }
}

impl Head {
    /// Reads the next row; `false` at the end.
    fn read(&mut self, file: &mut BufReader<File>) -> io::Result<bool> {
        if file.fill_buf()?.is_empty() {
            return Ok(false);
        }
        for part in [&mut self.key, &mut self.row] {
            let mut length = [0; 8];
            file.read_exact(&mut length)?;
            part.resize(u64::from_le_bytes(length) as usize, 0);
            file.read_exact(part)?;
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(limit: Option<u64>, spill: bool) -> Vec<String> {
        let mut sorter = Sorter::new(limit);
        for (at, key) in ["b", "a", "c", "a", "b"].into_iter().enumerate() {
            sorter.push(key.as_bytes(), &[key.as_bytes(), at.to_string().as_bytes()]).unwrap();
            if spill && at % 2 == 1 {
                sorter.sort();
                sorter.spill().unwrap();
            }
        }
        let mut rows = Vec::new();
        let done: io::Result<()> = sorter.finish(|_, row| {
            rows.push(String::from_utf8_lossy(row).into_owned());
            Ok(())
        });
        done.unwrap();
        rows
    }

    #[test]
    fn rows_with_one_key_stay_in_order_in_memory_and_on_disk() {
        for spill in [false, true] {
            assert_eq!(sorted(None, spill), ["a1", "a3", "b0", "b4", "c2"]);
            assert_eq!(sorted(Some(2), spill), ["a1", "a3"]);
        }
    }
}
