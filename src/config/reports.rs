//! `[reports.NAME]` of `segrep.toml`: reports with their options, to be run by name.
//!
//! A table becomes command-line arguments, parsed like any others: no option is defined here.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::cli::Cli;
use crate::document::{TomlEntry, TomlValue};
use crate::near::{did_you_mean, nearest};
use crate::plain::quoted;
use crate::usage::UsageError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Saved {
    pub(crate) name: String,
    options: Vec<Given>,
    /// Its file and line.
    pub(crate) place: (PathBuf, usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Given {
    name: String,
    value: TomlValue,
    line: usize,
}

const REPORT: &str = "report";

impl Saved {
    /// All reports of the table `reports`, in the order of the file. Options are checked when a report is run, so that a
    /// mistake in one doesn't stop others.
    pub(super) fn all(reports: &TomlEntry<'_, '_>) -> Result<Vec<Saved>, UsageError> {
        let saved = |report: &TomlEntry<'_, '_>| -> Result<Saved, UsageError> {
            let options = report.entries()?;
            let given = options.iter().map(|option| Given {
                name: option.key.clone(),
                value: option.value(),
                line: option.line(),
            });
            Ok(Saved { name: report.key.clone(), options: given.collect(), place: (report.file(), report.line()) })
        };
        reports.entries()?.iter().map(saved).collect()
    }

    /// The command-line arguments, the report first.
    pub(crate) fn arguments(&self) -> Result<Vec<String>, UsageError> {
        let mut command = Cli::command();
        command.build();
        // Reports are the commands with these options.
        let has = |sub: &Command, id: &str| sub.get_arguments().any(|arg| arg.get_id() == id);
        let is_report = |sub: &&Command| has(sub, "output") && has(sub, "now");
        let reports: Vec<&Command> = command.get_subcommands().filter(is_report).collect();
        let names = || reports.iter().map(|sub| sub.get_name());
        let one_of = || format!("it takes one of {}", names().collect::<Vec<_>>().join(", "));
        let Some(asked) = self.options.iter().find(|given| given.name == REPORT) else {
            let hint = format!("report: {}", one_of());
            return Err(self.wrong(self.place.1, "it doesn't say which report it is").hint(hint));
        };
        let text = asked.value.text().unwrap_or_default();
        let Some(report) = reports.iter().find(|sub| sub.get_name() == text) else {
            let hint = did_you_mean(&nearest(&text, names())).unwrap_or_else(one_of);
            return Err(self.wrong(asked.line, &format!("there is no report {}", quoted(&text))).hint(hint));
        };
        let mut arguments = vec![report.get_name().to_owned()];
        for given in self.options.iter().filter(|given| given.name != REPORT) {
            arguments.extend(self.typed(given, report)?);
        }
        Ok(arguments)
    }

    fn typed(&self, Given { name, value, line }: &Given, report: &Command) -> Result<Vec<String>, UsageError> {
        let known = || report.get_arguments().filter(|arg| is_savable(arg));
        let Some(arg) = known().find(|arg| arg.get_long() == Some(name)) else {
            let hint = did_you_mean(&nearest(name, known().filter_map(Arg::get_long)));
            let hint = hint.unwrap_or_else(|| format!("the keys are the long options of segrep {}", report.get_name()));
            let problem = format!("segrep {} has no option --{name}", report.get_name());
            return Err(self.wrong(*line, &problem).hint(hint));
        };
        arguments(arg, value).map_err(|want| {
            let problem = format!("{name}: this is no value for --{name}");
            self.wrong(*line, &problem).hint(format!("it takes {want}"))
        })
    }

    fn wrong(&self, line: usize, problem: &str) -> UsageError {
        UsageError::new(format!("reports.{}: {problem}", self.name)).at(&self.place.0, line)
    }
}

/// Whether an option can be in a saved report: all but those about the command line itself.
fn is_savable(arg: &Arg) -> bool {
    let is_about_itself = matches!(arg.get_action(), ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong);
    !is_about_itself && !arg.is_global_set()
}

/// An option with its value as arguments. The error says what it takes.
fn arguments(arg: &Arg, value: &TomlValue) -> Result<Vec<String>, &'static str> {
    let name = arg.get_long().unwrap_or_default();
    let count = arg.get_num_args();
    let is_flag = !count.is_some_and(|count| count.takes_values());
    // Also an option with an optional value.
    let may_be_flag = is_flag || count.is_some_and(|count| count.min_values() == 0);
    match value {
        TomlValue::Flag(is_set) if may_be_flag => Ok(is_set.then(|| format!("--{name}")).into_iter().collect()),
        _ if is_flag => Err("true or false"),
        TomlValue::List(values) => {
            let texts: Vec<String> =
                values.iter().map(TomlValue::text).collect::<Option<_>>().ok_or("texts and numbers")?;
            Ok(match arg.get_action() {
                ArgAction::Append => texts.iter().map(|text| format!("--{name}={text}")).collect(),
                // An option that can't be repeated takes a list with commas.
                _ => vec![format!("--{name}={}", texts.join(","))],
            })
        }
        value => Ok(vec![format!("--{name}={}", value.text().ok_or("a text, a number, or a list of them")?)]),
    }
}
