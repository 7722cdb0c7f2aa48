//! Parses the arguments, runs, and ends with the exit status: the only place that exits or prints an error.

use std::io::{Stderr, Write};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use segrep::cli::{Cli, arranged, errors_asked};
#[cfg(unix)]
use segrep::exports::ExportError;
use segrep::messages::{MessageForm, Messages, Remark};

fn main() -> ExitCode {
    let mut stderr = std::io::stderr();
    match segrep::shell::answer(std::env::args_os().collect(), segrep::known) {
        Ok(false) => {}
        Ok(true) => return ExitCode::SUCCESS,
        Err(error) => return asked_wrongly(&error, &mut stderr),
    }
    let cli = match Cli::try_parse_from(arranged::<Cli>(std::env::args_os().collect())) {
        Ok(cli) => cli,
        Err(error) => return asked_wrongly(&error, &mut stderr),
    };
    // Where that can't be had, a file that is cut short ends the process without a word.
    #[cfg(unix)]
    {
        segrep::formats::survive_size_limit();
        let spelling = cli.errors;
        let _ = segrep::exports::when_cut_short(move |error| cut_short(error, spelling));
    }
    match segrep::run(&cli, std::env::args_os().skip(1).collect(), &mut stderr) {
        Ok(ending) => ExitCode::from(ending.status()),
        Err(error) => ExitCode::from(Messages::new(&mut stderr, cli.errors, false).failed(&error)),
    }
}

/// Bytes of an export are gone while they were read: nothing can be completed.
#[cfg(unix)]
fn cut_short(error: Option<ExportError>, spelling: MessageForm) {
    segrep::formats::discard();
    let lost = "the system lost bytes of a file that was being read: its disk may have failed, or be full";
    let error = error.map_or_else(|| anyhow::Error::msg(lost), anyhow::Error::new);
    let status = Messages::new(&mut std::io::stderr(), spelling, false).failed(&error);
    std::process::exit(status.into());
}

/// Help and version go to standard output, everything else is a wrong use.
fn asked_wrongly(error: &clap::Error, stderr: &mut Stderr) -> ExitCode {
    let spelling = errors_asked(std::env::args_os());
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe is no error.
            return match error.print() {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                    let error = anyhow::Error::new(error).context("standard output: can't be written");
                    ExitCode::from(Messages::new(stderr, spelling, false).failed(&error))
                }
                _ => ExitCode::SUCCESS,
            };
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if spelling == MessageForm::Text => {
            let _ = error.print();
        }
        _ if spelling == MessageForm::Json => {
            let text = error.render().to_string();
            let (message, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
            let hint = rest.lines().find_map(|line| line.trim().strip_prefix("tip: ")).map(str::to_owned);
            let message = match error.kind() {
                ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
                    "a command is missing, as report or summary".to_owned()
                }
                _ => message.trim_start_matches("error: ").split_whitespace().collect::<Vec<_>>().join(" "),
            };
            Messages::new(stderr, spelling, false).say(Remark::error(message, 2).hint(hint));
        }
        _ => {
            let text = error.render().to_string();
            let _ = write!(stderr, "segrep: {text}");
        }
    }
    ExitCode::from(2)
}
