//! What a report is written on: a format, a place, a look.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Error, Result};

use crate::cli::{self, ColorChoice, Format};
use crate::exports::reason;
use crate::formats::{IfExists, Output, Separator, Spelling, Style, Table, Target, Titles, Unfinished, Written};
use crate::messages::UsageError;
use crate::plain::{printable, quoted};
use crate::tables::Zone;

use super::beside::Beside;
use super::facts::Asked;
use super::pager::Pager;
use super::placeholders::Placeholders;
use super::split::Split;
use super::usage;

/// The output that the options ask for.
pub(super) struct Sheet {
    pub(super) target: Target,
    pub(super) format: Format,
    /// What spreadsheets are to read CSV with.
    excel: Option<Separator>,
    /// What is done where a file is there already.
    pub(super) if_exists: IfExists,
    /// How rows are split into files, where they are.
    pub(super) split: Option<Split>,
    /// What is asked, for formats that say it.
    pub(super) asked: Asked,
    /// Whether it is a terminal.
    pub(super) is_terminal: bool,
    /// Whether a pager is to stand before the terminal.
    is_paged: bool,
    width: Option<usize>,
    has_color: bool,
    /// Whether the SHA-256 of what is written is wanted.
    is_digested: bool,
    /// What is written beside the report.
    pub(super) beside: Beside,
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
    /// [`UsageError`] where neither an option nor the file's ending says a format, or the format is none for a terminal.
    pub(super) fn new(options: &cli::Output, asked: Asked) -> Result<Sheet, UsageError> {
        let target = options.output.clone().map_or(Target::Stdout, Target::named);
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
        if options.excel.is_some() && format != Format::Csv {
            let problem = "--excel is for CSV only".to_owned();
            return Err(usage(problem, "ask for -f csv or a file .csv with it; -f xlsx is a workbook"));
        }
        if is_terminal && format == Format::Xlsx {
            let problem = "a workbook is no text for a terminal".to_owned();
            return Err(usage(problem, "name a file, as in -o report.xlsx, or a pipe"));
        }
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
        Ok(Sheet {
            target,
            format,
            excel: options.excel,
            if_exists: options.if_exists,
            split: None,
            asked,
            is_terminal,
            is_paged,
            width,
            has_color,
            is_digested,
            beside: Beside::default(),
            written: Ledger::default(),
        })
    }

    /// Its place: with what the placeholders of its name stand for. A split report's name has its own.
    ///
    /// # Errors
    ///
    /// [`UsageError`] where one stands for nothing.
    pub(super) fn placed(&self, placeholders: &Placeholders) -> Result<Target, UsageError> {
        if self.split.is_some() { Ok(self.target.clone()) } else { placeholders.fill_target(&self.target, "--output") }
    }

    /// Whether people read it, who are spared some columns unless they ask for them.
    pub(super) fn is_for_people(&self) -> bool {
        self.format.is_for_people()
    }

    /// Whether a file is there that is to stay.
    ///
    /// # Errors
    ///
    /// [`Unwritable`] where that is to fail.
    pub(super) fn is_there_to_stay(&self) -> Result<bool, Unwritable> {
        match (&self.target, self.if_exists) {
            (Target::File(path), IfExists::Skip | IfExists::Fail) if path.is_file() => match self.if_exists {
                IfExists::Fail => Err(Unwritable::exists(path)),
                _ => Ok(true),
            },
            _ => Ok(false),
        }
    }

    /// How rows under these columns are spelled; `None` for what is laid out as a whole.
    pub(super) fn spelling(&self, zone: Zone, titles: &Titles) -> Option<Spelling> {
        match self.format {
            Format::Table => None,
            Format::Csv => Some(match self.excel {
                Some(separator) => Spelling::excel(separator, zone),
                None => Spelling::csv(zone),
            }),
            Format::Tsv => Some(Spelling::tsv(zone)),
            Format::Json => Some(Spelling::json(titles, zone)),
            Format::Jsonl => Some(Spelling::jsonl(titles, zone)),
            Format::Markdown => Some(Spelling::markdown(zone)),
            Format::Xlsx => Some(Spelling::Packed),
            Format::Html => Some(Spelling::page(titles, zone)),
        }
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
            let place = Place::Pager(pager);
            let if_exists = self.if_exists;
            return Ok(Writer { name, place, folder: None, if_exists, spares_rows: false, ledger: None });
        }
        Ok(Writer { spares_rows: self.is_terminal, ..self.open_at(&self.target)? })
    }

    /// Opens another output of the same kind.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn open_at(&self, target: &Target) -> Result<Writer> {
        let ledger = Some((target.clone(), self.written.clone()));
        Ok(Writer { if_exists: self.if_exists, ledger, ..Writer::open(target, self.is_digested)? })
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
    /// Where a file is written; `None` for what goes elsewhere at once.
    pub(super) folder: Option<PathBuf>,
    if_exists: IfExists,
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
            Ok(output) => Ok(Writer {
                name,
                place: Place::Output(output),
                folder: target.folder(),
                if_exists: IfExists::Replace,
                spares_rows: false,
                ledger: None,
            }),
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

    /// Lets something write all of its bytes.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn write_all_of<T>(&mut self, of: impl FnOnce(&mut Output) -> io::Result<T>) -> Result<T, Unwritable> {
        let written = match &mut self.place {
            Place::Output(output) => of(output),
            // Nothing but tables is paged.
            Place::Pager(_) => Err(io::ErrorKind::Unsupported.into()),
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
            // One that came to be meanwhile and is to stay does so.
            Place::Output(output) => output.finish(self.if_exists),
            Place::Pager(pager) => pager.finish().map(|()| None),
        };
        let written = finished.map_err(|error| Unwritable { name: self.name, error })?;
        if let (Some((target, ledger)), Some(written)) = (self.ledger, written) {
            ledger.enter(&target, written);
        }
        Ok(())
    }

    /// Completes the output. A file is not in its place yet.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn complete(self) -> Result<Option<Unfinished>, Unwritable> {
        let Place::Output(output) = self.place else { return Ok(None) };
        let (written, unfinished) = output.complete().map_err(|error| Unwritable { name: self.name, error })?;
        if let Some((target, ledger)) = self.ledger {
            ledger.enter(&target, written);
        }
        Ok(unfinished)
    }
}

/// An output that can't be written.
#[derive(Debug)]
pub(super) struct Unwritable {
    name: String,
    error: io::Error,
}

impl Unwritable {
    /// Temporary files can't be written: in a folder, or in the system's for such.
    pub(super) fn waiting(folder: Option<&Path>, error: io::Error) -> Unwritable {
        let folder = folder.map_or_else(std::env::temp_dir, Path::to_owned);
        Unwritable { name: format!("a temporary file in {}", folder.display()), error }
    }

    /// A file or folder can't be written.
    pub(super) fn at(path: &Path, error: io::Error) -> Unwritable {
        Unwritable { name: path.display().to_string(), error }
    }

    /// A file is there that is to stay.
    pub(super) fn exists(path: &Path) -> Unwritable {
        Unwritable { name: path.display().to_string(), error: io::Error::other("it is there already") }
    }

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
        Some((_, "tsv")) => Ok(Format::Tsv),
        Some((_, "json")) => Ok(Format::Json),
        Some((_, "jsonl" | "ndjson")) => Ok(Format::Jsonl),
        Some((_, "md" | "markdown")) => Ok(Format::Markdown),
        Some((_, "xlsx")) => Ok(Format::Xlsx),
        Some((_, "html" | "htm")) => Ok(Format::Html),
        Some((_, "txt")) => Ok(Format::Table),
        _ => Err(usage(
            format!("--output: the ending of {} says no format", quoted(name)),
            "name the file .csv, .tsv, .json, .jsonl, .md, .xlsx, .html or .txt, or the format with --format",
        )),
    }
}

/// Makes sure that a format can have these columns.
///
/// # Errors
///
/// [`UsageError`] where one is asked for twice, and the format tells values by their names.
pub(super) fn check_names<'n>(format: Format, mut names: impl Iterator<Item = &'n str>) -> Result<(), UsageError> {
    let mut seen = BTreeSet::new();
    match names.find(|name| !seen.insert(*name)) {
        Some(twice) if matches!(format, Format::Json | Format::Jsonl) => {
            let problem = format!("--columns: {} is there twice", quoted(twice));
            Err(usage(problem, "an object in JSON has one value of a name; name it once"))
        }
        _ => Ok(()),
    }
}
