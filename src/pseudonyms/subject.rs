//! Whose names and ids are replaced.

use crate::tables::{Field, Table};

/// Something that has names, numbers or ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// Users: their ids, names, emails, and everything else in their row.
    Users,
    /// Queues: their ids and names.
    Queues,
    /// Organizations: their ids, names and addresses.
    Organizations,
    /// Interactions: their ids, with those of their segments and calls.
    Interactions,
    /// Segments: their ids.
    Segments,
    /// Calls: the telephone system's ids.
    Calls,
    /// How interactions were completed, in words.
    Completions,
}

impl Subject {
    /// The names that stand for subjects on the command line.
    pub(crate) const NAMED: [(&str, Subject); 4] = [
        ("users", Subject::Users),
        ("queues", Subject::Queues),
        ("organizations", Subject::Organizations),
        ("interactions", Subject::Interactions),
    ];

    /// The subject whose names or ids a report's own column holds. Naming one column replaces all of them: a name beside
    /// the pseudonym of its id would give away whose it is.
    pub(crate) fn of_column(name: &str) -> Option<Subject> {
        Some(match name {
            "user_id" | "user_name" | "user_names" | "answered_by" | "answered_by_id" | "org:resource" => {
                Subject::Users
            }
            "queue_id" | "queue_name" | "queue_names" | "org:group" => Subject::Queues,
            "account_id" | "organization_name" => Subject::Organizations,
            "interaction_id" | "example_ids" | "case:concept:name" => Subject::Interactions,
            "segment_id" => Subject::Segments,
            "completion_display" => Subject::Completions,
            _ => return None,
        })
    }

    /// The subject, and those whose ids lead to it.
    pub(super) fn with_parts(self) -> Vec<Subject> {
        match self {
            Subject::Interactions => vec![self, Subject::Segments, Subject::Calls],
            _ => vec![self],
        }
    }

    /// The word in front of its pseudonyms.
    pub(super) fn word(self) -> &'static str {
        match self {
            Subject::Users => "user",
            Subject::Queues => "queue",
            Subject::Organizations => "organization",
            Subject::Interactions => "interaction",
            Subject::Segments => "segment",
            Subject::Calls => "call",
            Subject::Completions => "value",
        }
    }

    /// How many digits its pseudonyms have: enough that no two are the same, be they thousands or millions.
    pub(super) fn digits(self) -> usize {
        if matches!(self, Subject::Users | Subject::Queues | Subject::Organizations) { 12 } else { 16 }
    }
}

/// How the cells of an exported column are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Replacement {
    /// By the pseudonym of what the row of its table is about.
    Row(Subject),
    /// By the pseudonym of what the id in it leads to.
    Id(Subject),
    /// By the pseudonym of the value.
    Value,
    /// Where names and ids stand in its text.
    Text,
}

/// How an exported column's values tell of a subject; `None` if they don't. In the tables of users, queues and
/// organizations, columns that segrep doesn't know are about their row.
pub(super) fn of_exported(table: Table, field: Option<Field>) -> Option<Replacement> {
    let own = match table {
        Table::Users => Some(Replacement::Row(Subject::Users)),
        Table::Queues => Some(Replacement::Row(Subject::Queues)),
        Table::Organizations => Some(Replacement::Row(Subject::Organizations)),
        Table::Interactions | Table::Segments => None,
    };
    match field {
        Some(Field::IsActive | Field::Weight | Field::TimeZone) => None,
        Some(Field::AccountId) if table != Table::Organizations => Some(Replacement::Id(Subject::Organizations)),
        Some(Field::QueueId) if table != Table::Queues => Some(Replacement::Id(Subject::Queues)),
        Some(Field::UserId) if table != Table::Users => Some(Replacement::Id(Subject::Users)),
        Some(Field::AssigneeAtCompletion | Field::CompletedUserId) => Some(Replacement::Id(Subject::Users)),
        Some(Field::InteractionId) => Some(Replacement::Row(Subject::Interactions)),
        Some(Field::SegmentId) => Some(Replacement::Row(Subject::Segments)),
        Some(Field::CallId) => Some(Replacement::Id(Subject::Calls)),
        Some(Field::CompletionDisplay) => Some(Replacement::Id(Subject::Completions)),
        _ => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::{Kind, REPORTS, catalogue};

    /// Texts of reports that tell of nobody.
    const OF_NOBODY: [&str; 11] = [
        "path",
        "status_path",
        "day",
        "week",
        "month",
        "weekday",
        "segments",
        "sources",
        "too_few",
        "_before",
        "_change",
    ];

    /// Texts that are made of timelines whose names are replaced already.
    const MADE: [&str; 2] = ["value", "rule"];

    /// A new column with names or ids has to say whose they are.
    #[test]
    fn every_column_with_text_has_a_subject_or_tells_of_nobody() {
        // What check says is told as it is, and never with pseudonyms.
        for command in REPORTS.iter().map(|report| report.name).filter(|name| *name != "check") {
            for column in catalogue::columns_of(command).iter().filter(|column| column.kind == Kind::Text) {
                let is_known = Subject::of_column(&column.name).is_some()
                    || [&OF_NOBODY[..], &MADE].concat().contains(&&*column.name);
                assert!(is_known, "{command}: {}", column.name);
            }
        }
    }
}
