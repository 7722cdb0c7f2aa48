//! Rows of small tables that a report builder put into the rows of another table.

use std::collections::HashMap;

use bumpalo::Bump;
use rapidhash::fast::RandomState;

use crate::tables::{Catalog, Field, Place, Table};

use super::directory::Row;
use super::{Export, ExportError, Exports, Fault, Records, in_pieces, is_blank};

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
pub(super) fn join<T>(
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
