//! What was typed, for the manifest.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory};

use crate::cli::{CHOOSING, Cli, ROWS};
use crate::pseudonyms::Pseudonyms;

pub(super) struct Typed {
    arguments: Vec<String>,
    /// The given options that choose, by long name, with their values.
    given: BTreeMap<String, Vec<String>>,
}

/// Options whose values are names, ids or texts from the data.
const NAMING: [&str; 6] = ["user", "queue", "organization", "interaction", "find", "ids"];

impl Typed {
    pub(super) fn new(arguments: &[OsString]) -> Typed {
        let given = given(arguments).unwrap_or_default();
        Typed { arguments: arguments.iter().map(|text| text.to_string_lossy().into_owned()).collect(), given }
    }

    /// The arguments; with pseudonyms, without anything typed to name somebody.
    pub(super) fn command(&self, pseudonyms: Option<&Pseudonyms>) -> Vec<String> {
        let Some(pseudonyms) = pseudonyms else { return self.arguments.clone() };
        let naming: Vec<&String> = self
            .given
            .iter()
            .filter(|(name, _)| NAMING.contains(&name.as_str()))
            .flat_map(|(_, values)| values)
            .collect();
        let pseudonymized = |argument: &String| {
            // The value alone, or after the option's name.
            let before = |value: &&String| {
                let before = argument.strip_suffix(value.as_str())?;
                (before.is_empty() || before.ends_with('=')).then(|| before.to_owned())
            };
            let named = naming.iter().find_map(|value| before(value).map(|before| (before, value)));
            match named {
                Some((before, value)) => format!("{before}{}", pseudonyms.typed(value)),
                None => pseudonyms.text(argument).into_owned(),
            }
        };
        self.arguments.iter().map(pseudonymized).collect()
    }

    pub(super) fn filters(self, pseudonyms: Option<&Pseudonyms>) -> BTreeMap<String, Vec<String>> {
        let Some(pseudonyms) = pseudonyms else { return self.given };
        let pseudonymized = |name: &str, value: String| {
            if NAMING.contains(&name) { pseudonyms.typed(&value) } else { pseudonyms.text(&value).into_owned() }
        };
        let options = self.given.into_iter();
        options
            .map(|(name, values)| {
                let values = values.into_iter().map(|value| pseudonymized(&name, value)).collect();
                (name, values)
            })
            .collect()
    }
}

/// The given options under the headings of choosing, by long name; `None` if no report was asked for.
fn given(arguments: &[OsString]) -> Option<BTreeMap<String, Vec<String>>> {
    let typed = std::iter::once(OsString::from("segrep")).chain(arguments.iter().cloned());
    let command = Cli::command();
    // They have been parsed before.
    let matches = command.clone().try_get_matches_from(typed).ok()?;
    let (name, given) = matches.subcommand()?;
    let report = command.find_subcommand(name)?;
    let is_choosing = |arg: &&clap::Arg| matches!(arg.get_help_heading(), None | Some(CHOOSING | ROWS));
    let options = report.get_arguments().filter(|arg| is_choosing(arg) && arg.get_id() != "now").filter_map(|arg| {
        let name = arg.get_long().unwrap_or(arg.get_id().as_str());
        values(given, arg.get_id().as_str()).map(|values| (name.to_owned(), values))
    });
    Some(options.collect())
}

/// The values of an option; `None` if it wasn't given.
fn values(given: &ArgMatches, id: &str) -> Option<Vec<String>> {
    let is_given = matches!(given.value_source(id), Some(ValueSource::CommandLine | ValueSource::EnvVariable));
    let raw = given.get_raw(id).filter(|_| is_given)?;
    Some(raw.map(|value| value.to_string_lossy().into_owned()).collect())
}
