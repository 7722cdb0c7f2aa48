//! Reading the small tables whole.

use bumpalo::Bump;

use crate::tables::{Catalog, Directory, Field, Organization, Place, Queue, Table, User};

use super::{Export, ExportError, Exports, Fault, is_blank};

/// Reads organizations, queues and users.
///
/// # Errors
///
/// The first record, in input order, that can't be read.
pub fn directory(exports: &Exports) -> Result<Directory, ExportError> {
    Ok(Directory {
        organizations: catalog(exports, Table::Organizations, |place, row| Organization {
            place,
            name: row(Field::Name),
            time_zone: row(Field::TimeZone),
        })?,
        queues: catalog(exports, Table::Queues, |place, row| Queue { place, name: row(Field::Name) })?,
        users: catalog(exports, Table::Users, |place, row| {
            let parts: Vec<String> = [row(Field::FirstName), row(Field::LastName)].into_iter().flatten().collect();
            let email = row(Field::Email);
            let full = Some(parts.join(" ")).filter(|name| !name.is_empty());
            User { place, name: full.or_else(|| row(Field::Name)).or_else(|| email.clone()), email }
        })?,
    })
}

/// Reads one table, each row made from its values by field.
fn catalog<T>(
    exports: &Exports,
    table: Table,
    make: impl Fn(Place, &dyn Fn(Field) -> Option<String>) -> T,
) -> Result<Catalog<T>, ExportError> {
    let mut catalog = if exports.has(table) { Catalog::exported() } else { Catalog::default() };
    for (number, file) in exports.numbered(table) {
        read(number, file, table.key(), &make, &mut catalog).map_err(|fault| file.error(fault))?;
    }
    Ok(catalog)
}

fn read<T>(
    number: usize,
    file: &Export,
    key: Field,
    make: &impl Fn(Place, &dyn Fn(Field) -> Option<String>) -> T,
    catalog: &mut Catalog<T>,
) -> Result<(), Fault> {
    let arena = Bump::new();
    let mut records = file.records(file.body..file.bytes().len());
    while let Some(record) = records.next() {
        let record = record?;
        file.check_shape(&record)?;
        let text = record.text()?;
        file.key(&record, key)?;
        let value = |field: Field| {
            let value = text.get(file.header.column(field)?, &arena);
            (!is_blank(value.as_bytes())).then(|| value.to_owned())
        };
        if let Some(id) = value(key) {
            catalog.insert(id, make(Place::new(number, record.start()), &value));
        }
    }
    Ok(())
}
