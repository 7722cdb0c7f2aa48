//! Columns as they were exported: any of the five tables, also those that segrep doesn't know.

use std::borrow::Cow;
use std::fmt::Debug;

use bumpalo::Bump;

use crate::distinct::distinct;
use crate::exports::{DurationUnit, Exports, Vocabulary, duration, header_key, is_blank};
use crate::tables::{Field, Place, Table};

use super::{Cell, Kind, Lines, Row};

/// A column of an exported table, as `segment.notes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    pub(crate) table: Table,
    /// The column in each file of the exports; `None` in files that lack it.
    by_file: Vec<Option<usize>>,
    /// The field that it is, where segrep knows it.
    pub(crate) field: Option<Field>,
    /// Whether it was asked for by the field's name, not by a header.
    is_named: bool,
}

/// What reads records again, for what is shown as it was exported.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'r> {
    pub lines: &'r Lines<'r>,
    /// Holds texts that can't be borrowed from the exports.
    pub arena: &'r Bump,
    /// Replaces exported texts by pseudonyms, if asked for.
    pub pseudonyms: Option<&'r dyn Pseudonymize>,
}

/// Puts pseudonyms in place of texts that are exported.
pub trait Pseudonymize: Debug + Sync {
    /// What stands in place of a text of this column, in a row.
    fn pseudonymized<'t>(&self, column: &Exported, text: &'t str, row: &Row<'t>) -> Cow<'t, str>;
}

/// The names of the tables in front of an exported column.
const PREFIXES: [(&str, Table); 5] = [
    ("segment", Table::Segments),
    ("interaction", Table::Interactions),
    ("queue", Table::Queues),
    ("user", Table::Users),
    ("organization", Table::Organizations),
];

/// The tables whose columns a row can show: one about no segment only those with one row for a whole interaction.
fn tables(is_about_segments: bool) -> impl Iterator<Item = (&'static str, Table)> {
    let is_of_interaction = |table| matches!(table, Table::Interactions | Table::Organizations);
    PREFIXES.into_iter().filter(move |(_, table)| is_about_segments || is_of_interaction(*table))
}

impl Exported {
    /// Finds the column that `table.X` names, where X is a field name or a header. `None` if there is none.
    pub fn find(name: &str, is_about_segments: bool, exports: &Exports, vocabulary: &Vocabulary) -> Option<Exported> {
        let (prefix, column) = name.split_once('.')?;
        let (_, table) = tables(is_about_segments).find(|(known, _)| *known == prefix.trim().to_lowercase())?;
        let column = column.trim();
        let field = Field::ALL.iter().copied().find(|field| field.name() == column);
        let field = field.filter(|field| Vocabulary::has_field(table, *field));
        let (whole, key) = (header_key(column), vocabulary.own_key(table, column));
        let by_file: Vec<Option<usize>> = exports
            .files
            .iter()
            .map(|file| {
                let is_asked = |header: &str| match file.table == table {
                    true => header_key(header) == whole || vocabulary.own_key(table, header) == key,
                    false => vocabulary.joined_key(table, header).is_some_and(|joined| joined == key),
                };
                if !file.serves(table) {
                    return None;
                }
                let is_exported = |field: &Field| *field != Field::StartedAt || !file.header.starts_before_end();
                let by_field = field.filter(is_exported).and_then(|field| file.header.column_of(table, field));
                by_field.or_else(|| file.header.columns().iter().position(|column| is_asked(&column.header)))
            })
            .collect();
        let known = field.or_else(|| vocabulary.fields(table, column).first().map(|found| found.field));
        let exists = field.is_some() || by_file.iter().any(Option::is_some);
        exists.then_some(Exported { table, by_file, field: known, is_named: field.is_some() })
    }

    /// The column in each file of the exports; `None` in files that lack it.
    pub fn by_file(&self) -> &[Option<usize>] {
        &self.by_file
    }

    /// The table that `table.X` names.
    pub fn table(name: &str) -> Option<Table> {
        let (prefix, _) = name.split_once('.')?;
        Some(tables(true).find(|(known, _)| *known == prefix.trim().to_lowercase())?.1)
    }

    /// The names of all exported columns that a row can have.
    pub fn names(is_about_segments: bool, exports: &Exports) -> Vec<String> {
        distinct(tables(is_about_segments).flat_map(|(prefix, table)| {
            let columns = exports.of(table).flat_map(|file| file.header.columns());
            columns.map(move |column| format!("{prefix}.{}", column.header))
        }))
    }

    /// The names of the exported columns that segrep knows and a row can have, whether they are exported or not.
    pub fn known(is_about_segments: bool) -> Vec<String> {
        let of = |(prefix, table): (&str, Table)| {
            let fields = Field::ALL.iter().filter(move |field| Vocabulary::has_field(table, **field));
            fields.map(|field| format!("{prefix}.{}", field.name())).collect::<Vec<_>>()
        };
        tables(is_about_segments).flat_map(of).collect()
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
    pub fn cell<'r>(&self, row: &Row<'r>, reader: &Reader<'r>) -> Cell<'r> {
        self.text(row, reader).map_or(Cell::Blank, |(text, _)| self.shown(text, row, reader))
    }

    /// The cell of what another record says, in a row.
    pub fn cell_at<'r>(&self, place: Option<Place>, row: &Row<'r>, reader: &Reader<'r>) -> Cell<'r> {
        self.text_at(place, reader).map_or(Cell::Blank, |(text, _)| self.shown(text, row, reader))
    }

    /// What the cell is compared by: the time or duration that its text says in its file, else the text.
    pub fn value<'r>(&self, row: &Row<'r>, reader: &Reader<'r>) -> Cell<'r> {
        let Some((text, place)) = self.text(row, reader) else { return Cell::Blank };
        let exports = reader.lines.exports();
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
        read.unwrap_or_else(|| self.shown(text, row, reader))
    }

    /// A text of a row, or what is put in its place.
    fn shown<'r>(&self, text: &'r str, row: &Row<'r>, reader: &Reader<'r>) -> Cell<'r> {
        Cell::Text(
            reader.pseudonyms.map_or(Cow::Borrowed(text), |pseudonyms| pseudonyms.pseudonymized(self, text, row)),
        )
    }

    /// The text of a row's cell, and where its record lies. `None` if it is blank.
    fn text<'r>(&self, row: &Row<'r>, reader: &Reader<'r>) -> Option<(&'r str, Place)> {
        let place = match self.table {
            Table::Segments => Some(row.stage().place),
            Table::Interactions => row.timeline.row,
            Table::Queues => row.stage().queue.map(|queue| queue.place),
            Table::Users => row.stage().user.map(|user| user.place),
            Table::Organizations => row.timeline.organization.map(|organization| organization.place),
        };
        self.text_at(place, reader)
    }

    fn text_at<'r>(&self, place: Option<Place>, reader: &Reader<'r>) -> Option<(&'r str, Place)> {
        let place = place?;
        let column = self.by_file[place.file()]?;
        let by_name = self.field.filter(|_| self.is_named);
        let text = reader.lines.exports().at(place, |file, record| {
            let named = by_name.and_then(|field| file.header.text(&record, self.table, field, reader.arena));
            named.unwrap_or_else(|| record.get(column, reader.arena))
        })?;
        (!is_blank(text.as_bytes())).then_some((text, place))
    }
}
