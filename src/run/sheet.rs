//! What a report is written on: a format, a place, a look.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Error, Result};

use crate::cli::{self, ColorChoice, Format};
use crate::exports::{STDIN, reason};
use crate::formats::{IfExists, Output, Separator, Spelling, Style, Table, Target, Titles, Unfinished};
use crate::messages::UsageError;
use crate::plain::{printable, quoted};
use crate::tables::Zone;

use super::facts::Asked;
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
    /// Whether it is a terminal, where a long table may say what it left out.
    pub(super) is_terminal: bool,
    width: Option<usize>,
    has_color: bool,
}

impl Sheet {
    /// Understands the options.
    ///
    /// # Errors
    ///
    /// [`UsageError`] where neither an option nor the file's ending says a format, or the format is none for a terminal.
    pub(super) fn new(options: &cli::Output, asked: Asked) -> Result<Sheet, UsageError> {
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
            ColorChoice::Auto => {
                let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                is_terminal && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        Ok(Sheet {
            target,
            format,
            excel: options.excel,
            if_exists: options.if_exists,
            split: None,
            asked,
            is_terminal,
            width,
            has_color,
        })
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
        self.open_at(&self.target)
    }

    /// Opens another output of the same kind.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn open_at(&self, target: &Target) -> Result<Writer> {
        Ok(Writer { if_exists: self.if_exists, ..Writer::open(target)? })
    }
}

/// An open output that knows its name.
pub(super) struct Writer {
    name: String,
    output: Output,
    /// Where a file is written; `None` for what goes elsewhere at once.
    pub(super) folder: Option<PathBuf>,
    if_exists: IfExists,
}

impl Writer {
    /// Opens a target.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn open(target: &Target) -> Result<Writer> {
        let name = match target {
            Target::Stdout => "standard output".to_owned(),
            Target::File(path) => path.display().to_string(),
        };
        match Output::open(target) {
            Ok(output) => Ok(Writer { name, output, folder: target.folder(), if_exists: IfExists::Replace }),
            Err(error) => Err(Error::new(Unwritable { name, error })),
        }
    }

    /// Writes all bytes.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Unwritable> {
        self.output.write_all(bytes).map_err(|error| Unwritable { name: self.name.clone(), error })
    }

    /// Lets something write all of its bytes.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn write_all_of<T>(&mut self, of: impl FnOnce(&mut Output) -> io::Result<T>) -> Result<T, Unwritable> {
        of(&mut self.output).map_err(|error| Unwritable { name: self.name.clone(), error })
    }

    /// Completes the output.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn finish(self) -> Result<(), Unwritable> {
        // One that came to be meanwhile and is to stay does so.
        self.output.finish(self.if_exists).map(drop).map_err(|error| Unwritable { name: self.name, error })
    }
}

impl Writer {
    /// Completes the output. A file is not in its place yet.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn complete(self) -> Result<Option<Unfinished>, Unwritable> {
        self.output.complete().map_err(|error| Unwritable { name: self.name, error })
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
