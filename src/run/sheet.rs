//! What a report is written on: a format, a place, a look.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use anyhow::Result;

use crate::cli::{self, ColorChoice};
use crate::formats::{Format, IfExists, Separator, Spelling, Style, Table, Target, Titles};
use crate::plain::quoted;
use crate::tables::Zone;
use crate::usage::UsageError;

use super::beside::Beside;
use super::facts::Asked;
use super::pager::Pager;
use super::placeholders::Placeholders;
use super::split::Split;
use super::writer::{Ledger, Unwritable, Writer};

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
    /// The files that are read, none of which it may replace.
    pub(super) read: Vec<PathBuf>,
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
            let problem = "--excel is for CSV only";
            return Err(UsageError::new(problem).hint("ask for -f csv or a file .csv with it; -f xlsx is a workbook"));
        }
        if is_terminal && !format.traits().is_text {
            let problem = "a workbook is no text for a terminal".to_owned();
            return Err(UsageError::new(problem).hint("name a file, as in -o report.xlsx, or a pipe"));
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
            read: Vec::new(),
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
        self.format.traits().is_for_people
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
        self.format.spelling(self.excel, titles, zone)
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
            return Ok(Writer::to_pager(pager));
        }
        let mut writer = self.open_at(&self.target)?;
        writer.spares_rows = self.is_terminal;
        Ok(writer)
    }

    /// Opens another output of the same kind.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn open_at(&self, target: &Target) -> Result<Writer> {
        let mut writer = Writer::open(target, self.is_digested)?;
        writer.ledger = Some((target.clone(), self.written.clone()));
        Ok(writer)
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

/// The format that a file's name asks for.
fn format_of(name: &str) -> Result<Format, UsageError> {
    Format::of_file(name).ok_or_else(|| {
        let hint = format!("name the file {}, or the format with --format", Format::usual_endings());
        UsageError::new(format!("--output: the ending of {} says no format", quoted(name))).hint(hint)
    })
}

/// Makes sure that a format can have these columns.
///
/// # Errors
///
/// [`UsageError`] where one is asked for twice, and the format tells values by their names.
pub(super) fn check_names<'n>(format: Format, mut names: impl Iterator<Item = &'n str>) -> Result<(), UsageError> {
    let mut seen = BTreeSet::new();
    match names.find(|name| !seen.insert(*name)) {
        Some(twice) if format.traits().has_names => {
            let problem = format!("--columns: {} is there twice", quoted(twice));
            Err(UsageError::new(problem).hint("an object in JSON has one value of a name; name it once"))
        }
        _ => Ok(()),
    }
}
