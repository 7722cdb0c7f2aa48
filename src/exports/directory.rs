//! Reading the small tables whole: of files of their own, else of the rows of other tables that a report builder put them
//! into.

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

/// How many of a table's ids are described in more than one way where its rows are joined to others.
pub type Contradictions = Vec<(Table, u64)>;

/// Reads organizations, queues and users: of their own tables, else as far as they are joined to others.
///
/// # Errors
///
/// The first record, in input order, that can't be read.
pub fn directory(exports: &Exports) -> Result<(Directory, Contradictions), ExportError> {
    let (organizations, of_organizations) = catalog(exports, Table::Organizations, |row| Organization {
        place: row.place,
        name: row.value(Field::Name),
        time_zone: row.value(Field::TimeZone),
    })?;
    let (queues, of_queues) = catalog(exports, Table::Queues, |row| Queue {
        place: row.place,
        name: row.value(Field::Name),
        account_id: row.value(Field::AccountId),
        is_inactive: row.is_inactive(),
    })?;
    let (users, of_users) = catalog(exports, Table::Users, |row| {
        let parts: Vec<String> =
            [row.value(Field::FirstName), row.value(Field::LastName)].into_iter().flatten().collect();
        let email = row.value(Field::Email);
        let full = Some(parts.join(" ")).filter(|name| !name.is_empty());
        let name = full.or_else(|| row.value(Field::Name)).or_else(|| email.clone());
        User { place: row.place, name, email, account_id: row.value(Field::AccountId), is_inactive: row.is_inactive() }
    })?;
    let found = [(Table::Organizations, of_organizations), (Table::Queues, of_queues), (Table::Users, of_users)];
    let contradictions = found.into_iter().filter(|(_, count)| *count > 0).collect();
    Ok((Directory { organizations, queues, users }, contradictions))
}

/// A row of a small table.
struct Row<'a, 'r> {
    export: &'r Export,
    table: Table,
    place: Place,
    text: TextRecord<'a, Record<'a, 'r>>,
    arena: &'a Bump,
}

impl Row<'_, '_> {
    /// The value of a field; `None` where it is blank or has no column.
    fn value(&self, field: Field) -> Option<String> {
        let value = self.text.get(self.export.header.column_of(self.table, field)?, self.arena);
        (!is_blank(value.as_bytes())).then(|| value.to_owned())
    }

    /// Whether it says that it is not in use. A value that can't be read says nothing; the audit tells it.
    fn is_inactive(&self) -> bool {
        self.value(Field::IsActive).and_then(|value| boolean(value.as_bytes())) == Some(false)
    }
}

/// Reads one table, each row made from its values by field.
fn catalog<T>(
    exports: &Exports,
    table: Table,
    make: impl Fn(&Row<'_, '_>) -> T,
) -> Result<(Catalog<T>, u64), ExportError> {
    let mut catalog = if exports.has(table) { Catalog::exported() } else { Catalog::default() };
    for (number, file) in exports.numbered(table) {
        let arena = Bump::new();
        let read = file.each_record(file.body..file.bytes().len(), exports.skips(), |record| {
            file.check_shape(&record)?;
            let text = record.text()?;
            file.key(&record, table, table.key())?;
            let place = Place::new(number, record.start());
            let row = Row { export: file, table, place, text, arena: &arena };
            if let Some(id) = row.value(table.key()) {
                catalog.insert(id, make(&row));
            }
            Ok(())
        });
        exports.reject(number, read.map_err(|fault| exports.error(file, fault))?);
    }
    let contradictions = join(exports, table, &make, &mut catalog)?;
    Ok((catalog, contradictions))
}

/// What rows say of one id.
struct Description {
    /// The last row that says anything.
    last: usize,
    /// The first value of each field, blanks passed over.
    values: Vec<Option<Vec<u8>>>,
    /// Whether a later value is another.
    contradicts: bool,
}

/// Ids with their descriptions, in the order in which they first came.
#[derive(Default)]
struct Descriptions {
    all: Vec<(Vec<u8>, Description)>,
    by_id: HashMap<Vec<u8>, usize, RandomState>,
}

/// Fills a table with the rows that are joined to others, where no table of its own gives them. Gives how many of these
/// ids are described in more than one way; of such the last row stands.
///
/// # Errors
///
/// The first record, in input order, that can't be read.
fn join<T>(
    exports: &Exports,
    table: Table,
    make: &impl Fn(&Row<'_, '_>) -> T,
    catalog: &mut Catalog<T>,
) -> Result<u64, ExportError> {
    let mut contradictions = 0;
    for (number, file) in exports.serving(table).filter(|(_, file)| file.table != table) {
        let found = describe(exports, file, table).map_err(|fault| exports.error(file, fault))?;
        let arena = Bump::new();
        let mut records = Records::new(b"", 0..0, file.dialect);
        for (id, description) in found.all {
            let id = String::from_utf8_lossy(&id).into_owned();
            if catalog.get_exported(&id).is_some() {
                continue;
            }
            contradictions += u64::from(description.contradicts);
            if let Some(record) = records.at(file.bytes(), file.dialect, description.last) {
                let text = record.and_then(|record| record.text()).map_err(|fault| exports.error(file, fault))?;
                let place = Place::new(number, description.last);
                catalog.insert_joined(id, make(&Row { export: file, table, place, text, arena: &arena }));
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
    let pieces = in_pieces(file.bytes(), file.body, |range| {
        let mut found = Descriptions::default();
        // What is left out is kept when the file's own rows are read.
        file.each_record(range, exports.skips(), |record| {
            file.check_shape(&record)?;
            let id = record.bytes(key_column);
            if is_blank(&id) || columns.iter().all(|column| is_blank(&record.bytes(*column))) {
                return Ok(());
            }
            let description = found.of(&id, columns.len());
            description.last = record.start();
            for (value, column) in description.values.iter_mut().zip(&columns) {
                let new = record.bytes(*column);
                match value {
                    _ if is_blank(&new) => {}
                    Some(value) => description.contradicts |= **value != *new,
                    None => *value = Some(new.into_owned()),
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
        for (value, new) in known.values.iter_mut().zip(later.values) {
            match (&value, new) {
                (Some(value), Some(new)) => known.contradicts |= *value != new,
                (None, new) => *value = new,
                (Some(_), None) => {}
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
