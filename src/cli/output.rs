//! Options of where a report goes, and how it looks.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use crate::formats::{Format, IfExists, Separator};

/// Where the report goes, and how it looks.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// Output format [default: from the file extension of --output, else table]
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// CSV for spreadsheets: a byte-order mark, CRLF, and no text run as a formula. Use =semicolon where decimals have a
    /// comma
    #[arg(long, value_enum, value_name = "SEPARATOR", num_args = 0..=1, require_equals = true, default_missing_value = "comma")]
    pub excel: Option<Separator>,
    /// The file to write, complete or not at all; .gz and .zst compress. Its folder is created if only that is missing
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Write one file per value of these, separated by commas; -o names them, as in -o 'out/{date}-{queue}.csv'. A row
    /// belongs to the day its interaction was created, and to its own queue and user if it has them
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KEY,…", requires = "output")]
    pub split_by: Vec<SplitKey>,
    /// What to do if the file already exists
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = IfExists::Replace, requires = "output")]
    pub if_exists: IfExists,
    /// A JSON file that says where the report came from: command, inputs with SHA-256, rows, files written; `-` is
    /// standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub manifest: Option<PathBuf>,
    /// Replace names, emails, numbers and ids with pseudonyms: those of users, queues, organizations, interactions, or of
    /// a column such as interaction.customer; separated by commas. Needs --key-file
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', requires = "key_file")]
    pub pseudonymize: Vec<String>,
    /// A file with the secret key for pseudonyms: the same key gives the same pseudonyms
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "pseudonymize")]
    pub key_file: Option<PathBuf>,
    /// Time zone of days and printed times [default: the organizations' zone, else UTC]
    #[arg(long, value_name = "ZONE", env = "SEGREP_TZ", hide_env_values = true)]
    pub tz: Option<String>,
    /// Colours in tables
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
    /// Width limit of tables, in columns [default: the terminal's; no limit elsewhere]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// Don't use a pager for tables on the terminal [otherwise: SEGREP_PAGER, else PAGER, else less]
    #[arg(long)]
    pub no_pager: bool,
    /// If there are no rows, exit with status 3 and write no file
    #[arg(long)]
    pub fail_if_empty: bool,
    /// If the newest segment or interaction is older than the end of the chosen interval by more than AGE, exit with
    /// status 3 and write no file; use =9h, say, if nobody works at night [default AGE: 0]
    #[arg(long, value_name = "AGE", num_args = 0..=1, require_equals = true, default_missing_value = "0")]
    pub fail_if_stale: Option<String>,
    /// No progress bar
    #[arg(long)]
    pub no_progress: bool,
    /// Hide notes and progress, but not warnings and errors
    #[arg(short, long)]
    pub quiet: bool,
}

/// What rows are split by into files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub enum SplitKey {
    /// The day on which the interaction was created, in the output zone: {day} or {date}
    Day,
    /// The queue of the segment, ring or change; for an interaction, its own: {queue}
    Queue,
    /// The user of the segment, ring or change; for an interaction, whoever answered it: {user}
    User,
    /// The interaction's organization: {organization}
    Organization,
    /// The interaction: {interaction}
    Interaction,
}

/// When tables are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set; with CLICOLOR_FORCE, also on a pipe
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
