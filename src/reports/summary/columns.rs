//! The columns of summaries, each with all that can be said about it.

use crate::reports::Column;

/// Interactions whose outcome isn't known: people are shown them where there are any.
pub(super) const OUTCOME_UNKNOWN: &str = "outcome_unknown";

/// Where a row has interactions, and none of them has a known outcome.
const NO_OUTCOME: &str = "where there are interactions, and of none is the outcome known";

/// Where no interaction has a known wait.
const NO_WAIT: &str = "where none was answered after a known wait";

/// Where nobody knows of rings.
const NO_RINGS: &str = "where the segments have no reason, status and event column";

/// Where nobody knows what the user did.
const NO_STATUS: &str = "where no interaction of the row has a segment with a status";

/// What people are shown of a summary with users after the keys, what matters most first.
pub(super) const USER_COLUMNS_FOR_PEOPLE: &[&str] = &[
    "rings",
    "acceptance_rate",
    "accepted",
    "rejected",
    "ignored",
    "clear",
    "unknown",
    "withdrawn",
    "accepted_ring_seconds_avg",
    "accepted_ring_seconds_p90",
    "unaccepted_ring_seconds",
    "interactions_handled",
    "handle_seconds",
    "handle_seconds_avg",
];

/// What people are shown of any other summary after the keys, what matters most first.
pub(super) const INTERACTION_COLUMNS_FOR_PEOPLE: &[&str] = &[
    "interactions",
    "answer_rate",
    "service_level",
    "wait_seconds_avg",
    "wait_seconds_p90",
    "answered",
    "unanswered",
    "exited",
    "open",
    OUTCOME_UNKNOWN,
    "wait_seconds_max",
    "rings",
    "accepted",
    "rejected",
    "ignored",
    "clear",
    "unknown",
    "withdrawn",
    "handle_seconds_avg",
    "transfers",
];

/// The columns of a summary with users among its keys, after the keys.
pub(in crate::reports) const USER_COLUMNS: &[Column] = &[
    Column::count("rings", "Rings of the user.").from("counted"),
    ACCEPTED,
    REJECTED,
    IGNORED,
    CLEAR,
    UNKNOWN,
    WITHDRAWN,
    Column::rate("acceptance_rate", "Share of the rings that could be taken which were accepted.")
        .blank("where no ring could be taken")
        .from("accepted / (rings - withdrawn - still ringing)"),
    Column::rate("raw_rate", "Share of all rings which were accepted.")
        .blank("where there was no ring")
        .from("accepted / rings"),
    Column::seconds("accepted_ring_seconds_avg", "How long it rang on average until it was accepted.")
        .blank("where none was")
        .from("sum / number of ring_seconds of accepted rings, blanks and impossible ones left out"),
    Column::seconds("accepted_ring_seconds_p50", "How long at most in half of them.")
        .blank("where none was")
        .from("nearest-rank percentile: the value at position ceil(p*n) of the sorted values"),
    Column::seconds("accepted_ring_seconds_p90", "How long at most in nine of ten.")
        .blank("where none was")
        .from("nearest-rank percentile: the value at position ceil(p*n) of the sorted values"),
    Column::seconds("unaccepted_ring_seconds", "How long it rang in all without being accepted.")
        .from("sum of ring_seconds of rings without the response accepted, impossible ones left out"),
    Column::count("interactions_handled", "Interactions that the user handled.")
        .blank(NO_STATUS)
        .from("those in which the user has a Connected, Hold or WrapUp segment"),
    Column::seconds("talk_seconds", "How long the user was in contact with customers.")
        .blank(NO_STATUS)
        .from("sum of the durations of the user's Connected segments, impossible ones left out"),
    Column::seconds("hold_seconds", "How long customers were on hold.")
        .blank(NO_STATUS)
        .from("sum of the durations of the user's Hold segments, impossible ones left out"),
    Column::seconds("wrap_up_seconds", "How long the user worked after contacts.")
        .blank(NO_STATUS)
        .from("sum of the durations of the user's WrapUp segments, impossible ones left out"),
    Column::seconds("handle_seconds", "How long the user handled interactions.")
        .blank(NO_STATUS)
        .from("talk + hold + wrap-up"),
    Column::seconds("handle_seconds_avg", "How long the user handled an interaction on average.")
        .blank("where none was handled")
        .from("handle_seconds / interactions_handled"),
];

/// The columns of a summary without users, after the keys.
pub(in crate::reports) const INTERACTION_COLUMNS: &[Column] = &[
    Column::count("interactions", "Interactions.")
        .from("counted at their own queue and at their creation in the output zone"),
    Column::count("answered", "Interactions that were answered.").blank(NO_OUTCOME).from("counted by outcome"),
    Column::count("unanswered", "Interactions that were completed without an answer.")
        .blank(NO_OUTCOME)
        .from("counted by outcome"),
    Column::count("exited", "Interactions that left to a workflow or voicemail.")
        .blank(NO_OUTCOME)
        .from("counted by outcome"),
    Column::count("open", "Interactions that are neither answered nor completed.")
        .blank(NO_OUTCOME)
        .from("counted by outcome"),
    Column::rate("answer_rate", "Share of the interactions which were answered.")
        .blank("where all are open or of unknown outcome")
        .from("answered / (answered + unanswered + exited)"),
    Column::seconds("wait_seconds_avg", "How long answered interactions waited on average.")
        .blank(NO_WAIT)
        .from("sum / number of wait_seconds of answered interactions, blanks and impossible ones left out"),
    Column::seconds("wait_seconds_p50", "How long half of them waited at most.")
        .blank(NO_WAIT)
        .from("nearest-rank percentile: the value at position ceil(p*n) of the sorted values"),
    Column::seconds("wait_seconds_p90", "How long nine of ten waited at most.")
        .blank(NO_WAIT)
        .from("nearest-rank percentile: the value at position ceil(p*n) of the sorted values"),
    Column::seconds("wait_seconds_max", "How long the longest waited.")
        .blank(NO_WAIT)
        .from("maximum of wait_seconds of answered interactions, blanks and impossible ones left out"),
    Column::count("answered_in_sla", "Interactions that were answered in time.")
        .blank("where there are interactions, and of none is the outcome known and, if answered, the wait")
        .from("answered with a possible wait of at most --sla (default 30s)"),
    Column::rate("service_level", "Share of the interactions which were answered in time.")
        .blank("where answered_in_sla is, and where all are open or of unknown outcome")
        .from("answered_in_sla / (answered + unanswered + exited)"),
    Column::count("rings", "Rings.").blank(NO_RINGS).from("counted; by queue, each at its own (see queue_id)"),
    ACCEPTED,
    REJECTED,
    IGNORED,
    CLEAR,
    UNKNOWN,
    WITHDRAWN,
    Column::seconds("talk_seconds_avg", "How long users and customers were in contact on average.")
        .blank("where none was answered that has a status")
        .from("sum / number of talk_seconds of answered interactions, blanks and impossible ones left out"),
    Column::seconds("hold_seconds_avg", "How long customers were on hold on average.")
        .blank("where none was answered that has a status")
        .from("sum / number of hold_seconds of answered interactions, blanks and impossible ones left out"),
    Column::seconds("wrap_up_seconds_avg", "How long the work after the contact took on average.")
        .blank("where none was answered that has a status")
        .from("sum / number of wrap_up_seconds of answered interactions, blanks and impossible ones left out"),
    Column::seconds("handle_seconds_avg", "How long users handled an interaction on average.")
        .blank("where none was answered that has a status")
        .from("sum / number of handle_seconds of answered interactions, blanks and impossible ones left out"),
    Column::count("transfers", "How often interactions were transferred.")
        .blank("where the segments have no reason column")
        .from("sum of transfers"),
    Column::count(
        OUTCOME_UNKNOWN,
        "Interactions of which nobody knows the outcome. With answered, unanswered, exited and open \
        they add up to interactions.",
    )
    .from("counted where outcome is blank"),
];

pub(super) static USER: [Column; 2] = [
    Column::text("user_id", "The user.").from("exported"),
    Column::text("user_name", "The user's name, the id where there is no name.")
        .from("first and last name of the users table, else its name, else its email"),
];

pub(super) static QUEUE: [Column; 2] = [
    Column::text("queue_id", "The queue.").blank("where there is none").from(
        "of an interaction: that of the first segment with one, else its own; of a ring, and of a \
        user's Connected, Hold or WrapUp segment: its own, else that of the nearest earlier segment \
        with one, else the interaction's",
    ),
    Column::text("queue_name", "The queue's name, its id where there is no name.")
        .blank("where there is none")
        .from("name of the queues table"),
];

pub(super) static ORGANIZATION: [Column; 2] = [
    Column::text("account_id", "The organization.").blank("where there is none").from("exported"),
    Column::text("organization_name", "The organization's name, its id where there is no name.")
        .blank("where there is none")
        .from("name of the organizations table"),
];

pub(super) static COMMUNICATION_TYPE: [Column; 1] =
    [Column::word("communication_type", "The communication type, as first spelled.")
        .blank("where there is none")
        .from("the interaction's, else that of its first segment with one")];

pub(super) static DIRECTION: [Column; 1] = [Column::word("direction", "The direction, as first spelled.")
    .blank("where there is none")
    .from("the interaction's, else that of its first segment with one")];

pub(super) static DAY: [Column; 1] =
    [Column::text("day", "The civil day of creation, as 2026-11-01.").from("creation in the output zone")];

pub(super) static WEEK: [Column; 1] =
    [Column::text("week", "The week of creation, from Monday, as 2026-W45.").from("creation in the output zone")];

pub(super) static MONTH: [Column; 1] =
    [Column::text("month", "The month of creation, as 2026-11.").from("creation in the output zone")];

pub(super) static HOUR: [Column; 1] =
    [Column::count("hour", "The hour of the day of creation, 0 to 23.").from("creation in the output zone")];

pub(super) static WEEKDAY: [Column; 1] =
    [Column::text("weekday", "The day of the week of creation, Monday to Sunday.").from("creation in the output zone")];

pub(super) static INTERVAL: [Column; 1] = [Column::time("interval", "The start of the interval of creation.")
    .from("steps of --interval (default 30m) of elapsed time from the day's midnight in the output zone")];

const ACCEPTED: Column = Column::count("accepted", "Rings with the response accepted.").blank(NO_RINGS).from("counted");

const REJECTED: Column = Column::count("rejected", "Rings with the response rejected.").blank(NO_RINGS).from("counted");

const IGNORED: Column = Column::count("ignored", "Rings with the response ignored.").blank(NO_RINGS).from("counted");

const CLEAR: Column =
    Column::count("clear", "Rings with the response clear: the user took no action.").blank(NO_RINGS).from("counted");

const UNKNOWN: Column = Column::count("unknown", "Rings without a known response.").blank(NO_RINGS).from("counted");

const WITHDRAWN: Column = Column::count(
    "withdrawn",
    "Rings that could not have been taken any more: the customer had gone, or somebody else was quicker.",
)
.blank(NO_RINGS)
.from("counted");
