//! `report`: what happened to each interaction, one row per segment.

mod lanes;
mod people;
mod sources;

use super::columns::*;
use super::{About, Row, RowReport};

pub use people::{outline, section};

/// The report.
pub const REPORT: RowReport = RowReport {
    name: "report",
    title: "Timelines",
    noun: "segment",
    columns: &[
        INTERACTION_ID,
        SEQ,
        STARTED_AT,
        ENDED_AT,
        ELAPSED,
        DURATION,
        REASON,
        EVENT,
        STATUS,
        PREVIOUS_STATUS,
        RING_AT,
        RESPONSE,
        RESPONSE_SOURCE,
        QUEUE_ID,
        QUEUE_NAME,
        USER_ID,
        USER_NAME,
        COMMUNICATION_TYPE,
        DIRECTION,
        COMPLETION_DISPLAY,
        SEGMENT_ID,
        INTERACTION_CREATED_AT,
        INTERACTION_COMPLETED_AT,
        ORGANIZATION_NAME,
    ],
    for_people: &[
        "interaction_id",
        "seq",
        "started_at",
        "elapsed_seconds",
        "duration_seconds",
        "status",
        "ring_order",
        "user_name",
        "queue_name",
        "response",
    ],
    about: About::Segment,
    rows: |timeline, give| {
        for at in 0..timeline.stages.len() {
            give(Row { timeline, at, number: at as u64 + 1, finding: None });
        }
    },
};
