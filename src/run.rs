//! The stages in a row.

mod find;
mod inputs;
mod remarks;
mod write;

use std::io::Write;

use anyhow::Result;

use crate::choices::{self, Choice};
use crate::cli::{Cli, Command, Report};
use crate::config::Config;
use crate::exports::{self, Vocabulary};
use crate::messages::{Messages, UsageError};
use crate::progress::{Progress, Unit};
use crate::tables::Zone;

use inputs::Inputs;
use write::{Sheet, Work};

/// How a run ended, where it didn't fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything asked for is done.
    Done,
    /// Something asked for is not there; the rest is reported.
    Missing,
}

impl Ending {
    /// The exit status.
    pub fn status(self) -> u8 {
        match self {
            Ending::Done => 0,
            Ending::Missing => 3,
        }
    }
}

/// Runs a command. The report goes to its output, everything else to `stderr`.
///
/// # Errors
///
/// A [`UsageError`] where something was asked wrongly; any other error where the work failed.
pub fn run(cli: &Cli, stderr: &mut dyn Write) -> Result<Ending> {
    match &cli.command {
        Command::Report(options) => report(options, &mut Messages::new(stderr, options.output.quiet)),
    }
}

fn report(options: &Report, messages: &mut Messages<'_>) -> Result<Ending> {
    let (config, vocabulary) = (Config::read()?, Vocabulary::builtin());
    let sheet = Sheet::new(&options.output)?;
    let asked_zone = inputs::asked_zone(&options.output, &config)?;
    // What is asked wrongly is told before anything is read; which zone the days are in shows later.
    let now = |zone| choices::now(options.choosing.now.as_deref(), zone);
    Choice::new(&options.choosing, Zone::UTC, now(Zone::UTC)?)?;
    let asked = choices::asked(&[&options.choosing.interaction[..], &options.ids[..]].concat())?;
    let inputs = Inputs::new(&options.input, &config, &vocabulary, messages)?;
    inputs.check_target(&sheet.target)?;

    let exports = inputs.open(&vocabulary)?;
    let directory = exports::directory(&exports)?;
    let zone = asked_zone.unwrap_or_else(|| inputs::zone_of_organizations(&directory, messages));
    let mut choice = Choice::new(&options.choosing, zone, now(zone)?)?;
    choice.resolve(&options.choosing, &exports, &directory, messages)?;

    let progress = Progress::new(!options.output.no_progress && !options.output.quiet, exports.size());
    let mut index = find::index(asked.as_deref(), &exports, &progress, messages)?;
    let newest = index.newest();
    index.retain(|group| choice.may_keep(group));
    exports.check_unchanged()?;

    progress.next(Unit::RowsWritten, index.len() as u64);
    let work = Work {
        exports: &exports,
        directory: &directory,
        vocabulary: &vocabulary,
        index: &index,
        choice: &choice,
        zone,
        threads: inputs.threads,
    };
    let written = work.write(&sheet, &progress);
    progress.clear();
    // Nobody reads on: there is nothing more to say.
    let Some(tally) = written? else { return Ok(Ending::Done) };

    remarks::closing(&exports, &index, &tally, messages);
    if options.output.fail_if_empty && tally.segments == 0 {
        messages.missing("nothing is reported", Some("--fail-if-empty asks for this status".to_owned()));
    }
    let stale = choice.end().filter(|end| newest.is_none_or(|newest| newest < *end));
    if let Some(end) = stale.filter(|_| options.output.fail_if_stale) {
        let end = zone.civil(end).format("%Y-%m-%d %H:%M:%S");
        let text = format!("the newest segment lies before the end of the interval ({end} {zone})");
        messages.missing(text, Some("an export may be missing; --fail-if-stale asks for this status".to_owned()));
    }
    Ok(if messages.has_missing() { Ending::Missing } else { Ending::Done })
}

/// A wrong use of an option.
fn usage(problem: String, hint: &str) -> UsageError {
    UsageError::new(problem, Some(hint.to_owned()))
}
