//! The field's other words: what `terms.toml` says of them.

use std::path::Path;
use std::sync::LazyLock;

use crate::document::{TomlDocument, TomlEntry};
use crate::tables::same_word;
use crate::usage::UsageError;

/// A word that segrep doesn't use, and what it means here.
#[derive(Debug)]
pub(super) struct Term {
    names: Vec<String>,
    pub(super) means: String,
    /// Columns and words of segrep; none if the exports can't tell it.
    pub(super) see: Vec<String>,
}

/// All terms, in the order of the file; read when they are first needed.
pub(super) static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let mut terms = Vec::new();
    let document = TomlDocument::new(Path::new("terms.toml"), include_str!("terms.toml"));
    let read = document.read(|entry| Term::read(entry).map(|term| terms.push(term)));
    read.expect("terms.toml is part of the program and read in a test");
    terms
});

impl Term {
    fn read(entry: &TomlEntry<'_, '_>) -> Result<Term, UsageError> {
        let mut term = Term { names: vec![entry.key.clone()], means: String::new(), see: Vec::new() };
        for part in entry.entries()? {
            match part.key.as_str() {
                "also" => term.names.extend(part.texts()?),
                "means" => term.means = part.texts()?.concat(),
                "see" => term.see = part.texts()?,
                _ => return Err(part.unknown("key", &["also", "means", "see"])),
            }
        }
        Ok(term)
    }

    pub(super) fn name(&self) -> &str {
        &self.names[0]
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        self.names().any(|known| same_word(known, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::catalogue;

    #[test]
    fn terms_lead_to_what_there_is_by_one_name_each() {
        let names = catalogue::names();
        for term in TERMS.iter() {
            assert!(!term.means.is_empty(), "{term:?}");
            for seen in &term.see {
                assert!(names.contains(&seen.as_str()), "{} leads to {seen}", term.name());
            }
            for name in term.names() {
                assert_eq!(TERMS.iter().filter(|other| other.is_called(name)).count(), 1, "{name}");
            }
        }
    }
}
