//! `rings`: who was rung, in what order, and how they responded, one row per ring.

use crate::reports::columns::{
    ANSWERED_BY, COMMUNICATION_TYPE, DIRECTION, ELAPSED, INTERACTION_CREATED_AT, INTERACTION_ID, OUTCOME, QUEUE_ID,
    QUEUE_NAME, RESPONSE, RESPONSE_SOURCE, USER_ID, USER_NAME,
};
use crate::reports::{About, Cell, Column, Items, Options, Report, Row, Shown};

pub(super) static RINGS: Report = Report {
    name: "rings",
    about: "Who was rung, in what order, and how they responded",
    examples: "  segrep rings --date yesterday --user \"Ana Franks\"
  segrep rings --response ignored --sort -ring_seconds --limit 20
  segrep rings --where 'withdrawn=false' --where 'response!=accepted' -f csv",
    options: Options::none(|_| Ok(Box::new(&ITEMS))),
    items: Some(&ITEMS),
    folded: Vec::new,
};

static ITEMS: Items = Items {
    title: "Rings",
    noun: "ring",
    columns: &[
        INTERACTION_ID,
        Column::count("ring_order", "The ring's number in the interaction, in time order, from 1.")
            .from("derived")
            .cell(|row| Cell::Count(row.number)),
        Column::time("started_at", "When the ring began: the start of its first segment.")
            .from("exported")
            .cell(|row| Cell::Time(row.stage().started_at)),
        Column::time("ended_at", "When the ring ended: the end of its last segment.")
            .blank("while it is ringing")
            .from("as ended_at of a segment")
            .cell(|row| row.ring().and_then(|ring| row.timeline.stages[ring.last].ended_at()).into()),
        ELAPSED,
        Column::seconds("ring_seconds", "How long it rang.")
            .titled("rang")
            .blank("while it is ringing, and where a segment of the ring is itself Connected, Hold or WrapUp")
            .from("end - start of a run of segments; the duration of a single one")
            .cell(|row| row.ring().and_then(|ring| ring.seconds).into()),
        USER_ID,
        USER_NAME,
        QUEUE_ID,
        QUEUE_NAME,
        RESPONSE,
        RESPONSE_SOURCE,
        Column::flag(
            "withdrawn",
            "Whether the user could not have taken it any more: the customer had gone, or somebody else was \
        quicker.",
        )
        .from(
            "true where the response is clear or none, and the next segment (passing over rings of other \
        users that start before this one ends) is Completed, or Connected with another user who was \
        not Connected before",
        )
        .cell(|row| Cell::Flag(row.ring().is_some_and(|ring| ring.withdrawn))),
        ANSWERED_BY,
        OUTCOME,
        COMMUNICATION_TYPE,
        DIRECTION,
        INTERACTION_CREATED_AT,
    ],
    for_people: "\
            interaction_id started_at user_name response ring_seconds withdrawn ring_order queue_name \
            response_source answered_by outcome",
    about: About::Ring,
    has_measures: false,
    shown: Shown::Rows,
    rows: |timeline, give| {
        for (ring, number) in timeline.rings.iter().zip(1..) {
            give(Row { timeline, at: ring.first, number });
        }
    },
};
