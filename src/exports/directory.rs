//! Reads the small tables whole: from files of their own, else from the rows of other tables that they are joined to.

use std::borrow::Cow;
use std::collections::HashMap;

use bumpalo::Bump;
use rapidhash::fast::RandomState;

use crate::tables::{Catalog, Directory, Field, Organization, Place, Queue, Table, User};

use super::error::{ExportError, Fault};
use super::export::Export;
use super::exports::Exports;
use super::pieces::in_pieces;
use super::record::{Record, TextRecord};
use super::records::Records;
use super::values::{boolean, is_blank};

/// How many ids of a table are described in more than one way, in rows that it is joined to.
pub(crate) type Contradictions = Vec<(Table, u64)>;

/// Reads organizations, queues and users: from their own tables, else as far as they are joined to others.
/// Fails at the first record that can't be read.
pub(crate) fn directory(exports: &Exports) -> Result<(Directory, Contradictions), ExportError> {
    let mut contradictions = Vec::new();
    let organizations = catalog(exports, Table::Organizations, organization, &mut contradictions)?;
    let queues = catalog(exports, Table::Queues, queue, &mut contradictions)?;
    let users = catalog(exports, Table::Users, user, &mut contradictions)?;
    Ok((Directory { organizations, queues, users }, contradictions))
}

/// A record that serves as a row of a table.
struct Row<'a, 'r> {
    file: &'a Export,
    table: Table,
    record: TextRecord<'a, Record<'a, 'r>>,
    arena: &'a Bump,
    place: Place,
}

impl<'a> Row<'a, '_> {
    /// The text of a field; `None` if it is blank or has no column.
    fn get(&self, field: Field) -> Option<&'a str> {
        let text = self.file.header.text(&self.record, self.table, field, self.arena)?;
        (!is_blank(text.as_bytes())).then_some(text)
    }

    fn owned(&self, field: Field) -> Option<String> {
        self.get(field).map(str::to_owned)
    }

    /// Whether it says that it isn't in use. What can't be read as yes or no, the audit reports.
    fn is_inactive(&self) -> bool {
        self.get(Field::IsActive).and_then(|text| boolean(text.as_bytes())) == Some(false)
    }
}

fn organization(row: &Row<'_, '_>) -> Organization {
    Organization { place: row.place, name: row.owned(Field::Name), time_zone: row.owned(Field::TimeZone) }
}

fn queue(row: &Row<'_, '_>) -> Queue {
    Queue {
        place: row.place,
        name: row.owned(Field::Name),
        account_id: row.owned(Field::AccountId),
        is_inactive: row.is_inactive(),
    }
}

fn user(row: &Row<'_, '_>) -> User {
    let name = match (row.get(Field::FirstName), row.get(Field::LastName)) {
        (Some(first), Some(last)) => Some([first, " ", last].concat()),
        (first, last) => first.or(last).or(row.get(Field::Name)).or(row.get(Field::Email)).map(str::to_owned),
    };
    User {
        place: row.place,
        name,
        email: row.owned(Field::Email),
        account_id: row.owned(Field::AccountId),
        is_inactive: row.is_inactive(),
    }
}

fn catalog<T>(
    exports: &Exports,
    table: Table,
    make: impl Fn(&Row<'_, '_>) -> T,
    contradictions: &mut Contradictions,
) -> Result<Catalog<T>, ExportError> {
    let mut catalog = if exports.has(table) { Catalog::exported() } else { Catalog::default() };
    for (number, file) in exports.numbered(table) {
        let read = file.each_record(file.body..file.bytes().len(), exports.skips(), |record| {
            file.check_shape(&record)?;
            if file.counts_out(&record) {
                return Ok(());
            }
            let (text, arena, place) = (record.text()?, &Bump::new(), Place::new(number, record.start()));
            let row = Row { file, table, record: text, arena, place };
            let id = row.owned(table.key()).ok_or_else(|| file.blank_key(&record, table, table.key()))?;
            catalog.insert(id, make(&row));
            Ok(())
        });
        exports.reject(number, read.map_err(|fault| exports.error(file, fault))?);
    }
    let count = join(exports, table, &make, &mut catalog)?;
    contradictions.extend((count > 0).then_some((table, count)));
    Ok(catalog)
}

/// What rows say about one id.
struct Description {
    /// The last row that says anything.
    last: usize,
    /// The first value of each field that isn't blank.
    values: Vec<Option<Vec<u8>>>,
    /// Whether a later value differs.
    contradicts: bool,
}

impl Description {
    fn add(&mut self, field: usize, new: Cow<'_, [u8]>) {
        match &mut self.values[field] {
            Some(value) => self.contradicts |= **value != *new,
            value => *value = Some(new.into_owned()),
        }
    }
}

/// Descriptions by id, in the order in which the ids first came.
#[derive(Default)]
struct Descriptions {
    all: Vec<(Vec<u8>, Description)>,
    by_id: HashMap<Vec<u8>, usize, RandomState>,
}

/// Adds the rows that are joined to other tables for ids that the table itself lacks. Returns how many of these are
/// described in more than one way; their last row counts.
fn join<T>(
    exports: &Exports,
    table: Table,
    make: &impl Fn(&Row<'_, '_>) -> T,
    catalog: &mut Catalog<T>,
) -> Result<u64, ExportError> {
    let mut contradictions = 0;
    for (number, file) in exports.serving(table).filter(|(_, file)| file.table != table) {
        let found = describe(exports, file, table).map_err(|fault| exports.error(file, fault))?;
        let mut records = Records::new(b"", 0..0, file.dialect);
        for (id, description) in found.all {
            let id = String::from_utf8_lossy(&id).into_owned();
            if catalog.get_exported(&id).is_some() {
                continue;
            }
            contradictions += u64::from(description.contradicts);
            if let Some(record) = records.at(file.bytes(), file.dialect, description.last) {
                let record = record.and_then(|record| record.text()).map_err(|fault| exports.error(file, fault))?;
                let (arena, place) = (&Bump::new(), Place::new(number, description.last));
                catalog.insert_joined(id, make(&Row { file, table, record, arena, place }));
            }
        }
    }
    Ok(contradictions)
}

fn describe(exports: &Exports, file: &Export, table: Table) -> Result<Descriptions, Fault> {
    let key = table.key();
    let Some(key_column) = file.header.column_of(table, key) else { return Ok(Descriptions::default()) };
    let fields = Field::ALL.iter().filter(|field| **field != key);
    let columns: Vec<usize> = fields.filter_map(|field| file.header.column_of(table, *field)).collect();
    let pieces = in_pieces(file, |range| {
        let mut found = Descriptions::default();
        // What is left out is noted when the file's own rows are read.
        file.each_record(range, exports.skips(), |record| {
            file.check_shape(&record)?;
            let id = record.bytes(key_column);
            if file.leaves_out(&record)
                || is_blank(&id)
                || columns.iter().all(|column| is_blank(&record.bytes(*column)))
            {
                return Ok(());
            }
            let description = found.of(&id, columns.len());
            description.last = record.start();
            for (field, column) in columns.iter().enumerate() {
                let value = record.bytes(*column);
                if !is_blank(&value) {
                    description.add(field, value);
                }
            }
            Ok(())
        })?;
        Ok(found)
    })?;
    let mut all = Descriptions::default();
    for (id, later) in pieces.into_iter().flat_map(|piece| piece.all) {
        let known = all.of(&id, columns.len());
        known.last = later.last;
        known.contradicts |= later.contradicts;
        for (field, value) in later.values.into_iter().enumerate() {
            if let Some(value) = value {
                known.add(field, value.into());
            }
        }
    }
    Ok(all)
}

impl Descriptions {
    fn of(&mut self, id: &[u8], fields: usize) -> &mut Description {
        let at = match self.by_id.get(id) {
            Some(at) => *at,
            None => {
                let description = Description { last: 0, values: vec![None; fields], contradicts: false };
                self.by_id.insert(id.to_owned(), self.all.len());
                self.all.push((id.to_owned(), description));
                self.all.len() - 1
            }
        };
        &mut self.all[at].1
    }
}
