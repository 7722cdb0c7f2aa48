//! Files with the tables that they are guessed to be, and the lines of a draft.

use bumpalo::Bump;

use crate::document::toml_text;
use crate::exports::{Header, Surveyed, SurveyedColumn, Vocabulary};
use crate::tables::{Field, Table};

use super::guesses::GUESSES;
use super::terms;

/// A file as the table that it is, or is guessed to be.
pub(super) struct Guessed<'s> {
    pub(super) file: &'s Surveyed,
    pub(super) table: Table,
    /// As that table's.
    pub(super) header: Header,
    pub(super) columns: &'s [SurveyedColumn],
}

/// A key with its values, and the comment beside it.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) key: String,
    pub(super) values: Vec<String>,
    /// The value in TOML, where it is no text or list of them.
    pub(super) toml: Option<String>,
    pub(super) is_sure: bool,
    pub(super) beside: String,
}

impl Guessed<'_> {
    pub(super) fn name(&self, at: usize) -> &String {
        &self.header.columns()[at].header
    }

    /// The columns without a meaning that aren't taken.
    pub(super) fn free<'g>(&'g self, taken: &'g [usize]) -> impl Iterator<Item = usize> + 'g {
        let columns = 0..self.header.columns().len();
        columns.filter(|at| self.header.meanings(*at).next().is_none() && !taken.contains(at))
    }

    /// How well a header names a field: its rank among the field's names, and the number of unknown words.
    pub(super) fn fitness(&self, field: Field, at: usize, vocabulary: &Vocabulary) -> Option<(usize, usize)> {
        /// More than any field has names, so that names rank before terms.
        const NAMES: usize = 1000;
        let header = self.name(at);
        let key = vocabulary.own_key(self.table, header);
        let names = GUESSES.naming.headers(self.table, field).unwrap_or_default();
        let exact = names.iter().position(|name| *name == key);
        let by_terms = || terms::fitness(self.table, field, header);
        exact.map(|rank| (rank, 0)).or_else(|| by_terms().map(|(rank, unknown)| (rank + NAMES, unknown)))
    }

    /// Shows the values of each of the first rows that can be read, by the number of their column.
    pub(super) fn each_of_first(&self, mut show: impl FnMut(&dyn Fn(usize) -> String)) {
        const ROWS: usize = 5000;
        let Some(export) = self.file.contents.as_ref().map(|contents| &contents.export) else { return };
        let arena = Bump::new();
        let mut records = export.records(export.body..export.bytes().len());
        for _ in 0..ROWS {
            let Some(Ok(record)) = records.next() else { break };
            if export.check_shape(&record).is_ok()
                && let Ok(record) = record.text()
            {
                show(&|at| record.get(at, &arena).to_owned());
            }
        }
    }

    /// The column that serves as a field: by a line of the draft, else by its header.
    pub(super) fn column_of(&self, field: Field, lines: &[Line]) -> Option<usize> {
        sure_line(lines, field).map_or_else(|| self.header.column(field), |line| self.named(line))
    }

    /// The first column that a line names.
    pub(super) fn named(&self, line: &Line) -> Option<usize> {
        self.header.columns().iter().position(|column| line.values.contains(&column.header))
    }
}

/// The line that says which column is a field; `None` if there is none, or it is a mere suggestion.
pub(super) fn sure_line(lines: &[Line], field: Field) -> Option<&Line> {
    lines.iter().find(|line| line.is_sure && line.key == field.name())
}

impl Line {
    /// The same, but only for rows of which a condition holds.
    pub(super) fn in_rows(self, condition: &str) -> Line {
        let column = toml_text(&self.values[0]);
        Line { toml: Some(format!("{{ column = {column}, where = {} }}", toml_text(condition))), ..self }
    }

    /// Whether its values together are those of a field.
    pub(super) fn is_join(&self) -> bool {
        self.toml.is_some() && self.values.len() > 1
    }

    pub(super) fn of(field: Field, guess: &Guessed<'_>, at: usize, beside: String) -> Line {
        Line::sure(field.name(), vec![guess.name(at).clone()], beside)
    }

    pub(super) fn sure(key: &str, values: Vec<String>, beside: String) -> Line {
        Line { key: key.to_owned(), values, toml: None, is_sure: true, beside }
    }

    pub(super) fn unsure_toml(key: &str, toml: &str, beside: String) -> Line {
        Line { toml: Some(toml.to_owned()), is_sure: false, ..Line::sure(key, Vec::new(), beside) }
    }
}

pub(super) fn file_name(file: &Surveyed) -> String {
    file.path.file_name().unwrap_or(file.path.as_os_str()).to_string_lossy().into_owned()
}
