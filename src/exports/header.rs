//! Header recognition: which column is which field, of the file's own table and of those that are joined to it.

use std::borrow::Cow;
use std::collections::HashMap;

use bumpalo::Bump;

use crate::tables::{Field, Table};

use super::choice::Choice;
use super::problem::Problem;
use super::record::{Record, TextRecord};
use super::values::DurationUnit;
use super::vocabulary::{Match, Name, Vocabulary, Why, header_key};

/// The header record of a file, understood.
#[derive(Clone, Debug)]
pub struct Header {
    columns: Vec<HeaderColumn>,
    /// What columns serve as, by number; several for one only if a mapping says so.
    meanings: Vec<(usize, Meaning)>,
    /// The file's own table first, then those joined to it.
    roles: Vec<Role>,
    /// Fields whose value isn't that of one column in every row.
    choices: Vec<(Table, Field, Choice)>,
    /// Whether rows have no start, but an end and a duration.
    starts_before_end: bool,
}

/// A table that a file's rows serve as.
#[derive(Clone, Debug)]
struct Role {
    table: Table,
    /// Indexed by `Field as usize`.
    by_field: Vec<Option<usize>>,
}

#[derive(Clone, Debug)]
pub struct HeaderColumn {
    /// The header as exported, trimmed.
    pub header: String,
    /// The field that the column serves as and why; `None` if it is unknown, or another serves better.
    pub meaning: Option<Meaning>,
    identity: String,
}

/// What a column serves as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The file's own table, or one joined to it.
    pub table: Table,
    pub field: Field,
    pub why: Why,
}

impl HeaderColumn {
    /// Columns of two files are the same if this is: the field, else the letters and digits of the header with the
    /// number among those that share them.
    pub fn identity(&self) -> &str {
        &self.identity
    }
}

impl Role {
    /// Picks the best column for each field; of equally good ones the leftmost.
    fn of(table: Table, matches: impl Iterator<Item = Vec<Match>>) -> (Role, Vec<(usize, Meaning)>) {
        let mut best: Vec<Option<(usize, usize, Why)>> = vec![None; Field::ALL.len()];
        for (at, matches) in matches.enumerate() {
            for Match { field, rank, why } in matches {
                let best = &mut best[field as usize];
                if best.is_none_or(|(known, _, _)| rank < known) {
                    *best = Some((rank, at, why));
                }
            }
        }
        let meaning = |&field: &Field| best[field as usize].map(|(_, at, why)| (at, Meaning { table, field, why }));
        let meanings = Field::ALL.iter().filter_map(meaning).collect();
        (Role { table, by_field: best.into_iter().map(|best| best.map(|(_, at, _)| at)).collect() }, meanings)
    }

    fn column(&self, field: Field) -> Option<usize> {
        self.by_field[field as usize]
    }
}

impl Header {
    /// Recognises the columns of a file of `table`; [`Problem::MissingColumn`] if a required field has none.
    pub(crate) fn recognise(
        mut headers: Vec<String>,
        table: Table,
        vocabulary: &Vocabulary,
    ) -> (Header, Result<(), Problem>) {
        // A delimiter at the end of each line makes no column.
        while headers.len() > 1 && headers.last().is_some_and(String::is_empty) {
            headers.pop();
        }
        let names: Vec<Name<'_>> = headers.iter().map(|header| Name::of(header)).collect();
        let own: Vec<Vec<Match>> = names.iter().map(|name| vocabulary.fields_of(table, name)).collect();
        let is_own: Vec<bool> = own.iter().map(|matches| !matches.is_empty()).collect();
        let (own, mut meanings) = Role::of(table, own.into_iter());
        let mut roles = vec![own];
        for &other in joined_to(table) {
            let joined = names.iter().zip(&is_own).map(|(name, is_own)| vocabulary.joined_fields(other, name, *is_own));
            let (role, of_role) = Role::of(other, joined);
            meanings.extend(of_role);
            roles.push(role);
        }
        for field in Field::ALL {
            if vocabulary.said().column(table, field).is_some_and(|mapping| mapping.is_row) {
                // It stands nowhere, so faults are told of the row's first column.
                roles[0].by_field[field as usize] = Some(0);
            }
        }
        let own = &mut roles[0];
        let starts_before_end = table == Table::Segments
            && own.column(Field::StartedAt).is_none()
            && own.column(Field::EndedAt).is_some()
            && own.column(Field::Duration).is_some();
        if starts_before_end {
            own.by_field[Field::StartedAt as usize] = own.column(Field::EndedAt);
        }
        share_keys(&mut roles);
        let missing = table.required().iter().find(|field| roles[0].column(**field).is_none());
        let is_usable = missing.map_or(Ok(()), |field| {
            let names = vocabulary.headers(table, *field).to_vec();
            Err(Problem::MissingColumn { field: field.name(), found: headers.clone(), names })
        });
        // A joined table needs more than its key.
        let says_more = |role: &Role| {
            let key = role.table.key();
            role.column(key).is_some() && Field::ALL.iter().any(|field| *field != key && role.column(*field).is_some())
        };
        roles.retain(|role| role.table == table || says_more(role));
        meanings.retain(|(_, meaning)| roles.iter().any(|role| role.table == meaning.table));
        let mut twins: HashMap<String, usize> = HashMap::new();
        let mut columns: Vec<HeaderColumn> = Vec::with_capacity(headers.len());
        for (at, header) in headers.into_iter().enumerate() {
            let meaning = meanings.iter().find(|(column, _)| *column == at).map(|(_, meaning)| *meaning);
            let key = match meaning.filter(|meaning| meaning.table == table) {
                // Keys of letters and digits have no blank, so fields and headers can't clash.
                Some(meaning) => format!("field {}", meaning.field.name()),
                None => vocabulary.own_key(table, &header),
            };
            let nth = twins.entry(key.clone()).or_default();
            columns.push(HeaderColumn { header, meaning, identity: format!("{key} {nth}") });
            *nth += 1;
        }
        let mut header = Header { columns, meanings, roles, choices: Vec::new(), starts_before_end };
        header.choices = header.choices_of(table, vocabulary);
        (header, is_usable)
    }

    /// The column of lengths of this name, with the unit that its header names.
    pub(super) fn length_named(&self, table: Table, name: &str) -> Option<(usize, DurationUnit)> {
        let column = self.named(table, name)?;
        Some((column, DurationUnit::of_header(&self.columns[column].header)))
    }

    /// The column of this name: a header, or the name of a field of a table.
    pub(crate) fn named(&self, table: Table, name: &str) -> Option<usize> {
        let key = header_key(name);
        let is_it =
            |column: &HeaderColumn| column.header == name || (!key.is_empty() && header_key(&column.header) == key);
        let by_field = || self.column_of(table, Field::ALL.iter().copied().find(|field| field.name() == name)?);
        self.columns.iter().position(is_it).or_else(by_field)
    }

    /// The fields whose value isn't that of one column in every row. The key of a joined table is chosen as it is in the
    /// file's own, unless something else is said of it.
    fn choices_of(&self, own: Table, vocabulary: &Vocabulary) -> Vec<(Table, Field, Choice)> {
        let choice = |table: Table, field: Field| {
            let said = vocabulary.said().column(table, field);
            let mapping = said.or_else(|| vocabulary.said().column(own, field).filter(|_| field == table.key()));
            let column = self.column_of(table, field);
            let named = |name: &str| self.named(own, name);
            Some((table, field, Choice::of(mapping, vocabulary.said().blanks(table, field), column, named)?))
        };
        let of_role =
            |role: &Role| Field::ALL.iter().filter_map(|field| choice(role.table, *field)).collect::<Vec<_>>();
        self.roles.iter().flat_map(of_role).collect()
    }

    /// Whether a segment starts its duration before its end, as there is no start: then the column of that is the end's.
    pub fn starts_before_end(&self) -> bool {
        self.starts_before_end
    }

    /// Whether the ids of its interactions are the places of rows, which aren't in the file's text.
    pub(crate) fn has_row_ids(&self) -> bool {
        self.choices.iter().any(|(_, field, choice)| *field == Field::InteractionId && choice.is_row())
    }

    /// Tells the file's name and its text, for ids that are places of its rows.
    pub(super) fn in_file(mut self, name: &str, text: &[u8]) -> Header {
        self.choices.iter_mut().for_each(|(.., choice)| choice.in_file(name, text));
        self
    }

    /// The columns from left to right.
    pub fn columns(&self) -> &[HeaderColumn] {
        &self.columns
    }

    /// What a column serves as; several fields only if a mapping says so.
    pub(crate) fn meanings(&self, column: usize) -> impl Iterator<Item = &Meaning> {
        self.meanings.iter().filter(move |(at, _)| *at == column).map(|(_, meaning)| meaning)
    }

    /// The fields whose value is a column's only in some rows, or not alone.
    pub(crate) fn choices(&self, column: usize) -> impl Iterator<Item = (Table, Field)> {
        let of_column = self.choices.iter().filter(move |(.., choice)| choice.columns().contains(&column));
        of_column.map(|(table, field, _)| (*table, *field))
    }

    /// The columns that such values in a record are made of; one as often as it serves for several fields.
    pub(super) fn given(&self, record: &Record<'_, '_>) -> impl Iterator<Item = usize> {
        self.choices.iter().flat_map(move |(.., choice)| choice.given(record)).map(|(column, _)| column)
    }

    pub(crate) fn known(&self) -> usize {
        self.columns.iter().filter(|column| column.meaning.is_some()).count()
    }

    /// The column that serves as a field of the file's own table.
    #[inline]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.roles[0].column(field)
    }

    /// The column that serves as a field of a table, the file's own or one joined to it.
    #[inline]
    pub fn column_of(&self, table: Table, field: Field) -> Option<usize> {
        self.roles.iter().find(|role| role.table == table)?.column(field)
    }

    /// The value of a field in a record, trimmed; none if it has no column, or none in this row.
    #[inline]
    pub fn value<'a>(&self, record: &Record<'a, '_>, table: Table, field: Field) -> Cow<'a, [u8]> {
        match self.choice(table, field) {
            Some(choice) => choice.value(record),
            None => self.column_of(table, field).map(|column| record.bytes_if_any(column)).unwrap_or_default(),
        }
    }

    /// Whether the value of each field of a table is that of one column in every row.
    pub(crate) fn is_plain_in(&self, table: Table) -> bool {
        self.choices.iter().all(|(of, ..)| *of != table)
    }

    /// As [`Header::value`], as text; `None` if it has no column. What isn't in the record as such is kept in `arena`.
    #[inline]
    pub fn text<'a>(
        &self,
        record: &TextRecord<'a, Record<'a, '_>>,
        table: Table,
        field: Field,
        arena: &'a Bump,
    ) -> Option<&'a str> {
        let column = self.column_of(table, field)?;
        Some(match self.choice(table, field) {
            None => record.get(column, arena),
            Some(choice) => arena.alloc_str(&String::from_utf8_lossy(&choice.value(record.record()))),
        })
    }

    #[inline]
    fn choice(&self, table: Table, field: Field) -> Option<&Choice> {
        let mut choices = self.choices.iter();
        choices.find(|(of, chosen, _)| (*of, *chosen) == (table, field)).map(|(.., choice)| choice)
    }

    /// Whether the file has columns of another table.
    pub(crate) fn is_joined_to(&self, table: Table) -> bool {
        self.roles[1..].iter().any(|role| role.table == table)
    }
}

/// Lets a column with the key of a joined table serve both tables: `Queues - Id` is a segment's queue, and a segment's
/// `Queue Id` is the key of the queue's columns.
fn share_keys(roles: &mut [Role]) {
    for at in 1..roles.len() {
        let key = roles[at].table.key();
        let (before, after) = roles.split_at_mut(at);
        let other = &mut after[0].by_field[key as usize];
        // Segments and interactions may both point to a queue: the file's own table comes first.
        if let Some(role) = before.iter_mut().find(|role| Vocabulary::has_field(role.table, key)) {
            let own = &mut role.by_field[key as usize];
            (*own, *other) = (own.or(*other), other.or(*own));
        }
    }
}

/// The tables whose columns may be joined to the rows of a table.
fn joined_to(table: Table) -> &'static [Table] {
    match table {
        Table::Segments => &[Table::Interactions, Table::Queues, Table::Users, Table::Organizations],
        Table::Interactions => &[Table::Queues, Table::Organizations],
        Table::Queues | Table::Users | Table::Organizations => &[],
    }
}

#[cfg(test)]
mod tests;
