//! Parses the arguments, runs, and ends with the exit status: the only place that exits or prints an error.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use segrep::cli::Cli;
use segrep::messages::UsageError;

fn main() -> ExitCode {
    let mut stderr = std::io::stderr();
    match segrep::shell::answer(std::env::args_os()) {
        Ok(false) => {}
        Ok(true) => return ExitCode::SUCCESS,
        Err(error) => return asked_wrongly(&error, &mut stderr),
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return asked_wrongly(&error, &mut stderr),
    };
    match segrep::run(&cli, &mut stderr) {
        Ok(ending) => ExitCode::from(ending.status()),
        Err(error) => {
            let _ = writeln!(stderr, "segrep: error: {error:#}");
            let is_usage = error.downcast_ref::<UsageError>().is_some();
            ExitCode::from(if is_usage { 2 } else { 1 })
        }
    }
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
