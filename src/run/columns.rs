//! Which columns a report shows: its own by name, exported ones by header.

use std::borrow::Cow;

use bumpalo::Bump;

use crate::exports::{Exports, Vocabulary};
use crate::near::{did_you_mean, nearest};
use crate::plain::quoted;
use crate::pseudonyms::{Pseudonyms, Subject, Veil};
use crate::reports::{Cell, Column, Exported, Kind, Lines, Row, RowColumn, RowReport};
use crate::usage::UsageError;

/// A column with where its cells come from.
pub(super) struct Selected<'s> {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Whether segrep knows what the column holds; others are text that may be numbers.
    pub(super) is_known: bool,
    /// What its values mean; empty for an exported one, which segrep can't tell.
    pub(super) meaning: &'static str,
    source: Source<'s>,
    /// What puts pseudonyms into its cells, where something does.
    veil: Option<(Veil, &'s Pseudonyms)>,
}

enum Source<'s> {
    Own(&'s RowColumn),
    Exported(Exported),
    File,
    Line,
}

/// What finding columns needs.
pub(super) struct Columns<'s> {
    pub(super) report: &'static RowReport,
    pub(super) exports: &'s Exports,
    pub(super) vocabulary: &'s Vocabulary,
    pub(super) pseudonyms: Option<&'s Pseudonyms>,
}

impl<'s> Columns<'s> {
    /// The columns that `-c` asks for, or the usual ones: `names`.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for a column that there is not, with near names.
    pub(super) fn select(&self, asked: Option<&str>, usual: &[&str]) -> Result<Vec<Selected<'s>>, UsageError> {
        chosen(asked, usual)?.iter().map(|name| self.find(name)).collect()
    }

    /// The column of a name.
    ///
    /// # Errors
    ///
    /// [`UsageError`] where there is none, with near names.
    pub(super) fn find(&self, name: &str) -> Result<Selected<'s>, UsageError> {
        if let Some(own) = self.report.columns.iter().find(|own| own.column.name == name) {
            let Column { kind, meaning, .. } = own.column;
            let source = Source::Own(own);
            return Ok(Selected { name: name.to_owned(), kind, is_known: true, meaning, source, veil: None });
        }
        let about_segments = self.report.about.has_segment();
        let source = match name {
            "source_file" if about_segments => Some((Kind::Text, true, Source::File)),
            "source_line" if about_segments => Some((Kind::Count, true, Source::Line)),
            _ => Exported::find(name, about_segments, self.exports, self.vocabulary)
                .map(|exported| (exported.kind(), exported.is_known(), Source::Exported(exported))),
        };
        if let Some((kind, is_known, source)) = source {
            let veil = match &source {
                Source::Exported(exported) => self.pseudonyms.map(|all| (all.of_column(exported), all)),
                _ => None,
            };
            return Ok(Selected { name: name.to_owned(), kind, is_known, meaning: "", source, veil });
        }
        let exported = Exported::names(about_segments, self.exports);
        let own = self.report.columns.iter().map(|own| own.column.name);
        Err(unknown(name, own.chain(exported.iter().map(String::as_str))))
    }
}

/// The names that `-c` asks for: a list, or additions (`+`) to and removals (`-`) from the usual ones.
pub(super) fn chosen(asked: Option<&str>, usual: &[&str]) -> Result<Vec<String>, UsageError> {
    let mut names: Vec<String> = usual.iter().map(|name| (*name).to_owned()).collect();
    let Some(asked) = asked else { return Ok(names) };
    let asked: Vec<&str> = asked.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let none = || UsageError::new("--columns: no column is left").hint("-c alone lists the columns");
    if !asked.iter().any(|name| name.starts_with(['+', '-'])) {
        let names: Vec<String> = asked.into_iter().map(str::to_owned).collect();
        return if names.is_empty() { Err(none()) } else { Ok(names) };
    }
    for change in asked {
        if let Some(removed) = change.strip_prefix('-') {
            let Some(at) = names.iter().position(|name| name == removed) else {
                return Err(unknown(removed, names.iter().map(String::as_str)));
            };
            names.remove(at);
        } else {
            names.push(change.trim_start_matches('+').to_owned());
        }
    }
    if names.is_empty() { Err(none()) } else { Ok(names) }
}

/// A column that there is not.
pub(super) fn unknown<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> UsageError {
    let hint = did_you_mean(&nearest(name, known)).unwrap_or_else(|| "-c alone lists the columns".to_owned());
    UsageError::new(format!("there is no column {}", quoted(name))).hint(hint)
}

impl Selected<'_> {
    /// The cell of a row.
    #[inline]
    pub(super) fn cell<'r>(&self, row: &Row<'r>, exports: &'r Exports, lines: &Lines<'_>, arena: &'r Bump) -> Cell<'r> {
        match &self.source {
            Source::Own(own) => (own.cell)(row),
            Source::Exported(exported) => self.veiled(exported.cell(row, exports, arena), row),
            Source::File => Cell::Text(exports.files[row.stage().place.file()].name()),
            Source::Line => Cell::Count(lines.line(row.stage().place)),
        }
    }

    /// The cell of a row for people: a ring without a known response is told from what is no ring.
    pub(super) fn cell_for_people<'r>(
        &self,
        row: &Row<'r>,
        exports: &'r Exports,
        lines: &Lines<'_>,
        arena: &'r Bump,
    ) -> Cell<'r> {
        let is_response = matches!(&self.source, Source::Own(own) if own.column.name == "response");
        match self.cell(row, exports, lines, arena) {
            Cell::Blank if is_response && row.ring().is_some() => Cell::text("?"),
            cell => cell,
        }
    }

    /// What the cell of a row is compared by, in conditions and orders.
    pub(super) fn value<'r>(
        &self,
        row: &Row<'r>,
        exports: &'r Exports,
        lines: &Lines<'_>,
        arena: &'r Bump,
    ) -> Cell<'r> {
        match &self.source {
            Source::Exported(exported) => self.veiled(exported.value(row, exports, arena), row),
            _ => self.cell(row, exports, lines, arena),
        }
    }

    /// A cell of an exported column with pseudonyms, where something puts them there.
    fn veiled<'r>(&self, cell: Cell<'r>, row: &Row<'r>) -> Cell<'r> {
        match (cell, &self.veil) {
            (Cell::Text(Cow::Borrowed(text)), Some((veil, all))) => Cell::Text(all.cell(*veil, text, row)),
            (cell, _) => cell,
        }
    }

    /// Its name, or that of the field that it shows.
    pub(super) fn meant(&self) -> &str {
        match &self.source {
            Source::Exported(exported) => exported.field().map_or(self.name.as_str(), |field| field.name()),
            _ => &self.name,
        }
    }

    /// Whether its cells hold pseudonyms.
    pub(super) fn is_veiled(&self, pseudonyms: &Pseudonyms) -> bool {
        match &self.veil {
            Some((veil, _)) => *veil != Veil::Text,
            None => Subject::of_column(&self.name).is_some_and(|subject| pseudonyms.has(subject)),
        }
    }
}
