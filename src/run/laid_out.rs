//! Table rows held until they are laid out.

use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use tempfile::{SpooledTempFile, spooled_tempfile};

use crate::formats::{Closing, TableLayout, TakeRow, unpack};
use crate::plain::counted;
use crate::reports::{Cell, Column, Styled, styled};

/// The most rows shown on a terminal.
const ON_TERMINAL: u64 = 1_000;

/// How many rows are laid out together.
const TOGETHER: u64 = 5_000;

/// How many bytes of rows are held in memory.
const MEMORY: usize = 16 << 20;

/// Held rows, as packed cells; on disk if they are many.
pub(super) struct LaidOut<'a> {
    table: TableLayout,
    columns: &'a [Column],
    /// Whether all rows are laid out together, however many.
    is_at_once: bool,
    /// Whether only [`ON_TERMINAL`] rows are shown.
    spares_rows: bool,
    /// Pieces with several rows each, after the length of the piece.
    packed: BufWriter<SpooledTempFile>,
    pieces: u64,
    waiting: u64,
    shown: u64,
    spared: u64,
}

impl<'a> LaidOut<'a> {
    pub(super) fn new(table: TableLayout, columns: &'a [Column], is_at_once: bool, spares_rows: bool) -> LaidOut<'a> {
        let packed = nothing();
        LaidOut { table, columns, is_at_once, spares_rows, packed, pieces: 0, waiting: 0, shown: 0, spared: 0 }
    }

    pub(super) fn take(&mut self, mut packed: &[u8], count: u64) -> io::Result<()> {
        let room = if self.spares_rows { ON_TERMINAL - self.shown } else { u64::MAX };
        let taken = count.min(room);
        self.spared += count - taken;
        let all = packed;
        if taken < count {
            for _ in 0..taken {
                self.columns.iter().for_each(|_| drop(unpack(&mut packed)));
            }
        } else {
            packed = &[];
        }
        let piece = &all[..all.len() - packed.len()];
        self.packed.write_all(&(piece.len() as u64).to_le_bytes())?;
        self.packed.write_all(piece)?;
        self.pieces += 1;
        self.waiting += taken;
        self.shown += taken;
        Ok(())
    }

    /// Makes sure that the held rows can be read again.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.packed.flush()
    }

    /// Lays out the held rows if they are many and needn't wait for the rest; once they are flushed.
    pub(super) fn settle(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.is_at_once && self.waiting >= TOGETHER {
            self.lay_out(None, Vec::new(), out)?;
            (self.packed, self.pieces, self.waiting) = (nothing(), 0, 0);
        }
        Ok(())
    }

    /// Lays out the rest, with what follows it; once it is flushed.
    pub(super) fn finish(mut self, closing: &Closing, out: &mut dyn Write) -> io::Result<()> {
        if self.waiting == 0 {
            let nothing = if self.shown > 0 { &closing.caption } else { &closing.nothing };
            return nothing.iter().try_for_each(|line| writeln!(out, "{line}"));
        }
        let mut remarks = Vec::new();
        if self.spared > 0 {
            let rows = counted(self.spared, "more row");
            remarks.push(format!("… {rows}: a pipe (| less) or a file (-o rows.csv) has all of them"));
        }
        remarks.extend(closing.caption.iter().chain(&closing.remarks).cloned());
        self.lay_out(closing.totals.as_deref(), remarks, out)
    }

    fn lay_out(
        &mut self,
        totals: Option<&[Cell<'static>]>,
        remarks: Vec<String>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let LaidOut { columns, pieces, .. } = *self;
        let file = self.packed.get_mut();
        let rows = |take: TakeRow<'_>| {
            file.rewind()?;
            let mut file = BufReader::new(&mut *file);
            let mut piece = Vec::new();
            for _ in 0..pieces {
                let mut length = [0; 8];
                file.read_exact(&mut length)?;
                piece.resize(u64::from_le_bytes(length) as usize, 0);
                file.read_exact(&mut piece)?;
                let mut rest = &piece[..];
                while !rest.is_empty() {
                    let cell = |column| unpack(&mut rest).map(|cell| styled(cell, column));
                    take(&columns.iter().filter_map(cell).collect::<Vec<Styled<'_>>>())?;
                }
            }
            let total = |(cell, column): (&Cell<'static>, _)| styled(cell.clone(), column);
            totals.map_or(Ok(()), |totals| take(&totals.iter().zip(columns).map(total).collect::<Vec<_>>()))
        };
        self.table.grid(columns, rows, remarks, out)
    }
}

fn nothing() -> BufWriter<SpooledTempFile> {
    BufWriter::new(spooled_tempfile(MEMORY))
}
