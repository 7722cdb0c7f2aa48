//! What a report is written on: a format, a place, a look.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Error, Result};

use crate::cli::{self, ColorChoice, Format};
use crate::exports::{STDIN, reason};
use crate::formats::{Output, Style, Table, Target, Written};
use crate::messages::UsageError;
use crate::plain::{printable, quoted};
use crate::tables::Zone;

use super::pager::Pager;
use super::placeholders::Placeholders;
use super::usage;

/// The output that the options ask for.
pub(super) struct Sheet {
    pub(super) target: Target,
    pub(super) format: Format,
    /// Whether it is a terminal.
    pub(super) is_terminal: bool,
    /// Whether a pager is to stand before the terminal.
    is_paged: bool,
    width: Option<usize>,
    has_color: bool,
    /// Whether the SHA-256 of what is written is wanted.
    is_digested: bool,
    /// What was written.
    pub(super) written: Ledger,
}

/// What was written to each output, in the order in which they were completed.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger(Arc<Mutex<Vec<(Target, Written)>>>);

impl Ledger {
    fn enter(&self, target: &Target, written: Written) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((target.clone(), written));
    }

    /// Makes something of each entry: the file, `None` of standard output, and what was written to it.
    pub(super) fn each<T>(&self, make: impl Fn(Option<&Path>, &Written) -> T) -> Vec<T> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let file = |target: &Target| match target {
            Target::Stdout => None,
            Target::File(path) => Some(path.clone()),
        };
        entries.iter().map(|(target, written)| make(file(target).as_deref(), written)).collect()
    }
}

impl Sheet {
    /// Understands the options.
    ///
    /// # Errors
    ///
    /// [`UsageError`] where neither an option nor the file's ending says a format.
    pub(super) fn new(options: &cli::Output) -> Result<Sheet, UsageError> {
        let path = options.output.clone().filter(|path| path.as_path() != Path::new(STDIN));
        let target = path.map_or(Target::Stdout, Target::File);
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
            ColorChoice::Auto => target == Target::Stdout && is_colored_by_habit(is_terminal),
        };
        let is_digested = options.manifest.is_some();
        // A pager may be quit early, and what it was not given is not what a manifest would vouch for.
        let is_paged = is_terminal && format == Format::Table && !options.no_pager && !is_digested;
        let written = Ledger::default();
        Ok(Sheet { target, format, is_terminal, is_paged, width, has_color, is_digested, written })
    }

    /// The same in its place: with what the placeholders of its name stand for.
    ///
    /// # Errors
    ///
    /// [`UsageError`] where one stands for nothing.
    pub(super) fn placed(&self, placeholders: &Placeholders) -> Result<Sheet, UsageError> {
        let target = placeholders.fill_target(&self.target, "--output")?;
        Ok(Sheet { target, written: self.written.clone(), ..*self })
    }

    /// The layout of tables.
    pub(super) fn table(&self, zone: Zone) -> Table {
        Table::new(Style { width: self.width, has_color: self.has_color, zone })
    }

    /// Opens the output.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn open(&self) -> Result<Writer> {
        if let Some(pager) = self.is_paged.then(Pager::start).flatten() {
            let name = "standard output".to_owned();
            return Ok(Writer { name, place: Place::Pager(pager), spares_rows: false, ledger: None });
        }
        let writer = Writer::open(&self.target, self.is_digested)?;
        Ok(Writer {
            spares_rows: self.is_terminal,
            ledger: Some((self.target.clone(), self.written.clone())),
            ..writer
        })
    }
}

/// Whether standard output is coloured where no option says so: by the habits of the shell, the first that applies.
fn is_colored_by_habit(is_terminal: bool) -> bool {
    let value = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    if value("NO_COLOR").is_some() {
        return false;
    }
    if value("CLICOLOR_FORCE").is_some_and(|force| force != "0") {
        return true;
    }
    is_terminal && value("CLICOLOR").is_none_or(|color| color != "0") && value("TERM").is_none_or(|term| term != "dumb")
}

/// An open output that knows its name.
pub(super) struct Writer {
    name: String,
    place: Place,
    /// Whether a long table says what it left out, as nobody can read on a terminal what has scrolled away.
    pub(super) spares_rows: bool,
    /// Where it is entered what was written, and under which name.
    ledger: Option<(Target, Ledger)>,
}

enum Place {
    Output(Output),
    Pager(Pager),
}

impl Writer {
    /// Opens a target; `is_digested` where the SHA-256 of what is written is wanted.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn open(target: &Target, is_digested: bool) -> Result<Writer> {
        let name = match target {
            Target::Stdout => "standard output".to_owned(),
            Target::File(path) => path.display().to_string(),
        };
        match Output::open(target, is_digested) {
            Ok(output) => Ok(Writer { name, place: Place::Output(output), spares_rows: false, ledger: None }),
            Err(error) => Err(Error::new(Unwritable { name, error })),
        }
    }

    /// Writes all bytes.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Unwritable> {
        let written = match &mut self.place {
            Place::Output(output) => output.write_all(bytes),
            Place::Pager(pager) => pager.write_all(bytes),
        };
        written.map_err(|error| Unwritable { name: self.name.clone(), error })
    }

    /// Completes the output.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn finish(self) -> Result<(), Unwritable> {
        let finished = match self.place {
            Place::Output(output) => output.finish(),
            Place::Pager(pager) => pager.finish().map(|()| Written::default()),
        };
        let written = finished.map_err(|error| Unwritable { name: self.name, error })?;
        if let Some((target, ledger)) = self.ledger {
            ledger.enter(&target, written);
        }
        Ok(())
    }
}

/// An output that can't be written.
#[derive(Debug)]
pub(super) struct Unwritable {
    name: String,
    error: io::Error,
}

impl Unwritable {
    /// Whether the reader of a pipe went away, which is no error.
    pub(super) fn is_closed_pipe(&self) -> bool {
        self.error.kind() == io::ErrorKind::BrokenPipe
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: can't be written: {}", printable(&self.name), reason(&self.error))
    }
}

impl std::error::Error for Unwritable {}

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
