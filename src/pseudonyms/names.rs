//! What `--pseudonymize` names: a subject, or a column.

use crate::exports::{Exports, Vocabulary};
use crate::near::{did_you_mean, nearest};
use crate::plain::quoted;
use crate::reports::{Exported, Kind, REPORTS};
use crate::usage::UsageError;

use super::subject::{Replacement, Subject, of_exported};

/// What a name stands for.
pub(super) enum Meant {
    Subject(Subject),
    /// An exported column whose values have pseudonyms of their own.
    Column(Exported),
}

pub(super) fn understand(name: &str, exports: &Exports, vocabulary: &Vocabulary) -> Result<Meant, UsageError> {
    let name = name.trim();
    let lower = name.to_lowercase();
    let subject = Subject::NAMED.into_iter().find(|(known, _)| *known == lower).map(|(_, subject)| subject);
    if let Some(subject) = subject.or_else(|| Subject::of_column(&lower)) {
        return Ok(Meant::Subject(subject));
    }
    let no_names = || {
        let hint = "it takes users, queues, organizations, interactions, or a column with names, numbers or ids";
        UsageError::new(format!("--pseudonymize: {} has no names or ids", quoted(name))).hint(hint)
    };
    if let Some(column) = Exported::find(name, true, exports, vocabulary) {
        return match of_exported(column.table, column.field) {
            Some(Replacement::Row(subject) | Replacement::Id(subject)) => Ok(Meant::Subject(subject)),
            _ if column.is_known() => Err(no_names()),
            _ => Ok(Meant::Column(column)),
        };
    }
    let own = || REPORTS.iter().filter_map(|report| report.items).flat_map(|items| items.columns);
    if own().any(|own| own.name == lower) {
        return Err(no_names());
    }
    let exported = Exported::names(true, exports);
    let subjects = Subject::NAMED.into_iter().map(|(known, _)| known);
    let texts = own().filter(|own| own.kind == Kind::Text).map(|own| &*own.name);
    let known = subjects.chain(texts).chain(exported.iter().map(String::as_str));
    let hint = did_you_mean(&nearest(name, known));
    let hint = hint.unwrap_or_else(|| "it takes users, queues, organizations, interactions, or a column".to_owned());
    Err(UsageError::new(format!("--pseudonymize: there is no column {}", quoted(name))).hint(hint))
}
