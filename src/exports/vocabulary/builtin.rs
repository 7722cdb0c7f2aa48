//! The file names, headers and words that segrep knows by itself. Another spelling is another word here.

use crate::tables::{Field, Response, Status, Table};

/// The beginnings of file names by table, in letters and digits.
pub(super) const FILES: &[(Table, &[&str])] = &[
    (Table::Organizations, &["organizations", "organization", "accounts", "account"]),
    (Table::Interactions, &["interactions", "interactiondetails", "currentinteractions"]),
    (Table::Segments, &["interactionsegments", "segments"]),
    (Table::Queues, &["queues", "queue"]),
    (Table::Users, &["users", "user"]),
];

/// A field with its headers.
pub(super) type FieldHeaders = (Field, &'static [&'static str]);

/// The headers that a field answers to, best first, in letters and digits.
pub(super) const HEADERS: &[(Table, &[FieldHeaders])] = &[
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
                &[
                    "duration",
                    "durationseconds",
                    "durationinseconds",
                    "durationsecs",
                    "durationsec",
                    "durations",
                    "durationms",
                    "durationinms",
                    "durationmilliseconds",
                    "durationinmilliseconds",
                    "durationmillis",
                    "durationmin",
                    "durationmins",
                    "durationminutes",
                    "durationinminutes",
                    "durationh",
                    "durationhrs",
                    "durationhours",
                    "durationinhours",
                    "durationdays",
                    "durationindays",
                    "length",
                ],
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

pub(super) const STATUSES: &[(Status, &[&str])] = &[
    (Status::Creating, &["creating"]),
    (Status::Open, &["open"]),
    (Status::Bot, &["bot"]),
    (Status::Pending, &["pending", "ringing", "alerting", "offered"]),
    (Status::Connected, &["connected", "active", "talking", "inprogress"]),
    (Status::Hold, &["hold", "onhold", "held"]),
    (Status::WrapUp, &["wrapup", "acw", "aftercallwork", "aftercontactwork"]),
    (Status::Completed, &["completed", "complete", "closed", "ended", "done"]),
];

pub(super) const RESPONSES: &[(Response, &[&str])] = &[
    (Response::Accepted, &["accept", "accepted", "answer", "answered"]),
    (Response::Rejected, &["reject", "rejected", "decline", "declined"]),
    (
        Response::Ignored,
        &["ignore", "ignored", "miss", "missed", "timeout", "timedout", "noanswer", "ringnoanswer", "notresponding"],
    ),
    (Response::Clear, &["clear", "cleared", "cancel", "canceled", "cancelled", "noaction"]),
];

pub(super) const RING_REASONS: &[&str] = &["ring", "rang", "rung", "ringing", "alert", "alerting", "offer", "offered"];

/// Words of directions. They mean nothing to segrep, but may be chosen by.
pub(super) const DIRECTIONS: &[&str] = &["inbound", "outbound", "internal"];

/// Words of communication types, likewise.
pub(super) const COMMUNICATION_TYPES: &[&str] = &["email", "messaging", "chat", "phone", "video", "task"];

/// What the first field of a line below the table says of it, in letters and digits.
pub(super) const FOOTERS: &[&str] = &[
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "sum",
    "generated",
    "exported",
    "export",
    "report",
    "endofreport",
    "endofexport",
    "recordcount",
    "rowcount",
    "records",
    "rows",
    // German, French, Spanish, Italian, Portuguese and Dutch.
    "gesamt",
    "gesamtsumme",
    "summe",
    "insgesamt",
    "anzahl",
    "erstellt",
    "somme",
    "totaux",
    "suma",
    "totale",
    "totali",
    "soma",
    "totais",
    "totaal",
    "eindtotaal",
    "som",
];

/// Further names that may lead a header of another table's field, longest first: `Agent Name` is the name of the user
/// whose id is `Agent Id`.
pub(super) const JOINED_NAMES: &[(Table, &[&str])] = &[(Table::Users, &["agents", "agent"])];

pub(super) const TRANSFER_REASONS: &[&str] = &["transfer", "transferred", "blindtransfer", "attendedtransfer"];
