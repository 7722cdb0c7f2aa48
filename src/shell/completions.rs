//! Completions. The shell asks segrep itself for them whenever Tab is pressed: what a report's columns are, which
//! zones and formats there are, is known here and nowhere else, and never out of date.

use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use clap::{Arg, CommandFactory, ValueEnum};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;

use crate::audit;
use crate::cli::{Cli, Shell};
use crate::config::{self, Config};
use crate::pseudonyms::Subject;
use crate::reports::{Exported, REPORTS, catalogue};
use crate::tables::{Table, Zone};

use super::names::{Known, Names};

/// The variable in which a shell that asks for completions says which one it is.
const VARIABLE: &str = "SEGREP_COMPLETE";

/// The script that makes a shell ask segrep for completions.
pub(crate) fn registration(shell: Shell) -> String {
    let mut script = Vec::new();
    let builtin = Shells::builtins();
    let name = shell.to_possible_value();
    if let Some(completer) = name.and_then(|name| builtin.completer(name.get_name())) {
        let written = completer.write_registration(VARIABLE, "segrep", "segrep", "segrep", &mut script);
        written.expect("writing to memory doesn't fail");
    }
    let script = String::from_utf8_lossy(&script);
    match shell {
        Shell::Bash => format!("{}\n{BASH_QUOTES}", script.trim().replace("-F _clap_complete_segrep ", "-F _segrep ")),
        Shell::Zsh => format!("{}\n{ZSH_AUTOLOADS}", script.trim()),
        _ => format!("{}\n", script.trim()),
    }
}

/// Has bash quote offers with blanks, as it does with names of files.
const BASH_QUOTES: &str = r#"_segrep() {
    _clap_complete_segrep "$@"
    if [[ "${COMPREPLY[*]-}" == *[[:blank:]]* ]]; then compopt -o filenames; fi
}
"#;

/// Has zsh complete already when it first loads the script from its `fpath`.
const ZSH_AUTOLOADS: &str = r#"if [[ "${funcstack[1]}" == _segrep ]]; then _clap_dynamic_completer_segrep; fi
"#;

/// Answers a shell that asks for completions. Returns whether one did.
///
/// # Errors
///
/// If segrep doesn't know the shell, or the shell went away.
pub fn answer(arguments: Vec<OsString>, known: Known) -> clap::error::Result<bool> {
    let Some(shell) = std::env::var_os(VARIABLE) else { return Ok(false) };
    let here = std::env::current_dir().ok();
    let typed = arguments.iter().skip_while(|word| *word != "--").skip(1).cloned().collect();
    let names = Arc::new(Names { typed, known, shell_quotes: shell != "powershell" });
    let command = || command(&names);
    CompleteEnv::with_factory(command).var(VARIABLE).try_complete(arguments, here.as_deref())
}

/// The command line, with what can be offered for values that are no fixed choice.
fn command(names: &Arc<Names>) -> clap::Command {
    let mut command = Cli::command();
    command.build();
    for name in command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect::<Vec<_>>() {
        let (columns, explains) = (columns(&name), name == "explain");
        let offering = |arg: Arg| match named(arg.get_id().as_str()) {
            Some(table) => {
                let names = Arc::clone(names);
                arg.add(ArgValueCompleter::new(move |word: &OsStr| names.fitting(word, table)))
            }
            None => offering(arg, &columns, explains),
        };
        command = command.mut_subcommand(name, |sub| sub.mut_args(offering));
    }
    command
}

/// The table that an option's values are names of.
fn named(option: &str) -> Option<Table> {
    match option {
        "queue" | "exclude_queue" => Some(Table::Queues),
        "user" | "exclude_user" => Some(Table::Users),
        "organization" => Some(Table::Organizations),
        _ => None,
    }
}

/// The columns that a command's report can show: its own, and exported ones if it takes them.
fn columns(command: &str) -> Vec<Offer> {
    let own = catalogue::columns_of(command).into_iter().map(|column| (column.name.to_string(), column.meaning));
    let items = REPORTS.iter().find(|report| report.name == command).and_then(|report| report.items);
    let exported = items.map(|items| Exported::known(items.about.has_segment()));
    own.chain(exported.unwrap_or_default().into_iter().map(|name| (name, "as exported"))).collect()
}

/// An argument that offers values.
fn offering(arg: Arg, columns: &[Offer], explains: bool) -> Arg {
    let plain = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), "")).collect();
    let (offers, end): (Vec<Offer>, &str) = match arg.get_id().as_str() {
        "columns" | "sort" => (columns.to_vec(), ""),
        "conditions" => (columns.to_vec(), "="),
        "date" | "since" | "until" => (plain(&PERIODS), ""),
        "names" => {
            let saved = Config::read(&config::ConfigFile::Usual).unwrap_or_default().reports;
            (plain(&saved.iter().map(|report| report.name.as_str()).collect::<Vec<_>>()), "")
        }
        "rule" | "skip_rule" => (audit::rules().map(|rule| (rule.name.to_owned(), rule.meaning)).collect(), ""),
        "ids" if explains => (plain(&catalogue::names()), ""),
        "pseudonymize" => (plain(&Subject::NAMED.map(|(name, _)| name)), ""),
        "tz" | "input_tz" => (plain(&Zone::names().collect::<Vec<_>>()), ""),
        _ => return arg,
    };
    arg.add(ArgValueCompleter::new(move |typed: &OsStr| listed(typed, &offers, end)))
}

/// Periods that have a name.
const PERIODS: [&str; 7] = ["today", "yesterday", "this-week", "last-week", "this-month", "last-month", "7d"];

/// Something that can be typed, and what it is; empty if its name says it.
type Offer = (String, &'static str);

/// The offers that go on with what was typed: after the last comma, and after a sign before the name.
fn listed(typed: &OsStr, offers: &[Offer], end: &str) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    let begun = typed.rfind(',').map_or(0, |comma| comma + 1);
    let name = typed[begun..].trim_start_matches(['+', '-']);
    let before = &typed[..typed.len() - name.len()];
    let fits = |(offer, _): &&Offer| offer.starts_with(name);
    let candidate = |(offer, about): &Offer| {
        let about = (!about.is_empty()).then(|| (*about).into());
        CompletionCandidate::new(format!("{before}{offer}{end}")).help(about)
    };
    offers.iter().filter(fits).map(candidate).collect()
}
