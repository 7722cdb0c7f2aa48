//! What segrep itself calls things, as `vocabulary.toml` says it.

use std::path::Path;
use std::sync::LazyLock;

use crate::document::{TomlDocument, TomlEntry};
use crate::exports::naming::{Naming, by_table, field_of};
use crate::tables::{Field, Table, Words};
use crate::usage::UsageError;

#[derive(Debug, Default)]
pub(super) struct Builtin {
    pub(super) naming: Naming,
    pub(super) words: Words,
    /// The names of tables that may lead a header, longest first: those of their files and their singulars.
    own_names: Vec<(Table, Vec<String>)>,
    /// Further names that may lead a header of another table's field, longest first.
    leading: Vec<(Table, Vec<String>)>,
    /// Words to choose by that mean nothing to segrep.
    choices: Vec<(Field, Vec<String>)>,
    /// Beginnings of the line below a table.
    pub(super) footers: Vec<String>,
    /// Names of SQL types, without lengths.
    pub(super) sql_types: Vec<String>,
}

pub(super) static BUILTIN: LazyLock<Builtin> = LazyLock::new(|| {
    let mut builtin = Builtin::default();
    let document = TomlDocument::new(Path::new("vocabulary.toml"), include_str!("../vocabulary.toml"));
    document.read(|entry| builtin.take(entry)).expect("vocabulary.toml is part of the program and read in a test");
    builtin.naming.teach(&mut builtin.words);
    builtin.own_names = builtin.naming.files.iter().map(|(table, names)| (*table, with_singulars(names))).collect();
    builtin
});

impl Builtin {
    fn take(&mut self, entry: &TomlEntry<'_, '_>) -> Result<(), UsageError> {
        match entry.key.as_str() {
            "footers" => self.footers = entry.texts()?,
            "sql_types" => self.sql_types = entry.texts()?,
            "leading" => self.leading = by_table(entry)?,
            "choices" => {
                for entry in entry.entries()? {
                    self.choices.push((field_of(&entry, |_| true)?, entry.texts()?));
                }
            }
            _ if self.naming.take(entry, |_, _| true)? => {}
            _ => {
                return Err(
                    entry.unknown("key", &["footers", "sql_types", "files", "leading", "columns", "words", "choices"])
                );
            }
        }
        Ok(())
    }

    /// The names of a table that may lead a header of its fields, longest first.
    pub(super) fn own_names(&self, table: Table) -> &[String] {
        of(&self.own_names, table)
    }

    /// The names of a table that may lead a header in another table's file.
    pub(super) fn leading(&self, table: Table) -> impl Iterator<Item = &String> {
        self.own_names(table).iter().chain(of(&self.leading, table))
    }

    pub(super) fn choices(&self, field: Field) -> &[String] {
        of(&self.choices, field)
    }
}

fn of<K: PartialEq>(all: &[(K, Vec<String>)], key: K) -> &[String] {
    all.iter().find(|(of, _)| *of == key).map_or(&[], |(_, names)| names)
}

fn with_singulars(files: &[String]) -> Vec<String> {
    let both = files.iter().flat_map(|name| [Some(name.as_str()), name.strip_suffix('s')]);
    let mut names: Vec<String> = both.flatten().map(str::to_owned).collect();
    names.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::header_key;

    #[test]
    fn names_stand_by_their_letters_and_digits() {
        let files = BUILTIN.naming.files.iter().map(|(_, names)| names);
        let headers = BUILTIN.naming.columns.iter().map(|column| &column.headers);
        let leading = BUILTIN.leading.iter().map(|(_, names)| names);
        for name in files.chain(headers).chain(leading).chain([&BUILTIN.footers, &BUILTIN.sql_types]).flatten() {
            assert_eq!(*name, header_key(name));
        }
    }
}
