//! Options of where a report goes, and how it looks.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use crate::formats::{Format, IfExists, Separator};

/// Where the report goes, and how it looks.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// How the report is written [default: by the ending of --output, else table]
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// CSV for spreadsheets: a byte-order mark, CRLF, and no text that is run as a formula. =semicolon where decimals have
    /// a comma
    #[arg(long, value_enum, value_name = "SEPARATOR", num_args = 0..=1, require_equals = true, default_missing_value = "comma")]
    pub excel: Option<Separator>,
    /// A file to write, complete or not at all; .gz and .zst compress. Its folder is made if only that is missing
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// A file for each of these, with commas; -o names them, as in -o 'out/{date}-{queue}.csv'. A row belongs to the day on
    /// which its interaction was created, and to its own queue and user where it has one
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KEY,…", requires = "output")]
    pub split_by: Vec<SplitKey>,
    /// What is done where the file is there already
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = IfExists::Replace, requires = "output")]
    pub if_exists: IfExists,
    /// A file, as JSON, that says where the report came from: command, inputs with SHA-256, rows, what was written;
    /// `-` is standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub manifest: Option<PathBuf>,
    /// Pseudonyms in place of names, emails, numbers and ids: of users, queues, organizations, interactions, or of a
    /// column, as interaction.customer; with commas. Needs --key-file
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', requires = "key_file")]
    pub pseudonymize: Vec<String>,
    /// A file with the secret that pseudonyms are made with: the same key gives the same pseudonyms
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "pseudonymize")]
    pub key_file: Option<PathBuf>,
    /// The zone of days and printed times [default: that of the organizations, else UTC]
    #[arg(long, value_name = "ZONE", env = "SEGREP_TZ", hide_env_values = true)]
    pub tz: Option<String>,
    /// Colours in tables
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
    /// Columns that a table may take [default: the terminal's; no limit elsewhere]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// No pager before a table on the terminal [otherwise: SEGREP_PAGER, else PAGER, else less]
    #[arg(long)]
    pub no_pager: bool,
    /// End with status 3 where nothing is reported, and write no file
    #[arg(long)]
    pub fail_if_empty: bool,
    /// End with status 3, and write no file, where the newest segment or interaction lies before the end of the chosen
    /// interval by more than an age, as =9h where nobody works at night [default age: 0]
    #[arg(long, value_name = "AGE", num_args = 0..=1, require_equals = true, default_missing_value = "0")]
    pub fail_if_stale: Option<String>,
    /// No progress bar
    #[arg(long)]
    pub no_progress: bool,
    /// Neither notes nor progress; warnings and errors are still told
    #[arg(short, long)]
    pub quiet: bool,
}

/// What rows are split by into files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum SplitKey {
    /// The day on which the interaction was created, in the output zone: {day} or {date}
    Day,
    /// The queue of the segment, ring or change; of an interaction, its own: {queue}
    Queue,
    /// The user of the segment, ring or change; of an interaction, who answered it: {user}
    User,
    /// The interaction's organization: {organization}
    Organization,
    /// The interaction: {interaction}
    Interaction,
}

/// When tables are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set; with CLICOLOR_FORCE also on a pipe
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
