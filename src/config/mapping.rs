//! What `segrep.toml` says about exports: which file is which table, which header which field, how files are written,
//! and further words.

use std::collections::BTreeMap;

use crate::document::{Setting, TomlEntry};
use crate::exports::{Naming, Vocabulary};
use crate::usage::UsageError;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// How files and values are written, by key.
    pub settings: BTreeMap<String, Setting>,
    /// Zones by the words that name them after a time.
    pub zones: Vec<(String, Setting)>,
    /// Names of files, headers and words; of files whole names, with `*` for anything.
    pub naming: Naming,
    /// What differs for files of some names, the first that matches.
    pub(crate) files: Vec<FileMapping>,
}

/// One of the tables `[[file]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileMapping {
    /// Whole names of files, with `*` for anything.
    pub(crate) names: Vec<String>,
    pub(crate) mapping: Mapping,
    /// The place in the file that names them.
    pub(crate) source: String,
}

impl FileMapping {
    const NAME: &'static str = "name";
    const HEADER: &'static str = "header";
    /// Its other keys, which are those of a mapping.
    const KEYS: [&'static str; 6] = ["columns", "delimiter", "quotes", "short_records", "encoding", "input_tz"];

    fn read(entry: &TomlEntry<'_, '_>) -> Result<FileMapping, UsageError> {
        let (mut named, mut mapping) = (None, Mapping::default());
        for entry in entry.entries()? {
            match entry.key.as_str() {
                FileMapping::NAME => named = Some((entry.texts()?, entry.source())),
                FileMapping::HEADER => mapping.naming.header = entry.texts()?,
                key if FileMapping::KEYS.contains(&key) => _ = mapping.take(&entry)?,
                _ => {
                    let known = [&[FileMapping::NAME, FileMapping::HEADER][..], &FileMapping::KEYS].concat();
                    return Err(entry.unknown("key", &known));
                }
            }
        }
        let nameless = || {
            entry.error("file: it doesn't say which files these are".to_owned()).hint("as in name = \"queue_log*.csv\"")
        };
        let (names, source) = named.ok_or_else(nameless)?;
        Ok(FileMapping { names, mapping, source })
    }
}

impl Mapping {
    /// Its keys at the top of the file, besides those of [`Naming`].
    pub(super) const KEYS: [&'static str; 11] = [
        "delimiter",
        "quotes",
        "short_records",
        "encoding",
        "max_unpacked",
        "input_tz",
        "date_order",
        "time_format",
        "duration_unit",
        "zones",
        "file",
    ];

    /// Takes a key of the file; `false` if it isn't one of its own.
    pub(crate) fn take(&mut self, entry: &TomlEntry<'_, '_>) -> Result<bool, UsageError> {
        match entry.key.as_str() {
            "zones" => {
                for entry in entry.entries()? {
                    self.zones.push((entry.key.trim().to_owned(), entry.setting()?));
                }
            }
            "file" => self.files = entry.list()?.iter().map(FileMapping::read).collect::<Result<_, _>>()?,
            key if Mapping::KEYS.contains(&key) => _ = self.settings.insert(key.to_owned(), entry.setting()?),
            _ => return self.naming.take(entry, Vocabulary::has_field),
        }
        Ok(true)
    }

    /// Merges two mappings; `nearer` takes precedence.
    pub(crate) fn merge(mut self, nearer: Mapping) -> Mapping {
        self.settings.extend(nearer.settings);
        // Of a repeated word the last zone counts.
        self.zones.extend(nearer.zones);
        let files = [nearer.files, self.files].concat();
        Mapping { naming: self.naming.merge(nearer.naming), files, ..self }
    }

    /// The built-in vocabulary, overridden by this mapping.
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::mapped(self.naming.clone())
    }
}
