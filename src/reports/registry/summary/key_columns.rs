//! The columns of keys.

use crate::reports::Column;

const NO_KEY: &str = "where there is none";
const OF_CREATION: &str = "creation in the output zone";
const OF_INTERACTION: &str = "the interaction's, else that of its first segment with one";

pub(super) static USER: &[Column] = &[
    Column::text("user_id", "The user.").from("exported"),
    Column::text("user_name", "The user's name, or the id if there is no name.")
        .from("first and last name of the users table, else its name, else its email"),
];
pub(super) static QUEUE: &[Column] = &[
    Column::text("queue_id", "The queue.").blank(NO_KEY).from(
        "of an interaction: that of the first segment with one, else its own; of a ring, and of a \
        user's Connected, Hold or WrapUp segment: its own, else that of the nearest earlier segment \
        with one, else the interaction's",
    ),
    Column::text("queue_name", "The queue's name, or its id if it has no name.")
        .blank(NO_KEY)
        .from("name of the queues table"),
];
pub(super) static ORGANIZATION: &[Column] = &[
    Column::text("account_id", "The organization.").blank(NO_KEY).from("exported"),
    Column::text("organization_name", "The organization's name, or its id if it has no name.")
        .blank(NO_KEY)
        .from("name of the organizations table"),
];
pub(super) static COMMUNICATION_TYPE: &[Column] =
    &[Column::word("communication_type", "The communication type, as first spelled.")
        .blank(NO_KEY)
        .from(OF_INTERACTION)];
pub(super) static DIRECTION: &[Column] =
    &[Column::word("direction", "The direction, as first spelled.").blank(NO_KEY).from(OF_INTERACTION)];
pub(super) static SUB_COMMUNICATION_TYPE: &[Column] =
    &[Column::word("sub_communication_type", "The subtype of the communication type: inbound, callback, voicemail.")
        .blank("where it is not exported")
        .from("exported")];
pub(super) static OUTCOME: &[Column] =
    &[Column::word("outcome", "How it ended for the customer: answered, unanswered, exited or open.")
        .blank("where neither statuses nor rings tell")
        .from("as outcome of interactions")];
pub(super) static STATE: &[Column] = &[Column::word("state", "Whether it is completed or open.")
    .blank("where it has neither a status nor a completion")
    .from("as state of interactions")];
pub(super) static COMPLETION_DISPLAY: &[Column] = &[Column::text("completion_display", "How it was completed.")
    .blank(NO_KEY)
    .from("the interaction's, else that of its last segment with one")];
pub(super) static DAY: &[Column] =
    &[Column::text("day", "The calendar day of creation, such as 2026-11-01.").from(OF_CREATION)];
pub(super) static WEEK: &[Column] =
    &[Column::text("week", "The week of creation, from Monday, such as 2026-W45.").from(OF_CREATION)];
pub(super) static MONTH: &[Column] =
    &[Column::text("month", "The month of creation, such as 2026-11.").from(OF_CREATION)];
pub(super) static HOUR: &[Column] =
    &[Column::count("hour", "The hour of the day of creation, 0 to 23.").from(OF_CREATION)];
pub(super) static WEEKDAY: &[Column] =
    &[Column::text("weekday", "The weekday of creation, Monday to Sunday.").from(OF_CREATION)];
pub(super) static INTERVAL: &[Column] = &[Column::time("interval", "The start of the interval of creation.")
    .from("steps of --interval (default 30m) of elapsed time from the day's midnight in the output zone")];
