//! `report`: what happened to each interaction, one row per segment.

mod events;
mod facts;
mod lanes;
mod people;
mod view;

use clap::Args;

use crate::reports::columns::{
    COMMUNICATION_TYPE, DIRECTION, ELAPSED, INTERACTION_CREATED_AT, INTERACTION_ID, ORGANIZATION_NAME, QUEUE_ID,
    QUEUE_NAME, REASON, RESPONSE, RESPONSE_SOURCE, USER_ID, USER_NAME,
};
use crate::reports::{
    About, Asking, Cell, Column, Items, Options, Query, Question, Repeats, Reply, Report, Row, Shown, Typed,
};
use crate::timelines::Coded;
use crate::usage::UsageError;

use events::EVENTS;
pub(crate) use people::{outline, section};

pub(super) static REPORT: Report = Report {
    name: "report",
    about: "The timeline of each interaction: who was rung, how they responded, every status and how long it lasted",
    examples: "  segrep report 7f3a90                       one interaction on the terminal
  segrep report 7f38e                        a prefix will do if it fits only one id
  segrep report --interaction @ids.txt -f csv
  segrep report --date 2026-11-20 --queue Billing
  segrep report --since 2026-11 --min-wait 5m -o waits.csv.gz
  segrep report --events --date last-week -o events.csv  for process mining",
    options: Options::of::<ReportOptions>(),
    items: Some(&ITEMS),
    folded: || vec![("report --events", EVENTS.columns.iter().collect())],
};

#[derive(Debug, Args)]
struct ReportOptions {
    /// Show why each measure of the timeline is what it is, as segrep explain ID does
    #[arg(long)]
    explain: bool,
    /// Each segment with a status as an event, under the names that process mining goes by
    #[arg(long, conflicts_with = "explain")]
    events: bool,
}

impl Asking for ReportOptions {
    fn ask(&self, report: &'static Report, _: &Typed) -> Result<Reply, UsageError> {
        let items = if self.events { &EVENTS } else { &ITEMS };
        let query = (!self.events && !self.explain).then(|| Query::of("report"));
        Ok(Question { query, ..Question::listing(report, items, self.explain) }.into())
    }
}

pub(super) static ITEMS: Items = Items {
    title: "Timelines",
    noun: "segment",
    columns: &[
        INTERACTION_ID,
        Column::count("seq", "The segment's number in the interaction, in time order, from 1.")
            .from("derived from the order of the segments")
            .cell(|row| Cell::Count(row.number))
            .repeats(Repeats::ByNumber),
        Column::time("started_at", "When the segment began.")
            .from("exported")
            .cell(|row| Cell::Time(row.stage().started_at)),
        Column::time("ended_at", "When the segment ended.")
            .blank("while it is open")
            .from(
                "exported; else start + exported duration; else the next segment's start (of a ring, that of \
        the next segment which is not another user's ring with the same start); else the interaction's \
        completed_at, where that is not before the start",
            )
            .cell(|row| row.stage().ended_at().into()),
        ELAPSED,
        Column::seconds("duration_seconds", "How long the segment lasted.")
            .blank("while it is open")
            .from("exported; else end - start")
            .cell(|row| row.stage().lasted().into()),
        REASON,
        Column::word("event", "What happened in the segment; for a ring, the user's response.")
            .blank("where it is not exported")
            .from("exported")
            .cell(|row| row.stage().text(Coded::Event).into())
            .repeats(Repeats::ByCode(Coded::Event)),
        Column::word("status", "The interaction's status in the segment.")
            .blank("where it is not exported")
            .from("exported")
            .cell(|row| row.stage().text(Coded::Status).into())
            .repeats(Repeats::ByCode(Coded::Status)),
        Column::word("previous_status", "The status before.")
            .blank("where there was none")
            .from("exported; else that of the nearest earlier segment with one")
            .cell(|row| row.timeline.previous_status(row.stage()).into())
            .repeats(Repeats::ByPreviousStatus),
        Column::count("ring_order", "The number of the ring that begins with this segment, in time order, from 1.")
            .blank("on every other segment")
            .from(
                "derived: a segment with a user rings if its reason is a ring reason or its status is Pending; \
        where none does, one whose event is a response",
            )
            .cell(|row| row.timeline.ring_at(row.at).map(|(order, _)| order as u64).into())
            .repeats(Repeats::ByRing),
        RESPONSE,
        RESPONSE_SOURCE,
        QUEUE_ID,
        QUEUE_NAME,
        USER_ID,
        USER_NAME,
        COMMUNICATION_TYPE,
        DIRECTION,
        Column::text("completion_display", "How the interaction was completed, as the segment says it.")
            .blank("where it is not exported")
            .from("exported")
            .cell(|row| row.stage().text(Coded::CompletionDisplay).into())
            .repeats(Repeats::ByCode(Coded::CompletionDisplay)),
        Column::text("segment_id", "The segment's id.").blank("where it is not exported").from("exported").cell(
            |row| match row.stage().segment_uuid() {
                Some(uuid) => Cell::Uuid(uuid),
                None => row.timeline.segment_id(row.stage()).into(),
            },
        ),
        INTERACTION_CREATED_AT,
        Column::time("interaction_completed_at", "When the interaction was completed.")
            .blank("where its row or the value is missing")
            .from("exported")
            .cell(|row| row.timeline.interaction.completed_at.into())
            .repeats(Repeats::InTimeline),
        ORGANIZATION_NAME,
    ],
    for_people: "\
            interaction_id seq started_at elapsed_seconds duration_seconds status ring_order user_name queue_name \
            response",
    about: About::Segment,
    has_measures: true,
    shown: Shown::Timelines,
    rows: |timeline, give| {
        for at in 0..timeline.stages.len() {
            give(Row { timeline, at, number: at as u64 + 1 });
        }
    },
};
