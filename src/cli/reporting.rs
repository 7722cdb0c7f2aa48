//! The commands that make reports: one for each of the registry.

use clap::error::ErrorKind;
use clap::{ArgMatches, Args, Command, FromArgMatches, Subcommand};

use crate::reports::{Asking, REPORTS, Report};

use super::{Choosing, Input, Output, Rows};

/// A report that is asked for.
#[derive(Debug)]
pub struct Reporting {
    pub report: &'static Report,
    pub own: Box<dyn Asking>,
    pub common: Box<Common>,
}

/// What every report takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Interactions by id, like --interaction
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub choosing: Choosing,
    #[command(flatten)]
    pub rows: Rows,
    #[command(flatten)]
    pub output: Output,
}

impl Subcommand for Reporting {
    fn augment_subcommands(command: Command) -> Command {
        command.subcommands(REPORTS.iter().map(|report| of(report)))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Reporting::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        REPORTS.iter().any(|report| report.name == name)
    }
}

fn of(report: &'static Report) -> Command {
    let command = Common::augment_args((report.options.augment)(Command::new(report.name)));
    command.about(report.about).long_about(None).before_help(format!("Examples:\n{}", report.examples))
}

impl FromArgMatches for Reporting {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Reporting, clap::Error> {
        let asked = matches.subcommand().and_then(|(name, typed)| {
            let report = REPORTS.iter().find(|report| report.name == name)?;
            Some((report, typed))
        });
        let (report, typed) = asked.ok_or_else(|| clap::Error::new(ErrorKind::InvalidSubcommand))?;
        let own = (report.options.read)(typed)?;
        Ok(Reporting { report, own, common: Box::new(Common::from_arg_matches(typed)?) })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Reporting::from_arg_matches(matches)?;
        Ok(())
    }
}
