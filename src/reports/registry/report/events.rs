//! `report --events`: what statuses an interaction went through, as an event log for process mining. The names of the
//! columns are those of the XES standard (IEEE 1849), which its tools know.

use crate::reports::{About, Cell, Column, Items, Repeats, Row, Shown};
use crate::timelines::Coded;

pub(super) static EVENTS: Items = Items {
    title: "Events",
    noun: "event",
    columns: &[
        Column::text("case:concept:name", "The interaction's id: the case.")
            .from("interaction_id")
            .cell(|row| row.timeline.uuid().map_or_else(|| Cell::text(row.timeline.id()), Cell::Uuid))
            .repeats(Repeats::InTimeline),
        Column::word("concept:name", "The status of the segment: what happened.")
            .from("status")
            .cell(|row| row.stage().text(Coded::Status).into())
            .repeats(Repeats::ByCode(Coded::Status)),
        Column::time(
            "time:timestamp",
            "When the segment began, always with six decimals: some tools read but one form.",
        )
        .from("started_at")
        .cell(|row| Cell::Micros(row.stage().started_at)),
        Column::text("org:resource", "The user's name, or the id if there is no name.")
            .blank("where there is no user")
            .from("user_name")
            .cell(|row| row.stage().user_name().into()),
        Column::text("org:group", "The name of the segment's queue, or its id if it has no name.")
            .blank("where it has none")
            .from("queue_name")
            .cell(|row| row.stage().queue_name().into()),
        Column::count("seq", "The segment's number in the interaction, in time order, from 1.")
            .from("derived from the order of the segments; those without a status have no event")
            .cell(|row| Cell::Count(row.number))
            .repeats(Repeats::ByNumber),
    ],
    for_people: "case:concept:name concept:name time:timestamp org:resource org:group seq",
    about: About::Segment,
    has_measures: false,
    shown: Shown::Rows,
    rows: |timeline, give| {
        let with_status = timeline.stages.iter().enumerate().filter(|(_, stage)| stage.has(Coded::Status));
        with_status.for_each(|(at, _)| give(Row { timeline, at, number: at as u64 + 1 }));
    },
};
