//! Parses the arguments, runs, and ends with the exit status: the only place that exits or prints an error.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use segrep::cli::Cli;
#[cfg(unix)]
use segrep::exports::ExportError;
use segrep::messages::UsageError;

fn main() -> ExitCode {
    let mut stderr = std::io::stderr();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return asked_wrongly(&error, &mut stderr),
    };
    // Where that can't be had, a file that is cut short ends the process without a word.
    #[cfg(unix)]
    let _ = segrep::exports::when_cut_short(cut_short);
    match segrep::run(&cli, &mut stderr) {
        Ok(ending) => ExitCode::from(ending.status()),
        Err(error) => {
            let _ = writeln!(stderr, "segrep: error: {error:#}");
            let is_usage = error.downcast_ref::<UsageError>().is_some();
            ExitCode::from(if is_usage { 2 } else { 1 })
        }
    }
}

/// Bytes of an export are gone while they were read: nothing can be completed.
#[cfg(unix)]
fn cut_short(error: Option<ExportError>) {
    segrep::formats::discard();
    let lost = "the system lost bytes of a file that was being read: its disk may have failed, or be full";
    let error = error.map_or_else(|| lost.to_owned(), |error| error.to_string());
    let _ = writeln!(std::io::stderr(), "segrep: error: {error}");
    std::process::exit(1);
}

/// Help and version go to standard output, everything else is a wrong use.
fn asked_wrongly(error: &clap::Error, stderr: &mut dyn Write) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe is no error.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            let text = error.render().to_string();
            let _ = write!(stderr, "segrep: {text}");
            ExitCode::from(2)
        }
    }
}
