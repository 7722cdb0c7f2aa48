//! `statuses`: every status change with the status before it and how long that one lasted, one row per change.

use super::columns::*;
use super::{About, Row, RowReport};

/// The report.
pub const STATUSES: RowReport = RowReport {
    name: "statuses",
    title: "Status changes",
    noun: "status change",
    columns: &[
        INTERACTION_ID,
        CHANGE,
        CHANGED_AT,
        FROM_STATUS,
        TO_STATUS,
        SECONDS_IN_FROM,
        ELAPSED,
        REASON,
        QUEUE_ID,
        QUEUE_NAME,
        USER_ID,
        USER_NAME,
    ],
    for_people: &[
        "interaction_id",
        "changed_at",
        "from_status",
        "to_status",
        "seconds_in_from",
        "elapsed_seconds",
        "user_name",
        "queue_name",
        "reason",
        "change",
    ],
    about: About::Change,
    rows: |timeline, give| {
        let mut number = 0;
        for (at, stage) in timeline.stages.iter().enumerate() {
            if timeline.is_status_change(stage) {
                number += 1;
                give(Row { timeline, at, number, finding: None });
            }
        }
    },
};
