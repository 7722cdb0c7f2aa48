//! `statuses`: every status change with the status before it and how long that one lasted, one row per change.

mod pairs;

use clap::Args;

use crate::reports::columns::{ELAPSED, INTERACTION_ID, QUEUE_ID, QUEUE_NAME, REASON, USER_ID, USER_NAME};
use crate::reports::{About, Asking, Cell, Column, Items, Options, Query, Question, Reply, Report, Row, Shown, Typed};
use crate::timelines::Coded;
use crate::usage::UsageError;

pub(super) static STATUSES: Report = Report {
    name: "statuses",
    about: "Every status change, the status before it and how long that one lasted",
    examples: "  segrep statuses 7f3a90
  segrep statuses --date yesterday --summary
  segrep statuses --where 'to_status=Connected' --sort -seconds_in_from --limit 10",
    options: Options::of::<StatusesOptions>(),
    items: Some(&ITEMS),
    folded: || vec![("statuses --summary", pairs::columns().collect())],
};

#[derive(Debug, Args)]
struct StatusesOptions {
    /// One row per pair of statuses: how often, in how many interactions, and after how long
    #[arg(long)]
    summary: bool,
}

impl Asking for StatusesOptions {
    fn ask(&self, report: &'static Report, _: &Typed) -> Result<Reply, UsageError> {
        Ok(match self.summary {
            true => Question {
                spared: Question::SPARED.to_vec(),
                query: Some(Query::of("statuses_summary")),
                ..Question::folding("statuses summary", pairs::columns().cloned().collect(), pairs::start())
            },
            false => Question { query: Some(Query::of("statuses")), ..Question::listing(report, &ITEMS, false) },
        }
        .into())
    }
}

static ITEMS: Items = Items {
    title: "Status changes",
    noun: "status change",
    columns: &[
        INTERACTION_ID,
        Column::count("change", "The change's number in the interaction, in time order, from 1.")
            .from("derived")
            .cell(|row| Cell::Count(row.number)),
        Column::time("changed_at", "When the status changed: the start of the segment.")
            .from("exported")
            .cell(|row| Cell::Time(row.stage().started_at)),
        Column::word("from_status", "The status before.")
            .from("as previous_status")
            .cell(|row| row.timeline.previous_status(row.stage()).into()),
        Column::word("to_status", "The new status.")
            .from("exported")
            .cell(|row| row.stage().text(Coded::Status).into()),
        Column::seconds("seconds_in_from", "How long the status before had lasted.")
            .titled("lasted")
            .blank("where the nearest earlier segment with a status has another one")
            .from(
                "changed_at - the start of the first segment of the unbroken run in the status before, passing \
        over segments without a status",
            )
            .cell(|row| row.seconds_in_from().into()),
        ELAPSED,
        REASON,
        QUEUE_ID,
        QUEUE_NAME,
        USER_ID,
        USER_NAME,
    ],
    for_people: "\
            interaction_id changed_at from_status to_status seconds_in_from elapsed_seconds user_name queue_name \
            reason change",
    about: About::Change,
    has_measures: false,
    shown: Shown::Rows,
    rows: |timeline, give| Row::status_changes(timeline).for_each(give),
};
