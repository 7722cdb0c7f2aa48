//! Queues, users and organizations by id, name or email.

use crate::exports::{ExportError, Exports};
use crate::messages::Messages;
use crate::near::{did_you_mean, nearest};
use crate::pseudonyms::{self, Pseudonyms, Subject};
use crate::tables::{Catalog, Directory, Field, Named, Table};
use crate::timelines::contains;

/// The ids of the named queues; `None` if none is named.
pub(super) fn queues(
    names: &[String],
    exports: &Exports,
    directory: &Directory,
    pseudonyms: Option<&Pseudonyms>,
    messages: &mut Messages<'_>,
) -> Result<Option<Vec<String>>, ExportError> {
    resolve(names, "queue", Subject::Queues, &directory.queues, pseudonyms, messages, |id| {
        contains(exports, Table::Segments, Field::QueueId, id)
    })
}

/// The ids of the named users; `None` if none is named.
pub(super) fn users(
    names: &[String],
    exports: &Exports,
    directory: &Directory,
    pseudonyms: Option<&Pseudonyms>,
    messages: &mut Messages<'_>,
) -> Result<Option<Vec<String>>, ExportError> {
    resolve(names, "user", Subject::Users, &directory.users, pseudonyms, messages, |id| {
        contains(exports, Table::Segments, Field::UserId, id)
    })
}

/// The ids of the named organizations; `None` if none is named.
pub(super) fn organizations(
    names: &[String],
    exports: &Exports,
    directory: &Directory,
    pseudonyms: Option<&Pseudonyms>,
    messages: &mut Messages<'_>,
) -> Result<Option<Vec<String>>, ExportError> {
    resolve(names, "organization", Subject::Organizations, &directory.organizations, pseudonyms, messages, |id| {
        contains(exports, Table::Interactions, Field::AccountId, id)
    })
}

fn resolve<T: Named>(
    names: &[String],
    noun: &str,
    subject: Subject,
    catalog: &Catalog<T>,
    pseudonyms: Option<&Pseudonyms>,
    messages: &mut Messages<'_>,
    is_used: impl Fn(&str) -> Result<bool, ExportError>,
) -> Result<Option<Vec<String>>, ExportError> {
    if names.is_empty() {
        return Ok(None);
    }
    let mut ids = Vec::new();
    for name in names {
        let name = name.trim();
        // An id wins over a name, even one that is only used and has no row.
        if catalog.get(name).is_some() || (!name.is_empty() && is_used(name)?) {
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
                    pseudonyms::asked(pseudonyms, Some(subject), name, did_you_mean(&nearest(name, known)));
                messages.missing(format!("there is no {noun} {name}"), near);
            }
            several => {
                let hint = "name one of them by its id".to_owned();
                let (name, _) = pseudonyms::asked(pseudonyms, Some(subject), name, None);
                let text = format!("{name} is the name of several {noun}s: {}", several.join(", "));
                messages.missing(text, Some(hint));
            }
        }
    }
    Ok(Some(ids))
}
