//! Table rows held until they are laid out.

use crate::formats::{Closing, TableLayout, unpack};
use crate::plain::counted;
use crate::reports::{Cell, Column, grid};

/// The most rows shown on a terminal.
const ON_TERMINAL: u64 = 1_000;

/// How many rows are laid out together.
const TOGETHER: u64 = 5_000;

/// Held rows, as packed cells.
pub(super) struct LaidOut<'a> {
    table: TableLayout,
    columns: &'a [Column],
    /// Whether all rows are laid out together, however many.
    is_at_once: bool,
    /// Whether only [`ON_TERMINAL`] rows are shown.
    spares_rows: bool,
    packed: Vec<u8>,
    waiting: u64,
    shown: u64,
    spared: u64,
}

impl<'a> LaidOut<'a> {
    pub(super) fn new(table: TableLayout, columns: &'a [Column], is_at_once: bool, spares_rows: bool) -> LaidOut<'a> {
        LaidOut { table, columns, is_at_once, spares_rows, packed: Vec::new(), waiting: 0, shown: 0, spared: 0 }
    }

    pub(super) fn take(&mut self, mut packed: &[u8], count: u64) {
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
        self.packed.extend_from_slice(&all[..all.len() - packed.len()]);
        self.waiting += taken;
        self.shown += taken;
    }

    /// Lays out the held rows if they are many and needn't wait for the rest.
    pub(super) fn settle(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if !self.is_at_once && self.waiting >= TOGETHER {
            self.lay_out(None, Vec::new(), &mut bytes);
            self.packed.clear();
            self.waiting = 0;
        }
        bytes
    }

    /// Lays out the rest, with what follows it.
    pub(super) fn finish(self, closing: &Closing) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.waiting == 0 {
            let nothing = if self.shown > 0 { &closing.caption } else { &closing.nothing };
            bytes.extend(nothing.iter().flat_map(|line| [line.as_str(), "\n"]).flat_map(str::bytes));
            return bytes;
        }
        let mut remarks = Vec::new();
        if self.spared > 0 {
            let rows = counted(self.spared, "more row");
            remarks.push(format!("… {rows}: a pipe (| less) or a file (-o rows.csv) has all of them"));
        }
        remarks.extend(closing.caption.iter().chain(&closing.remarks).cloned());
        self.lay_out(closing.totals.clone(), remarks, &mut bytes);
        bytes
    }

    fn lay_out(&self, totals: Option<Vec<Cell<'static>>>, remarks: Vec<String>, out: &mut Vec<u8>) {
        let mut packed = &self.packed[..];
        let mut rows = Vec::new();
        while !packed.is_empty() {
            rows.push(self.columns.iter().filter_map(|_| unpack(&mut packed)).map(Cell::into_owned).collect());
        }
        let mut section = grid(self.columns, rows);
        section.totals = totals.map(|totals| grid(self.columns, vec![totals]).rows.remove(0));
        section.remarks = remarks;
        self.table.section(&section, out);
    }
}
