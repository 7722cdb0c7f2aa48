//! Timelines through the report and its format into the output: batch by batch, in parallel, in order.

use std::io::{self, IsTerminal, Write};
use std::ops::{ControlFlow, Range};

use anyhow::{Error, Result};
use bumpalo::Bump;

use crate::choices::Choice;
use crate::cli::{self, ColorChoice, Format};
use crate::exports::{ExportError, Exports, Vocabulary, reason};
use crate::formats::{Csv, Output, Style, Table, Target};
use crate::messages::UsageError;
use crate::plain::{printable, quoted};
use crate::progress::Progress;
use crate::reports::report::{self, SegmentRow};
use crate::tables::{Directory, Zone};
use crate::timelines::{Index, Linker, Tally, in_order};

use super::usage;

/// Timelines that one thread makes at a time: enough that handing them over costs nothing, few enough that some
/// batches of them are little memory.
const BATCH: usize = 256;

/// Timelines whose records are fetched at a time: as many as stay in the processor's cache until they are read.
const FETCHED: usize = 32;

/// What the report is written on.
pub(super) struct Sheet {
    pub(super) target: Target,
    format: Format,
    width: Option<usize>,
    has_color: bool,
}

impl Sheet {
    /// The output that the options ask for.
    pub(super) fn new(options: &cli::Output) -> Result<Sheet, UsageError> {
        let target = options.output.clone().map_or(Target::Stdout, Target::File);
        let is_terminal = target == Target::Stdout && io::stdout().is_terminal();
        let by_ending = match &target {
            Target::Stdout => None,
            Target::File(path) => Some(format_of(&path.to_string_lossy())),
        };
        let format = match (options.format, by_ending) {
            (Some(format), _) => format,
            (None, None) => Format::Table,
            (None, Some(by_ending)) => by_ending?,
        };
        let of_terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = options.width.map(usize::from).or_else(|| of_terminal().filter(|_| is_terminal));
        let has_color = match options.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Ok(Sheet { target, format, width, has_color })
    }
}

/// The format that a file's name asks for.
fn format_of(name: &str) -> Result<Format, UsageError> {
    let lower = name.to_lowercase();
    let plain = lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower);
    match plain.rsplit_once('.') {
        Some((_, "csv")) => Ok(Format::Csv),
        Some((_, "txt")) => Ok(Format::Table),
        _ => Err(usage(
            format!("--output: the ending of {} says no format", quoted(name)),
            "name the file .csv or .txt, or the format with --format",
        )),
    }
}

/// Everything that writing needs.
pub(super) struct Work<'w> {
    pub(super) exports: &'w Exports,
    pub(super) directory: &'w Directory,
    pub(super) vocabulary: &'w Vocabulary,
    pub(super) index: &'w Index,
    pub(super) choice: &'w Choice,
    pub(super) zone: Zone,
    pub(super) threads: usize,
}

/// The timelines of a batch, spelled.
struct Batch {
    bytes: Vec<u8>,
    tally: Tally,
    records: u64,
    error: Option<ExportError>,
}

/// One of the formats, ready to spell. One for each thread.
enum Speller {
    Csv(Box<Csv>),
    Table(Table),
}

impl Work<'_> {
    /// Writes the report. `None` where the reader of a pipe went away before its end, which is no error.
    ///
    /// # Errors
    ///
    /// The first value, in input order, that can't be read; what the system says of the output.
    pub(super) fn write(&self, sheet: &Sheet, progress: &Progress) -> Result<Option<Tally>> {
        match self.write_all(sheet, progress) {
            Ok(tally) => Ok(Some(tally)),
            Err(error) => match error.downcast_ref::<Unwritable>() {
                Some(output) if output.error.kind() == io::ErrorKind::BrokenPipe => Ok(None),
                _ => Err(error),
            },
        }
    }

    fn write_all(&self, sheet: &Sheet, progress: &Progress) -> Result<Tally> {
        let name = match &sheet.target {
            Target::Stdout => "standard output".to_owned(),
            Target::File(path) => path.display().to_string(),
        };
        let failed = |error: io::Error| Error::new(Unwritable { name: name.clone(), error });
        let mut output = Output::open(&sheet.target).map_err(failed)?;
        let mut start = Vec::new();
        if sheet.format == Format::Csv {
            Csv::header(report::COLUMNS.iter().map(|column| column.name), &mut start);
        }
        output.write_all(&start).map_err(failed)?;

        let groups = self.index.groups.len();
        let batches: Vec<Range<usize>> =
            (0..groups).step_by(BATCH).map(|first| first..groups.min(first + BATCH)).collect();
        let mut tally = Tally::default();
        let flow = in_order(
            self.threads,
            batches.len(),
            || (self.linker(), sheet.speller(self.zone)),
            |(linker, speller), batch| self.batch(linker, speller, batches[batch].clone()),
            |batch| {
                if let Some(error) = batch.error {
                    return ControlFlow::Break(Stop::Unreadable(error));
                }
                progress.add(batch.records);
                tally.merge(&batch.tally);
                output
                    .write_all(&batch.bytes)
                    .map_or_else(|error| ControlFlow::Break(Stop::Unwritable(error)), ControlFlow::Continue)
            },
        );
        match flow {
            ControlFlow::Continue(()) => {}
            ControlFlow::Break(Stop::Unwritable(error)) => return Err(failed(error)),
            // Batches come in report order; of several errors the first in input order is told.
            ControlFlow::Break(Stop::Unreadable(met)) => return Err(self.first_error().unwrap_or(met).into()),
        }
        if sheet.format == Format::Table && tally.interactions == 0 {
            output.write_all(b"No interactions.\n").map_err(failed)?;
        }
        output.finish().map_err(failed)?;
        Ok(tally)
    }

    fn linker(&self) -> Linker<'_> {
        Linker::new(self.exports, self.directory, &self.vocabulary.words)
    }

    fn first_error(&self) -> Option<ExportError> {
        Linker::first_error(self.index, || self.linker())
    }

    fn batch<'l>(&'l self, linker: &mut Linker<'l>, speller: &mut Speller, groups: Range<usize>) -> Batch {
        let mut batch = Batch { bytes: Vec::new(), tally: Tally::default(), records: 0, error: None };
        let arena = Bump::new();
        for (at, group) in groups.clone().zip(&self.index.groups[groups.clone()]) {
            if (at - groups.start).is_multiple_of(FETCHED) {
                linker.fetch(self.index, &self.index.groups[at..groups.end.min(at + FETCHED)]);
            }
            batch.records += self.index.places(group).len() as u64;
            let timeline = match linker.timeline(self.index, group, &arena) {
                Ok(timeline) => timeline,
                Err(error) => {
                    batch.error = Some(error);
                    break;
                }
            };
            if !self.choice.keeps(&timeline) {
                continue;
            }
            batch.tally.add(&timeline, group, self.directory, self.exports);
            match speller {
                Speller::Csv(csv) => {
                    for at in 0..timeline.stages.len() {
                        let row = SegmentRow { timeline: &timeline, at };
                        csv.row(report::COLUMNS.iter().map(|column| (column.cell)(&row)), &mut batch.bytes);
                    }
                }
                Speller::Table(table) => table.section(&report::section(&timeline, self.directory), &mut batch.bytes),
            }
        }
        batch
    }
}

impl Sheet {
    fn speller(&self, zone: Zone) -> Speller {
        match self.format {
            Format::Csv => Speller::Csv(Box::new(Csv::new(zone))),
            Format::Table => Speller::Table(Table::new(Style { width: self.width, has_color: self.has_color, zone })),
        }
    }
}

/// Why writing stopped.
enum Stop {
    /// A record can't be read.
    Unreadable(ExportError),
    /// The output can't be written.
    Unwritable(io::Error),
}

/// An output that can't be written.
#[derive(Debug)]
struct Unwritable {
    name: String,
    error: io::Error,
}

impl std::fmt::Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: can't be written: {}", printable(&self.name), reason(&self.error))
    }
}

impl std::error::Error for Unwritable {}
