//! The command line. Its doc comments are the help text.

mod arranged;
mod choosing;
mod common;
mod input;
mod output;
mod reporting;
mod shell;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};

use crate::formats::Format;
use crate::messages::MessageForm;

pub use arranged::arranged;
pub use choosing::{CHOOSING, Choosing, On, ROWS, ResponseChoice, Rows};
pub use common::Common;
pub use input::Input;
pub use output::{ColorChoice, Output, SplitKey};
pub use reporting::Reporting;
pub use shell::Shell;

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
segrep COMMAND --help tells the options of a command; they may stand before it, too.\n\
\n\
Exit status: 0 done; 1 failed; 2 wrong usage; 3 something asked for is not there;\n\
4 check found problems."
)]
pub struct Cli {
    /// The report to make.
    #[command(subcommand)]
    pub command: Command,
    /// How errors, warnings and notes are written
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
    /// How the exports are understood: which file is which table, which column which field, and what is missing
    #[command(before_help = "\
Examples:
  segrep schema -d exports                   every file, every column, what it was taken for and why
  segrep schema --init -d exports            drafts a segrep.toml beside them, to be corrected")]
    Schema(Box<Schema>),
    /// Reports that segrep.toml holds under [reports.NAME]
    #[command(
        before_help = "\
Examples:
  segrep run --all --quiet                   every night; docs/cron.md tells how
  segrep run daily waits --now 2026-11-21T05:00
  segrep run --all --dry-run                 what would be read and written",
        override_usage = "segrep run [OPTIONS] <NAME>...\n       segrep run [OPTIONS] --all"
    )]
    Run(Run),
    /// What a column, a measure or a word means, and how it is computed
    #[command(before_help = "\
Examples:
  segrep explain acceptance_rate
  segrep explain clear
  segrep explain                             everything there is")]
    Explain {
        /// A column, a measure or a word
        name: Option<String>,
        /// The reference of all columns, as docs/reports.md has it
        #[arg(long, hide = true)]
        reference: bool,
    },
    /// Completions for a shell: reports, options, columns, formats, zones
    #[command(before_help = "\
Examples:
  segrep completions bash                    a script that the shell reads; docs/shell.md says where it goes")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// The manual page of segrep, or all of them into a folder
    #[command(before_help = "\
Examples:
  segrep man --out man1                      segrep.1 and a page for each command
  segrep man > segrep.1                      segrep's own page; man ./segrep.1 shows it")]
    Man {
        /// The folder to write all pages to; it is made if it isn't there
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        out: Option<PathBuf>,
    },
}

/// The options of `segrep schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Where the tables come from.
    #[command(flatten)]
    pub input: Input,
    /// Write a segrep.toml beside the exports, or to --output: what was recognised as comments, and lines for what had to
    /// be guessed, to be corrected
    #[arg(long)]
    pub init: bool,
    /// A file to write, complete or not at all; `-` is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// The zone of printed times [default: that of the organizations, else UTC]
    #[arg(long, value_name = "ZONE", env = "SEGREP_TZ", hide_env_values = true, help_heading = "Output")]
    pub tz: Option<String>,
    /// Colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto, help_heading = "Output")]
    pub color: ColorChoice,
    /// Columns of the terminal that it may take [default: the terminal's; no limit elsewhere]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..), help_heading = "Output")]
    pub width: Option<u16>,
    /// No notes; warnings and errors are still told
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
}

impl Schema {
    /// Where it goes and how it looks, as for a report.
    pub fn output(&self) -> Output {
        Output {
            format: Some(Format::Table),
            output: self.output.clone(),
            tz: self.tz.clone(),
            color: self.color,
            width: self.width,
            no_progress: true,
            quiet: self.quiet,
            no_pager: true,
            ..Output::default()
        }
    }
}

/// The options of `segrep run`.
#[derive(Debug, Args)]
pub struct Run {
    /// The reports, by name
    #[arg(value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
    pub names: Vec<String>,
    /// All of them, in the order of the file
    #[arg(long)]
    pub all: bool,
    /// Only say what would be read and written
    #[arg(long)]
    pub dry_run: bool,
    /// The file that holds them, in place of segrep.toml in the current directory
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, env = "SEGREP_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// The present, in place of what the reports say: makes any night again [default: the clock]
    #[arg(long, value_name = "T")]
    pub now: Option<String>,
    /// Neither notes nor progress; warnings and errors are still told
    #[arg(short, long)]
    pub quiet: bool,
}
