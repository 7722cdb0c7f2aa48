//! Reads the small tables whole: from files of their own, else from the rows of other tables that they are joined to.

use std::borrow::Cow;
use std::collections::HashMap;

use bumpalo::Bump;
use csv::StringRecord;
use rapidhash::fast::RandomState;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

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

#[derive(serde::Deserialize)]
struct OrganizationRow {
    account_id: String,
    name: Option<String>,
    time_zone: Option<String>,
}

fn organization(row: OrganizationRow, place: Place) -> (String, Organization) {
    (row.account_id, Organization { place, name: row.name, time_zone: row.time_zone })
}

#[derive(serde::Deserialize)]
struct QueueRow {
    queue_id: String,
    name: Option<String>,
    account_id: Option<String>,
    #[serde(default, deserialize_with = "yes_or_no")]
    is_active: Option<bool>,
}

fn queue(row: QueueRow, place: Place) -> (String, Queue) {
    let is_inactive = row.is_active == Some(false);
    (row.queue_id, Queue { place, name: row.name, account_id: row.account_id, is_inactive })
}

#[derive(serde::Deserialize)]
struct UserRow {
    user_id: String,
    first_name: Option<String>,
    last_name: Option<String>,
    name: Option<String>,
    email: Option<String>,
    account_id: Option<String>,
    #[serde(default, deserialize_with = "yes_or_no")]
    is_active: Option<bool>,
}

fn user(row: UserRow, place: Place) -> (String, User) {
    let parts: Vec<String> = [row.first_name, row.last_name].into_iter().flatten().collect();
    let full = Some(parts.join(" ")).filter(|name| !name.is_empty());
    let name = full.or(row.name).or_else(|| row.email.clone());
    let is_inactive = row.is_active == Some(false);
    (row.user_id, User { place, name, email: row.email, account_id: row.account_id, is_inactive })
}

/// `None` if it is blank or can't be read, which the audit reports.
fn yes_or_no<'de, D: Deserializer<'de>>(value: D) -> Result<Option<bool>, D::Error> {
    Ok(Option::<String>::deserialize(value)?.and_then(|value| boolean(value.as_bytes())))
}

/// The columns of a file that serve as fields of a table.
struct Columns {
    /// The names of the fields, in place of the headers.
    names: StringRecord,
    places: Vec<usize>,
}

impl Columns {
    fn of(file: &Export, table: Table) -> Columns {
        let column = |field: &Field| Some((field.name(), file.header.column_of(table, *field)?));
        let (names, places): (Vec<&str>, _) = Field::ALL.iter().filter_map(column).unzip();
        Columns { names: StringRecord::from(names), places }
    }

    fn row<R: DeserializeOwned>(&self, record: TextRecord<'_, Record<'_, '_>>) -> R {
        let arena = Bump::new();
        let values = self.places.iter().map(|column| record.get(*column, &arena));
        let row: StringRecord = values.map(|value| if is_blank(value.as_bytes()) { "" } else { value }).collect();
        row.deserialize(Some(&self.names)).expect("the key has a column, and any text is a value")
    }
}

fn catalog<R: DeserializeOwned, T>(
    exports: &Exports,
    table: Table,
    make: impl Fn(R, Place) -> (String, T),
    contradictions: &mut Contradictions,
) -> Result<Catalog<T>, ExportError> {
    let mut catalog = if exports.has(table) { Catalog::exported() } else { Catalog::default() };
    for (number, file) in exports.numbered(table) {
        let columns = Columns::of(file, table);
        let read = file.each_record(file.body..file.bytes().len(), exports.skips(), |record| {
            file.check_shape(&record)?;
            let text = record.text()?;
            file.key(&record, table, table.key())?;
            let (id, row) = make(columns.row(text), Place::new(number, record.start()));
            catalog.insert(id, row);
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
fn join<R: DeserializeOwned, T>(
    exports: &Exports,
    table: Table,
    make: &impl Fn(R, Place) -> (String, T),
    catalog: &mut Catalog<T>,
) -> Result<u64, ExportError> {
    let mut contradictions = 0;
    for (number, file) in exports.serving(table).filter(|(_, file)| file.table != table) {
        let found = describe(exports, file, table).map_err(|fault| exports.error(file, fault))?;
        let columns = Columns::of(file, table);
        let mut records = Records::new(b"", 0..0, file.dialect);
        for (id, description) in found.all {
            let id = String::from_utf8_lossy(&id).into_owned();
            if catalog.get_exported(&id).is_some() {
                continue;
            }
            contradictions += u64::from(description.contradicts);
            if let Some(record) = records.at(file.bytes(), file.dialect, description.last) {
                let text = record.and_then(|record| record.text()).map_err(|fault| exports.error(file, fault))?;
                let (id, row) = make(columns.row(text), Place::new(number, description.last));
                catalog.insert_joined(id, row);
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
        // What is left out is noted when the file's own rows are read.
        file.each_record(range, exports.skips(), |record| {
            file.check_shape(&record)?;
            let id = record.bytes(key_column);
            if is_blank(&id) || columns.iter().all(|column| is_blank(&record.bytes(*column))) {
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
