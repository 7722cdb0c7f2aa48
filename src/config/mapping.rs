//! What `segrep.toml` says about exports: which file is which table, which header which field, how files are written,
//! and further words.

use crate::document::{Setting, TomlEntry};
use crate::exports::{Naming, Vocabulary};
use crate::usage::UsageError;

/// How to read exports, as far as `segrep.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The delimiter of fields.
    pub delimiter: Option<Setting>,
    /// The meaning of a quote in a field that doesn't begin with one.
    pub quotes: Option<Setting>,
    /// The encoding of files without a byte-order mark.
    pub encoding: Option<Setting>,
    /// The zone of times without an offset.
    pub input_tz: Option<Setting>,
    /// Whether day or month comes first.
    pub date_order: Option<Setting>,
    /// A format of times.
    pub time_format: Option<Setting>,
    /// The unit of plain numbers in a duration column.
    pub duration_unit: Option<Setting>,
    /// Zones by the words that name them after a time.
    pub zones: Vec<(String, Setting)>,
    /// Names of files, headers and words; of files whole names, with `*` for anything.
    pub naming: Naming,
}

impl Mapping {
    /// Its keys at the top of the file, besides those of [`Naming`].
    pub(super) const KEYS: [&'static str; 8] =
        ["delimiter", "quotes", "encoding", "input_tz", "date_order", "time_format", "duration_unit", "zones"];

    /// Takes a key of the file; `false` if it isn't one of its own.
    pub(crate) fn take(&mut self, entry: &TomlEntry<'_, '_>) -> Result<bool, UsageError> {
        match entry.key.as_str() {
            "delimiter" => self.delimiter = Some(entry.setting()?),
            "quotes" => self.quotes = Some(entry.setting()?),
            "encoding" => self.encoding = Some(entry.setting()?),
            "input_tz" => self.input_tz = Some(entry.setting()?),
            "date_order" => self.date_order = Some(entry.setting()?),
            "time_format" => self.time_format = Some(entry.setting()?),
            "duration_unit" => self.duration_unit = Some(entry.setting()?),
            "zones" => {
                for entry in entry.entries()? {
                    self.zones.push((entry.key.trim().to_owned(), entry.setting()?));
                }
            }
            _ => return self.naming.take(entry, Vocabulary::has_field),
        }
        Ok(true)
    }

    /// Merges two mappings; `nearer` takes precedence.
    pub(super) fn merge(self, nearer: Mapping) -> Mapping {
        // Of a repeated word the last zone counts.
        let zones = self.zones.into_iter().chain(nearer.zones).collect();
        Mapping {
            delimiter: nearer.delimiter.or(self.delimiter),
            quotes: nearer.quotes.or(self.quotes),
            encoding: nearer.encoding.or(self.encoding),
            input_tz: nearer.input_tz.or(self.input_tz),
            date_order: nearer.date_order.or(self.date_order),
            time_format: nearer.time_format.or(self.time_format),
            duration_unit: nearer.duration_unit.or(self.duration_unit),
            zones,
            naming: self.naming.merge(nearer.naming),
        }
    }

    /// The built-in vocabulary, overridden by this mapping.
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::mapped(self.naming.clone())
    }
}
