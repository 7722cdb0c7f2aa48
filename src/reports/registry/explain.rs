//! `explain`: what a word means; or why an interaction is what it is, one row per measure.

mod measures;
mod people;
mod reason;
mod reasons;
mod rings;
mod segments;

use clap::Args;

use crate::reports::columns::INTERACTION_ID;
use crate::reports::{
    About, Asking, Cell, Column, Items, Options, Question, Reply, Report, Row, Shown, Typed, catalogue,
};
use crate::timelines::Timeline;
use crate::usage::UsageError;

use reason::Reason;
use reasons::{numbered, reason};

pub(super) use people::{columns as reason_columns, table as reasons};

pub(super) static EXPLAIN: Report = Report {
    name: "explain",
    about: "What a column, measure or word means; or why an interaction is what it is",
    examples: "  segrep explain acceptance_rate             what a column means, and how it is computed
  segrep explain clear
  segrep explain                             everything that has a meaning
  segrep explain 7f3a90                      why it was answered or not, where its wait began, what responses rest on
  segrep explain 7f3a90 -f json
  segrep explain --interaction 7f3a90        also where something is called what an interaction is",
    options: Options::of::<ExplainOptions>(),
    items: Some(&ITEMS),
    folded: Vec::new,
};

#[derive(Debug, Args)]
struct ExplainOptions {
    /// The reference of all columns, as docs/reports.md has it
    #[arg(long, hide = true)]
    reference: bool,
}

impl Asking for ExplainOptions {
    fn ask(&self, report: &'static Report, typed: &Typed) -> Result<Reply, UsageError> {
        let text = match &*typed.ids {
            _ if self.reference => Some(catalogue::reference()),
            [] if !typed.has_options => Some(catalogue::everything()),
            [name] => catalogue::explain(name),
            _ => None,
        };
        if let Some(text) = text {
            return Ok(Reply::Text(text));
        }
        if let [name] = &*typed.ids
            && !typed.has_options
        {
            catalogue::check_near(name)?;
        }
        Ok(Question::listing(report, &ITEMS, false).into())
    }
}

static ITEMS: Items = Items {
    title: "Explanations",
    noun: "measure",
    columns: &[
        INTERACTION_ID,
        Column::word("measure", "The measure, by the name that it has in interactions, rings or report.")
            .from("a row for each measure of the interaction, of its rings, and for each derived value of its segments")
            .cell(|row| of(row, |reason| Cell::text(reason.measure))),
        Column::count("ring_order", "The number of the ring that it is a measure of, in time order, from 1.")
            .blank("where it is of the interaction or a segment")
            .from("as in rings")
            .cell(|row| of(row, |reason| reason.ring.map(|ring| ring as u64 + 1).into())),
        Column::text("value", "Its value.")
            .blank("where there is none: rule says why")
            .from("as in interactions, rings or report")
            .cell(|row| of(row, |reason| reason.value)),
        Column::text("rule", "The rule that gave the value, as it applied here.")
            .from("segrep explain NAME has all of a column's rules")
            .wrapping()
            .cell(|row| of(row, |reason| Cell::Text(reason.rule))),
        Column::text("segments", "The numbers of the segments that it rests on, as seq of report, joined by blanks.")
            .blank("where it rests on none")
            .from("derived")
            .cell(|row| of(row, |reason| numbers(&reason))),
        Column::text("sources", "Where the records that it rests on begin: each file with its lines.")
            .blank("where it rests on none")
            .from("the records of these segments, and the interaction's own; joined as in \"a.csv:3,7; b.csv:2\"")
            .places(|row| reason(row.timeline, row.number).map_or_else(Vec::new, |reason| reason.places(row.timeline))),
    ],
    for_people: "interaction_id measure ring_order value rule segments sources",
    about: About::Interaction,
    has_measures: true,
    shown: Shown::Explained,
    rows: |timeline: &Timeline<'_>, give| {
        for number in numbered(timeline) {
            if reason(timeline, number).is_some() {
                give(Row { timeline, at: 0, number });
            }
        }
    },
};

/// Something of the reason that a row tells.
fn of<'r>(row: &Row<'r>, cell: impl Fn(Reason<'r>) -> Cell<'r>) -> Cell<'r> {
    reason(row.timeline, row.number).map_or(Cell::Blank, cell)
}

fn numbers<'r>(reason: &Reason<'r>) -> Cell<'r> {
    let numbers: Vec<String> = reason.segments.iter().map(|at| (at + 1).to_string()).collect();
    Some(numbers.join(" ")).filter(|numbers| !numbers.is_empty()).map_or(Cell::Blank, |text| Cell::Text(text.into()))
}
