//! Columns as they were exported: any of the five tables, also those that segrep doesn't know.

use bumpalo::Bump;

use crate::exports::{DurationUnit, Exports, Records, Vocabulary, duration, is_blank, line_of};
use crate::tables::{Field, Place, Table};

use super::{Cell, Kind, Row};

/// A column of an exported table, as `segment.notes`.
#[derive(Clone, Debug)]
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

impl Exported {
    /// Finds the column that `table.X` names, where X is a field name or a header. `None` where there is none.
    pub fn find(name: &str, is_about_segments: bool, exports: &Exports, vocabulary: &Vocabulary) -> Option<Exported> {
        let (prefix, column) = name.split_once('.')?;
        let (_, table) = PREFIXES.into_iter().find(|(known, _)| *known == prefix.trim().to_lowercase())?;
        if !is_about_segments && !matches!(table, Table::Interactions | Table::Organizations) {
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
            if !is_about_segments && !matches!(table, Table::Interactions | Table::Organizations) {
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
            (Kind::Time, Some(field)) => Records::new(file.bytes(), 0..0, file.dialect)
                .at(file.bytes(), file.dialect, place.offset())
                .and_then(|record| exports.time(file, self.table, field, &record.ok()?, text.as_bytes()).ok())
                .map(|time| Cell::Time(time.instant)),
            (Kind::Seconds, Some(field)) => {
                let asked = exports.values.duration_unit.filter(|_| field == Field::Duration);
                let header = self.by_file[place.file()].map(|column| file.header.columns()[column].header.as_str());
                let unit = asked.unwrap_or_else(|| DurationUnit::of_header(header.unwrap_or_default()));
                duration(text.as_bytes(), unit).map(Cell::Seconds)
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
        let file = &exports.files[place.file()];
        let mut records = Records::new(file.bytes(), 0..0, file.dialect);
        // The record was read before, so it is whole.
        let record = records.at(file.bytes(), file.dialect, place.offset())?.ok()?.text().ok()?;
        let text = record.get(column, arena);
        (!is_blank(text.as_bytes())).then_some((text, place))
    }
}

/// The lines of records, without counting from the beginning of the file each time.
#[derive(Debug)]
pub struct Lines {
    /// For each file the line feeds before every step.
    before: Vec<Vec<u64>>,
}

/// Bytes between two places whose lines are known.
const STEP: usize = 4096;

impl Lines {
    /// Counts the lines of the segments' files.
    pub fn count(exports: &Exports) -> Lines {
        let count = |bytes: &[u8]| {
            let mut lines = 1;
            bytes
                .chunks(STEP)
                .map(|chunk| {
                    let before = lines;
                    lines += line_of(chunk, chunk.len()) - 1;
                    before
                })
                .collect()
        };
        let of_file = |file: &crate::exports::Export| {
            if file.table == Table::Segments { count(file.bytes()) } else { Vec::new() }
        };
        Lines { before: exports.files.iter().map(of_file).collect() }
    }

    /// The line, as an editor counts it, on which a segment's record begins.
    pub fn line(&self, place: Place, exports: &Exports) -> u64 {
        let step = place.offset() / STEP;
        let bytes = &exports.files[place.file()].bytes()[step * STEP..place.offset()];
        let before = self.before[place.file()].get(step).copied().unwrap_or(1);
        before + bytes.iter().filter(|byte| **byte == b'\n').count() as u64
    }
}
