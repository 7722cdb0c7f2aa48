//! `--sort`: an external merge sort. Rows that don't fit in memory go to disk in sorted runs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use crate::reports::{Cell, Kind};

use super::conditions::number_of;

/// How many bytes of rows are held in memory.
const MEMORY: usize = 128 << 20;

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
    held: usize,
    next: u64,
    runs: Vec<File>,
    limit: Option<usize>,
}

/// A row's key, its number among all rows, and its bytes.
type Keyed = (Vec<u8>, u64, Vec<u8>);

impl Sorter {
    /// A sorter that keeps the first `limit` rows, or all.
    pub(super) fn new(limit: Option<u64>) -> Sorter {
        let limit = limit.and_then(|limit| usize::try_from(limit).ok());
        Sorter { rows: Vec::new(), held: 0, next: 0, runs: Vec::new(), limit }
    }

    pub(super) fn push(&mut self, key: Vec<u8>, row: Vec<u8>) -> io::Result<()> {
        self.held += key.len() + row.len() + size_of::<Keyed>();
        self.rows.push((key, self.next, row));
        self.next += 1;
        if self.held > MEMORY {
            self.rows.sort_unstable();
            match self.limit {
                Some(limit) if self.rows.len() > limit => {
                    self.rows.truncate(limit);
                    self.held = self.rows.iter().map(|(key, _, row)| key.len() + row.len() + size_of::<Keyed>()).sum();
                }
                _ => {}
            }
            if self.held > MEMORY / 2 {
                self.spill()?;
            }
        }
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for (key, number, row) in self.rows.drain(..) {
            for part in [&key, &row] {
                file.write_all(&(part.len() as u64).to_le_bytes())?;
            }
            file.write_all(&number.to_le_bytes())?;
            file.write_all(&key)?;
            file.write_all(&row)?;
        }
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        self.held = 0;
        Ok(())
    }

    /// Passes all rows to `give` in order, each with its key, until it fails.
    pub(super) fn finish<E: From<io::Error>>(
        mut self,
        mut give: impl FnMut(&[u8], &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.rows.sort_unstable();
        let mut runs: Vec<Box<dyn Iterator<Item = io::Result<Keyed>>>> = Vec::new();
        for file in self.runs {
            let mut file = BufReader::new(file);
            runs.push(Box::new(std::iter::from_fn(move || read(&mut file).transpose())));
        }
        runs.push(Box::new(self.rows.into_iter().map(Ok)));
        let mut heads = BinaryHeap::new();
        for (run, rows) in runs.iter_mut().enumerate() {
            heads.extend(rows.next().transpose()?.map(|row| Reverse((row, run))));
        }
        let mut left = self.limit.unwrap_or(usize::MAX);
        while let Some(Reverse(((key, _, row), run))) = heads.pop().filter(|_| left > 0) {
            give(&key, &row)?;
            left -= 1;
            heads.extend(runs[run].next().transpose()?.map(|row| Reverse((row, run))));
        }
        Ok(())
    }
}

fn read(file: &mut impl Read) -> io::Result<Option<Keyed>> {
    let mut numbers = [[0; 8]; 3];
    match file.read_exact(&mut numbers[0]) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    file.read_exact(&mut numbers[1])?;
    file.read_exact(&mut numbers[2])?;
    let [key, row, number] = numbers.map(u64::from_le_bytes);
    let mut bytes = |length: u64| -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length as usize];
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    };
    Ok(Some((bytes(key)?, number, bytes(row)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(limit: Option<u64>, spill: bool) -> Vec<String> {
        let mut sorter = Sorter::new(limit);
        for (at, key) in ["b", "a", "c", "a", "b"].into_iter().enumerate() {
            sorter.push(key.into(), format!("{key}{at}").into()).unwrap();
            if spill && at % 2 == 1 {
                sorter.rows.sort_unstable();
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
