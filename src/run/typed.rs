//! What was typed, for the manifest.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory};

use crate::cli::{CHOOSING, Cli, ROWS};
use crate::pseudonyms::Pseudonyms;

/// Options whose values are names, ids or texts from the data.
const NAMING: [&str; 6] = ["user", "queue", "organization", "interaction", "find", "ids"];

/// The given options that choose, by long name, with their values.
pub(super) type Given = BTreeMap<String, Vec<String>>;

/// The arguments; with pseudonyms, without anything typed to name somebody.
pub(super) fn command(arguments: &[OsString], given: &Given, pseudonyms: Option<&Pseudonyms>) -> Vec<String> {
    let arguments = arguments.iter().map(|text| text.to_string_lossy().into_owned());
    let Some(pseudonyms) = pseudonyms else { return arguments.collect() };
    let naming = || given.iter().filter(|(name, _)| NAMING.contains(&name.as_str())).flat_map(|(_, values)| values);
    let pseudonymized = |argument: String| {
        // The value alone, or after the option's name.
        let before = |value: &str| {
            let before = argument.strip_suffix(value)?;
            (before.is_empty() || before.ends_with('=')).then_some(before)
        };
        match naming().find_map(|value| before(value).map(|before| (before, value))) {
            Some((before, value)) => format!("{before}{}", pseudonyms.typed(value)),
            None => pseudonyms.text(&argument).into_owned(),
        }
    };
    arguments.map(pseudonymized).collect()
}

/// The given options, with pseudonyms if asked for.
pub(super) fn filters(mut given: Given, pseudonyms: Option<&Pseudonyms>) -> Given {
    if let Some(pseudonyms) = pseudonyms {
        for (name, values) in &mut given {
            let is_naming = NAMING.contains(&name.as_str());
            for value in values {
                *value = if is_naming { pseudonyms.typed(value) } else { pseudonyms.text(value).into_owned() };
            }
        }
    }
    given
}

/// The given options under the headings of choosing; `None` if no report was asked for.
pub(super) fn given(arguments: &[OsString]) -> Option<Given> {
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
