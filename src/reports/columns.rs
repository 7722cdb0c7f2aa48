//! The columns of reports that list something of each timeline, each with all that can be said about it.

use crate::tables::Response;
use crate::timelines::{Handling, Outcome, Stage, State};

use super::{Cell, Column, Kind, RowColumn};

/// Where nobody knows of rings.
const NO_RINGS: &str = "where the segments have no reason, status and event column";

/// Where nobody knows what users did.
const NO_STATUS: &str = "where no segment has a status";

/// The texts in order, each once.
fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut distinct: Vec<&str> = Vec::new();
    texts.for_each(|text| {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    });
    distinct
}

pub(super) const INTERACTION_ID: RowColumn = RowColumn {
    column: Column {
        name: "interaction_id",
        kind: Kind::Text,
        meaning: "The interaction's id.",
        blank: "",
        formula: "exported",
    },
    cell: |row| Cell::text(row.timeline.id),
};

pub(super) const SEQ: RowColumn = RowColumn {
    column: Column {
        name: "seq",
        kind: Kind::Count,
        meaning: "The segment's number in the interaction, in time order, from 1.",
        blank: "",
        formula: "derived from the order of the segments",
    },
    cell: |row| Cell::Count(row.number),
};

pub(super) const STARTED_AT: RowColumn = RowColumn {
    column: Column {
        name: "started_at",
        kind: Kind::Time,
        meaning: "When the segment began.",
        blank: "",
        formula: "exported",
    },
    cell: |row| Cell::Time(row.stage().segment.started_at),
};

pub(super) const ENDED_AT: RowColumn = RowColumn {
    column: Column {
        name: "ended_at",
        kind: Kind::Time,
        meaning: "When the segment ended.",
        blank: "while it is open",
        formula: "exported; else start + exported duration; else the next segment's start (of a ring, that of the next segment which is not another user's ring with the same start); else the interaction's completed_at, where that is not before the start",
    },
    cell: |row| row.stage().ended_at().into(),
};

pub(super) const ELAPSED: RowColumn = RowColumn {
    column: Column {
        name: "elapsed_seconds",
        kind: Kind::Seconds,
        meaning: "From the interaction's creation to the start; may be negative.",
        blank: "",
        formula: "start - (created_at of the interaction, else its first segment's start)",
    },
    cell: |row| Cell::Seconds(row.stage().elapsed.into()),
};

pub(super) const DURATION: RowColumn = RowColumn {
    column: Column {
        name: "duration_seconds",
        kind: Kind::Seconds,
        meaning: "How long the segment lasted.",
        blank: "while it is open",
        formula: "exported; else end - start",
    },
    cell: |row| row.stage().lasted().into(),
};

pub(super) const REASON: RowColumn = RowColumn {
    column: Column {
        name: "reason",
        kind: Kind::Word,
        meaning: "Why the segment was created.",
        blank: "where it is not exported",
        formula: "exported",
    },
    cell: |row| row.stage().segment.reason.into(),
};

pub(super) const EVENT: RowColumn = RowColumn {
    column: Column {
        name: "event",
        kind: Kind::Word,
        meaning: "What happened in the segment; for a ring, the user's response.",
        blank: "where it is not exported",
        formula: "exported",
    },
    cell: |row| row.stage().segment.event.into(),
};

pub(super) const STATUS: RowColumn = RowColumn {
    column: Column {
        name: "status",
        kind: Kind::Word,
        meaning: "The interaction's status in the segment.",
        blank: "where it is not exported",
        formula: "exported",
    },
    cell: |row| row.stage().segment.status.into(),
};

pub(super) const PREVIOUS_STATUS: RowColumn = RowColumn {
    column: Column {
        name: "previous_status",
        kind: Kind::Word,
        meaning: "The status before.",
        blank: "where there was none",
        formula: "exported; else that of the nearest earlier segment with one",
    },
    cell: |row| row.timeline.previous_status(row.stage()).into(),
};

pub(super) const RING_AT: RowColumn = RowColumn {
    column: Column {
        name: "ring_order",
        kind: Kind::Count,
        meaning: "The number of the ring that begins with the segment, in time order, from 1.",
        blank: "on every other segment",
        formula: "derived: a segment with a user rings if its reason is a ring reason or its status is Pending; where none does, one whose event is a response",
    },
    cell: |row| row.timeline.ring_at(row.at).map(|(order, _)| order as u64).into(),
};

pub(super) const RESPONSE: RowColumn = RowColumn {
    column: Column {
        name: "response",
        kind: Kind::Word,
        meaning: "How the user responded to the ring: accepted, rejected, ignored or clear (took no action).",
        blank: "where nothing says it, and on segments that begin no ring",
        formula: "the first response word in the ring's segments; else in the same user's next segment, if only rings of others lie between; else accepted, if the next segment is Connected with the same user",
    },
    cell: |row| row.response().map(|(response, _)| response.name()).into(),
};

pub(super) const RESPONSE_SOURCE: RowColumn = RowColumn {
    column: Column {
        name: "response_source",
        kind: Kind::Word,
        meaning: "Where the response comes from: recorded in the data, or inferred from the next segment.",
        blank: "where there is no response",
        formula: "derived",
    },
    cell: |row| row.response().map(|(_, source)| source.name()).into(),
};

pub(super) const QUEUE_ID: RowColumn = RowColumn {
    column: Column {
        name: "queue_id",
        kind: Kind::Text,
        meaning: "The segment's queue.",
        blank: "where it has none",
        formula: "exported",
    },
    cell: |row| row.stage().segment.queue_id.into(),
};

pub(super) const QUEUE_NAME: RowColumn = RowColumn {
    column: Column {
        name: "queue_name",
        kind: Kind::Text,
        meaning: "The name of the segment's queue, its id where there is no name.",
        blank: "where it has none",
        formula: "name of the queues table",
    },
    cell: |row| row.stage().queue_name().into(),
};

pub(super) const USER_ID: RowColumn = RowColumn {
    column: Column {
        name: "user_id",
        kind: Kind::Text,
        meaning: "The user who was rung or handled it.",
        blank: "where there is none",
        formula: "exported",
    },
    cell: |row| row.stage().segment.user_id.into(),
};

pub(super) const USER_NAME: RowColumn = RowColumn {
    column: Column {
        name: "user_name",
        kind: Kind::Text,
        meaning: "The user's name, the id where there is no name.",
        blank: "where there is no user",
        formula: "first and last name of the users table, else its name, else its email",
    },
    cell: |row| row.stage().user_name().into(),
};

pub(super) const COMMUNICATION_TYPE: RowColumn = RowColumn {
    column: Column {
        name: "communication_type",
        kind: Kind::Word,
        meaning: "The segment's own communication type: Email, Messaging, Phone, Task, Video.",
        blank: "where it is not exported",
        formula: "exported",
    },
    cell: |row| row.stage().segment.communication_type.into(),
};

pub(super) const DIRECTION: RowColumn = RowColumn {
    column: Column {
        name: "direction",
        kind: Kind::Word,
        meaning: "The segment's own direction.",
        blank: "where it is not exported",
        formula: "exported",
    },
    cell: |row| row.stage().segment.direction.into(),
};

pub(super) const COMPLETION_DISPLAY: RowColumn = RowColumn {
    column: Column {
        name: "completion_display",
        kind: Kind::Text,
        meaning: "How the interaction was completed, as the segment says it.",
        blank: "where it is not exported",
        formula: "exported",
    },
    cell: |row| row.stage().segment.completion_display.into(),
};

pub(super) const SEGMENT_ID: RowColumn = RowColumn {
    column: Column {
        name: "segment_id",
        kind: Kind::Text,
        meaning: "The segment's id.",
        blank: "where it is not exported",
        formula: "exported",
    },
    cell: |row| row.stage().segment.segment_id.into(),
};

pub(super) const INTERACTION_CREATED_AT: RowColumn = RowColumn {
    column: Column {
        name: "interaction_created_at",
        kind: Kind::Time,
        meaning: "When the interaction was created.",
        blank: "where its row or the value is missing",
        formula: "exported",
    },
    cell: |row| row.timeline.interaction.created_at.into(),
};

pub(super) const INTERACTION_COMPLETED_AT: RowColumn = RowColumn {
    column: Column {
        name: "interaction_completed_at",
        kind: Kind::Time,
        meaning: "When the interaction was completed.",
        blank: "where its row or the value is missing",
        formula: "exported",
    },
    cell: |row| row.timeline.interaction.completed_at.into(),
};

pub(super) const ORGANIZATION_NAME: RowColumn = RowColumn {
    column: Column {
        name: "organization_name",
        kind: Kind::Text,
        meaning: "The name of the interaction's organization, its id where there is no name.",
        blank: "where it has none",
        formula: "name of the organizations table",
    },
    cell: |row| row.timeline.organization_name().into(),
};

pub(super) const RING_ORDER: RowColumn = RowColumn {
    column: Column {
        name: "ring_order",
        kind: Kind::Count,
        meaning: "The ring's number in the interaction, in time order, from 1.",
        blank: "",
        formula: "derived",
    },
    cell: |row| Cell::Count(row.number),
};

pub(super) const RING_STARTED_AT: RowColumn = RowColumn {
    column: Column {
        name: "started_at",
        kind: Kind::Time,
        meaning: "When the ring began: the start of its first segment.",
        blank: "",
        formula: "exported",
    },
    cell: |row| Cell::Time(row.stage().segment.started_at),
};

pub(super) const RING_ENDED_AT: RowColumn = RowColumn {
    column: Column {
        name: "ended_at",
        kind: Kind::Time,
        meaning: "When the ring ended: the end of its last segment.",
        blank: "while it is ringing",
        formula: "as ended_at of a segment",
    },
    cell: |row| row.ring_end().into(),
};

pub(super) const RING_SECONDS: RowColumn = RowColumn {
    column: Column {
        name: "ring_seconds",
        kind: Kind::Seconds,
        meaning: "How long it rang.",
        blank: "while it is ringing, and where a segment of the ring is itself Connected, Hold or WrapUp",
        formula: "end - start of a run of segments; the duration of a single one",
    },
    cell: |row| row.ring().and_then(|ring| ring.seconds).into(),
};

pub(super) const WITHDRAWN: RowColumn = RowColumn {
    column: Column {
        name: "withdrawn",
        kind: Kind::Flag,
        meaning: "Whether the user could not have taken it any more: the customer had gone, or somebody else was quicker.",
        blank: "",
        formula: "true where the response is clear or none, and the next segment (passing over rings of other users that start before this one ends) is Completed, or Connected with another user who was not Connected before",
    },
    cell: |row| Cell::Flag(row.ring().is_some_and(|ring| ring.withdrawn)),
};

pub(super) const ANSWERED_BY: RowColumn = RowColumn {
    column: Column {
        name: "answered_by",
        kind: Kind::Text,
        meaning: "The name of the user who answered the interaction, the id where there is no name.",
        blank: "where nobody did",
        formula: "the user of the first Connected segment with a user, else of the first accepted ring",
    },
    cell: |row| row.timeline.answered_by().into(),
};

pub(super) const OUTCOME: RowColumn = RowColumn {
    column: Column {
        name: "outcome",
        kind: Kind::Word,
        meaning: "How the interaction went for the customer: answered, unanswered, exited or open.",
        blank: "where no segment has a status, unless it rang and was answered or completed",
        formula: "answered where somebody was Connected or accepted; else open without a completion; else exited where the last status before completion is Bot; else unanswered",
    },
    cell: |row| row.timeline.measures.outcome.map(Outcome::name).into(),
};

pub(super) const CHANGE: RowColumn = RowColumn {
    column: Column {
        name: "change",
        kind: Kind::Count,
        meaning: "The change's number in the interaction, in time order, from 1.",
        blank: "",
        formula: "derived",
    },
    cell: |row| Cell::Count(row.number),
};

pub(super) const CHANGED_AT: RowColumn = RowColumn {
    column: Column {
        name: "changed_at",
        kind: Kind::Time,
        meaning: "When the status changed: the start of the segment.",
        blank: "",
        formula: "exported",
    },
    cell: |row| Cell::Time(row.stage().segment.started_at),
};

pub(super) const FROM_STATUS: RowColumn = RowColumn {
    column: Column {
        name: "from_status",
        kind: Kind::Word,
        meaning: "The status before.",
        blank: "",
        formula: "as previous_status",
    },
    cell: |row| row.timeline.previous_status(row.stage()).into(),
};

pub(super) const TO_STATUS: RowColumn = RowColumn {
    column: Column { name: "to_status", kind: Kind::Word, meaning: "The new status.", blank: "", formula: "exported" },
    cell: |row| row.stage().segment.status.into(),
};

pub(super) const SECONDS_IN_FROM: RowColumn = RowColumn {
    column: Column {
        name: "seconds_in_from",
        kind: Kind::Seconds,
        meaning: "How long the status before had lasted.",
        blank: "where the nearest earlier segment with a status has another one",
        formula: "changed_at - the start of the first segment of the unbroken run in the status before, passing over segments without a status",
    },
    cell: |row| row.seconds_in_from().into(),
};

pub(super) const CREATED_AT: RowColumn = RowColumn {
    column: Column {
        name: "created_at",
        kind: Kind::Time,
        meaning: "When the interaction was created.",
        blank: "where its row or the value is missing",
        formula: "exported",
    },
    cell: |row| row.timeline.interaction.created_at.into(),
};

pub(super) const COMPLETED_AT: RowColumn = RowColumn {
    column: Column {
        name: "completed_at",
        kind: Kind::Time,
        meaning: "When the interaction was completed.",
        blank: "where its row or the value is missing",
        formula: "exported",
    },
    cell: |row| row.timeline.interaction.completed_at.into(),
};

pub(super) const STATE: RowColumn = RowColumn {
    column: Column {
        name: "state",
        kind: Kind::Word,
        meaning: "completed where the interaction has a completion, else open.",
        blank: "where it has no completion and no segment has a status",
        formula: "completion: completed_at, else the start of the first Completed segment",
    },
    cell: |row| row.timeline.measures.state.map(State::name).into(),
};

pub(super) const OF_TYPE: RowColumn = RowColumn {
    column: Column {
        name: "communication_type",
        kind: Kind::Word,
        meaning: "The interaction's communication type.",
        blank: "where neither it nor a segment has one",
        formula: "the interaction's, else that of its first segment with one",
    },
    cell: |row| row.timeline.communication_type().into(),
};

pub(super) const SUB_TYPE: RowColumn = RowColumn {
    column: Column {
        name: "sub_communication_type",
        kind: Kind::Word,
        meaning: "A finer kind: inbound, callback, voicemail.",
        blank: "where it is not exported",
        formula: "exported",
    },
    cell: |row| row.timeline.interaction.sub_communication_type.into(),
};

pub(super) const OF_DIRECTION: RowColumn = RowColumn {
    column: Column {
        name: "direction",
        kind: Kind::Word,
        meaning: "The interaction's direction.",
        blank: "where neither it nor a segment has one",
        formula: "the interaction's, else that of its first segment with one",
    },
    cell: |row| row.timeline.direction().into(),
};

pub(super) const OF_QUEUE: RowColumn = RowColumn {
    column: Column {
        name: "queue_id",
        kind: Kind::Text,
        meaning: "The interaction's queue.",
        blank: "where there is none",
        formula: "that of the first segment with one, else the interaction's",
    },
    cell: |row| row.timeline.queue_id().into(),
};

pub(super) const QUEUE_NAMES: RowColumn = RowColumn {
    column: Column {
        name: "queue_names",
        kind: Kind::Text,
        meaning: "The names of all its queues, in order of appearance, joined by \" > \".",
        blank: "where no segment has a queue",
        formula: "names (ids where there are none) of the segments' queues, each once",
    },
    cell: |row| Cell::path(distinct(row.timeline.stages.iter().filter_map(Stage::queue_name))),
};

pub(super) const USER_NAMES: RowColumn = RowColumn {
    column: Column {
        name: "user_names",
        kind: Kind::Text,
        meaning: "The names of all its users, in order of appearance, joined by \" > \".",
        blank: "where no segment has a user",
        formula: "names (ids where there are none) of the segments' users, each once",
    },
    cell: |row| Cell::path(distinct(row.timeline.stages.iter().filter_map(Stage::user_name))),
};

pub(super) const SEGMENTS: RowColumn = RowColumn {
    column: Column {
        name: "segments",
        kind: Kind::Count,
        meaning: "Its segments.",
        blank: "",
        formula: "counted, rows that say a segment again once",
    },
    cell: |row| Cell::Count(row.timeline.stages.len() as u64),
};

pub(super) const RINGS: RowColumn = RowColumn {
    column: Column { name: "rings", kind: Kind::Count, meaning: "Its rings.", blank: NO_RINGS, formula: "counted" },
    cell: |row| row.count_rings(|_| true).into(),
};

pub(super) const ACCEPTED: RowColumn = RowColumn {
    column: Column {
        name: "accepted",
        kind: Kind::Count,
        meaning: "Its rings with the response accepted.",
        blank: NO_RINGS,
        formula: "counted",
    },
    cell: |row| row.responses(Some(Response::Accepted)).into(),
};

pub(super) const REJECTED: RowColumn = RowColumn {
    column: Column {
        name: "rejected",
        kind: Kind::Count,
        meaning: "Its rings with the response rejected.",
        blank: NO_RINGS,
        formula: "counted",
    },
    cell: |row| row.responses(Some(Response::Rejected)).into(),
};

pub(super) const IGNORED: RowColumn = RowColumn {
    column: Column {
        name: "ignored",
        kind: Kind::Count,
        meaning: "Its rings with the response ignored.",
        blank: NO_RINGS,
        formula: "counted",
    },
    cell: |row| row.responses(Some(Response::Ignored)).into(),
};

pub(super) const CLEAR: RowColumn = RowColumn {
    column: Column {
        name: "clear",
        kind: Kind::Count,
        meaning: "Its rings with the response clear.",
        blank: NO_RINGS,
        formula: "counted",
    },
    cell: |row| row.responses(Some(Response::Clear)).into(),
};

pub(super) const UNKNOWN: RowColumn = RowColumn {
    column: Column {
        name: "unknown",
        kind: Kind::Count,
        meaning: "Its rings without a known response.",
        blank: NO_RINGS,
        formula: "counted",
    },
    cell: |row| row.responses(None).into(),
};

pub(super) const WITHDRAWN_RINGS: RowColumn = RowColumn {
    column: Column {
        name: "withdrawn",
        kind: Kind::Count,
        meaning: "Its rings that could not have been taken any more.",
        blank: NO_RINGS,
        formula: "counted",
    },
    cell: |row| row.count_rings(|ring| ring.withdrawn).into(),
};

pub(super) const QUEUED_AT: RowColumn = RowColumn {
    column: Column {
        name: "queued_at",
        kind: Kind::Time,
        meaning: "When waiting began.",
        blank: "where no segment is Creating, Open, Pending or Bot and none rings",
        formula: "the start of the first Open or Pending segment that doesn't start after answered_at; else, where Creating and Bot segments (one Bot at least) lead, the start of the first segment after them: a menu is no queue; else the creation",
    },
    cell: |row| row.timeline.measures.queued_at.into(),
};

pub(super) const ANSWERED_AT: RowColumn = RowColumn {
    column: Column {
        name: "answered_at",
        kind: Kind::Time,
        meaning: "When it was answered.",
        blank: "where it wasn't",
        formula: "the start of the first Connected segment with a user; else the end of the first accepted ring, its start if it has no end",
    },
    cell: |row| row.timeline.measures.answered.map(|answered| answered.at).into(),
};

pub(super) const ANSWERED_BY_ID: RowColumn = RowColumn {
    column: Column {
        name: "answered_by_id",
        kind: Kind::Text,
        meaning: "The user who answered.",
        blank: "where nobody did",
        formula: "the user of the first Connected segment with a user, else of the first accepted ring",
    },
    cell: |row| row.answered_by_id().into(),
};

pub(super) const WAIT: RowColumn = RowColumn {
    column: Column {
        name: "wait_seconds",
        kind: Kind::Seconds,
        meaning: "How long the customer waited.",
        blank: "while it is open and unanswered; where queued_at is; where it was not answered, was never Open or Pending and never rang",
        formula: "answered_at - queued_at; unanswered or exited: completion - queued_at",
    },
    cell: |row| row.timeline.measures.wait.into(),
};

pub(super) const TALK: RowColumn = RowColumn {
    column: Column {
        name: "talk_seconds",
        kind: Kind::Seconds,
        meaning: "How long users and the customer were in contact.",
        blank: NO_STATUS,
        formula: "sum of the durations of Connected segments",
    },
    cell: |row| row.timeline.measures.handling.map(|handling| handling.talk).into(),
};

pub(super) const HOLD: RowColumn = RowColumn {
    column: Column {
        name: "hold_seconds",
        kind: Kind::Seconds,
        meaning: "How long the customer was on hold.",
        blank: NO_STATUS,
        formula: "sum of the durations of Hold segments",
    },
    cell: |row| row.timeline.measures.handling.map(|handling| handling.hold).into(),
};

pub(super) const WRAP_UP: RowColumn = RowColumn {
    column: Column {
        name: "wrap_up_seconds",
        kind: Kind::Seconds,
        meaning: "How long users worked after the contact.",
        blank: NO_STATUS,
        formula: "sum of the durations of WrapUp segments",
    },
    cell: |row| row.timeline.measures.handling.map(|handling| handling.wrap_up).into(),
};

pub(super) const HANDLE: RowColumn = RowColumn {
    column: Column {
        name: "handle_seconds",
        kind: Kind::Seconds,
        meaning: "How long users handled it.",
        blank: NO_STATUS,
        formula: "talk + hold + wrap-up",
    },
    cell: |row| row.timeline.measures.handling.map(Handling::handle).into(),
};

pub(super) const TOTAL: RowColumn = RowColumn {
    column: Column {
        name: "total_seconds",
        kind: Kind::Seconds,
        meaning: "How long it took in all.",
        blank: "while it is open",
        formula: "completion - creation",
    },
    cell: |row| row.timeline.measures.total.into(),
};

pub(super) const TRANSFERS: RowColumn = RowColumn {
    column: Column {
        name: "transfers",
        kind: Kind::Count,
        meaning: "How often it was transferred.",
        blank: "where the segments have no reason column",
        formula: "runs of segments with a transfer reason, where the next Connected segment belongs to the run and ends it",
    },
    cell: |row| row.timeline.measures.transfers.map(u64::from).into(),
};

pub(super) const FINAL_STATUS: RowColumn = RowColumn {
    column: Column {
        name: "final_status",
        kind: Kind::Word,
        meaning: "The status at the end.",
        blank: "where no segment has one",
        formula: "that of the last segment with one",
    },
    cell: |row| row.timeline.stages.iter().rev().find_map(|stage| stage.segment.status).into(),
};

pub(super) const COMPLETION: RowColumn = RowColumn {
    column: Column {
        name: "completion_display",
        kind: Kind::Text,
        meaning: "How it was completed.",
        blank: "where nothing says it",
        formula: "the interaction's, else that of the last segment with one",
    },
    cell: |row| row.timeline.completion_display().into(),
};

pub(super) const STATUS_PATH: RowColumn = RowColumn {
    column: Column {
        name: "status_path",
        kind: Kind::Text,
        meaning: "The statuses in order, joined by \" > \".",
        blank: "where no segment has one",
        formula: "blanks passed over, repeats in a row once",
    },
    cell: |row| Cell::path(row.timeline.status_path()),
};
