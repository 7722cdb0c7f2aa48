//! What `segrep.toml` says about exports: which file is which table, which header which field, how they are written,
//! and further words.

use crate::document::{Setting, TomlEntry};
use crate::exports::{Naming, Vocabulary};
use crate::usage::UsageError;

/// How exports are to be understood, where a person says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// What stands between fields.
    pub delimiter: Option<Setting>,
    /// What a quote within a field is that doesn't begin with one.
    pub quotes: Option<Setting>,
    /// The encoding of files without a mark.
    pub encoding: Option<Setting>,
    /// The zone of times without an offset.
    pub input_tz: Option<Setting>,
    /// Whether day or month comes first.
    pub date_order: Option<Setting>,
    /// A form of times.
    pub time_format: Option<Setting>,
    /// What a plain number in a duration column counts.
    pub duration_unit: Option<Setting>,
    /// Zones by the words that stand for them behind a time.
    pub zones: Vec<(String, Setting)>,
    /// What things are called; of files the whole names, with `*` for anything.
    pub naming: Naming,
}

impl Mapping {
    /// The keys that it takes beside those of [`Naming`], at the top of the file.
    pub(super) const KEYS: [&'static str; 8] =
        ["delimiter", "quotes", "encoding", "input_tz", "date_order", "time_format", "duration_unit", "zones"];

    /// Takes a key of the file, if it is one of its own.
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

    /// What both say; where they differ, `nearer` counts.
    pub(super) fn merge(self, nearer: Mapping) -> Mapping {
        // A word that comes again has its last zone.
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

    /// What segrep knows by itself, with what is said here over it.
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::mapped(self.naming.clone())
    }
}
