//! A file with the table that it is guessed to be, and the lines of a draft.

use crate::exports::{Header, Surveyed, SurveyedColumn};
use crate::tables::{Field, Table};

/// A file with the table that it is, or is guessed to be.
pub(super) struct Guessed<'s> {
    pub(super) file: &'s Surveyed,
    pub(super) table: Table,
    /// How its columns are understood as that table.
    pub(super) header: Header,
    pub(super) columns: &'s [SurveyedColumn],
}

/// A line of the draft: a key, its values, and what is said beside it.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) key: String,
    pub(super) values: Vec<String>,
    pub(super) is_sure: bool,
    pub(super) beside: String,
}

impl Line {
    pub(super) fn of(field: Field, guess: &Guessed<'_>, at: usize, beside: String) -> Line {
        Line::sure(field.name(), vec![guess.header.columns()[at].header.clone()], beside)
    }

    pub(super) fn sure(key: &str, values: Vec<String>, beside: String) -> Line {
        Line { key: key.to_owned(), values, is_sure: true, beside }
    }
}

pub(super) fn file_name(file: &Surveyed) -> String {
    file.path.file_name().unwrap_or(file.path.as_os_str()).to_string_lossy().into_owned()
}
