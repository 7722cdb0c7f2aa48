//! `interactions`: what each interaction amounts to, one row each.

use crate::distinct::distinct;
use crate::tables::Response;
use crate::timelines::{Coded, Handling, Stage, State};

use crate::reports::columns::{ANSWERED_BY, INTERACTION_ID, NO_RINGS, ORGANIZATION_NAME, OUTCOME};
use crate::reports::{About, Cell, Column, Items, Options, Report, Row, Shown};

const NO_STATUS: &str = "where no segment has a status";

pub(super) static INTERACTIONS: Report = Report {
    name: "interactions",
    about: "A summary of each interaction: outcome, waits, rings, path",
    examples: "  segrep interactions --find \"+49 30 23125\"
  segrep interactions --outcome unanswered -c interaction_id -f csv | segrep report @-
  segrep interactions --sort -wait_seconds --limit 10",
    options: Options::none(|_| Ok(Box::new(&ITEMS))),
    items: Some(&ITEMS),
    folded: Vec::new,
};

/// A count of the interaction's rings.
const fn rings(name: &'static str, meaning: &'static str, cell: for<'r> fn(&Row<'r>) -> Cell<'r>) -> Column {
    Column::count(name, meaning).blank(NO_RINGS).from("counted").cell(cell)
}

static ITEMS: Items = Items {
    title: "Interactions",
    noun: "interaction",
    columns: &[
        INTERACTION_ID,
        Column::time("created_at", "When the interaction was created.")
            .blank("where its row or the value is missing")
            .from("exported")
            .cell(|row| row.timeline.interaction.created_at.into()),
        Column::time("completed_at", "When the interaction was completed.")
            .blank("where its row or the value is missing")
            .from("exported")
            .cell(|row| row.timeline.interaction.completed_at.into()),
        Column::word("state", "completed where the interaction has a completion, else open.")
            .blank("where it has no completion and no segment has a status")
            .from("completion: completed_at, else the start of the first Completed segment")
            .cell(|row| row.timeline.measures.state.map(State::name).into()),
        OUTCOME,
        Column::word("communication_type", "The interaction's communication type.")
            .blank("where neither it nor a segment has one")
            .from("the interaction's, else that of its first segment with one")
            .cell(|row| row.timeline.communication_type().into()),
        Column::word("sub_communication_type", "The subtype of the communication type: inbound, callback, voicemail.")
            .blank("where it is not exported")
            .from("exported")
            .cell(|row| row.timeline.interaction.sub_communication_type.into()),
        Column::word("direction", "The interaction's direction.")
            .blank("where neither it nor a segment has one")
            .from("the interaction's, else that of its first segment with one")
            .cell(|row| row.timeline.direction().into()),
        ORGANIZATION_NAME,
        Column::text("queue_id", "The interaction's queue.")
            .blank("where there is none")
            .from("that of the first segment with one, else the interaction's")
            .cell(|row| row.timeline.queue_id().into()),
        Column::text("queue_names", "The names of all its queues, in order of appearance, joined by \" > \".")
            .blank("where no segment has a queue")
            .from("names (ids where there are none) of the segments' queues, each once")
            .cell(|row| Cell::path(distinct(row.timeline.stages.iter().filter_map(Stage::queue_name)))),
        Column::text("user_names", "The names of all its users, in order of appearance, joined by \" > \".")
            .blank("where no segment has a user")
            .from("names (ids where there are none) of the segments' users, each once")
            .cell(|row| Cell::path(distinct(row.timeline.stages.iter().filter_map(Stage::user_name)))),
        Column::count("segments", "Its segments.")
            .from("counted; repeated rows of a segment count once")
            .cell(|row| Cell::Count(row.timeline.stages.len() as u64)),
        rings("rings", "Its rings.", |row| row.count_rings(|_| true).into()),
        rings("accepted", "Its rings with the response accepted.", |row| {
            row.responses(Some(Response::Accepted)).into()
        }),
        rings("rejected", "Its rings with the response rejected.", |row| {
            row.responses(Some(Response::Rejected)).into()
        }),
        rings("ignored", "Its rings with the response ignored.", |row| row.responses(Some(Response::Ignored)).into()),
        rings("clear", "Its rings with the response clear.", |row| row.responses(Some(Response::Clear)).into()),
        rings("unknown", "Its rings without a known response.", |row| row.responses(None).into()),
        rings("withdrawn", "Its rings that could not have been taken any more.", |row| {
            row.count_rings(|ring| ring.withdrawn).into()
        }),
        Column::time("queued_at", "When waiting began.")
            .blank("where no segment is Creating, Open, Pending or Bot and none rings")
            .from(
                "the start of the first Open or Pending segment that doesn't start after answered_at; else, \
        where Creating and Bot segments (one Bot at least) lead, the start of the first segment after \
        them: a menu is no queue; else the creation",
            )
            .cell(|row| row.timeline.measures.queued_at.into()),
        Column::time("answered_at", "When it was answered.")
            .blank("where it wasn't")
            .from(
                "the start of the first Connected segment with a user; else the end of the first accepted ring, \
        its start if it has no end",
            )
            .cell(|row| row.timeline.measures.answered.map(|answered| answered.at).into()),
        Column::text("answered_by_id", "The user who answered.")
            .blank("where nobody did")
            .from("the user of the first Connected segment with a user, else of the first accepted ring")
            .cell(|row| row.answered_by_id().into()),
        ANSWERED_BY,
        Column::seconds("wait_seconds", "How long the customer waited.")
            .blank(
                "while it is open and unanswered; where queued_at is; where it was not answered, was never Open \
        or Pending and never rang",
            )
            .from("answered_at - queued_at; unanswered or exited: completion - queued_at")
            .cell(|row| row.timeline.measures.wait.into()),
        Column::seconds("talk_seconds", "How long users and the customer were in contact.")
            .blank(NO_STATUS)
            .from("sum of the durations of Connected segments")
            .cell(|row| row.timeline.measures.handling.map(|handling| handling.talk).into()),
        Column::seconds("hold_seconds", "How long the customer was on hold.")
            .blank(NO_STATUS)
            .from("sum of the durations of Hold segments")
            .cell(|row| row.timeline.measures.handling.map(|handling| handling.hold).into()),
        Column::seconds("wrap_up_seconds", "How long users worked after the contact.")
            .blank(NO_STATUS)
            .from("sum of the durations of WrapUp segments")
            .cell(|row| row.timeline.measures.handling.map(|handling| handling.wrap_up).into()),
        Column::seconds("handle_seconds", "How long users handled it.")
            .blank(NO_STATUS)
            .from("talk + hold + wrap-up")
            .cell(|row| row.timeline.measures.handling.map(Handling::handle).into()),
        Column::seconds("total_seconds", "How long it took in total.")
            .blank("while it is open")
            .from("completion - creation")
            .cell(|row| row.timeline.measures.total.into()),
        Column::count("transfers", "How often it was transferred.")
            .blank("where the segments have no reason column")
            .from(
                "runs of segments with a transfer reason, where the next Connected segment belongs to the run \
        and ends it",
            )
            .cell(|row| row.timeline.measures.transfers.map(u64::from).into()),
        Column::word("final_status", "The status at the end.")
            .blank("where no segment has one")
            .from("that of the last segment with one")
            .cell(|row| row.timeline.stages.iter().rev().find_map(|stage| stage.text(Coded::Status)).into()),
        Column::text("completion_display", "How it was completed.")
            .blank("where nothing says it")
            .from("the interaction's, else that of the last segment with one")
            .cell(|row| row.timeline.completion_display().into()),
        Column::text("status_path", "The statuses in order, joined by \" > \".")
            .blank("where no segment has one")
            .from("blanks passed over, repeats in a row once")
            .cell(|row| Cell::path(row.timeline.status_path())),
    ],
    for_people: "\
            interaction_id created_at outcome wait_seconds answered_by queue_names communication_type direction \
            rings talk_seconds hold_seconds wrap_up_seconds total_seconds completion_display status_path",
    about: About::Interaction,
    has_measures: true,
    shown: Shown::Rows,
    rows: |timeline, give| give(Row { timeline, at: 0, number: 1 }),
};
