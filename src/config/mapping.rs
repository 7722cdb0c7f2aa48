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
}

impl Mapping {
    /// Its keys at the top of the file, besides those of [`Naming`].
    pub(super) const KEYS: [&'static str; 10] = [
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
    ];

    /// Takes a key of the file; `false` if it isn't one of its own.
    pub(crate) fn take(&mut self, entry: &TomlEntry<'_, '_>) -> Result<bool, UsageError> {
        match entry.key.as_str() {
            "zones" => {
                for entry in entry.entries()? {
                    self.zones.push((entry.key.trim().to_owned(), entry.setting()?));
                }
            }
            key if Mapping::KEYS.contains(&key) => _ = self.settings.insert(key.to_owned(), entry.setting()?),
            _ => return self.naming.take(entry, Vocabulary::has_field),
        }
        Ok(true)
    }

    /// Merges two mappings; `nearer` takes precedence.
    pub(super) fn merge(mut self, nearer: Mapping) -> Mapping {
        self.settings.extend(nearer.settings);
        // Of a repeated word the last zone counts.
        self.zones.extend(nearer.zones);
        Mapping { naming: self.naming.merge(nearer.naming), ..self }
    }

    /// The built-in vocabulary, overridden by this mapping.
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::mapped(self.naming.clone())
    }
}
