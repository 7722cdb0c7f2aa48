//! Completion of names that only the exports know: of queues, users and organizations.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use clap::{CommandFactory, FromArgMatches};
use clap_complete::engine::CompletionCandidate;

use crate::cli::{Cli, Input, arranged};
use crate::tables::Table;

/// What finds the rows of a small table, by id and name, in the exports that the options name.
pub type Known = fn(&Input, Table) -> anyhow::Result<Vec<(String, Option<String>)>>;

/// How long somebody who presses Tab waits, at most. What isn't read by then is not offered.
const PATIENCE: Duration = Duration::from_millis(500);

/// The names that the exports know which the typed command line reads.
pub(super) struct Names {
    /// The words of the command line, with the one to complete.
    pub(super) typed: Vec<OsString>,
    pub(super) known: Known,
    /// Whether the shell quotes what it inserts.
    pub(super) shell_quotes: bool,
}

impl Names {
    /// The names that begin with a word, in any case, and the ids that do. A name of several rows is none to choose by.
    pub(super) fn fitting(&self, word: &OsStr, table: Table) -> Vec<CompletionCandidate> {
        // Shells hand over quotes and backslashes as they were typed.
        let Some(word) = word.to_str().map(|word| word.replace(['\\', '"', '\''], "").to_lowercase()) else {
            return Vec::new();
        };
        let rows = self.rows(table);
        let lower = |name: &Option<String>| name.as_deref().map(str::to_lowercase);
        let mut bearers: HashMap<String, usize> = HashMap::new();
        rows.iter().filter_map(|(_, name)| lower(name)).for_each(|name| *bearers.entry(name).or_default() += 1);
        let begins = |text: &str| text.starts_with(&word);
        let mut offers: Vec<(String, Option<String>)> = rows
            .into_iter()
            .filter_map(|(id, name)| {
                let by_name = lower(&name).filter(|name| begins(name));
                match name {
                    Some(name) if by_name.as_ref().is_some_and(|name| bearers[name] == 1) => Some((name, Some(id))),
                    name => (by_name.is_some() || begins(&id.to_lowercase())).then_some((id, name)),
                }
            })
            .collect();
        offers.sort();
        offers
            .iter()
            .map(|(offer, about)| CompletionCandidate::new(self.inserted(offer)).help(about.as_ref().map(Into::into)))
            .collect()
    }

    /// The rows of a table, unless they take too long to read. Nobody who completes a word wants to know why there is
    /// nothing to offer.
    fn rows(&self, table: Table) -> Vec<(String, Option<String>)> {
        let (done, rows) = mpsc::channel();
        let (known, input) = (self.known, self.input());
        thread::spawn(move || done.send(input.and_then(|input| known(&input, table).ok())));
        rows.recv_timeout(PATIENCE).ok().flatten().unwrap_or_default()
    }

    /// Where the exports are, as far as it was typed.
    fn input(&self) -> Option<Input> {
        let command = Cli::command().ignore_errors(true);
        let matches = command.try_get_matches_from(arranged::<Cli>(self.typed.clone())).ok()?;
        Input::from_arg_matches(matches.subcommand()?.1).ok()
    }

    fn inserted(&self, offer: &str) -> String {
        let is_word = !offer.contains(|sign: char| sign.is_whitespace() || "'(&;,".contains(sign));
        if self.shell_quotes || is_word { offer.to_owned() } else { format!("'{}'", offer.replace('\'', "''")) }
    }
}
