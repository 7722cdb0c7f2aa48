//! What other systems call things, from `guesses.toml`.

use std::path::Path;
use std::sync::LazyLock;

use crate::document::{TomlDocument, TomlEntry};
use crate::exports::{Naming, Vocabulary, field_of, table_of};
use crate::tables::{Field, Table};
use crate::usage::UsageError;

/// Words, folded and without spaces, by what they mean.
pub(super) type Synonyms = Vec<(String, Vec<String>)>;

#[derive(Debug, Default)]
pub(super) struct Guesses {
    /// Parts of file names, and headers that aren't made of known words, the likeliest first; letters and digits only.
    pub(super) naming: Naming,
    pub(super) statuses: Synonyms,
    pub(super) responses: Synonyms,
    pub(super) reasons: Synonyms,
    /// Headers of columns that say how long a stage of their row lasted, by the stage, in the order of stages.
    pub(super) stages: Synonyms,
    /// Headers of columns that say how long their whole row lasted.
    pub(super) totals: Vec<String>,
    /// Headers that name an agent rather than anybody.
    pub(super) agents: Vec<String>,
    /// Headers that say whose leg of a call a row is.
    pub(super) leg_types: Vec<String>,
    /// Values of a user that mean nobody, in any case.
    pub(super) nobody: Vec<String>,
    /// Words that say nothing, negate another, or name a response.
    beside: Synonyms,
    pub(super) terms: Synonyms,
    /// Fields with the terms that together name them, the likeliest first.
    by_terms: Vec<(Table, Field, Vec<Vec<String>>)>,
}

pub(super) static GUESSES: LazyLock<Guesses> = LazyLock::new(|| {
    let mut guesses = Guesses::default();
    let document = TomlDocument::new(Path::new("guesses.toml"), include_str!("guesses.toml"));
    document.read(|entry| guesses.take(entry)).expect("guesses.toml is part of the program and read in a test");
    guesses
});

impl Guesses {
    /// Whether a value of a user means nobody.
    pub(super) fn is_nobody(&self, value: &str) -> bool {
        self.nobody.iter().any(|word| word.eq_ignore_ascii_case(value))
    }

    fn take(&mut self, entry: &TomlEntry<'_, '_>) -> Result<(), UsageError> {
        match entry.key.as_str() {
            "files" | "columns" => self.naming.take(entry, Vocabulary::has_field).map(drop)?,
            "words" => {
                for kind in entry.entries()? {
                    match kind.key.as_str() {
                        "status" => self.statuses = meanings(&kind)?,
                        "response" => self.responses = meanings(&kind)?,
                        "reason" => self.reasons = meanings(&kind)?,
                        _ => return Err(kind.unknown("kind of words", &["status", "response", "reason"])),
                    }
                }
            }
            "stages" => self.stages = meanings(entry)?,
            "agents" => self.agents = entry.texts()?,
            "leg_types" => self.leg_types = entry.texts()?,
            "nobody" => self.nobody = entry.texts()?,
            "totals" => self.totals = entry.texts()?,
            "beside" => self.beside = meanings(entry)?,
            "terms" => self.terms = meanings(entry)?,
            "by_terms" => {
                for of_table in entry.entries()? {
                    let table = table_of(&of_table)?;
                    for field in of_table.entries()? {
                        let texts = field.texts()?;
                        let ways = texts.iter().map(|way| way.split(' ').map(str::to_owned).collect()).collect();
                        let field = field_of(&field, |field| Vocabulary::has_field(table, field))?;
                        self.by_terms.push((table, field, ways));
                    }
                }
            }
            _ => {
                return Err(entry.unknown(
                    "key",
                    &[
                        "files", "columns", "agents", "nobody", "totals", "stages", "words", "beside", "terms",
                        "by_terms",
                    ],
                ));
            }
        }
        Ok(())
    }

    pub(super) fn by_terms(&self, table: Table, field: Field) -> &[Vec<String>] {
        self.by_terms.iter().find(|(of, named, _)| (*of, *named) == (table, field)).map_or(&[], |(_, _, ways)| ways)
    }

    pub(super) fn is_beside(&self, what: &str, word: &str) -> bool {
        meaning_of(&self.beside, word) == Some(what)
    }
}

fn meanings(entry: &TomlEntry<'_, '_>) -> Result<Synonyms, UsageError> {
    entry.entries()?.iter().map(|entry| Ok((entry.key.clone(), entry.texts()?))).collect()
}

pub(super) fn meaning_of<'m>(meanings: &'m Synonyms, word: &str) -> Option<&'m str> {
    meanings.iter().find(|(_, words)| words.iter().any(|known| known == word)).map(|(meaning, _)| meaning.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_named_by_known_terms() {
        let known = |term: &String| GUESSES.terms.iter().any(|(name, _)| name == term);
        let ways = GUESSES.by_terms.iter().flat_map(|(_, _, ways)| ways).flatten();
        let unknown: Vec<&String> = ways.filter(|term| !known(term)).collect();
        assert!(!GUESSES.by_terms.is_empty() && unknown.is_empty(), "{unknown:?}");
    }
}
