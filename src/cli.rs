//! The command line. Its doc comments are the help text.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::exports::{DateOrder, DurationUnit, OnError};
use crate::formats::{IfExists, Separator};
use crate::messages::Spelling;
use crate::reports::{Key, PathOf};
use crate::shell::Shell;
use crate::tables::{Response, Table};
use crate::timelines::{Outcome, State};

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
Exit status: 0 done; 1 failed; 2 wrong usage; 3 something asked for is not there;\n\
4 check found problems."
)]
pub struct Cli {
    /// The report to make.
    #[command(subcommand)]
    pub command: Command,
    /// How errors, warnings and notes are written
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value_t, help_heading = "Output")]
    pub errors: Spelling,
}

/// How errors are to be written where the arguments can't be understood, and so don't say it themselves.
pub fn errors_asked(arguments: impl Iterator<Item = OsString>) -> Spelling {
    let arguments: Vec<OsString> = arguments.collect();
    let is_asked = arguments.windows(2).any(|pair| pair == ["--errors", "json"])
        || arguments.iter().any(|argument| argument == "--errors=json");
    if is_asked { Spelling::Json } else { Spelling::Text }
}

/// The heading of the options that choose interactions.
pub const CHOOSING: &str = "Choosing interactions";

/// The heading of the options that choose rows and columns.
pub const ROWS: &str = "Choosing rows and columns";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The timeline of each interaction: who was rung, how they responded, every status and how long it lasted
    #[command(before_help = "\
Examples:
  segrep report 7f3a90                       one interaction on the terminal
  segrep report 7f38e                        the beginning of an id will do if only one begins so
  segrep report --interaction @ids.txt -f csv
  segrep report --date 2026-11-20 --queue Billing
  segrep report --since 2026-11 --min-wait 5m -o waits.csv.gz")]
    Report(Listing),
    /// Who was rung, in what order, and how they responded
    #[command(before_help = "\
Examples:
  segrep rings --date yesterday --user \"Ana Franks\"
  segrep rings --response ignored --sort -ring_seconds --limit 20
  segrep rings --where 'withdrawn=false' --where 'response!=accepted' -f csv")]
    Rings(Listing),
    /// Every status change, the status before it and how long that one lasted
    #[command(before_help = "\
Examples:
  segrep statuses 7f3a90
  segrep statuses --date yesterday --summary
  segrep statuses --where 'to_status=Connected' --sort -seconds_in_from --limit 10")]
    Statuses(Statuses),
    /// What each interaction amounts to: outcome, waits, rings, path
    #[command(before_help = "\
Examples:
  segrep interactions --find \"+49 30 23125\"
  segrep interactions --outcome unanswered -c interaction_id -f csv | segrep report @-
  segrep interactions --sort -wait_seconds --limit 10")]
    Interactions(Listing),
    /// Interactions and rings counted by user, queue, day …
    #[command(before_help = "\
Examples:
  segrep summary --by user --date last-week
  segrep summary --by queue,hour --direction Inbound --sla 20s
  segrep summary --by day --since 2026-11 -o days.csv")]
    Summary(Summary),
    /// The paths that interactions take, by status, ring response or reason
    #[command(before_help = "\
Examples:
  segrep paths --date last-month
  segrep paths --of ring --queue Billing --limit 10")]
    Paths(PathsOptions),
    /// What is wrong with the exports: rows that contradict each other, lead nowhere or can't be true
    #[command(before_help = "\
Examples:
  segrep check                               what is wrong, by rule
  segrep check --rule gap,overlap            each finding of these rules
  segrep check -o findings.csv               every finding with its file and line
  segrep check --date yesterday --fail-on warning --quiet  exit status 4 where there is one
  segrep check --list                        what each rule compares, and why")]
    Check(Check),
    /// How the exports are understood: which file is which table, which column which field, and what is missing
    #[command(before_help = "\
Examples:
  segrep schema -d exports                   every file, every column, what it was taken for and why
  segrep schema --init -d exports            drafts a segrep.toml beside them, to be corrected")]
    Schema(Schema),
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

/// The options of reports that list something of each interaction.
#[derive(Debug, Args)]
pub struct Listing {
    /// What every report takes.
    #[command(flatten)]
    pub common: Common,
    /// Say for each derived value of the timeline where it came from
    #[arg(long)]
    pub explain: bool,
}

/// The options of `segrep statuses`.
#[derive(Debug, Args)]
pub struct Statuses {
    /// What every report takes.
    #[command(flatten)]
    pub common: Common,
    /// Each pair of statuses with how often, in how many interactions, and after how long
    #[arg(long)]
    pub summary: bool,
}

/// The options of `segrep summary`.
#[derive(Debug, Args)]
pub struct Summary {
    /// What there is a row for each of; several with commas
    #[arg(long, value_enum, value_delimiter = ',', required = true, value_name = "KEY,…")]
    pub by: Vec<Key>,
    /// The wait within which an answer is in time
    #[arg(long, value_name = "TIME", default_value = "30s")]
    pub sla: String,
    /// The length of intervals, for --by interval
    #[arg(long, value_name = "TIME", default_value = "30m")]
    pub interval: String,
    /// What every report takes.
    #[command(flatten)]
    pub common: Common,
}

/// The options of `segrep paths`.
#[derive(Debug, Args)]
pub struct PathsOptions {
    /// What the steps are
    #[arg(long, value_enum, default_value_t = PathOf::Status)]
    pub of: PathOf,
    /// What every report takes.
    #[command(flatten)]
    pub common: Common,
}

/// The options of `segrep check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Only these rules, with commas
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
    pub rule: Vec<String>,
    /// All rules but these, with commas
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
    pub skip_rule: Vec<String>,
    /// End with status 4 where anything as bad as this, or worse, is found by the rules asked, listed or not
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
    /// Differences of time up to this are none
    #[arg(long, value_name = "TIME", default_value = "1s")]
    pub tolerance: String,
    /// Explain the rules, and read nothing
    #[arg(long)]
    pub list: bool,
    /// The page of all rules, as docs/check.md has it
    #[arg(long, hide = true)]
    pub reference: bool,
    /// What every report takes.
    #[command(flatten)]
    pub common: Common,
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
            excel: None,
            output: self.output.clone(),
            split_by: Vec::new(),
            if_exists: IfExists::Replace,
            tz: self.tz.clone(),
            color: self.color,
            width: self.width,
            fail_if_empty: false,
            fail_if_stale: false,
            no_progress: true,
            quiet: self.quiet,
            manifest: None,
            pseudonymize: Vec::new(),
            key_file: None,
            no_pager: true,
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

impl Command {
    /// What every report takes; `None` where it is no report.
    pub fn common(&self) -> Option<&Common> {
        match self {
            Command::Report(listing) | Command::Rings(listing) | Command::Interactions(listing) => {
                Some(&listing.common)
            }
            Command::Statuses(statuses) => Some(&statuses.common),
            Command::Summary(summary) => Some(&summary.common),
            Command::Paths(paths) => Some(&paths.common),
            Command::Check(check) => Some(&check.common),
            Command::Schema(_)
            | Command::Run(_)
            | Command::Explain { .. }
            | Command::Completions { .. }
            | Command::Man { .. } => None,
        }
    }
}

/// What every report takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Interactions by id, as --interaction
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// Where the tables come from.
    #[command(flatten)]
    pub input: Input,
    /// What is reported.
    #[command(flatten)]
    pub choosing: Choosing,
    /// Which rows and columns.
    #[command(flatten)]
    pub rows: Rows,
    /// Where it goes, and how it looks.
    #[command(flatten)]
    pub output: Output,
}

/// Which rows and columns of the report.
#[derive(Debug, Args)]
#[command(next_help_heading = ROWS)]
pub struct Rows {
    /// These columns, with commas; +NAME and -NAME add to the usual ones and take from them; exported ones are
    /// segment.X, interaction.X, queue.X, user.X, organization.X. Alone it lists what there is
    #[arg(short, long, value_name = "COLUMN,…", num_args = 0..=1, default_missing_value = "", allow_hyphen_values = true)]
    pub columns: Option<String>,
    /// Rows for which this holds, as 'wait_seconds>=1m' or 'user_name~^A'; = != < <= > >= ~ !~ (regular expression)
    #[arg(long = "where", value_name = "COLUMN OP VALUE")]
    pub conditions: Vec<String>,
    /// Order by these columns, with commas; -COLUMN from the largest
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', allow_hyphen_values = true)]
    pub sort: Vec<String>,
    /// So many rows at most
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
}

/// Where the tables come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Exports")]
pub struct Input {
    /// The folder of the exports, or a zip archive of them [default: `data` of segrep.toml, else the current directory]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath, env = "SEGREP_DATA", hide_env_values = true)]
    pub data: Option<OsString>,
    /// A table's file, in place of those in the folder; `-` is standard input. Repeat for several
    #[arg(long, value_name = "NAME=FILE", value_parser = named_table)]
    pub table: Vec<(Table, PathBuf)>,
    /// What stands between fields: a sign, or comma, semicolon, tab, pipe [default: what makes the header known]
    #[arg(long, value_name = "SIGN")]
    pub delimiter: Option<String>,
    /// The encoding of exports that have no mark of theirs, as windows-1252 [default: UTF-8]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The zone of exported times that say no offset [default: UTC]
    #[arg(long, value_name = "ZONE")]
    pub input_tz: Option<String>,
    /// What comes first in dates as 03/04/2026 [default: each column's own values say it]
    #[arg(long, value_enum, value_name = "ORDER")]
    pub date_order: Option<DateOrder>,
    /// The form of exported times, as '%d.%m.%y %H:%M' (strftime); those that don't fit are read as ever
    #[arg(long, value_name = "FORMAT")]
    pub time_format: Option<String>,
    /// What a plain number in a duration column counts [default: what its header says, else seconds]
    #[arg(long, value_enum, value_name = "UNIT")]
    pub duration_unit: Option<DurationUnit>,
    /// What is done with a record that can't be read
    #[arg(long, value_enum, value_name = "WHAT", default_value_t)]
    pub on_error: OnError,
    /// A CSV file for the records that --on-error skip leaves out: as they came, with file, line, field and reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// A file that says how the exports are to be understood, in place of segrep.toml in the current directory and
    /// beside the exports
    #[arg(long, value_name = "FILE", env = "SEGREP_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// Read no segrep.toml
    #[arg(long)]
    pub no_config: bool,
    /// Threads to work with; the output is the same for any number [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
}

/// Which interactions are reported. Different options hold together, repeats of one are alternatives.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = CHOOSING)]
pub struct Choosing {
    /// These interactions: ids or their unique beginnings, with commas, or @FILE with one id a line (@- standard input)
    #[arg(long, value_name = "ID")]
    pub interaction: Vec<String>,
    /// Those with this text, in any case, in a value of their own row or of one of their segments
    #[arg(long, value_name = "TEXT")]
    pub find: Vec<String>,
    /// Those created on a day or in a period: today, yesterday, 2026-11-21, 2026-11, 2026-W47, this-week, last-week,
    /// this-month, last-month, 7d (today and the six days before)
    #[arg(long, value_name = "D")]
    pub date: Vec<String>,
    /// Those created at or after a time, or from the start of a day or period
    #[arg(long, value_name = "T")]
    pub since: Vec<String>,
    /// Those created before a time, or until the end of a day or period
    #[arg(long, value_name = "T")]
    pub until: Vec<String>,
    /// What --date, --since and --until are about
    #[arg(long, value_enum, default_value_t = On::Created)]
    pub on: On,
    /// Those with a segment in this queue: its id or exact name
    #[arg(long, value_name = "Q")]
    pub queue: Vec<String>,
    /// Those with a segment of this user: id, exact name or email
    #[arg(long, value_name = "U")]
    pub user: Vec<String>,
    /// Those of this organization: its id or exact name
    #[arg(long, value_name = "O")]
    pub organization: Vec<String>,
    /// Those of this type, as Phone
    #[arg(long, value_name = "TYPE")]
    pub communication_type: Vec<String>,
    /// Those of this direction, as Inbound
    #[arg(long, value_name = "DIRECTION")]
    pub direction: Vec<String>,
    /// Those that were ever in this status, by its word
    #[arg(long, value_name = "STATUS")]
    pub status: Vec<String>,
    /// Those with a ring that was responded to so
    #[arg(long, value_enum, value_name = "RESPONSE")]
    pub response: Vec<ResponseChoice>,
    /// Those with this outcome
    #[arg(long, value_enum, value_name = "OUTCOME")]
    pub outcome: Vec<Outcome>,
    /// Those in this state
    #[arg(long, value_enum, value_name = "STATE")]
    pub state: Vec<State>,
    /// Those that waited at least so long, as 30s or 5m; an open one has waited until now
    #[arg(long, value_name = "TIME")]
    pub min_wait: Vec<String>,
    /// Those that took at least so long in all
    #[arg(long, value_name = "TIME")]
    pub min_duration: Vec<String>,
    /// Those with at least so many rings
    #[arg(long, value_name = "N")]
    pub min_rings: Vec<u64>,
    /// The present, for today, 7d and the waits of open interactions [default: the clock]
    #[arg(long, value_name = "T", env = "SEGREP_NOW", hide_env_values = true)]
    pub now: Option<String>,
}

/// Where the report goes, and how it looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// How the report is written [default: by the ending of --output, else table]
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// CSV for spreadsheets: a byte-order mark, CRLF, and no text that is run as a formula. =semicolon where decimals have
    /// a comma
    #[arg(long, value_enum, value_name = "SEPARATOR", num_args = 0..=1, require_equals = true, default_missing_value = "comma")]
    pub excel: Option<Separator>,
    /// A file to write, complete or not at all; .gz and .zst compress
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// A file for each of these, with commas; -o names them, as in -o 'out/{date}-{queue}.csv'. A row belongs to the day on
    /// which its interaction was created, and to its own queue and user where it has one
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KEY,…", requires = "output")]
    pub split_by: Vec<SplitKey>,
    /// What is done where the file is there already
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = IfExists::Replace, requires = "output")]
    pub if_exists: IfExists,
    /// A file, as JSON, that says where the report came from: command, inputs with SHA-256, rows, what was written
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
    /// End with status 3 where nothing is reported
    #[arg(long)]
    pub fail_if_empty: bool,
    /// End with status 3 where the newest segment lies before the end of the chosen interval
    #[arg(long)]
    pub fail_if_stale: bool,
    /// No progress bar
    #[arg(long)]
    pub no_progress: bool,
    /// Neither notes nor progress; warnings and errors are still told
    #[arg(short, long)]
    pub quiet: bool,
}

/// What an interval is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum On {
    /// When the interaction was created
    Created,
    /// When it was completed
    Completed,
    /// When any of its segments starts
    Active,
}

/// From which severity on findings decide the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// An error was found
    Error,
    /// A warning or an error was found
    Warning,
    /// Anything was found
    Info,
    /// Findings never decide it
    Never,
}

/// A response to choose rings by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseChoice {
    /// This one.
    Known(Response),
    /// None that is known.
    Unknown,
}

impl ValueEnum for ResponseChoice {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            ResponseChoice::Known(Response::Accepted),
            ResponseChoice::Known(Response::Rejected),
            ResponseChoice::Known(Response::Ignored),
            ResponseChoice::Known(Response::Clear),
            ResponseChoice::Unknown,
        ]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        match self {
            ResponseChoice::Known(response) => response.to_possible_value(),
            ResponseChoice::Unknown => Some(clap::builder::PossibleValue::new("unknown").help("None that is known")),
        }
    }
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: what happened, at first glance
    Table,
    /// For programs: one line a row, after RFC 4180
    Csv,
    /// For programs that read lines: tabs between values; in a value \t, \n, \r and \\ are escapes
    Tsv,
    /// For programs: an array with an object for each row
    Json,
    /// For programs: an object for each row, on a line of its own
    #[value(alias = "ndjson")]
    Jsonl,
    /// For pages and wikis: a table as GitHub shows it
    #[value(alias = "md")]
    Markdown,
    /// For spreadsheets: a workbook with dates and numbers as such
    Xlsx,
    /// For people, in a browser: a page with pictures, search and sorting, in one file that needs nothing else
    Html,
}

impl Format {
    /// Whether people read it, so that it shows what they need and not all there is.
    pub fn is_for_people(self) -> bool {
        match self {
            Format::Table | Format::Html => true,
            Format::Csv | Format::Tsv | Format::Json | Format::Jsonl | Format::Markdown | Format::Xlsx => false,
        }
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set; with CLICOLOR_FORCE also on a pipe
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn named_table(text: &str) -> Result<(Table, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("it takes NAME=FILE, as segments=calls.csv")?;
    let table = Table::ALL.into_iter().find(|table| table.name() == name.trim().to_lowercase());
    let names: Vec<&str> = Table::ALL.into_iter().map(Table::name).collect();
    let table = table.ok_or_else(|| format!("there is no table \"{name}\"; the tables are {}", names.join(", ")))?;
    if file.is_empty() {
        return Err("no file is named after the =".to_owned());
    }
    Ok((table, PathBuf::from(file)))
}
