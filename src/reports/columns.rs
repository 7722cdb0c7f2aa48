//! The columns of reports that list something of each timeline, each with all that can be said about it.

use crate::tables::Response;
use crate::timelines::{Handling, Outcome, Stage, State};

use super::{Cell, Column, RowColumn};

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

pub(super) const INTERACTION_ID: RowColumn =
    Column::text("interaction_id", "The interaction's id.").from("exported").cell(|row| Cell::text(row.timeline.id));

pub(super) const SEQ: RowColumn =
    Column::count("seq", "The segment's number in the interaction, in time order, from 1.")
        .from("derived from the order of the segments")
        .cell(|row| Cell::Count(row.number));

pub(super) const STARTED_AT: RowColumn = Column::time("started_at", "When the segment began.")
    .from("exported")
    .cell(|row| Cell::Time(row.stage().segment.started_at));

pub(super) const ENDED_AT: RowColumn = Column::time("ended_at", "When the segment ended.")
    .blank("while it is open")
    .from(
        "exported; else start + exported duration; else the next segment's start (of a ring, that of \
        the next segment which is not another user's ring with the same start); else the interaction's \
        completed_at, where that is not before the start",
    )
    .cell(|row| row.stage().ended_at().into());

pub(super) const ELAPSED: RowColumn =
    Column::seconds("elapsed_seconds", "From the interaction's creation to the start; may be negative.")
        .from("start - (created_at of the interaction, else its first segment's start)")
        .cell(|row| Cell::Seconds(row.stage().elapsed.into()));

pub(super) const DURATION: RowColumn = Column::seconds("duration_seconds", "How long the segment lasted.")
    .blank("while it is open")
    .from("exported; else end - start")
    .cell(|row| row.stage().lasted().into());

pub(super) const REASON: RowColumn = Column::word("reason", "Why the segment was created.")
    .blank("where it is not exported")
    .from("exported")
    .cell(|row| row.stage().segment.reason.into());

pub(super) const EVENT: RowColumn =
    Column::word("event", "What happened in the segment; for a ring, the user's response.")
        .blank("where it is not exported")
        .from("exported")
        .cell(|row| row.stage().segment.event.into());

pub(super) const STATUS: RowColumn = Column::word("status", "The interaction's status in the segment.")
    .blank("where it is not exported")
    .from("exported")
    .cell(|row| row.stage().segment.status.into());

pub(super) const PREVIOUS_STATUS: RowColumn = Column::word("previous_status", "The status before.")
    .blank("where there was none")
    .from("exported; else that of the nearest earlier segment with one")
    .cell(|row| row.timeline.previous_status(row.stage()).into());

pub(super) const RING_AT: RowColumn =
    Column::count("ring_order", "The number of the ring that begins with the segment, in time order, from 1.")
        .blank("on every other segment")
        .from(
            "derived: a segment with a user rings if its reason is a ring reason or its status is Pending; \
        where none does, one whose event is a response",
        )
        .cell(|row| row.timeline.ring_at(row.at).map(|(order, _)| order as u64).into());

pub(super) const RESPONSE: RowColumn = Column::word(
    "response",
    "How the user responded to the ring: accepted, rejected, ignored or clear (took no action).",
)
.blank("where nothing says it, and on segments that begin no ring")
.from(
    "the first response word in the ring's segments; else in the same user's next segment, if only \
        rings of others lie between; else accepted, if the next segment is Connected with the same \
        user",
)
.cell(|row| row.response().map(|(response, _)| response.name()).into());

pub(super) const RESPONSE_SOURCE: RowColumn = Column::word(
    "response_source",
    "Where the response comes from: recorded in the data, or inferred from the next segment.",
)
.blank("where there is no response")
.from("derived")
.cell(|row| row.response().map(|(_, source)| source.name()).into());

pub(super) const QUEUE_ID: RowColumn = Column::text("queue_id", "The segment's queue.")
    .blank("where it has none")
    .from("exported")
    .cell(|row| row.stage().segment.queue_id.into());

pub(super) const QUEUE_NAME: RowColumn =
    Column::text("queue_name", "The name of the segment's queue, its id where there is no name.")
        .blank("where it has none")
        .from("name of the queues table")
        .cell(|row| row.stage().queue_name().into());

pub(super) const USER_ID: RowColumn = Column::text("user_id", "The user who was rung or handled it.")
    .blank("where there is none")
    .from("exported")
    .cell(|row| row.stage().segment.user_id.into());

pub(super) const USER_NAME: RowColumn = Column::text("user_name", "The user's name, the id where there is no name.")
    .blank("where there is no user")
    .from("first and last name of the users table, else its name, else its email")
    .cell(|row| row.stage().user_name().into());

pub(super) const COMMUNICATION_TYPE: RowColumn =
    Column::word("communication_type", "The segment's own communication type: Email, Messaging, Phone, Task, Video.")
        .blank("where it is not exported")
        .from("exported")
        .cell(|row| row.stage().segment.communication_type.into());

pub(super) const DIRECTION: RowColumn = Column::word("direction", "The segment's own direction.")
    .blank("where it is not exported")
    .from("exported")
    .cell(|row| row.stage().segment.direction.into());

pub(super) const COMPLETION_DISPLAY: RowColumn =
    Column::text("completion_display", "How the interaction was completed, as the segment says it.")
        .blank("where it is not exported")
        .from("exported")
        .cell(|row| row.stage().segment.completion_display.into());

pub(super) const SEGMENT_ID: RowColumn = Column::text("segment_id", "The segment's id.")
    .blank("where it is not exported")
    .from("exported")
    .cell(|row| row.stage().segment.segment_id.into());

pub(super) const INTERACTION_CREATED_AT: RowColumn =
    Column::time("interaction_created_at", "When the interaction was created.")
        .blank("where its row or the value is missing")
        .from("exported")
        .cell(|row| row.timeline.interaction.created_at.into());

pub(super) const INTERACTION_COMPLETED_AT: RowColumn =
    Column::time("interaction_completed_at", "When the interaction was completed.")
        .blank("where its row or the value is missing")
        .from("exported")
        .cell(|row| row.timeline.interaction.completed_at.into());

pub(super) const ORGANIZATION_NAME: RowColumn =
    Column::text("organization_name", "The name of the interaction's organization, its id where there is no name.")
        .blank("where it has none")
        .from("name of the organizations table")
        .cell(|row| row.timeline.organization_name().into());

pub(super) const RING_ORDER: RowColumn =
    Column::count("ring_order", "The ring's number in the interaction, in time order, from 1.")
        .from("derived")
        .cell(|row| Cell::Count(row.number));

pub(super) const RING_STARTED_AT: RowColumn =
    Column::time("started_at", "When the ring began: the start of its first segment.")
        .from("exported")
        .cell(|row| Cell::Time(row.stage().segment.started_at));

pub(super) const RING_ENDED_AT: RowColumn =
    Column::time("ended_at", "When the ring ended: the end of its last segment.")
        .blank("while it is ringing")
        .from("as ended_at of a segment")
        .cell(|row| row.ring_end().into());

pub(super) const RING_SECONDS: RowColumn = Column::seconds("ring_seconds", "How long it rang.")
    .blank("while it is ringing, and where a segment of the ring is itself Connected, Hold or WrapUp")
    .from("end - start of a run of segments; the duration of a single one")
    .cell(|row| row.ring().and_then(|ring| ring.seconds).into());

pub(super) const WITHDRAWN: RowColumn = Column::flag(
    "withdrawn",
    "Whether the user could not have taken it any more: the customer had gone, or somebody else was \
        quicker.",
)
.from(
    "true where the response is clear or none, and the next segment (passing over rings of other \
        users that start before this one ends) is Completed, or Connected with another user who was \
        not Connected before",
)
.cell(|row| Cell::Flag(row.ring().is_some_and(|ring| ring.withdrawn)));

pub(super) const ANSWERED_BY: RowColumn =
    Column::text("answered_by", "The name of the user who answered the interaction, the id where there is no name.")
        .blank("where nobody did")
        .from("the user of the first Connected segment with a user, else of the first accepted ring")
        .cell(|row| row.timeline.answered_by().into());

pub(super) const OUTCOME: RowColumn =
    Column::word("outcome", "How the interaction went for the customer: answered, unanswered, exited or open.")
        .blank("where no segment has a status, unless it rang and was answered or completed")
        .from(
            "answered where somebody was Connected or accepted; else open without a completion; else exited \
        where the last status before completion is Bot; else unanswered",
        )
        .cell(|row| row.timeline.measures.outcome.map(Outcome::name).into());

pub(super) const CHANGE: RowColumn =
    Column::count("change", "The change's number in the interaction, in time order, from 1.")
        .from("derived")
        .cell(|row| Cell::Count(row.number));

pub(super) const CHANGED_AT: RowColumn =
    Column::time("changed_at", "When the status changed: the start of the segment.")
        .from("exported")
        .cell(|row| Cell::Time(row.stage().segment.started_at));

pub(super) const FROM_STATUS: RowColumn = Column::word("from_status", "The status before.")
    .from("as previous_status")
    .cell(|row| row.timeline.previous_status(row.stage()).into());

pub(super) const TO_STATUS: RowColumn =
    Column::word("to_status", "The new status.").from("exported").cell(|row| row.stage().segment.status.into());

pub(super) const SECONDS_IN_FROM: RowColumn =
    Column::seconds("seconds_in_from", "How long the status before had lasted.")
        .blank("where the nearest earlier segment with a status has another one")
        .from(
            "changed_at - the start of the first segment of the unbroken run in the status before, passing \
        over segments without a status",
        )
        .cell(|row| row.seconds_in_from().into());

pub(super) const CREATED_AT: RowColumn = Column::time("created_at", "When the interaction was created.")
    .blank("where its row or the value is missing")
    .from("exported")
    .cell(|row| row.timeline.interaction.created_at.into());

pub(super) const COMPLETED_AT: RowColumn = Column::time("completed_at", "When the interaction was completed.")
    .blank("where its row or the value is missing")
    .from("exported")
    .cell(|row| row.timeline.interaction.completed_at.into());

pub(super) const STATE: RowColumn =
    Column::word("state", "completed where the interaction has a completion, else open.")
        .blank("where it has no completion and no segment has a status")
        .from("completion: completed_at, else the start of the first Completed segment")
        .cell(|row| row.timeline.measures.state.map(State::name).into());

pub(super) const OF_TYPE: RowColumn = Column::word("communication_type", "The interaction's communication type.")
    .blank("where neither it nor a segment has one")
    .from("the interaction's, else that of its first segment with one")
    .cell(|row| row.timeline.communication_type().into());

pub(super) const SUB_TYPE: RowColumn =
    Column::word("sub_communication_type", "A finer kind: inbound, callback, voicemail.")
        .blank("where it is not exported")
        .from("exported")
        .cell(|row| row.timeline.interaction.sub_communication_type.into());

pub(super) const OF_DIRECTION: RowColumn = Column::word("direction", "The interaction's direction.")
    .blank("where neither it nor a segment has one")
    .from("the interaction's, else that of its first segment with one")
    .cell(|row| row.timeline.direction().into());

pub(super) const OF_QUEUE: RowColumn = Column::text("queue_id", "The interaction's queue.")
    .blank("where there is none")
    .from("that of the first segment with one, else the interaction's")
    .cell(|row| row.timeline.queue_id().into());

pub(super) const QUEUE_NAMES: RowColumn =
    Column::text("queue_names", "The names of all its queues, in order of appearance, joined by \" > \".")
        .blank("where no segment has a queue")
        .from("names (ids where there are none) of the segments' queues, each once")
        .cell(|row| Cell::path(distinct(row.timeline.stages.iter().filter_map(Stage::queue_name))));

pub(super) const USER_NAMES: RowColumn =
    Column::text("user_names", "The names of all its users, in order of appearance, joined by \" > \".")
        .blank("where no segment has a user")
        .from("names (ids where there are none) of the segments' users, each once")
        .cell(|row| Cell::path(distinct(row.timeline.stages.iter().filter_map(Stage::user_name))));

pub(super) const SEGMENTS: RowColumn = Column::count("segments", "Its segments.")
    .from("counted, rows that say a segment again once")
    .cell(|row| Cell::Count(row.timeline.stages.len() as u64));

pub(super) const RINGS: RowColumn =
    Column::count("rings", "Its rings.").blank(NO_RINGS).from("counted").cell(|row| row.count_rings(|_| true).into());

pub(super) const ACCEPTED: RowColumn = Column::count("accepted", "Its rings with the response accepted.")
    .blank(NO_RINGS)
    .from("counted")
    .cell(|row| row.responses(Some(Response::Accepted)).into());

pub(super) const REJECTED: RowColumn = Column::count("rejected", "Its rings with the response rejected.")
    .blank(NO_RINGS)
    .from("counted")
    .cell(|row| row.responses(Some(Response::Rejected)).into());

pub(super) const IGNORED: RowColumn = Column::count("ignored", "Its rings with the response ignored.")
    .blank(NO_RINGS)
    .from("counted")
    .cell(|row| row.responses(Some(Response::Ignored)).into());

pub(super) const CLEAR: RowColumn = Column::count("clear", "Its rings with the response clear.")
    .blank(NO_RINGS)
    .from("counted")
    .cell(|row| row.responses(Some(Response::Clear)).into());

pub(super) const UNKNOWN: RowColumn = Column::count("unknown", "Its rings without a known response.")
    .blank(NO_RINGS)
    .from("counted")
    .cell(|row| row.responses(None).into());

pub(super) const WITHDRAWN_RINGS: RowColumn =
    Column::count("withdrawn", "Its rings that could not have been taken any more.")
        .blank(NO_RINGS)
        .from("counted")
        .cell(|row| row.count_rings(|ring| ring.withdrawn).into());

pub(super) const QUEUED_AT: RowColumn = Column::time("queued_at", "When waiting began.")
    .blank("where no segment is Creating, Open, Pending or Bot and none rings")
    .from(
        "the start of the first Open or Pending segment that doesn't start after answered_at; else, \
        where Creating and Bot segments (one Bot at least) lead, the start of the first segment after \
        them: a menu is no queue; else the creation",
    )
    .cell(|row| row.timeline.measures.queued_at.into());

pub(super) const ANSWERED_AT: RowColumn = Column::time("answered_at", "When it was answered.")
    .blank("where it wasn't")
    .from(
        "the start of the first Connected segment with a user; else the end of the first accepted ring, \
        its start if it has no end",
    )
    .cell(|row| row.timeline.measures.answered.map(|answered| answered.at).into());

pub(super) const ANSWERED_BY_ID: RowColumn = Column::text("answered_by_id", "The user who answered.")
    .blank("where nobody did")
    .from("the user of the first Connected segment with a user, else of the first accepted ring")
    .cell(|row| row.answered_by_id().into());

pub(super) const WAIT: RowColumn = Column::seconds("wait_seconds", "How long the customer waited.")
    .blank(
        "while it is open and unanswered; where queued_at is; where it was not answered, was never Open \
        or Pending and never rang",
    )
    .from("answered_at - queued_at; unanswered or exited: completion - queued_at")
    .cell(|row| row.timeline.measures.wait.into());

pub(super) const TALK: RowColumn = Column::seconds("talk_seconds", "How long users and the customer were in contact.")
    .blank(NO_STATUS)
    .from("sum of the durations of Connected segments")
    .cell(|row| row.timeline.measures.handling.map(|handling| handling.talk).into());

pub(super) const HOLD: RowColumn = Column::seconds("hold_seconds", "How long the customer was on hold.")
    .blank(NO_STATUS)
    .from("sum of the durations of Hold segments")
    .cell(|row| row.timeline.measures.handling.map(|handling| handling.hold).into());

pub(super) const WRAP_UP: RowColumn = Column::seconds("wrap_up_seconds", "How long users worked after the contact.")
    .blank(NO_STATUS)
    .from("sum of the durations of WrapUp segments")
    .cell(|row| row.timeline.measures.handling.map(|handling| handling.wrap_up).into());

pub(super) const HANDLE: RowColumn = Column::seconds("handle_seconds", "How long users handled it.")
    .blank(NO_STATUS)
    .from("talk + hold + wrap-up")
    .cell(|row| row.timeline.measures.handling.map(Handling::handle).into());

pub(super) const TOTAL: RowColumn = Column::seconds("total_seconds", "How long it took in all.")
    .blank("while it is open")
    .from("completion - creation")
    .cell(|row| row.timeline.measures.total.into());

pub(super) const TRANSFERS: RowColumn = Column::count("transfers", "How often it was transferred.")
    .blank("where the segments have no reason column")
    .from(
        "runs of segments with a transfer reason, where the next Connected segment belongs to the run \
        and ends it",
    )
    .cell(|row| row.timeline.measures.transfers.map(u64::from).into());

pub(super) const FINAL_STATUS: RowColumn = Column::word("final_status", "The status at the end.")
    .blank("where no segment has one")
    .from("that of the last segment with one")
    .cell(|row| row.timeline.stages.iter().rev().find_map(|stage| stage.segment.status).into());

pub(super) const COMPLETION: RowColumn = Column::text("completion_display", "How it was completed.")
    .blank("where nothing says it")
    .from("the interaction's, else that of the last segment with one")
    .cell(|row| row.timeline.completion_display().into());

pub(super) const STATUS_PATH: RowColumn = Column::text("status_path", "The statuses in order, joined by \" > \".")
    .blank("where no segment has one")
    .from("blanks passed over, repeats in a row once")
    .cell(|row| Cell::path(row.timeline.status_path()));
