//! Options before the command, as in `segrep -d exports report`.

use std::ffi::{OsStr, OsString};

use clap::{Arg, CommandFactory};

/// The arguments with the options that stand before the command behind it, where it looks for them.
pub fn arranged<C: CommandFactory>(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let is_option = |argument: &OsString| argument.as_encoded_bytes().starts_with(b"-");
    if arguments.len() < 3 || !is_option(&arguments[1]) {
        return arguments;
    }
    let mut cli = C::command();
    cli.build();
    let known: Vec<&Arg> =
        std::iter::once(&cli).chain(cli.get_subcommands()).flat_map(clap::Command::get_arguments).collect();
    let mut at = 1;
    while let Some(option) = arguments.get(at).filter(|argument| is_option(argument)) {
        at += if wants_value(option, &known) { 2 } else { 1 };
    }
    // Without a command there is nothing that they could be options of.
    if at < arguments.len() {
        arguments[1..=at].rotate_right(1);
    }
    arguments
}

/// Whether the next argument is the value of an option: it takes one, and has none behind `=` or its letter.
fn wants_value(option: &OsStr, known: &[&Arg]) -> bool {
    let takes_value = |arg: &&&Arg| arg.get_action().takes_values() && !arg.is_require_equals_set();
    let text = option.to_string_lossy();
    if let Some(name) = text.strip_prefix("--") {
        return known.iter().find(|arg| arg.get_long() == Some(name)).is_some_and(|arg| takes_value(&arg));
    }
    let of_letter = |letter| known.iter().find(|arg| arg.get_short() == Some(letter));
    let mut letters = text.chars().skip(1);
    let has_taker = letters.any(|letter| of_letter(letter).is_some_and(|arg| takes_value(&arg)));
    has_taker && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;

    #[test]
    fn options_go_behind_the_command() {
        for (typed, expected) in [
            ("segrep report -d x", "segrep report -d x"),
            ("segrep -d x report 7f3a", "segrep report -d x 7f3a"),
            ("segrep -qd x --tz=UTC --errors json report", "segrep report -qd x --tz=UTC --errors json"),
            ("segrep -dx --excel summary --by day", "segrep summary -dx --excel --by day"),
            ("segrep --help", "segrep --help"),
            ("segrep --data", "segrep --data"),
            ("segrep -q --nonsense report", "segrep report -q --nonsense"),
        ] {
            let typed = typed.split(' ').map(OsString::from).collect();
            assert_eq!(arranged::<Cli>(typed).join(OsStr::new(" ")), expected);
        }
    }
}
