//! `segrep run`: runs saved reports one after another. A failing one doesn't stop the others.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Parser;

use crate::cli::{Cli, Run};
use crate::config::{self, Config, Saved};
use crate::messages::{MessageForm, Messages, Remark};
use crate::near::{did_you_mean, nearest};
use crate::plain::{printable, quoted};
use crate::usage::UsageError;

use super::invocation::{Ending, Invocation};

/// Runs one command, as if typed.
pub(super) type Ask = fn(&Cli, &Invocation<'_>, &mut dyn Write) -> Result<Ending>;

/// Runs the reports asked for. Returns the worst ending.
pub(super) fn run(options: &Run, spelling: MessageForm, ask: Ask, stderr: &mut dyn Write) -> Result<Ending> {
    let config = options.config.clone().filter(|path| !path.as_os_str().is_empty());
    let choice = config.clone().map_or(config::ConfigFile::Usual, config::ConfigFile::File);
    let file = config.unwrap_or_else(|| PathBuf::from(config::FILE)).display().to_string();
    let saved = Config::read(&choice)?.reports;
    let known = || saved.iter().map(|report| report.name.as_str());
    if saved.is_empty() {
        // A named file that doesn't exist is an error already.
        let nothing = match config::ConfigFile::Usual == choice && !Path::new(config::FILE).exists() {
            true => format!("there is no {} in this folder", config::FILE),
            false => format!("{} holds no reports", printable(&file)),
        };
        let hint = "a table [reports.NAME] with report = \"summary\" and other options saves one";
        return Err(UsageError::new(nothing).hint(hint).into());
    }
    let find = |name: &String| {
        saved.iter().find(|report| report.name == *name).ok_or_else(|| {
            let all = || format!("the reports are {}", known().collect::<Vec<_>>().join(", "));
            let hint = did_you_mean(&nearest(name, known())).unwrap_or_else(all);
            UsageError::new(format!("there is no report {} in {}", quoted(name), printable(&file))).hint(hint)
        })
    };
    let asked: Vec<&Saved> = match options.all {
        true => saved.iter().collect(),
        false => options.names.iter().map(find).collect::<Result<_, _>>()?,
    };
    let (mut worst, named) = (Ending::Done, RefCell::default());
    // Errors with the reports they stopped: one broken export may stop them all, and is reported once.
    let mut stopped: Vec<(Remark, Vec<&str>)> = Vec::new();
    for report in asked {
        let ending = one(report, options, &named, spelling, ask, stderr).unwrap_or_else(|error| {
            let remark = Remark::of(&error);
            let ending = if remark.status == Some(2) { Ending::Misused } else { Ending::Failed };
            match stopped.iter_mut().find(|(known, _)| *known == remark) {
                Some((_, reports)) => reports.push(&report.name),
                None => stopped.push((remark, vec![&report.name])),
            }
            ending
        });
        worst = worst.max(ending);
    }
    for (remark, reports) in stopped {
        let reports = match spelling {
            MessageForm::Text => vec![reports.join(", ")],
            // Programs get one line for each report.
            MessageForm::Json => reports.into_iter().map(str::to_owned).collect(),
        };
        for report in reports {
            Messages::new(stderr, spelling, false).of_report(Some(&report)).say(remark.clone());
        }
    }
    Ok(worst)
}

/// Runs one report: its saved options are parsed as if typed.
fn one(
    saved: &Saved,
    options: &Run,
    named: &RefCell<Vec<PathBuf>>,
    spelling: MessageForm,
    ask: Ask,
    stderr: &mut dyn Write,
) -> Result<Ending> {
    let mut arguments = saved.arguments()?;
    if let Some(config) = &options.config
        && !arguments.iter().any(|argument| argument.starts_with("--config=") || argument == "--no-config")
    {
        arguments.push(format!("--config={}", config.display()));
    }
    if let Some(now) = &options.now {
        arguments.retain(|argument| !argument.starts_with("--now="));
        arguments.push(format!("--now={now}"));
    }
    if options.quiet && !arguments.iter().any(|argument| argument == "--quiet") {
        arguments.push("--quiet".to_owned());
    }
    let typed = ["segrep".to_owned()].into_iter().chain(arguments.iter().cloned());
    let mut cli = Cli::try_parse_from(typed).map_err(|error| {
        let text = error.render().to_string();
        let problem = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
        let problem = problem.split_whitespace().collect::<Vec<_>>().join(" ");
        UsageError::new(format!("reports.{}: {problem}", saved.name)).at(&saved.place.0, saved.place.1)
    })?;
    cli.errors = spelling;
    let arguments = arguments.into_iter().map(OsString::from).collect();
    let invocation = Invocation { arguments, report: Some(saved.name.clone()), is_dry_run: options.dry_run, named };
    ask(&cli, &invocation, stderr)
}
