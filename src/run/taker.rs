//! Where the rows of a listing go: to the output as they come, or to wait until they are sorted or laid out.

use std::ops::ControlFlow;

use anyhow::{Context, Error, Result};

use crate::cli::Format;
use crate::formats::Csv;
use crate::plain::counted;
use crate::reports::{Cell, Kind, grid};
use crate::timelines::Tally;

use super::pass::Pass;
use super::rows::{Made, Rows};
use super::sheet::{Sheet, Writer};
use super::sort::Sorter;

/// Rows that a table on a terminal shows at most.
const ON_TERMINAL: usize = 1_000;

/// Rows of a table that are laid out together.
const LAID_OUT: usize = 5_000;

/// Takes the batches in report order, and writes.
pub(super) struct Taker<'t, 's> {
    rows: &'t Rows<'s>,
    pass: &'t Pass<'t>,
    sheet: &'t Sheet,
    writer: Writer,
    sorter: Sorter,
    /// Rows of a table that wait to be laid out, with their keys where they are to be sorted.
    grid: Vec<(Vec<u8>, Vec<Cell<'static>>)>,
    written: u64,
    /// Rows that a terminal was spared.
    spared: u64,
    pub(super) no_numbers: Vec<u64>,
}

impl<'t, 's> Taker<'t, 's> {
    pub(super) fn new(rows: &'t Rows<'s>, pass: &'t Pass<'t>, sheet: &'t Sheet) -> Result<Taker<'t, 's>> {
        let mut writer = sheet.open()?;
        if sheet.format == Format::Csv {
            let mut header = Vec::new();
            Csv::header(rows.columns.iter().map(|column| column.name.as_str()), &mut header);
            writer.write(&header)?;
        }
        Ok(Taker {
            rows,
            pass,
            sheet,
            writer,
            sorter: Sorter::new(rows.limit),
            grid: Vec::new(),
            written: 0,
            spared: 0,
            no_numbers: vec![0; rows.conditions.len()],
        })
    }

    pub(super) fn take(&mut self, made: Made) -> ControlFlow<Option<Error>> {
        for (sum, count) in self.no_numbers.iter_mut().zip(&made.no_numbers) {
            *sum += count;
        }
        match self.keep(made) {
            Ok(()) if self.has_enough() => ControlFlow::Break(None),
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(Some(error)),
        }
    }

    /// Whether the limit is reached and nothing later can come before what there is.
    fn has_enough(&self) -> bool {
        self.rows.order.is_empty() && self.rows.limit.is_some_and(|limit| self.written >= limit)
    }

    fn keep(&mut self, made: Made) -> Result<()> {
        let sorted = !self.rows.order.is_empty();
        if self.sheet.format == Format::Csv && sorted {
            let mut start = 0;
            for (key, end) in made.keys.into_iter().zip(made.ends) {
                self.sorter.push(key, made.bytes[start..end].to_vec()).context("--sort: a temporary file")?;
                start = end;
            }
            return Ok(());
        }
        if self.sheet.format == Format::Csv || self.rows.as_timelines {
            let room = self.rows.limit.map_or(u64::MAX, |limit| limit - self.written);
            let taken = room.min(made.rows);
            let end = if taken < made.rows {
                usize::try_from(taken).ok().and_then(|taken| taken.checked_sub(1)).map_or(0, |last| made.ends[last])
            } else {
                made.bytes.len()
            };
            self.written += taken;
            self.writer.write(&made.bytes[..end])?;
            return Ok(());
        }
        let mut keys = made.keys.into_iter();
        for cells in made.cells {
            if !sorted && self.rows.limit.is_some_and(|limit| self.written >= limit) {
                break;
            }
            self.written += 1;
            if self.writer.spares_rows && !sorted && self.written > ON_TERMINAL as u64 {
                self.spared += 1;
                continue;
            }
            self.grid.push((keys.next().unwrap_or_default(), cells));
        }
        if !sorted && self.grid.len() >= LAID_OUT {
            self.lay_out(None)?;
        }
        Ok(())
    }

    /// Lays out the rows that wait.
    fn lay_out(&mut self, caption: Option<Vec<String>>) -> Result<()> {
        let columns: Vec<(String, Kind)> =
            self.rows.columns.iter().map(|column| (column.name.clone(), column.kind)).collect();
        let rows: Vec<Vec<Cell<'static>>> = self.grid.drain(..).map(|(_, cells)| cells).collect();
        let mut bytes = Vec::new();
        if rows.is_empty() {
            for line in caption.unwrap_or_default() {
                bytes.extend_from_slice(line.as_bytes());
                bytes.push(b'\n');
            }
        } else {
            let mut section = grid(&columns, rows);
            section.remarks = caption.unwrap_or_default();
            self.sheet.table(self.pass.zone).section(&section, &mut bytes);
        }
        Ok(self.writer.write(&bytes)?)
    }

    /// Writes what waits, and completes the output. Gives the number of rows.
    pub(super) fn finish(mut self, tally: &Tally, about: &str) -> Result<u64> {
        match self.sheet.format {
            Format::Csv => {
                let (mut written, writer) = (0, &mut self.writer);
                std::mem::replace(&mut self.sorter, Sorter::new(None)).finish::<Error>(|row| {
                    written += 1;
                    Ok(writer.write(row)?)
                })?;
                self.written += written;
            }
            Format::Table if self.rows.as_timelines => {
                if tally.interactions == 0 {
                    self.writer.write(b"No interactions.\n")?;
                }
            }
            Format::Table => {
                if !self.rows.order.is_empty() {
                    // Stable: rows of one key stay in report order.
                    self.grid.sort_by(|(a, _), (b, _)| a.cmp(b));
                    let limit = self.rows.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
                    self.grid.truncate(limit);
                    self.written = self.grid.len() as u64;
                    if self.writer.spares_rows && self.grid.len() > ON_TERMINAL {
                        self.spared = (self.grid.len() - ON_TERMINAL) as u64;
                        self.grid.truncate(ON_TERMINAL);
                    }
                }
                let mut caption = Vec::new();
                if self.spared > 0 {
                    let rows = counted(self.spared, "more row");
                    caption.push(format!("… {rows}: a pipe (| less) or a file (-o rows.csv) has all of them"));
                }
                let rows = counted(self.written, self.rows.report.noun);
                let of = match self.rows.report.noun {
                    "interaction" => String::new(),
                    _ => format!(" of {}", counted(tally.interactions, "interaction")),
                };
                caption.push(format!("{rows}{of}{}", super::caption(tally, about, self.pass.zone)));
                self.lay_out(Some(caption))?;
            }
        }
        let written = self.written;
        self.writer.finish()?;
        Ok(written)
    }
}
