//! Commands, and how they end.

mod asked;
mod batch;
mod check;
mod columns;
mod compare;
pub(crate) mod conditions;
mod coverage;
mod day;
mod destination;
mod document;
mod files;
mod find;
mod folds;
mod indexed;
mod inputs;
mod invocation;
mod known;
mod laid_out;
mod listing;
mod lost;
mod manifest;
mod opened;
mod pager;
mod pass;
mod placeholders;
mod reach;
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
mod speller;
mod split;
mod splitter;
mod sql;
mod writer;
mod written;

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

use anyhow::Result;

use crate::cli::{Cli, Command, Output, Reporting};
use crate::formats::Target;
use crate::messages::{Messages, Unwritable};
use crate::reports::{Reply, catalogue};
use crate::shell;
use crate::usage::UsageError;

use invocation::Invocation;
pub use known::known;
use writer::print;

pub use invocation::Ending;

/// Runs a command parsed from `arguments`, those after `segrep`. The report goes to its output, everything else to
/// `stderr`.
///
/// # Errors
///
/// A [`UsageError`] for a wrong use; any other error if the work failed.
pub fn run(cli: &Cli, arguments: Vec<OsString>, stderr: &mut dyn Write) -> Result<Ending> {
    ask(cli, &Invocation { arguments, report: None, is_dry_run: false, named: &RefCell::default() }, stderr)
}

/// Runs what was asked. If the reader of the output goes away, that is no error, and there is nothing more to say.
fn ask(cli: &Cli, invocation: &Invocation<'_>, stderr: &mut dyn Write) -> Result<Ending> {
    writer::unless_closed(command(cli, invocation, stderr), || Ending::Done)
}

fn command(cli: &Cli, invocation: &Invocation<'_>, stderr: &mut dyn Write) -> Result<Ending> {
    let (question, common) = match &cli.command {
        Command::Report(Reporting { report, own, typed, common, .. }) => match own.ask(report, typed)? {
            Reply::Question(question) => (question, common),
            Reply::Text(text) => return tell(&text, &common.output),
        },
        Command::Sql(options) => {
            return sql::run(
                options,
                invocation,
                &mut Messages::new(stderr, cli.errors, options.report.common.output.quiet),
            );
        }
        Command::Schema(options) => {
            return schema::run(options, &mut Messages::new(stderr, cli.errors, options.quiet));
        }
        Command::Run(options) => return saved::run(options, cli.errors, ask, stderr),
        Command::Completions { shell } => return print(&shell::registration(*shell)),
        Command::Man { out } => return manual(out.as_deref(), &mut Messages::new(stderr, cli.errors, false)),
    };
    if common.rows.columns.as_deref() == Some("") {
        return tell(&catalogue::list(&question.columns), &common.output);
    }
    let mut messages = Messages::new(stderr, cli.errors, common.output.quiet).of_report(invocation.report.as_deref());
    report::run(&question, common, invocation, &mut messages)
}

/// Prints a text about what there is, which is no report.
fn tell(text: &str, output: &Output) -> Result<Ending> {
    if output.output.is_some() {
        return Err(UsageError::new("--output: this is a text, and no report").hint("> FILE keeps it").into());
    }
    print(text)
}

/// Prints segrep's own manual page, or writes all pages into a folder.
fn manual(folder: Option<&Path>, messages: &mut Messages<'_>) -> Result<Ending> {
    let pages = shell::pages();
    let Some(folder) = folder else {
        return print(&pages.into_iter().take(1).map(|page| page.text).collect::<String>());
    };
    std::fs::create_dir_all(folder).map_err(|error| Unwritable::at(folder, error))?;
    for page in pages {
        writer::write(page.text.as_bytes(), &Target::File(folder.join(&page.file)), messages)?;
    }
    Ok(Ending::Done)
}
