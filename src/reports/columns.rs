//! The columns that several reports have, each with all that can be said about it.

use crate::timelines::{Coded, Outcome};

use super::tones;
use super::{Cell, Column, Repeats, Tone};

/// When a count of rings is blank.
pub(super) const NO_RINGS: &str = "where the segments have no reason, status and event column";

pub(super) const INTERACTION_ID: Column = Column::text("interaction_id", "The interaction's id.")
    .from("exported")
    .toned(|_| Tone::Strong)
    .cell(|row| row.timeline.uuid().map_or_else(|| Cell::text(row.timeline.id()), Cell::Uuid))
    .repeats(Repeats::InTimeline)
    // As a text it has a tone.
    .for_people(|row| Cell::text(row.timeline.id()));

pub(super) const ELAPSED: Column =
    Column::seconds("elapsed_seconds", "From the interaction's creation to the start; may be negative.")
        .from("start - (created_at of the interaction, else its first segment's start)")
        .cell(|row| Cell::Seconds(row.timeline.elapsed(row.stage()).into()));

pub(super) const REASON: Column = Column::word("reason", "Why the segment was created.")
    .blank("where it is not exported")
    .from("exported")
    .cell(|row| row.stage().text(Coded::Reason).into())
    .repeats(Repeats::ByCode(Coded::Reason));

pub(super) const RESPONSE: Column = Column::word(
    "response",
    "How the user responded to the ring: accepted, rejected, ignored or clear (took no action).",
)
.blank("where nothing says it, and on segments that begin no ring")
.from(
    "the first response word in the ring's segments; else in the same user's next segment, if only \
        rings of others lie between; else accepted, if the next segment is Connected with the same \
        user",
)
.toned(tones::of_response_word)
.cell(|row| row.response().map(|(response, _)| response.name()).into())
.repeats(Repeats::ByResponse)
// Unlike what is no ring, a ring without a known response is marked.
.for_people(|row| row.ring().map(|ring| ring.response.map_or("?", |(response, _)| response.name())).into());

pub(super) const RESPONSE_SOURCE: Column = Column::word(
    "response_source",
    "Where the response comes from: recorded in the data, or inferred from the next segment.",
)
.blank("where there is no response")
.from("derived")
.cell(|row| row.response().map(|(_, source)| source.name()).into())
.repeats(Repeats::ByResponse);

pub(super) const QUEUE_ID: Column = Column::text("queue_id", "The segment's queue.")
    .blank("where it has none")
    .from("exported")
    .cell(|row| row.stage().text(Coded::QueueId).into())
    .repeats(Repeats::ByCode(Coded::QueueId));

pub(super) const QUEUE_NAME: Column =
    Column::text("queue_name", "The name of the segment's queue, or its id if it has no name.")
        .blank("where it has none")
        .from("name of the queues table")
        .cell(|row| row.stage().queue_name().into())
        .repeats(Repeats::ByCode(Coded::QueueId));

pub(super) const USER_ID: Column = Column::text("user_id", "The user who was rung or handled it.")
    .blank("where there is none")
    .from("exported")
    .cell(|row| row.stage().text(Coded::UserId).into())
    .repeats(Repeats::ByCode(Coded::UserId));

pub(super) const USER_NAME: Column = Column::text("user_name", "The user's name, or the id if there is no name.")
    .blank("where there is no user")
    .from("first and last name of the users table, else its name, else its email")
    .cell(|row| row.stage().user_name().into())
    .repeats(Repeats::ByCode(Coded::UserId));

pub(super) const COMMUNICATION_TYPE: Column =
    Column::word("communication_type", "The segment's own communication type: Email, Messaging, Phone, Task, Video.")
        .blank("where it is not exported")
        .from("exported")
        .cell(|row| row.stage().text(Coded::CommunicationType).into())
        .repeats(Repeats::ByCode(Coded::CommunicationType));

pub(super) const DIRECTION: Column = Column::word("direction", "The segment's own direction.")
    .blank("where it is not exported")
    .from("exported")
    .cell(|row| row.stage().text(Coded::Direction).into())
    .repeats(Repeats::ByCode(Coded::Direction));

pub(super) const INTERACTION_CREATED_AT: Column =
    Column::time("interaction_created_at", "When the interaction was created.")
        .blank("where its row or the value is missing")
        .from("exported")
        .cell(|row| row.timeline.interaction.created_at.into())
        .repeats(Repeats::InTimeline);

pub(super) const ORGANIZATION_NAME: Column =
    Column::text("organization_name", "The name of the interaction's organization, or its id if it has no name.")
        .blank("where it has none")
        .from("name of the organizations table")
        .cell(|row| row.timeline.organization_name().into())
        .repeats(Repeats::InTimeline);

pub(super) const ANSWERED_BY: Column =
    Column::text("answered_by", "The name of the user who answered the interaction, or the id if there is no name.")
        .blank("where nobody did")
        .from("the user of the first Connected segment with a user, else of the first accepted ring")
        .cell(|row| row.timeline.answered_by().into());

pub(super) const OUTCOME: Column =
    Column::word("outcome", "How the interaction went for the customer: answered, unanswered, exited or open.")
        .blank("where no segment has a status, unless it rang and was answered or completed")
        .from(
            "answered where somebody was Connected or accepted; else open without a completion; else exited \
        where the last status before completion is Bot; else unanswered",
        )
        .toned(tones::of_outcome_word)
        .cell(|row| row.timeline.measures.outcome.map(Outcome::name).into());
