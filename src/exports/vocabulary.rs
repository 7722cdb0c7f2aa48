//! What vendors call things: file names, headers and words, as one data value.
//!
//! [`Vocabulary::builtin`] is the default. Nothing else in segrep knows a file name, a header or a word.

use crate::tables::{Field, Response, Status, Table, Words};

/// The names under which exports hand over tables, fields and meanings.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    files: Vec<(Table, Vec<String>)>,
    headers: Vec<(Table, Field, Vec<String>)>,
    /// What the words in the columns mean.
    pub words: Words,
}

/// The beginnings of file names by table, in letters and digits.
const FILES: &[(Table, &[&str])] = &[
    (Table::Organizations, &["organizations", "organization", "accounts", "account"]),
    (Table::Interactions, &["interactions", "interactiondetails", "currentinteractions"]),
    (Table::Segments, &["interactionsegments", "segments"]),
    (Table::Queues, &["queues", "queue"]),
    (Table::Users, &["users", "user"]),
];

/// A field with its headers.
type FieldHeaders = (Field, &'static [&'static str]);

/// The headers that a field answers to, best first, in letters and digits.
const HEADERS: &[(Table, &[FieldHeaders])] = &[
    (
        Table::Segments,
        &[
            (Field::SegmentId, &["segmentid", "interactionsegmentid", "id"]),
            (Field::InteractionId, &["interactionid"]),
            (Field::QueueId, &["queueid", "queue"]),
            (Field::UserId, &["userid", "agentid", "user", "agent"]),
            (Field::CommunicationType, &["communicationtype", "channel", "mediatype"]),
            (Field::Direction, &["direction"]),
            (Field::Reason, &["reason", "createdreason", "creationreason", "segmentreason", "segmenttype", "type"]),
            (Field::Event, &["event", "eventdisplayname", "response", "reaction", "result"]),
            (Field::Status, &["status"]),
            (Field::PreviousStatus, &["previousstatus", "priorstatus", "fromstatus"]),
            (
                Field::StartedAt,
                &["startedat", "startat", "starttime", "start", "segmentstart", "begintime", "createdat", "createdon"],
            ),
            (Field::EndedAt, &["endedat", "endat", "endtime", "end", "segmentend", "completedat"]),
            (
                Field::Duration,
                &["duration", "durationseconds", "durationinseconds", "durationms", "durationinmilliseconds", "length"],
            ),
            (Field::CompletionDisplay, &["completiondisplay"]),
            (Field::Sequence, &["sequence", "segmentnumber", "seq"]),
        ],
    ),
    (
        Table::Interactions,
        &[
            (Field::InteractionId, &["interactionid", "id"]),
            (Field::AccountId, &["accountid", "organizationid", "orgid"]),
            (Field::QueueId, &["queueid", "queue"]),
            (Field::CommunicationType, &["communicationtype", "channel", "mediatype"]),
            (Field::SubCommunicationType, &["subcommunicationtype"]),
            (Field::Direction, &["direction"]),
            (Field::Status, &["status"]),
            (Field::CreatedAt, &["createdat", "createdon", "startedat", "starttime"]),
            (Field::CompletedAt, &["completedat", "completedon", "completiontime", "endedat", "endtime"]),
            (Field::AssigneeAtCompletion, &["assigneeatcompletion"]),
            (Field::CompletedUserId, &["completeduserid"]),
            (Field::CallId, &["callid"]),
            (Field::CompletionDisplay, &["completiondisplay"]),
            (Field::WaitTime, &["waittime"]),
            (Field::HandleTime, &["handletime"]),
        ],
    ),
    (
        Table::Queues,
        &[
            (Field::QueueId, &["queueid", "id"]),
            (Field::AccountId, &["accountid", "organizationid", "orgid"]),
            (Field::Name, &["name", "queuename"]),
            (Field::Weight, &["weight"]),
            (Field::IsActive, &["isactive", "active", "enabled", "isenabled"]),
        ],
    ),
    (
        Table::Users,
        &[
            (Field::UserId, &["userid", "id"]),
            (Field::AccountId, &["accountid", "organizationid", "orgid"]),
            (Field::FirstName, &["firstname"]),
            (Field::LastName, &["lastname"]),
            (Field::Name, &["name", "fullname", "username", "displayname"]),
            (Field::Title, &["title"]),
            (Field::Email, &["workemail", "email", "emailaddress"]),
            (Field::Phone, &["workphone", "phone", "mobile", "extension"]),
            (Field::IsActive, &["isactive", "active", "enabled", "isenabled"]),
        ],
    ),
    (
        Table::Organizations,
        &[
            (Field::AccountId, &["accountid", "organizationid", "orgid", "id"]),
            (Field::Name, &["name", "accountname", "organizationname"]),
            (Field::TimeZone, &["timezone"]),
        ],
    ),
];

const STATUSES: &[(Status, &[&str])] = &[
    (Status::Creating, &["creating"]),
    (Status::Open, &["open"]),
    (Status::Bot, &["bot"]),
    (Status::Pending, &["pending", "ringing", "alerting", "offered"]),
    (Status::Connected, &["connected", "active", "talking", "inprogress"]),
    (Status::Hold, &["hold", "onhold", "held"]),
    (Status::WrapUp, &["wrapup", "acw", "aftercallwork", "aftercontactwork"]),
    (Status::Completed, &["completed", "complete", "closed", "ended", "done"]),
];

const RESPONSES: &[(Response, &[&str])] = &[
    (Response::Accepted, &["accept", "accepted", "answer", "answered"]),
    (Response::Rejected, &["reject", "rejected", "decline", "declined"]),
    (
        Response::Ignored,
        &["ignore", "ignored", "miss", "missed", "timeout", "timedout", "noanswer", "ringnoanswer", "notresponding"],
    ),
    (Response::Clear, &["clear", "cleared", "cancel", "canceled", "cancelled", "noaction"]),
];

const RING_REASONS: &[&str] = &["ring", "rang", "rung", "ringing", "alert", "alerting", "offer", "offered"];

const TRANSFER_REASONS: &[&str] = &["transfer", "transferred", "blindtransfer", "attendedtransfer"];

impl Vocabulary {
    /// The names that segrep knows by itself.
    pub fn builtin() -> Vocabulary {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let mut words = Words::default();
        for (status, spellings) in STATUSES {
            spellings.iter().for_each(|word| words.statuses.add(word, *status));
        }
        for (response, spellings) in RESPONSES {
            spellings.iter().for_each(|word| words.responses.add(word, *response));
        }
        RING_REASONS.iter().for_each(|word| words.ring_reasons.add(word, ()));
        TRANSFER_REASONS.iter().for_each(|word| words.transfer_reasons.add(word, ()));
        Vocabulary {
            files: FILES.iter().map(|(table, names)| (*table, owned(names))).collect(),
            headers: HEADERS
                .iter()
                .flat_map(|(table, fields)| fields.iter().map(|(field, names)| (*table, *field, owned(names))))
                .collect(),
            words,
        }
    }

    /// The table that a file belongs to by its stem: the longest name that the stem begins with, where nothing but
    /// digits, dates, `export` and `part` follows.
    pub fn table_of(&self, stem: &str) -> Option<Table> {
        let key = header_key(stem);
        self.files
            .iter()
            .flat_map(|(table, names)| names.iter().map(|name| (*table, name)))
            .filter(|(_, name)| key.starts_with(name.as_str()))
            .max_by_key(|(_, name)| name.len())
            .filter(|(_, name)| is_part_mark(&key[name.len()..]))
            .map(|(table, _)| table)
    }

    /// The headers that a field of a table answers to, best first.
    pub fn headers(&self, table: Table, field: Field) -> &[String] {
        self.headers.iter().find(|(t, f, _)| (*t, *f) == (table, field)).map_or(&[], |(_, _, names)| names)
    }

    /// The field that a header stands for, and how good a name it is (0 is best).
    pub fn field(&self, table: Table, header: &str) -> Option<(Field, usize)> {
        let key = header_key(header);
        self.field_of_key(table, &key).or_else(|| {
            self.own_names(table)
                .iter()
                .filter_map(|name| key.strip_prefix(name.as_str()))
                .find_map(|rest| self.field_of_key(table, rest))
        })
    }

    /// A header by its letters and digits, without a leading name of its own table.
    pub fn own_key(&self, table: Table, header: &str) -> String {
        let key = header_key(header);
        let names = self.own_names(table);
        let rest = names.iter().filter_map(|name| key.strip_prefix(name.as_str())).find(|rest| !rest.is_empty());
        rest.map(str::to_owned).unwrap_or(key)
    }

    fn field_of_key(&self, table: Table, key: &str) -> Option<(Field, usize)> {
        self.headers
            .iter()
            .filter(|(of, _, _)| *of == table)
            .find_map(|(_, field, names)| names.iter().position(|name| name == key).map(|rank| (*field, rank)))
    }

    /// The names of a table that may lead a header, longest first: those of its files and their singulars.
    fn own_names(&self, table: Table) -> Vec<String> {
        let mut names: Vec<String> = self
            .files
            .iter()
            .filter(|(of, _)| *of == table)
            .flat_map(|(_, names)| names.iter())
            .flat_map(|name| [Some(name.as_str()), name.strip_suffix('s')])
            .flatten()
            .map(str::to_owned)
            .collect();
        names.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        names.dedup();
        names
    }
}

/// A header or stem by its letters and digits, in lower case.
pub(super) fn header_key(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether what follows a table's name in a stem tells only which part of the table the file is.
fn is_part_mark(rest: &str) -> bool {
    let mut rest = rest;
    let mut after_digit = false;
    while let Some(first) = rest.chars().next() {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() < rest.len() {
            (rest, after_digit) = (digits, true);
            continue;
        }
        // The T of a time stands between its digits, the Z after them.
        let time_mark = match first {
            't' => after_digit && rest[1..].starts_with(|c: char| c.is_ascii_digit()),
            'z' => after_digit,
            _ => false,
        };
        rest = match ["export", "part"].iter().find_map(|word| rest.strip_prefix(word)) {
            Some(left) => left,
            None if time_mark => &rest[1..],
            None => return false,
        };
        after_digit = false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_belong_to_tables_by_name() {
        let vocabulary = Vocabulary::builtin();
        for (stem, table) in [
            ("Interaction Segments (2)", Some(Table::Segments)),
            ("interaction_segments-2026-11-01", Some(Table::Segments)),
            ("segments-2026-11-01T10:00:00Z", Some(Table::Segments)),
            ("Interactions export part 3", Some(Table::Interactions)),
            ("account", Some(Table::Organizations)),
            ("Accounts_2026", Some(Table::Organizations)),
            ("user_status_history", None),
            ("userst1", None),
            ("interaction", None),
            ("current-interactions.2026W47", None),
        ] {
            assert_eq!(vocabulary.table_of(stem), table, "{stem}");
        }
    }

    #[test]
    fn headers_are_fields_with_and_without_the_name_of_their_table() {
        let vocabulary = Vocabulary::builtin();
        let field = |table, header| vocabulary.field(table, header).map(|(field, _)| field);
        for header in ["Interaction Segments - Created At", "segments.createdAt", "created_at", "CreatedAt"] {
            assert_eq!(field(Table::Segments, header), Some(Field::StartedAt), "{header}");
        }
        assert_eq!(field(Table::Segments, "Segment Id"), Some(Field::SegmentId));
        assert_eq!(field(Table::Segments, "Interaction Id"), Some(Field::InteractionId));
        assert_eq!(field(Table::Segments, "Interaction Segment - Interaction Id"), Some(Field::InteractionId));
        assert_eq!(field(Table::Interactions, "Current Interactions - Status"), Some(Field::Status));
        assert_eq!(field(Table::Interactions, "Interaction - Id"), Some(Field::InteractionId));
        assert_eq!(field(Table::Users, "User Name"), Some(Field::Name));
        assert_eq!(field(Table::Queues, "Users - Name"), None);
    }
}
