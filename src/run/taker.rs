//! Where the rows of a listing go: to the output as they come, or to wait until they are sorted or laid out.

use std::ops::ControlFlow;

use anyhow::{Context, Error, Result};

use crate::formats::{Format, Page, Shown, ShownLines};
use crate::messages::Messages;
use crate::plain::counted;
use crate::reports::{Cell, Section, grid, outline};
use crate::timelines::Tally;

use super::coverage::Coverage;
use super::destination::Destination;
use super::document::Document;
use super::files::Files;
use super::pass::Pass;
use super::rows::{Made, Rows};
use super::sort::Sorter;
use super::splitter::Splitter;
use super::writer::Writer;

/// Rows that a table on a terminal shows at most.
const ON_TERMINAL: usize = 1_000;

/// Rows of a table that are laid out together.
const LAID_OUT: usize = 5_000;

/// Sorted rows of a page between two pauses.
const PAUSE: u64 = 1_000;

/// Takes the batches in report order, and writes.
pub(super) struct Taker<'t, 's> {
    rows: &'t Rows<'s>,
    pass: &'t Pass<'t>,
    destination: &'t Destination<'t>,
    onto: Onto<'t>,
    sorter: Sorter,
    /// Rows of a table that wait to be laid out, with their keys where they are to be sorted.
    grid: Vec<(Vec<u8>, Vec<Cell<'static>>)>,
    written: u64,
    /// Rows that a terminal was spared.
    spared: u64,
    pub(super) no_numbers: Vec<u64>,
    /// What pages and workbooks begin with; other formats have rows only.
    pub(super) overview: Option<Section<'static>>,
}

/// What is written on.
enum Onto<'t> {
    /// Rows as they come, or sorted.
    Rows(Box<Document>),
    /// Rows to several files.
    Split(Box<Splitter<'t>>),
    /// What is laid out first.
    Layout(Box<Writer>),
}

impl<'t, 's> Taker<'t, 's> {
    pub(super) fn new(
        rows: &'t Rows<'s>,
        pass: &'t Pass<'t>,
        destination: &'t Destination<'t>,
    ) -> Result<Taker<'t, 's>> {
        let onto = match (destination.split, destination.spelling(&rows.columns)) {
            (Some(split), _) => Onto::Split(Box::new(Splitter::new(split, destination, pass, &rows.columns))),
            (None, Some(spelling)) => {
                Onto::Rows(Box::new(Document::begin(destination, destination.open()?, spelling, &rows.columns)?))
            }
            (None, None) => Onto::Layout(Box::new(destination.open()?)),
        };
        Ok(Taker {
            rows,
            pass,
            destination,
            onto,
            sorter: Sorter::new(rows.limit),
            grid: Vec::new(),
            written: 0,
            spared: 0,
            no_numbers: vec![0; rows.conditions.len()],
            overview: None,
        })
    }

    /// Whether a long table says what it left out.
    fn spares_rows(&self) -> bool {
        matches!(&self.onto, Onto::Layout(writer) if writer.spares_rows)
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
        if matches!(self.onto, Onto::Rows(_)) && sorted {
            let mut start = 0;
            for (key, end) in made.keys.into_iter().zip(made.ends) {
                self.sorter.push(key, made.bytes[start..end].to_vec()).context("--sort: a temporary file")?;
                start = end;
            }
            return Ok(());
        }
        if let Onto::Split(splitter) = &mut self.onto {
            return keep_split(splitter, &mut self.sorter, self.rows, &mut self.written, made);
        }
        let room = self.rows.limit.map_or(u64::MAX, |limit| limit.saturating_sub(self.written));
        match &mut self.onto {
            Onto::Rows(document) => {
                let taken = room.min(made.rows);
                let end = if taken < made.rows {
                    usize::try_from(taken).ok().and_then(|taken| taken.checked_sub(1)).map_or(0, |last| made.ends[last])
                } else {
                    made.bytes.len()
                };
                if self.destination.look.format == Format::Html && self.written > 0 && end > 0 {
                    document.rows(Page::PAUSE)?;
                }
                self.written += taken;
                return Ok(document.rows(&made.bytes[..end])?);
            }
            Onto::Layout(writer) if self.rows.as_timelines => {
                self.written += made.rows;
                return Ok(writer.write(&made.bytes)?);
            }
            Onto::Split(_) | Onto::Layout(_) => {}
        }
        let mut keys = made.keys.into_iter();
        for cells in made.cells {
            if !sorted && self.rows.limit.is_some_and(|limit| self.written >= limit) {
                break;
            }
            self.written += 1;
            if self.spares_rows() && !sorted && self.written > ON_TERMINAL as u64 {
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
        let rows: Vec<Vec<Cell<'static>>> = self.grid.drain(..).map(|(_, cells)| cells).collect();
        let mut bytes = Vec::new();
        if rows.is_empty() {
            for line in caption.unwrap_or_default() {
                bytes.extend_from_slice(line.as_bytes());
                bytes.push(b'\n');
            }
        } else {
            let mut section = grid(&self.rows.columns, rows);
            section.remarks = caption.unwrap_or_default();
            self.destination.table().section(&section, &mut bytes);
        }
        self.write(&bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match &mut self.onto {
            Onto::Rows(document) => Ok(document.rows(bytes)?),
            Onto::Layout(writer) => Ok(writer.write(bytes)?),
            Onto::Split(_) => Ok(()),
        }
    }

    /// Writes what waits, and completes the output. Gives the number of rows, and of texts without room in their cell.
    pub(super) fn finish(
        mut self,
        tally: &Tally,
        coverage: &Coverage,
        messages: &mut Messages<'_>,
    ) -> Result<(u64, u64, Files)> {
        if let Onto::Rows(document) = &mut self.onto {
            let mut written = 0;
            let pauses = self.destination.look.format == Format::Html;
            std::mem::replace(&mut self.sorter, Sorter::new(None)).finish::<Error>(|_, row| {
                if pauses && written > 0 && written % PAUSE == 0 {
                    document.rows(Page::PAUSE)?;
                }
                written += 1;
                Ok(document.rows(row)?)
            })?;
            self.written += written;
            if pauses {
                self.end_page(tally, coverage)?;
            }
        } else if let Onto::Split(splitter) = &mut self.onto {
            let mut written = 0;
            std::mem::replace(&mut self.sorter, Sorter::new(None)).finish::<Error>(|_, entry| {
                written += 1;
                let (group, row) = unpack(entry);
                splitter.push(group, row)
            })?;
            self.written += written;
        } else if self.rows.as_timelines {
            if tally.interactions == 0 {
                self.write(b"No interactions.\n")?;
            }
        } else {
            self.finish_table(tally, coverage)?;
        }
        let mut facts = coverage.facts(tally);
        let remarks = self.overview.iter().flat_map(|overview| &overview.remarks);
        facts.extend(remarks.map(|remark| ("Found".to_owned(), remark.clone())));
        let (cut, files) = match self.onto {
            Onto::Rows(mut document) => {
                if let Some(overview) = self.overview {
                    document.begin_with(overview);
                }
                document.finish(&facts)?
            }
            Onto::Split(splitter) => splitter.finish(&facts, messages)?,
            Onto::Layout(writer) => (0, writer.finish()?),
        };
        Ok((self.written, cut, files))
    }

    /// What the output is of.
    fn caption(&self, tally: &Tally, coverage: &Coverage) -> Vec<String> {
        let rows = counted(self.written, self.rows.report.noun);
        let of = match self.rows.report.noun {
            "interaction" => String::new(),
            _ => format!(" of {}", counted(tally.interactions, "interaction")),
        };
        coverage.caption(&format!("{rows}{of}"), tally)
    }

    /// Writes what stands after the rows of a page.
    fn end_page(&mut self, tally: &Tally, coverage: &Coverage) -> Result<()> {
        let lines = if self.rows.as_timelines {
            ShownLines::Sections(outline())
        } else {
            ShownLines::Rows { columns: &self.rows.columns, totals: None }
        };
        let mut caption = self.caption(tally, coverage);
        caption.extend(self.overview.iter().flat_map(|overview| overview.remarks.iter().cloned()));
        let overview = self.overview.as_ref();
        let shown = Shown { title: self.rows.report.title, caption, overview, lines, pictures: Vec::new() };
        let mut end = Vec::new();
        Page::new(self.pass.zone).end(&shown, &mut end);
        self.write(&end)
    }

    /// Lays out the rows that wait, with what they cover below them.
    fn finish_table(&mut self, tally: &Tally, coverage: &Coverage) -> Result<()> {
        if !self.rows.order.is_empty() {
            // Stable: rows of one key stay in report order.
            self.grid.sort_by(|(a, _), (b, _)| a.cmp(b));
            let limit = self.rows.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
            self.grid.truncate(limit);
            self.written = self.grid.len() as u64;
            if self.spares_rows() && self.grid.len() > ON_TERMINAL {
                self.spared = (self.grid.len() - ON_TERMINAL) as u64;
                self.grid.truncate(ON_TERMINAL);
            }
        }
        let mut caption = Vec::new();
        if self.spared > 0 {
            let rows = counted(self.spared, "more row");
            caption.push(format!("… {rows}: a pipe (| less) or a file (-o rows.csv) has all of them"));
        }
        caption.extend(self.caption(tally, coverage));
        self.lay_out(Some(caption))
    }
}

/// Takes a batch whose rows go to several files.
fn keep_split(
    splitter: &mut Splitter<'_>,
    sorter: &mut Sorter,
    rows: &Rows<'_>,
    written: &mut u64,
    made: Made,
) -> Result<()> {
    let mut start = 0;
    let mut keys = made.keys.into_iter();
    for (group, end) in made.groups {
        let bytes = &made.bytes[start..end];
        start = end;
        match (keys.next(), rows.limit) {
            // Which rows are the first shows when all are sorted.
            (Some(key), _) => sorter.push(key, pack(&group, bytes)).context("--sort: a temporary file")?,
            (None, Some(limit)) if *written >= limit => break,
            (None, limit) => {
                splitter.push(&group, bytes)?;
                // With a limit each is a row by itself.
                *written += u64::from(limit.is_some());
            }
        }
    }
    if rows.order.is_empty() && rows.limit.is_none() {
        *written += made.rows;
    }
    Ok(())
}

/// A row after its group, in one.
fn pack(group: &[u8], row: &[u8]) -> Vec<u8> {
    let length = (group.len() as u64).to_le_bytes();
    [&length[..], group, row].concat()
}

/// A group and its row.
fn unpack(entry: &[u8]) -> (&[u8], &[u8]) {
    let (length, rest) = entry.split_first_chunk().unwrap_or((&[0; 8], entry));
    rest.split_at(usize::try_from(u64::from_le_bytes(*length)).map_or(0, |length| length.min(rest.len())))
}
