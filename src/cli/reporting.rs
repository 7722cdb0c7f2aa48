//! The commands that make reports: one for each of the registry.

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, FromArgMatches, Subcommand};

use crate::reports::{Asking, REPORTS, Report, Typed};

use super::{Choosing, Input, Output, Rows};

/// A report that is asked for.
#[derive(Debug)]
pub struct Reporting {
    pub report: &'static Report,
    pub own: Box<dyn Asking>,
    pub typed: Typed,
    /// The options on the command line, by their ids.
    pub given: Vec<String>,
    pub common: Box<Common>,
}

/// What every report takes.
#[derive(Clone, Debug, Args)]
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

/// The command of a report. Its options are made once they are looked at: hundreds for all reports, of which one is asked
/// for. [`Command::build`] makes them all.
fn of(report: &'static Report) -> Command {
    described(Command::new(report.name), report).defer(|command| {
        let report = REPORTS.iter().find(|report| report.name == command.get_name());
        let report = report.expect("only commands of reports have these options");
        let command = Common::augment_args((report.options.augment)(command));
        let own: Vec<String> = own_options(report).get_arguments().map(|arg| arg.get_id().to_string()).collect();
        let is_short = |id: &str| own.iter().any(|own| own == id) || IN_SHORT_HELP.contains(&id);
        let command = command.mut_args(|arg| {
            let hides = !is_short(arg.get_id().as_str());
            if hides { arg.hide_short_help(true) } else { arg }
        });
        // Options of all commands, which it has by now, stand last.
        described(command, report).mut_arg("errors", |errors| errors.hide_short_help(true))
    })
}

/// Whether interactions are chosen by more than ids.
fn has_options(typed: &ArgMatches) -> bool {
    let choosing = Choosing::augment_args(Command::new(""));
    let mut options = choosing.get_arguments().map(|option| option.get_id().as_str());
    options.any(|id| typed.value_source(id) == Some(ValueSource::CommandLine))
}

/// The common options that `-h` shows; `--help` shows all.
const IN_SHORT_HELP: [&str; 21] = [
    "ids",
    "data",
    "input_tz",
    "interaction",
    "find",
    "date",
    "since",
    "until",
    "queue",
    "user",
    "direction",
    "outcome",
    "min_wait",
    "columns",
    "conditions",
    "sort",
    "limit",
    "format",
    "output",
    "tz",
    "quiet",
];

fn own_options(report: &Report) -> Command {
    (report.options.augment)(Command::new(report.name))
}

fn described(command: Command, report: &Report) -> Command {
    let described = command.about(report.about).long_about(None).before_help(format!("Examples:\n{}", report.examples));
    described.after_help("--help has all options, and more about each.").after_long_help("")
}

impl FromArgMatches for Reporting {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Reporting, clap::Error> {
        let asked = matches.subcommand().and_then(|(name, typed)| {
            let report = REPORTS.iter().find(|report| report.name == name)?;
            Some((report, typed))
        });
        let (report, typed) = asked.ok_or_else(|| clap::Error::new(ErrorKind::InvalidSubcommand))?;
        let own = (report.options.read)(typed)?;
        let common = Box::new(Common::from_arg_matches(typed)?);
        let is_given = |id: &&str| typed.value_source(id) == Some(ValueSource::CommandLine);
        let ids = typed.ids().map(|id| id.as_str());
        // Groups are named after types.
        let is_option = |id: &&str| id.starts_with(|first: char| first.is_ascii_lowercase());
        let given = ids.filter(is_option).filter(is_given).map(str::to_owned).collect();
        let typed = Typed { ids: common.ids.clone(), has_options: has_options(typed) };
        Ok(Reporting { report, own, typed, given, common })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Reporting::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use crate::cli::Cli;

    #[test]
    fn options_of_reports_are_made_when_they_are_looked_at_and_those_of_all_commands_are_last() {
        let mut command = Cli::command();
        let options = |command: &clap::Command| -> Vec<String> {
            let report = command.find_subcommand("report").unwrap();
            report.get_arguments().map(|option| option.get_id().to_string()).collect()
        };
        assert!(options(&command).is_empty());
        command.build();
        assert!(options(&command).ends_with(&["errors", "help"].map(str::to_owned)));
    }
}
