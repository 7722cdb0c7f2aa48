//! Columns as they were exported: any of the five tables, also those that segrep doesn't know.

use std::sync::OnceLock;

use bumpalo::Bump;
use memchr::memchr_iter;

use crate::exports::{DurationUnit, Exports, Vocabulary, duration, is_blank};
use crate::tables::{Field, Place, Table};

use super::{Cell, Kind, Row};

/// A column of an exported table, as `segment.notes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    table: Table,
    /// The column in each file of the exports; `None` in files that lack it.
    by_file: Vec<Option<usize>>,
    /// The field that it is, where segrep knows it.
    field: Option<Field>,
}

/// The names of the tables in front of an exported column.
const PREFIXES: [(&str, Table); 5] = [
    ("segment", Table::Segments),
    ("interaction", Table::Interactions),
    ("queue", Table::Queues),
    ("user", Table::Users),
    ("organization", Table::Organizations),
];

/// Whether a whole interaction has one row of a table, so that a row about no segment can show its columns.
fn is_of_interaction(table: Table) -> bool {
    matches!(table, Table::Interactions | Table::Organizations)
}

impl Exported {
    /// Finds the column that `table.X` names, where X is a field name or a header. `None` where there is none.
    pub fn find(name: &str, is_about_segments: bool, exports: &Exports, vocabulary: &Vocabulary) -> Option<Exported> {
        let (prefix, column) = name.split_once('.')?;
        let (_, table) = PREFIXES.into_iter().find(|(known, _)| *known == prefix.trim().to_lowercase())?;
        if !is_about_segments && !is_of_interaction(table) {
            return None;
        }
        let column = column.trim();
        let field = Field::ALL.iter().copied().find(|field| field.name() == column);
        let field = field.filter(|field| vocabulary.has_field(table, *field));
        let key = vocabulary.own_key(table, column);
        let by_file: Vec<Option<usize>> = exports
            .files
            .iter()
            .map(|file| {
                let is_asked = |header: &str| match file.table == table {
                    true => header == column || vocabulary.own_key(table, header) == key,
                    false => vocabulary.joined_key(table, header).is_some_and(|joined| joined == key),
                };
                if file.table != table && !file.header.is_joined_to(table) {
                    return None;
                }
                let by_field = field.and_then(|field| file.header.column_of(table, field));
                by_field.or_else(|| file.header.columns().iter().position(|column| is_asked(&column.header)))
            })
            .collect();
        let known = field.or_else(|| vocabulary.fields(table, column).first().map(|found| found.field));
        let exists = field.is_some() || by_file.iter().any(Option::is_some);
        exists.then_some(Exported { table, by_file, field: known })
    }

    /// The names of all exported columns that a row can have.
    pub fn names(is_about_segments: bool, exports: &Exports) -> Vec<String> {
        let mut names = Vec::new();
        for (prefix, table) in PREFIXES {
            if !is_about_segments && !is_of_interaction(table) {
                continue;
            }
            for column in exports.of(table).flat_map(|file| file.header.columns()) {
                let name = format!("{prefix}.{}", column.header);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// The names of the exported columns that segrep knows and a row can have, whether they are exported or not.
    pub fn known(is_about_segments: bool, vocabulary: &Vocabulary) -> Vec<String> {
        let of = |(prefix, table): (&str, Table)| {
            let fields = Field::ALL.iter().filter(move |field| vocabulary.has_field(table, **field));
            fields.map(|field| format!("{prefix}.{}", field.name())).collect::<Vec<_>>()
        };
        PREFIXES.into_iter().filter(|(_, table)| is_about_segments || is_of_interaction(*table)).flat_map(of).collect()
    }

    /// The kind of its values, where segrep knows the field.
    pub fn kind(&self) -> Kind {
        match self.field {
            Some(Field::StartedAt | Field::EndedAt | Field::CreatedAt | Field::CompletedAt) => Kind::Time,
            Some(Field::Duration | Field::WaitTime | Field::HandleTime) => Kind::Seconds,
            Some(
                Field::Status
                | Field::PreviousStatus
                | Field::Reason
                | Field::Event
                | Field::Direction
                | Field::CommunicationType
                | Field::SubCommunicationType,
            ) => Kind::Word,
            _ => Kind::Text,
        }
    }

    /// The table that it belongs to.
    pub fn table(&self) -> Table {
        self.table
    }

    /// The field that it is, where segrep knows it.
    pub fn field(&self) -> Option<Field> {
        self.field
    }

    /// Whether segrep knows what the column means.
    pub fn is_known(&self) -> bool {
        self.field.is_some()
    }

    /// The cell of a row: the text as it was exported, trimmed.
    pub fn cell<'r>(&self, row: &Row<'r>, exports: &'r Exports, arena: &'r Bump) -> Cell<'r> {
        self.text(row, exports, arena).map(|(text, _)| text).into()
    }

    /// What the cell is compared by: the time or duration that its text says in its file, else the text.
    pub fn value<'r>(&self, row: &Row<'r>, exports: &'r Exports, arena: &'r Bump) -> Cell<'r> {
        let Some((text, place)) = self.text(row, exports, arena) else { return Cell::Blank };
        let file = &exports.files[place.file()];
        let read = match (self.kind(), self.field) {
            (Kind::Time, Some(field)) => exports
                .at(place, |file, record| exports.time(file, self.table, field, record.record(), text.as_bytes()).ok())
                .flatten()
                .map(|time| Cell::Time(time.instant)),
            (Kind::Seconds, Some(field)) => {
                let asked = exports.values.duration_unit.filter(|_| field == Field::Duration);
                let header = self.by_file[place.file()].map(|column| file.header.columns()[column].header.as_str());
                let unit = asked.unwrap_or_else(|| DurationUnit::of_header(header.unwrap_or_default()));
                Some(duration(text.as_bytes(), unit).into())
            }
            _ => None,
        };
        read.unwrap_or_else(|| Some(text).into())
    }

    /// The text of a row's cell, and where its record lies. `None` where it is blank.
    fn text<'r>(&self, row: &Row<'r>, exports: &'r Exports, arena: &'r Bump) -> Option<(&'r str, Place)> {
        let place = match self.table {
            Table::Segments => Some(row.stage().place),
            Table::Interactions => row.timeline.row,
            Table::Queues => row.stage().queue.map(|queue| queue.place),
            Table::Users => row.stage().user.map(|user| user.place),
            Table::Organizations => row.timeline.organization.map(|organization| organization.place),
        };
        let place = place?;
        let column = self.by_file[place.file()]?;
        let text = exports.at(place, |_, record| record.get(column, arena))?;
        (!is_blank(text.as_bytes())).then_some((text, place))
    }
}

/// The lines of records, without counting from the beginning of the file each time. A file is counted through once, when
/// the first of its lines is asked for.
#[derive(Debug)]
pub struct Lines<'e> {
    exports: &'e Exports,
    /// For each file the line that each of its steps begins on.
    steps: Vec<OnceLock<Vec<u64>>>,
}

/// Bytes between two places whose lines are known.
const STEP: usize = 4096;

impl<'e> Lines<'e> {
    /// The lines of all files.
    pub fn new(exports: &'e Exports) -> Lines<'e> {
        Lines { exports, steps: exports.files.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The line, as an editor counts it, on which a record begins.
    pub fn line(&self, place: Place) -> u64 {
        let bytes = self.exports.files[place.file()].bytes();
        let steps = self.steps[place.file()].get_or_init(|| {
            let mut line = 1;
            let begins = |chunk: &[u8]| {
                let begins = line;
                line += memchr_iter(b'\n', chunk).count() as u64;
                begins
            };
            bytes.chunks(STEP).map(begins).collect()
        });
        let step = place.offset() / STEP;
        let before = memchr_iter(b'\n', &bytes[step * STEP..place.offset()]).count() as u64;
        steps.get(step).copied().unwrap_or(1) + before
    }
}
