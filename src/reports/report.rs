//! `report`: what happened to each interaction, one row per segment.

mod people;

use crate::timelines::Timeline;

use super::{Cell, Column};

pub use people::section;

/// One segment of a timeline.
#[derive(Clone, Copy)]
pub struct SegmentRow<'r> {
    /// The timeline.
    pub timeline: &'r Timeline<'r>,
    /// The segment's number in it, from 0.
    pub at: usize,
}

/// Makes the cell of a segment's row.
pub type SegmentCell = for<'r> fn(&SegmentRow<'r>) -> Cell<'r>;

macro_rules! columns {
    ($($name:literal: $cell:expr, $meaning:literal;)*) => {
        &[$(Column { name: $name, meaning: $meaning, cell: $cell },)*]
    };
}

/// The columns of `report`, in order. New ones are only ever added at the end.
pub const COLUMNS: &[Column<SegmentCell>] = columns! {
    "interaction_id": |row| Cell::Text(row.timeline.id),
        "The interaction's id, as exported.";
    "seq": |row| Cell::Count(row.at as u64 + 1),
        "The segment's number in the interaction, in time order, from 1.";
    "started_at": |row| Cell::Time(row.stage().segment.started_at),
        "When the segment began, as exported.";
    "ended_at": |row| row.stage().ended_at().into(),
        "When it ended: exported; else start + exported duration; else the next segment's start (of a ring, that of the \
         next segment which is not another user's ring with the same start); else the interaction's completion. Blank \
         while it is open.";
    "elapsed_seconds": |row| Cell::Seconds(row.stage().elapsed),
        "Seconds from the interaction's creation (without one, from its first segment) to the segment's start.";
    "duration_seconds": |row| row.stage().lasted().into(),
        "Seconds that it lasted: exported; else end - start. Blank while it is open.";
    "reason": |row| row.stage().segment.reason.into(),
        "Why the segment was created, as exported.";
    "event": |row| row.stage().segment.event.into(),
        "What happened in it, as exported.";
    "status": |row| row.stage().segment.status.into(),
        "The interaction's status in it, as exported.";
    "previous_status": |row| row.timeline.previous_status(row.stage()).into(),
        "The status before: exported; else that of the nearest earlier segment with one. Blank where there was none.";
    "ring_order": |row| row.timeline.ring_at(row.at).map(|(order, _)| order as u64).into(),
        "The number of the ring that begins with the segment, in time order, from 1. Blank on every other segment.";
    "response": |row| row.ring_response().map(|(response, _)| response.name()).into(),
        "How the user responded to the ring that begins here: accepted, rejected, ignored or clear (no action). Blank \
         where nothing says it.";
    "response_source": |row| row.ring_response().map(|(_, source)| source.name()).into(),
        "recorded where the data says the response, inferred where the next segment is Connected with the same user.";
    "queue_id": |row| row.stage().segment.queue_id.into(),
        "The segment's queue, by id. Blank where it has none.";
    "queue_name": |row| row.stage().queue_name().into(),
        "The queue's name; its id where there is no name.";
    "user_id": |row| row.stage().segment.user_id.into(),
        "The user who was rung or handled it, by id. Blank where there is none.";
    "user_name": |row| row.stage().user_name().into(),
        "The user's first and last name, else name, else email; the id where there is none.";
    "communication_type": |row| row.stage().segment.communication_type.into(),
        "The segment's own communication type, as exported.";
    "direction": |row| row.stage().segment.direction.into(),
        "The segment's own direction, as exported.";
    "completion_display": |row| row.stage().segment.completion_display.into(),
        "How the interaction was completed, as the segment says it.";
    "segment_id": |row| row.stage().segment.segment_id.into(),
        "The segment's id, as exported.";
    "interaction_created_at": |row| row.timeline.interaction.created_at.into(),
        "When the interaction was created, as exported. Blank where its row or the value is missing.";
    "interaction_completed_at": |row| row.timeline.interaction.completed_at.into(),
        "When the interaction was completed, as exported. Blank where its row or the value is missing.";
    "organization_name": |row| row.timeline.organization_name().into(),
        "The name of the interaction's organization; its id where there is no name.";
};

impl<'r> SegmentRow<'r> {
    fn stage(&self) -> &'r crate::timelines::Stage<'r> {
        &self.timeline.stages[self.at]
    }

    fn ring_response(&self) -> Option<(crate::tables::Response, crate::timelines::ResponseSource)> {
        self.timeline.ring_at(self.at)?.1.response
    }
}
