//! The columns of summaries, each with all that can be said about it.

use crate::reports::{Column, Kind};

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
    Column { name: "rings", kind: Kind::Count, meaning: "Rings of the user.", blank: "", formula: "counted" },
    ACCEPTED,
    REJECTED,
    IGNORED,
    CLEAR,
    UNKNOWN,
    WITHDRAWN,
    Column {
        name: "acceptance_rate",
        kind: Kind::Rate,
        meaning: "Share of the rings that could be taken which were accepted.",
        blank: "where no ring could be taken",
        formula: "accepted / (rings - withdrawn - still ringing)",
    },
    Column {
        name: "raw_rate",
        kind: Kind::Rate,
        meaning: "Share of all rings which were accepted.",
        blank: "where there was no ring",
        formula: "accepted / rings",
    },
    Column {
        name: "accepted_ring_seconds_avg",
        kind: Kind::Seconds,
        meaning: "How long it rang on average until it was accepted.",
        blank: "where none was",
        formula: "sum / number of ring_seconds of accepted rings, blanks and impossible ones left out",
    },
    Column {
        name: "accepted_ring_seconds_p50",
        kind: Kind::Seconds,
        meaning: "How long at most in half of them.",
        blank: "where none was",
        formula: "nearest-rank percentile: the value at position ceil(p*n) of the sorted values",
    },
    Column {
        name: "accepted_ring_seconds_p90",
        kind: Kind::Seconds,
        meaning: "How long at most in nine of ten.",
        blank: "where none was",
        formula: "nearest-rank percentile: the value at position ceil(p*n) of the sorted values",
    },
    Column {
        name: "unaccepted_ring_seconds",
        kind: Kind::Seconds,
        meaning: "How long it rang in all without being accepted.",
        blank: "",
        formula: "sum of ring_seconds of rings without the response accepted, impossible ones left out",
    },
    Column {
        name: "interactions_handled",
        kind: Kind::Count,
        meaning: "Interactions that the user handled.",
        blank: NO_STATUS,
        formula: "those in which the user has a Connected, Hold or WrapUp segment",
    },
    Column {
        name: "talk_seconds",
        kind: Kind::Seconds,
        meaning: "How long the user was in contact with customers.",
        blank: NO_STATUS,
        formula: "sum of the durations of the user's Connected segments, impossible ones left out",
    },
    Column {
        name: "hold_seconds",
        kind: Kind::Seconds,
        meaning: "How long customers were on hold.",
        blank: NO_STATUS,
        formula: "sum of the durations of the user's Hold segments, impossible ones left out",
    },
    Column {
        name: "wrap_up_seconds",
        kind: Kind::Seconds,
        meaning: "How long the user worked after contacts.",
        blank: NO_STATUS,
        formula: "sum of the durations of the user's WrapUp segments, impossible ones left out",
    },
    Column {
        name: "handle_seconds",
        kind: Kind::Seconds,
        meaning: "How long the user handled interactions.",
        blank: NO_STATUS,
        formula: "talk + hold + wrap-up",
    },
    Column {
        name: "handle_seconds_avg",
        kind: Kind::Seconds,
        meaning: "How long the user handled an interaction on average.",
        blank: "where none was handled",
        formula: "handle_seconds / interactions_handled",
    },
];

/// The columns of a summary without users, after the keys.
pub(in crate::reports) const INTERACTION_COLUMNS: &[Column] = &[
    Column {
        name: "interactions",
        kind: Kind::Count,
        meaning: "Interactions.",
        blank: "",
        formula: "counted at their own queue and at their creation in the output zone",
    },
    Column {
        name: "answered",
        kind: Kind::Count,
        meaning: "Interactions that were answered.",
        blank: NO_OUTCOME,
        formula: "counted by outcome",
    },
    Column {
        name: "unanswered",
        kind: Kind::Count,
        meaning: "Interactions that were completed without an answer.",
        blank: NO_OUTCOME,
        formula: "counted by outcome",
    },
    Column {
        name: "exited",
        kind: Kind::Count,
        meaning: "Interactions that left to a workflow or voicemail.",
        blank: NO_OUTCOME,
        formula: "counted by outcome",
    },
    Column {
        name: "open",
        kind: Kind::Count,
        meaning: "Interactions that are neither answered nor completed.",
        blank: NO_OUTCOME,
        formula: "counted by outcome",
    },
    Column {
        name: "answer_rate",
        kind: Kind::Rate,
        meaning: "Share of the interactions which were answered.",
        blank: "where all are open or of unknown outcome",
        formula: "answered / (answered + unanswered + exited)",
    },
    Column {
        name: "wait_seconds_avg",
        kind: Kind::Seconds,
        meaning: "How long answered interactions waited on average.",
        blank: NO_WAIT,
        formula: "sum / number of wait_seconds of answered interactions, blanks and impossible ones left out",
    },
    Column {
        name: "wait_seconds_p50",
        kind: Kind::Seconds,
        meaning: "How long half of them waited at most.",
        blank: NO_WAIT,
        formula: "nearest-rank percentile: the value at position ceil(p*n) of the sorted values",
    },
    Column {
        name: "wait_seconds_p90",
        kind: Kind::Seconds,
        meaning: "How long nine of ten waited at most.",
        blank: NO_WAIT,
        formula: "nearest-rank percentile: the value at position ceil(p*n) of the sorted values",
    },
    Column {
        name: "wait_seconds_max",
        kind: Kind::Seconds,
        meaning: "How long the longest waited.",
        blank: NO_WAIT,
        formula: "maximum of wait_seconds of answered interactions, blanks and impossible ones left out",
    },
    Column {
        name: "answered_in_sla",
        kind: Kind::Count,
        meaning: "Interactions that were answered in time.",
        blank: "where there are interactions, and of none is the outcome known and, if answered, the wait",
        formula: "answered with a possible wait of at most --sla (default 30s)",
    },
    Column {
        name: "service_level",
        kind: Kind::Rate,
        meaning: "Share of the interactions which were answered in time.",
        blank: "where answered_in_sla is, and where all are open or of unknown outcome",
        formula: "answered_in_sla / (answered + unanswered + exited)",
    },
    Column {
        name: "rings",
        kind: Kind::Count,
        meaning: "Rings.",
        blank: NO_RINGS,
        formula: "counted; by queue, each at its own (see queue_id)",
    },
    ACCEPTED,
    REJECTED,
    IGNORED,
    CLEAR,
    UNKNOWN,
    WITHDRAWN,
    Column {
        name: "talk_seconds_avg",
        kind: Kind::Seconds,
        meaning: "How long users and customers were in contact on average.",
        blank: "where none was answered that has a status",
        formula: "sum / number of talk_seconds of answered interactions, blanks and impossible ones left out",
    },
    Column {
        name: "hold_seconds_avg",
        kind: Kind::Seconds,
        meaning: "How long customers were on hold on average.",
        blank: "where none was answered that has a status",
        formula: "sum / number of hold_seconds of answered interactions, blanks and impossible ones left out",
    },
    Column {
        name: "wrap_up_seconds_avg",
        kind: Kind::Seconds,
        meaning: "How long the work after the contact took on average.",
        blank: "where none was answered that has a status",
        formula: "sum / number of wrap_up_seconds of answered interactions, blanks and impossible ones left out",
    },
    Column {
        name: "handle_seconds_avg",
        kind: Kind::Seconds,
        meaning: "How long users handled an interaction on average.",
        blank: "where none was answered that has a status",
        formula: "sum / number of handle_seconds of answered interactions, blanks and impossible ones left out",
    },
    Column {
        name: "transfers",
        kind: Kind::Count,
        meaning: "How often interactions were transferred.",
        blank: "where the segments have no reason column",
        formula: "sum of transfers",
    },
    Column {
        name: OUTCOME_UNKNOWN,
        kind: Kind::Count,
        meaning: "Interactions of which nobody knows the outcome. With answered, unanswered, exited and open they add up to interactions.",
        blank: "",
        formula: "counted where outcome is blank",
    },
];

pub(super) const USER: [Column; 2] = [
    Column { name: "user_id", kind: Kind::Text, meaning: "The user.", blank: "", formula: "exported" },
    Column {
        name: "user_name",
        kind: Kind::Text,
        meaning: "The user's name, the id where there is no name.",
        blank: "",
        formula: "first and last name of the users table, else its name, else its email",
    },
];

pub(super) const QUEUE: [Column; 2] = [
    Column {
        name: "queue_id",
        kind: Kind::Text,
        meaning: "The queue.",
        blank: "where there is none",
        formula: "of an interaction: that of the first segment with one, else its own; of a ring, and of a user's Connected, Hold or WrapUp segment: its own, else that of the nearest earlier segment with one, else the interaction's",
    },
    Column {
        name: "queue_name",
        kind: Kind::Text,
        meaning: "The queue's name, its id where there is no name.",
        blank: "where there is none",
        formula: "name of the queues table",
    },
];

pub(super) const ORGANIZATION: [Column; 2] = [
    Column {
        name: "account_id",
        kind: Kind::Text,
        meaning: "The organization.",
        blank: "where there is none",
        formula: "exported",
    },
    Column {
        name: "organization_name",
        kind: Kind::Text,
        meaning: "The organization's name, its id where there is no name.",
        blank: "where there is none",
        formula: "name of the organizations table",
    },
];

pub(super) const COMMUNICATION_TYPE: [Column; 1] = [Column {
    name: "communication_type",
    kind: Kind::Word,
    meaning: "The communication type, as first spelled.",
    blank: "where there is none",
    formula: "the interaction's, else that of its first segment with one",
}];

pub(super) const DIRECTION: [Column; 1] = [Column {
    name: "direction",
    kind: Kind::Word,
    meaning: "The direction, as first spelled.",
    blank: "where there is none",
    formula: "the interaction's, else that of its first segment with one",
}];

pub(super) const DAY: [Column; 1] = [Column {
    name: "day",
    kind: Kind::Text,
    meaning: "The civil day of creation, as 2026-11-01.",
    blank: "",
    formula: "creation in the output zone",
}];

pub(super) const WEEK: [Column; 1] = [Column {
    name: "week",
    kind: Kind::Text,
    meaning: "The week of creation, from Monday, as 2026-W45.",
    blank: "",
    formula: "creation in the output zone",
}];

pub(super) const MONTH: [Column; 1] = [Column {
    name: "month",
    kind: Kind::Text,
    meaning: "The month of creation, as 2026-11.",
    blank: "",
    formula: "creation in the output zone",
}];

pub(super) const HOUR: [Column; 1] = [Column {
    name: "hour",
    kind: Kind::Count,
    meaning: "The hour of the day of creation, 0 to 23.",
    blank: "",
    formula: "creation in the output zone",
}];

pub(super) const WEEKDAY: [Column; 1] = [Column {
    name: "weekday",
    kind: Kind::Text,
    meaning: "The day of the week of creation, Monday to Sunday.",
    blank: "",
    formula: "creation in the output zone",
}];

pub(super) const INTERVAL: [Column; 1] = [Column {
    name: "interval",
    kind: Kind::Time,
    meaning: "The start of the interval of creation.",
    blank: "",
    formula: "steps of --interval (default 30m) of elapsed time from the day's midnight in the output zone",
}];

const ACCEPTED: Column = Column {
    name: "accepted",
    kind: Kind::Count,
    meaning: "Rings with the response accepted.",
    blank: NO_RINGS,
    formula: "counted",
};

const REJECTED: Column = Column {
    name: "rejected",
    kind: Kind::Count,
    meaning: "Rings with the response rejected.",
    blank: NO_RINGS,
    formula: "counted",
};

const IGNORED: Column = Column {
    name: "ignored",
    kind: Kind::Count,
    meaning: "Rings with the response ignored.",
    blank: NO_RINGS,
    formula: "counted",
};

const CLEAR: Column = Column {
    name: "clear",
    kind: Kind::Count,
    meaning: "Rings with the response clear: the user took no action.",
    blank: NO_RINGS,
    formula: "counted",
};

const UNKNOWN: Column = Column {
    name: "unknown",
    kind: Kind::Count,
    meaning: "Rings without a known response.",
    blank: NO_RINGS,
    formula: "counted",
};

const WITHDRAWN: Column = Column {
    name: "withdrawn",
    kind: Kind::Count,
    meaning: "Rings that could not have been taken any more: the customer had gone, or somebody else was quicker.",
    blank: NO_RINGS,
    formula: "counted",
};
