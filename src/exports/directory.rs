//! Reading the small tables whole.

use bumpalo::Bump;

use crate::tables::{Catalog, Directory, Field, Organization, Place, Queue, Table, User};

use super::joined::join;
use super::{Export, ExportError, Exports, Record, TextRecord, boolean, is_blank};

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
pub(super) struct Row<'a, 'r> {
    pub(super) export: &'r Export,
    pub(super) table: Table,
    pub(super) place: Place,
    pub(super) text: TextRecord<'a, Record<'a, 'r>>,
    pub(super) arena: &'a Bump,
}

impl Row<'_, '_> {
    /// The value of a field; `None` where it is blank or has no column.
    pub(super) fn value(&self, field: Field) -> Option<String> {
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
