//! Rows on their way to the output.

use std::io::{self, Write};

/// Selected rows, formatted one after another.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) bytes: Vec<u8>,
    pub(super) runs: Vec<Run>,
    /// For each condition, how many values aren't numbers.
    pub(super) no_numbers: Vec<u64>,
    /// Whether more of it follows.
    pub(super) is_part: bool,
}

/// How many bytes of one timeline are formatted before they are passed on.
const PART: usize = 4 << 20;

/// The end of a batch, to write a timeline to.
pub(super) struct Tail<'b> {
    batch: &'b mut Batch,
    /// Where the timeline begins, or what follows the parts of it that were passed on.
    start: usize,
    pass_on: &'b dyn Fn(Batch),
}

/// Consecutive rows that stay together.
#[derive(Default)]
pub(super) struct Run {
    /// The sort key; empty if nothing is sorted.
    pub(super) key: Vec<u8>,
    /// The file they belong to; empty if nothing is split.
    pub(super) group: Vec<u8>,
    pub(super) rows: u64,
    /// Where they end in the batch's bytes.
    pub(super) end: usize,
}

impl<'b> Tail<'b> {
    pub(super) fn of(batch: &'b mut Batch, pass_on: &'b dyn Fn(Batch)) -> Tail<'b> {
        Tail { start: batch.bytes.len(), batch, pass_on }
    }

    pub(super) fn batch(&mut self) -> &mut Batch {
        self.batch
    }

    /// Passes on whole rows if they are many.
    #[inline]
    pub(super) fn settle(&mut self) {
        if self.batch.bytes.len() - self.start > PART {
            self.start = 0;
            (self.pass_on)(Batch { is_part: true, ..std::mem::take(self.batch) });
        }
    }
}

/// What is written is of no row until that ends.
impl Write for Tail<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.batch.bytes.extend_from_slice(bytes);
        if self.batch.bytes.len() - self.start > PART {
            self.batch.end_row(0);
            self.settle();
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Batch {
    pub(super) fn rows(&self) -> u64 {
        self.runs.iter().map(|run| run.rows).sum()
    }

    /// Adds the bytes up to here to the last run, as this many rows.
    #[inline]
    pub(super) fn end_row(&mut self, rows: u64) {
        let end = self.bytes.len();
        match self.runs.last_mut() {
            Some(run) => (run.rows, run.end) = (run.rows + rows, end),
            None => self.runs.push(Run { rows, end, ..Run::default() }),
        }
    }
}
