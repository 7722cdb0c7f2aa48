//! `rings`: who was rung, in what order, and how they responded, one row per ring.

use super::columns::*;
use super::{About, Row, RowReport};

/// The report.
pub const RINGS: RowReport = RowReport {
    name: "rings",
    title: "Rings",
    noun: "ring",
    columns: &[
        INTERACTION_ID,
        RING_ORDER,
        RING_STARTED_AT,
        RING_ENDED_AT,
        ELAPSED,
        RING_SECONDS,
        USER_ID,
        USER_NAME,
        QUEUE_ID,
        QUEUE_NAME,
        RESPONSE,
        RESPONSE_SOURCE,
        WITHDRAWN,
        ANSWERED_BY,
        OUTCOME,
        COMMUNICATION_TYPE,
        DIRECTION,
        INTERACTION_CREATED_AT,
    ],
    for_people: &[
        "interaction_id",
        "started_at",
        "user_name",
        "response",
        "ring_seconds",
        "withdrawn",
        "ring_order",
        "queue_name",
        "response_source",
        "answered_by",
        "outcome",
    ],
    about: About::Ring,
    rows: |timeline, give| {
        for (ring, number) in timeline.rings.iter().zip(1..) {
            give(Row { timeline, at: ring.first, number, finding: None });
        }
    },
};
