//! Queues, users and organizations by id, name or email.

use crate::exports::{ExportError, Exports};
use crate::messages::Messages;
use crate::near::{did_you_mean, nearest};
use crate::pseudonyms::{self, Pseudonyms, Subject};
use crate::tables::{Catalog, Field, Named, Table};
use crate::timelines::contains;

/// What names are looked up in.
pub(super) struct Names<'n, 'm> {
    pub(super) exports: &'n Exports,
    pub(super) pseudonyms: Option<&'n Pseudonyms>,
    pub(super) messages: &'n mut Messages<'m>,
}

impl Names<'_, '_> {
    /// The ids of what is named; `None` if nothing is. Ids without a row are used in `field` of `table`.
    pub(super) fn ids<T: Named>(
        &mut self,
        names: &[String],
        (noun, subject): (&str, Subject),
        catalog: &Catalog<T>,
        (table, field): (Table, Field),
    ) -> Result<Option<Vec<String>>, ExportError> {
        if names.is_empty() {
            return Ok(None);
        }
        let mut ids = Vec::new();
        for name in names {
            let name = name.trim();
            // An id wins over a name, even one that is only used and has no row.
            if catalog.get(name).is_some() || (!name.is_empty() && contains(self.exports, table, field, name)?) {
                ids.push(name.to_owned());
                continue;
            }
            let by = |known: fn(&T) -> Option<&str>| -> Vec<String> {
                let lower = name.to_lowercase();
                let has = |row: &T| known(row).is_some_and(|known| known.to_lowercase() == lower);
                catalog.iter().filter(|(_, row)| has(row)).map(|(id, _)| id.to_owned()).collect()
            };
            let mut found = by(T::name);
            if found.is_empty() {
                found = by(T::email);
            }
            match &found[..] {
                [id] => ids.push(id.clone()),
                [] => {
                    let known = catalog.iter().flat_map(|(id, row)| [Some(id), row.name(), row.email()]).flatten();
                    let (name, near) =
                        pseudonyms::asked(self.pseudonyms, Some(subject), name, did_you_mean(&nearest(name, known)));
                    self.messages.missing(format!("there is no {noun} {name}"), near);
                }
                several => {
                    let hint = "name one of them by its id".to_owned();
                    let (name, _) = pseudonyms::asked(self.pseudonyms, Some(subject), name, None);
                    let text = format!("{name} is the name of several {noun}s: {}", several.join(", "));
                    self.messages.missing(text, Some(hint));
                }
            }
        }
        Ok(Some(ids))
    }
}
