//! Commands, and how they end.

mod asked;
mod captions;
mod check;
mod chosen;
mod columns;
pub(crate) mod conditions;
mod coverage;
mod destination;
mod document;
mod files;
mod find;
mod folds;
mod heard;
mod indexed;
mod inputs;
mod laid_out;
mod listing;
mod lists;
mod lost;
mod manifest;
mod names;
mod opened;
mod pager;
mod pages;
mod pass;
mod placeholders;
mod plan;
mod question;
mod rejects;
mod remarks;
mod report;
mod saved;
mod schema;
mod selection;
mod settings;
mod shape;
mod side_files;
mod sink;
mod sort;
mod split;
mod splitter;
mod withheld;
mod writer;
mod written;

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;

use crate::audit;
use crate::cli::{Cli, Command};
use crate::formats::Target;
use crate::messages::Messages;
use crate::reports::{INTERACTIONS, REPORT, RINGS, STATUSES, catalogue};
use crate::shell;

use check::Rules;
use question::Question;
use writer::Writer;

/// How a run ended, where it didn't fail.
/// In the order of how bad it is: of several reports the worst ending stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Everything asked for is done.
    Done,
    /// Something asked for is not there; the rest is reported.
    Missing,
    /// `check` found problems as bad as asked for, or worse.
    Problems,
    /// One of several reports was asked wrongly; the others are made.
    Misused,
    /// One of several reports failed; the others are made.
    Failed,
}

impl Ending {
    /// The exit status.
    pub fn status(self) -> u8 {
        match self {
            Ending::Done => 0,
            Ending::Missing => 3,
            Ending::Problems => 4,
            Ending::Misused => 2,
            Ending::Failed => 1,
        }
    }
}

/// How a report was asked for.
struct Invocation<'r> {
    /// What was typed after `segrep`, or would have been.
    arguments: Vec<OsString>,
    /// The name under which it is saved; `None` where it was typed.
    report: Option<String>,
    /// Whether only to say what would be read and written.
    is_dry_run: bool,
    /// The files of settings that were named before in this run.
    named: &'r RefCell<Vec<PathBuf>>,
}

/// Runs a command that was understood from the arguments after `segrep`. The report goes to its output, everything else
/// to `stderr`.
///
/// # Errors
///
/// A [`UsageError`] where something was asked wrongly; any other error where the work failed.
pub fn run(cli: &Cli, arguments: Vec<OsString>, stderr: &mut dyn Write) -> Result<Ending> {
    ask(cli, &Invocation { arguments, report: None, is_dry_run: false, named: &RefCell::default() }, stderr)
}

/// Runs what was asked. A reader that goes away before its end is served: whatever there was to say is said.
fn ask(cli: &Cli, invocation: &Invocation<'_>, stderr: &mut dyn Write) -> Result<Ending> {
    writer::unless_closed(command(cli, invocation, stderr), || Ending::Done)
}

fn command(cli: &Cli, invocation: &Invocation<'_>, stderr: &mut dyn Write) -> Result<Ending> {
    let rows = |report, explains| Question::Rows { report, explains };
    let (question, common) = match &cli.command {
        Command::Report(listing) => (rows(&REPORT, listing.explain), &listing.common),
        Command::Rings(listing) => (rows(&RINGS, false), &listing.common),
        Command::Interactions(listing) => (rows(&INTERACTIONS, false), &listing.common),
        Command::Statuses(statuses) if statuses.summary => (Question::Pairs, &statuses.common),
        Command::Statuses(statuses) => (rows(&STATUSES, false), &statuses.common),
        Command::Summary(summary) => (Question::summary(summary)?, &summary.common),
        Command::Paths(paths) => (Question::Paths(paths.of), &paths.common),
        Command::Check(check) if check.reference => return print(&audit::reference()),
        Command::Check(check) => {
            let rules = Rules::new(check)?;
            if check.list {
                return print(&audit::list(&rules.chosen));
            }
            (Question::Check(rules), &check.common)
        }
        Command::Schema(options) => {
            return schema::run(options, &mut Messages::new(stderr, cli.errors, options.quiet));
        }
        Command::Run(options) => return saved::run(options, cli.errors, stderr),
        Command::Explain { reference: true, .. } => return print(&catalogue::reference()),
        Command::Explain { name, reference: false } => return print(&catalogue::explain(name.as_deref())?),
        Command::Completions { shell } => return print(&shell::registration(*shell)?),
        Command::Man { out } => return pages::write(out.as_deref()),
    };
    if common.rows.columns.as_deref() == Some("") {
        return print(&catalogue::list(&question.columns()));
    }
    let mut messages = Messages::new(stderr, cli.errors, common.output.quiet).of_report(invocation.report.as_deref());
    report::run(&question, common, invocation, &mut messages)
}

/// Writes a text to standard output.
fn print(text: &str) -> Result<Ending> {
    let mut stdout = Writer::open(&Target::Stdout, false)?;
    stdout.write(text.as_bytes())?;
    stdout.finish()?;
    Ok(Ending::Done)
}
