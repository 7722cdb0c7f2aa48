//! Which columns a report shows: its own by name, exported ones by header.

use std::collections::BTreeSet;

use crate::exports::{Exports, Vocabulary};
use crate::formats::Format;
use crate::near::{did_you_mean, nearest};
use crate::plain::quoted;
use crate::reports::{Column, Exported, Items};
use crate::usage::UsageError;

/// Where columns are looked up.
pub(super) struct Columns<'s> {
    pub(super) items: &'static Items,
    pub(super) exports: &'s Exports,
    pub(super) vocabulary: &'s Vocabulary,
}

impl Columns<'_> {
    pub(super) fn find(&self, name: &str) -> Result<Column, UsageError> {
        if let Some(own) = self.items.columns.iter().find(|own| own.name == name) {
            return Ok(own.clone());
        }
        let about_segments = self.items.about.has_segment();
        let column = match name {
            "source_file" if about_segments => Some(Column::source_file()),
            "source_line" if about_segments => Some(Column::source_line()),
            _ => Exported::find(name, about_segments, self.exports, self.vocabulary)
                .map(|exported| Column::exported(name, exported)),
        };
        if let Some(column) = column {
            return Ok(column);
        }
        let exported = Exported::names(about_segments, self.exports);
        let own = self.items.columns.iter().map(|own| &*own.name);
        Err(unknown(name, own.chain(exported.iter().map(String::as_str))))
    }
}

/// The names `-c` asks for: a list, or additions (`+`) to and removals (`-`) from the default ones.
pub(super) fn chosen(asked: &str, usual: &[&str]) -> Result<Vec<String>, UsageError> {
    let asked: Vec<&str> = asked.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let is_change = asked.iter().any(|name| name.starts_with(['+', '-']));
    let (names, changes) = if is_change { (usual, &asked[..]) } else { (&asked[..], &[][..]) };
    let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    for change in changes {
        if let Some(removed) = change.strip_prefix('-') {
            let Some(at) = names.iter().position(|name| name == removed) else {
                return Err(unknown(removed, names.iter().map(String::as_str)));
            };
            names.remove(at);
        } else {
            names.push(change.trim_start_matches('+').to_owned());
        }
    }
    if names.is_empty() {
        return Err(UsageError::new("--columns: no column is left").hint("-c alone lists the columns"));
    }
    Ok(names)
}

pub(super) fn unknown<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> UsageError {
    let hint = did_you_mean(&nearest(name, known)).unwrap_or_else(|| "-c alone lists the columns".to_owned());
    UsageError::new(format!("there is no column {}", quoted(name))).hint(hint)
}

/// Checks that the format can have these columns.
pub(super) fn check_names<'n>(format: Format, mut names: impl Iterator<Item = &'n str>) -> Result<(), UsageError> {
    let mut seen = BTreeSet::new();
    match names.find(|name| !seen.insert(*name)) {
        Some(twice) if format.has_names() => {
            let problem = format!("--columns: {} is named twice", quoted(twice));
            Err(UsageError::new(problem).hint("an object in JSON has one value of a name; name it once"))
        }
        _ => Ok(()),
    }
}
