//! Where a report goes, in which format, and how it looks.

use std::io::{self, IsTerminal};

use anyhow::Result;

use crate::cli::{self, ColorChoice};
use crate::formats::{Format, IfExists, Making, Spelling, TableLayout, Target};
use crate::messages::Unwritable;
use crate::plain::quoted;
use crate::reports::Column;
use crate::tables::Zone;
use crate::usage::UsageError;

use super::pager::Pager;
use super::side_files::SideFiles;
use super::split::Split;
use super::writer::Writer;

/// How a report is written, as the options ask for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Appearance<'a> {
    pub(super) options: &'a cli::Output,
    pub(super) format: Format,
    pub(super) is_terminal: bool,
    is_paged: bool,
}

pub(super) struct Destination<'a> {
    /// The report's name, for formats that show it.
    pub(super) report: &'static str,
    pub(super) target: Target,
    pub(super) look: Appearance<'a>,
    pub(super) table: TableLayout,
    pub(super) zone: Zone,
    /// How rows are split into files, if they are.
    pub(super) split: Option<&'a Split>,
    pub(super) side_files: SideFiles,
}

impl<'a> Appearance<'a> {
    /// Parses the options of a report that goes to `target`.
    pub(super) fn new(options: &'a cli::Output, target: &Target) -> Result<Appearance<'a>, UsageError> {
        let is_terminal = *target == Target::Stdout && io::stdout().is_terminal();
        let by_ending = match target {
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
        if format.making() == Making::Columns && cfg!(not(feature = "parquet")) {
            let hint = "cargo install --path . --features parquet builds one that writes it";
            return Err(UsageError::new("-f parquet: this segrep was built without it").hint(hint));
        }
        if is_terminal && let Making::Workbook | Making::Columns = format.making() {
            let ending = format.ending();
            let problem = format!("-f {ending} can't be shown on a terminal");
            return Err(UsageError::new(problem).hint(format!("name a file, as in -o report.{ending}, or a pipe")));
        }
        // A pager may be quit early, and a manifest must be of everything.
        let is_paged =
            is_terminal && format.making() == Making::Layout && !options.no_pager && options.manifest.is_none();
        Ok(Appearance { format, options, is_terminal, is_paged })
    }

    /// Whether people read it: they see fewer columns by default.
    pub(super) fn is_for_people(&self) -> bool {
        self.format.making().is_for_people()
    }

    /// Whether an existing file must be kept.
    pub(super) fn spares(&self, target: &Target) -> Result<bool, Unwritable> {
        match (target, self.options.if_exists) {
            (Target::File(path), IfExists::Fail) if path.is_file() => Err(Unwritable::exists(path)),
            (Target::File(path), IfExists::Skip) => Ok(path.is_file()),
            (Target::File(_) | Target::Stdout, _) => Ok(false),
        }
    }
}

impl Destination<'_> {
    /// How rows under these columns are formatted.
    pub(super) fn spelling(&self, columns: &[Column]) -> Spelling {
        self.look.format.spelling(self.look.options.excel, columns, self.zone)
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = &Target> {
        std::iter::once(&self.target).chain(self.side_files.targets())
    }

    pub(super) fn open(&self) -> Result<Writer, Unwritable> {
        if let Some(pager) = self.look.is_paged.then(Pager::start).flatten() {
            return Ok(Writer::to_pager(pager));
        }
        let mut writer = self.open_at(&self.target)?;
        writer.spares_rows = self.look.is_terminal;
        Ok(writer)
    }

    /// Opens another output of the same kind.
    pub(super) fn open_at(&self, target: &Target) -> Result<Writer, Unwritable> {
        Writer::open(target, self.look.options.manifest.is_some())
    }
}

/// How tables look: on a terminal they are as wide as that.
pub(super) fn table_layout(target: &Target, width: Option<u16>, color: ColorChoice, zone: Zone) -> TableLayout {
    let is_terminal = *target == Target::Stdout && io::stdout().is_terminal();
    let of_terminal = || terminal_size::terminal_size().filter(|_| is_terminal).map(|(width, _)| width.0);
    let has_color = match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => *target == Target::Stdout && is_colored_by_habit(is_terminal),
    };
    TableLayout { width: width.or_else(of_terminal).map(usize::from), has_color, zone }
}

/// Whether to colour standard output by default: the first of the usual environment variables decides.
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

/// The format for a file's extension.
fn format_of(name: &str) -> Result<Format, UsageError> {
    Format::of_file(name).ok_or_else(|| {
        let hint = format!("name the file {}, or the format with --format", Format::usual_endings());
        UsageError::new(format!("--output: the extension of {} names no format", quoted(name))).hint(hint)
    })
}
