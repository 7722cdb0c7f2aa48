//! A TOML document read key by key, so that errors have a line and suggest near names.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::near::{did_you_mean, nearest};
use crate::plain::{printable, quoted};
use crate::tables::Table;
use crate::usage::UsageError;

/// A text with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The text.
    pub text: String,
    /// For messages: `segrep.toml:3: delimiter`, or an option.
    pub source: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TomlValue {
    /// Also numbers and dates.
    Text(String),
    Flag(bool),
    List(Vec<TomlValue>),
    Table,
}

impl TomlValue {
    fn of(value: &DeValue<'_>) -> TomlValue {
        match value {
            DeValue::String(text) => TomlValue::Text(text.to_string()),
            DeValue::Integer(number) => TomlValue::Text(number.to_string()),
            DeValue::Float(number) => TomlValue::Text(number.to_string()),
            DeValue::Datetime(at) => TomlValue::Text(at.to_string()),
            DeValue::Boolean(is_set) => TomlValue::Flag(*is_set),
            DeValue::Array(list) => TomlValue::List(list.iter().map(|value| TomlValue::of(value.get_ref())).collect()),
            DeValue::Table(_) => TomlValue::Table,
        }
    }

    pub(crate) fn text(&self) -> Option<String> {
        match self {
            TomlValue::Text(text) => Some(text.clone()),
            TomlValue::Flag(_) | TomlValue::List(_) | TomlValue::Table => None,
        }
    }
}

pub(crate) struct TomlDocument<'d> {
    path: &'d Path,
    text: &'d str,
}

pub(crate) struct TomlEntry<'e, 'd> {
    document: &'e TomlDocument<'d>,
    pub(crate) key: String,
    /// The keys of the tables around it, from the outermost.
    outer: Vec<String>,
    /// The key's offset in the text.
    at: usize,
    value: &'e DeValue<'d>,
}

impl<'d> TomlDocument<'d> {
    pub(crate) fn new(path: &'d Path, text: &'d str) -> TomlDocument<'d> {
        TomlDocument { path, text }
    }

    /// Passes each key of the document, in order, to `take`.
    pub(crate) fn read(
        &self,
        mut take: impl FnMut(&TomlEntry<'_, '_>) -> Result<(), UsageError>,
    ) -> Result<(), UsageError> {
        let table = DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            UsageError::new(error.message()).at(self.path, self.line(at))
        })?;
        self.entries(&[], table.get_ref()).iter().try_for_each(&mut take)
    }

    fn entries<'e>(&'e self, outer: &[String], table: &'e DeTable<'d>) -> Vec<TomlEntry<'e, 'd>> {
        let mut entries: Vec<TomlEntry<'e, 'd>> = table
            .iter()
            .map(|(key, value): (&Spanned<_>, &Spanned<DeValue<'d>>)| TomlEntry {
                document: self,
                key: key.get_ref().to_string(),
                outer: outer.to_vec(),
                at: key.span().start,
                value: value.get_ref(),
            })
            .collect();
        entries.sort_by_key(|entry| entry.at);
        entries
    }

    /// The line, from 1, of an offset.
    fn line(&self, at: usize) -> usize {
        memchr::memchr_iter(b'\n', &self.text.as_bytes()[..at.min(self.text.len())]).count() + 1
    }
}

impl<'e> TomlEntry<'e, '_> {
    /// Its file, line and name, for messages.
    pub(crate) fn source(&self) -> String {
        let file = self.document.path.display().to_string();
        format!("{}:{}: {}", printable(&file), self.document.line(self.at), self.name())
    }

    fn name(&self) -> String {
        let path: Vec<&str> = self.outer.iter().chain([&self.key]).map(String::as_str).collect();
        path.join(".")
    }

    pub(crate) fn setting(&self) -> Result<Setting, UsageError> {
        match self.value {
            DeValue::String(text) => Ok(Setting { text: text.to_string(), source: self.source() }),
            _ => Err(self.wrong("takes a text in quotes")),
        }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.document.path.to_owned()
    }

    pub(crate) fn line(&self) -> usize {
        self.document.line(self.at)
    }

    pub(crate) fn value(&self) -> TomlValue {
        TomlValue::of(self.value)
    }

    pub(crate) fn texts(&self) -> Result<Vec<String>, UsageError> {
        let text = |value: &DeValue<'_>| match value {
            DeValue::String(text) => Ok(text.to_string()),
            _ => Err(self.wrong("takes a text in quotes, or a list of them")),
        };
        match self.value {
            DeValue::Array(values) => values.iter().map(|value| text(value.get_ref())).collect(),
            value => Ok(vec![text(value)?]),
        }
    }

    pub(crate) fn tables(&self) -> Result<Vec<Table>, UsageError> {
        let table = |name: String| {
            Table::named(&name).ok_or_else(|| {
                let known = Table::ALL.map(Table::name);
                let hint = did_you_mean(&nearest(&name, known.into_iter()));
                let hint = hint.unwrap_or_else(|| format!("the tables are {}", known.join(", ")));
                self.error(format!("{}: there is no table {}", self.name(), quoted(&name))).hint(hint)
            })
        };
        self.texts()?.into_iter().map(table).collect()
    }

    pub(crate) fn entries(&self) -> Result<Vec<TomlEntry<'e, '_>>, UsageError> {
        match self.value {
            DeValue::Table(table) => {
                let outer: Vec<String> = self.outer.iter().chain([&self.key]).cloned().collect();
                Ok(self.document.entries(&outer, table))
            }
            _ => Err(self.wrong("takes keys of its own, as a table")),
        }
    }

    /// The tables of a list of them, as of `[[stages]]`.
    pub(crate) fn list(&self) -> Result<Vec<TomlEntry<'e, '_>>, UsageError> {
        let DeValue::Array(values) = self.value else { return Err(self.wrong("takes tables, as [[…]]")) };
        let item = |value: &'e Spanned<DeValue<'_>>| TomlEntry {
            document: self.document,
            key: self.key.clone(),
            outer: self.outer.clone(),
            at: value.span().start,
            value: value.get_ref(),
        };
        Ok(values.iter().map(item).collect())
    }

    /// The error for an unknown key, suggesting near ones.
    pub(crate) fn unknown(&self, what: &str, known: &[&str]) -> UsageError {
        let near = nearest(&self.key, known.iter().copied());
        let hint = did_you_mean(&near).unwrap_or_else(|| format!("there are {}", known.join(", ")));
        let within = if self.outer.is_empty() { String::new() } else { format!("{}: ", self.outer.join(".")) };
        self.error(format!("{within}there is no {what} {}", quoted(&self.key))).hint(hint)
    }

    pub(crate) fn wrong(&self, takes: &str) -> UsageError {
        self.error(format!("{} {takes}", self.name()))
    }

    /// An error with the file and line.
    pub(crate) fn error(&self, problem: String) -> UsageError {
        UsageError::new(problem).at(self.document.path, self.document.line(self.at))
    }
}

/// A TOML string.
pub(crate) fn toml_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || printable(c.encode_utf8(&mut [0; 4])) != *c.encode_utf8(&mut [0; 4]) => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
