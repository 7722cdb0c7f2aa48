//! The command line. Its doc comments are the help text.

mod arranged;
mod choosing;
mod input;
mod output;
mod reporting;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::messages::MessageForm;
use crate::sql::{Dialect, Source};
use crate::tables::Table;

pub use arranged::arranged;
pub(crate) use choosing::{CHOOSING, Choosing, On, ROWS, Rows};
pub(crate) use input::Input;
pub(crate) use output::{ColorChoice, Output, SplitKey};
pub(crate) use reporting::{Common, Reporting};

/// Reports on the calls and chats of a contact centre, from its CSV exports.
#[derive(Debug, Parser)]
#[command(
    name = "segrep",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    subcommand_required = true,
    before_help = "\
Examples:
  segrep report 7f3a90                       what happened to one interaction
  segrep report --date yesterday -o y.csv    a day's timelines as CSV
  segrep summary --by user --date last-week  how each user responded",
    after_help = "\
segrep COMMAND --help lists the options of a command; they may also come before it.\n\
\n\
Exit status: 0 done; 1 failed; 2 wrong usage; 3 something asked for doesn't exist;\n\
4 check found problems."
)]
pub struct Cli {
    /// The report to make.
    #[command(subcommand)]
    pub command: Command,
    /// Format of errors, warnings and notes
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value_t, help_heading = "Output")]
    pub errors: MessageForm,
}

/// How errors are to be written where the arguments can't be understood, and so don't say it themselves.
pub fn errors_asked(arguments: impl Iterator<Item = OsString>) -> MessageForm {
    let arguments: Vec<OsString> = arguments.collect();
    let is_asked = arguments.windows(2).any(|pair| pair == ["--errors", "json"])
        || arguments.iter().any(|argument| argument == "--errors=json");
    if is_asked { MessageForm::Json } else { MessageForm::Text }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A report.
    #[command(flatten)]
    Report(Reporting),
    /// A report as SQL, for exports that are too many for one machine: the same rows from DuckDB or Spark
    #[command(
        before_help = "\
Examples:
  segrep sql --dialect duckdb summary --by queue,day -d exports -o days.sql
  segrep sql --dialect spark --source segments=lake/segments/ report -d exports --date 2026-11",
        override_usage = "segrep sql --dialect <ENGINE> [OPTIONS] <REPORT> [OPTIONS OF THE REPORT]",
        subcommand_required = true,
        subcommand_value_name = "REPORT"
    )]
    Sql(Sql),
    /// How the exports are read: which file is which table, which column is which field, and what is missing
    #[command(before_help = "\
Examples:
  segrep schema -d exports                   every file and column, what it was taken for and why
  segrep schema --init -d exports            drafts a segrep.toml beside them, for you to correct")]
    Schema(Box<Schema>),
    /// Run reports saved in segrep.toml under [reports.NAME]
    #[command(
        before_help = "\
Examples:
  segrep run --all --quiet                   every night; see docs/cron.md
  segrep run daily waits --now 2026-11-21T05:00
  segrep run --all --dry-run                 what would be read and written",
        override_usage = "segrep run [OPTIONS] <NAME>...\n       segrep run [OPTIONS] --all"
    )]
    Run(Run),
    /// Completions for a shell: reports, options, columns, formats, zones
    #[command(before_help = "\
Examples:
  segrep completions bash                    a script for the shell; docs/shell.md says where to put it")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page of segrep, or write all pages to a folder
    #[command(before_help = "\
Examples:
  segrep man --out man1                      segrep.1 and a page for each command
  segrep man > segrep.1                      segrep's own page; man ./segrep.1 shows it")]
    Man {
        /// The folder to write all pages to; created if it doesn't exist
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        out: Option<PathBuf>,
    },
}

/// The options of `segrep sql`.
#[derive(Debug, Args)]
pub struct Sql {
    /// The engine
    #[arg(long, value_enum, value_name = "ENGINE")]
    pub dialect: Dialect,
    /// Where the rows of a table are instead of in the exports at hand, which then only say how they are read: CSV files
    /// (NAME ends with .csv), Parquet files (it ends with .parquet or /), else a table of the engine
    #[arg(long, value_name = "TABLE=NAME", value_parser = source)]
    pub source: Vec<(Table, Source)>,
    /// The column that tells the order of rows in tables of the engine: of two with one id the last counts
    #[arg(long, value_name = "COLUMN")]
    pub order_by: Option<String>,
    /// The report.
    #[command(subcommand)]
    pub report: Reporting,
}

fn source(text: &str) -> Result<(Table, Source), String> {
    let (table, name) = text.split_once('=').ok_or("it is TABLE=NAME, as in segments=lake/segments/")?;
    let table = Table::ALL.into_iter().find(|known| known.name() == table);
    Ok((
        table.ok_or_else(|| format!("the tables are {}", Table::ALL.map(Table::name).join(", ")))?,
        Source::named(name),
    ))
}

/// The options of `segrep schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Where the tables come from.
    #[command(flatten)]
    pub input: Input,
    /// Write a draft segrep.toml beside the exports, or to --output: what was recognised is a comment, what was guessed is
    /// a line for you to correct
    #[arg(long)]
    pub init: bool,
    /// The file to write, complete or not at all; `-` is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Time zone of printed times [default: the organizations' zone, else UTC]
    #[arg(long, value_name = "ZONE", env = "SEGREP_TZ", hide_env_values = true, help_heading = "Output")]
    pub tz: Option<String>,
    /// Colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto, help_heading = "Output")]
    pub color: ColorChoice,
    /// Width limit in columns [default: the terminal's; no limit elsewhere]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..), help_heading = "Output")]
    pub width: Option<u16>,
    /// Hide notes, but not warnings and errors
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
}

/// The options of `segrep run`.
#[derive(Debug, Args)]
pub struct Run {
    /// The reports to run, by name
    #[arg(value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
    pub names: Vec<String>,
    /// Run all of them, in the order of the file
    #[arg(long)]
    pub all: bool,
    /// Only show what would be read and written
    #[arg(long)]
    pub dry_run: bool,
    /// The file that holds the reports, instead of segrep.toml in the current directory
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, env = "SEGREP_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// The present, instead of what the reports say: repeats any night [default: the clock]
    #[arg(long, value_name = "T")]
    pub now: Option<String>,
    /// Hide notes and progress, but not warnings and errors
    #[arg(short, long)]
    pub quiet: bool,
}

/// A shell that completions are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// Bash
    Bash,
    /// Z shell
    Zsh,
    /// Fish
    Fish,
    /// PowerShell
    Powershell,
    /// Elvish
    Elvish,
}
