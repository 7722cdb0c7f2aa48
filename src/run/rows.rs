//! Reports that list something of each timeline: rows through conditions, order and limit into the format.

use std::ops::ControlFlow;

use anyhow::{Error, Result};
use bumpalo::Bump;
use chrono::NaiveDate;

use crate::cli::{self, Format};
use crate::formats::Csv;
use crate::messages::{Messages, UsageError};
use crate::plain::{counted, quoted};
use crate::reports::{Cell, Kind, Lines, Row, RowReport, grid, section};
use crate::tables::Instant;
use crate::timelines::{Tally, Timeline};

use super::columns::{Columns, Selected};
use super::conditions::{Condition, Setting, Test, Verdict};
use super::pass::{Batches, Pass, Stop};
use super::sheet::{Sheet, Writer};
use super::sort::{self, Sorter};

/// Rows of a table that are laid out together.
const LAID_OUT: usize = 5_000;

/// Rows that a table on a terminal shows at most.
const ON_TERMINAL: usize = 1_000;

/// Rows that are listed, and how.
pub(super) struct Rows<'s> {
    report: &'static RowReport,
    columns: Vec<Selected<'s>>,
    conditions: Vec<(Selected<'s>, Test)>,
    order: Vec<(Selected<'s>, bool)>,
    limit: Option<u64>,
    lines: Option<Lines>,
    /// Whether timelines are shown as such, and not as rows.
    as_timelines: bool,
    explains: bool,
}

/// What a listing came to.
pub(super) struct Listed {
    pub(super) tally: Tally,
    pub(super) rows: u64,
}

/// The rows of a batch.
#[derive(Default)]
struct Made {
    bytes: Vec<u8>,
    /// Where each row ends in the bytes; only where somebody needs to know.
    ends: Vec<usize>,
    keys: Vec<Vec<u8>>,
    cells: Vec<Vec<Cell<'static>>>,
    rows: u64,
    /// For each condition the values that are no numbers.
    no_numbers: Vec<u64>,
}

impl<'s> Rows<'s> {
    /// Understands what is asked.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for a column that there is not, or a condition that can't be understood.
    pub(super) fn new(
        options: &cli::Rows,
        explains: bool,
        format: Format,
        columns: &Columns<'s>,
        setting: &Setting,
    ) -> Result<Rows<'s>, UsageError> {
        let report = columns.report;
        let all: Vec<&str> = report.columns.iter().map(|own| own.column.name).collect();
        let usual = if format == Format::Table { report.for_people } else { &all };
        let selected = columns.select(options.columns.as_deref(), usual)?;
        let mut conditions = Vec::new();
        for text in &options.conditions {
            let condition = Condition::read(text)?;
            let column = columns.find(&condition.column)?;
            let test = condition.test(column.kind, column.is_known, setting)?;
            conditions.push((column, test));
        }
        let mut order = Vec::new();
        for name in options.sort.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let (name, descends) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
            order.push((columns.find(name)?, descends));
        }
        let needs_lines = |column: &Selected<'_>| column.needs_lines();
        let needed = selected.iter().any(needs_lines)
            || conditions.iter().any(|(column, _)| column.needs_lines())
            || order.iter().any(|(column, _)| column.needs_lines());
        let is_plain =
            options.columns.is_none() && conditions.is_empty() && order.is_empty() && options.limit.is_none();
        Ok(Rows {
            report,
            columns: selected,
            conditions,
            order,
            limit: options.limit,
            lines: needed.then(|| Lines::count(columns.exports)),
            as_timelines: is_plain && format == Format::Table && report.name == "report",
            explains,
        })
    }

    /// Writes the rows. `None` where the reader of a pipe went away before its end, which is no error.
    ///
    /// # Errors
    ///
    /// The first value, in input order, that can't be read; what the system says of the output.
    pub(super) fn write(
        &self,
        pass: &Pass<'_>,
        sheet: &Sheet,
        about: &str,
        messages: &mut Messages<'_>,
    ) -> Result<Option<Listed>> {
        let mut taker = Taker::new(self, pass, sheet)?;
        let worker = || (Csv::new(pass.zone), String::new());
        let made = pass.run(
            Batches::OfRows,
            worker,
            |(csv, printed), made: &mut Made, timeline, arena| {
                if self.as_timelines {
                    sheet.table(pass.zone).section(&section(timeline, self.explains), &mut made.bytes);
                    made.rows += timeline.stages.len() as u64;
                } else {
                    self.make(made, timeline, arena, pass, sheet.format, csv, printed);
                }
            },
            |made| taker.take(made),
        );
        let tally = match made {
            Ok(tally) => tally,
            Err(Stop::Unreadable(error)) => return Err(error.into()),
            Err(Stop::Enough(Some(error))) if super::is_closed_pipe(&error) => return Ok(None),
            Err(Stop::Enough(Some(error))) => return Err(error),
            // The limit is reached: what was counted is what was looked at.
            Err(Stop::Enough(None)) => std::mem::take(&mut taker.tally),
        };
        // What was read while somebody wrote to it is no report: nothing is completed with it.
        pass.exports.check_unchanged()?;
        let no_numbers = std::mem::take(&mut taker.no_numbers);
        match taker.finish(&tally, about) {
            Ok(rows) => {
                for ((column, _), count) in self.conditions.iter().zip(no_numbers) {
                    if count > 0 {
                        let values = counted(count, "value");
                        messages.note(format!("{values} of {} no number: no match", quoted(&column.name)));
                    }
                }
                Ok(Some(Listed { tally, rows }))
            }
            Err(error) if super::is_closed_pipe(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The rows of a timeline.
    #[allow(clippy::too_many_arguments, reason = "the hot loop: what it needs is taken apart once, outside")]
    fn make(
        &self,
        made: &mut Made,
        timeline: &Timeline<'_>,
        arena: &Bump,
        pass: &Pass<'_>,
        format: Format,
        csv: &mut Csv,
        printed: &mut String,
    ) {
        let narrows = self.report.name == "rings";
        (self.report.rows)(timeline, &mut |row: Row<'_>| {
            if narrows && !row.ring().is_some_and(|ring| pass.choice.keeps_ring(timeline, ring)) {
                return;
            }
            if !self.holds(made, &row, arena, pass, csv, printed) {
                return;
            }
            made.rows += 1;
            let cell = |column: &Selected<'_>| column.cell(&row, pass.exports, self.lines.as_ref(), arena);
            if !self.order.is_empty() {
                let mut key = Vec::new();
                for (column, descends) in &self.order {
                    sort::key(&cell(column), column.kind, *descends, pass.exports, &mut key);
                }
                made.keys.push(key);
            }
            match format {
                Format::Csv => csv.row(self.columns.iter().map(cell), &mut made.bytes),
                Format::Table => made.cells.push(self.columns.iter().map(|column| cell(column).into_owned()).collect()),
            }
            if format == Format::Csv && (self.limit.is_some() || !self.order.is_empty()) {
                made.ends.push(made.bytes.len());
            }
        });
    }

    /// Whether all conditions hold for a row.
    fn holds(
        &self,
        made: &mut Made,
        row: &Row<'_>,
        arena: &Bump,
        pass: &Pass<'_>,
        csv: &mut Csv,
        printed: &mut String,
    ) -> bool {
        made.no_numbers.resize(self.conditions.len(), 0);
        let mut all = true;
        for (at, (column, test)) in self.conditions.iter().enumerate() {
            let cell = column.cell(row, pass.exports, self.lines.as_ref(), arena);
            let mut bytes = std::mem::take(printed).into_bytes();
            bytes.clear();
            csv.plain(&cell, &mut bytes);
            *printed = String::from_utf8_lossy(&bytes).into_owned();
            match test.ask(&cell, printed, pass.exports) {
                Verdict::Holds(holds) => all &= holds,
                Verdict::NoNumber => {
                    made.no_numbers[at] += 1;
                    all = false;
                }
            }
        }
        all
    }
}

/// Takes the batches in report order, and writes.
struct Taker<'t, 's> {
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
    no_numbers: Vec<u64>,
    tally: Tally,
}

impl<'t, 's> Taker<'t, 's> {
    fn new(rows: &'t Rows<'s>, pass: &'t Pass<'t>, sheet: &'t Sheet) -> Result<Taker<'t, 's>> {
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
            tally: Tally::default(),
        })
    }

    fn take(&mut self, made: Made) -> ControlFlow<Option<Error>> {
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
                self.sorter.push(key, made.bytes[start..end].to_vec())?;
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
            if self.sheet.is_terminal && !sorted && self.written > ON_TERMINAL as u64 {
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
    fn finish(mut self, tally: &Tally, about: &str) -> Result<u64> {
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
                    if self.sheet.is_terminal && self.grid.len() > ON_TERMINAL {
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

/// The civil day on which the present lies, for days in conditions.
pub(super) fn today(now: Instant, zone: crate::tables::Zone) -> NaiveDate {
    zone.civil(now).date()
}
