//! Reports with rows for each timeline.

use std::ops::ControlFlow;

use anyhow::Result;
use bumpalo::Bump;

use crate::choices::Present;
use crate::cli;
use crate::formats::{Closing, Format, Making, Page};
use crate::messages::Messages;
use crate::plain::counted;
use crate::reports::{About, Cell, Column, Items, Lines, Numbers, Pseudonymize, Reader, Row, Section, Shown, section};
use crate::timelines::{Tally, Timeline};
use crate::usage::UsageError;

use super::batch::{Batch, Tail};
use super::columns::Columns;
use super::coverage::Coverage;
use super::destination::Destination;
use super::document::Content;
use super::pass::{Batches, Pass};
use super::selection::Selection;
use super::sink::{Finished, Sink};
use super::speller::{Cells, Speller};

/// A page with more interactions than this takes a browser seconds to open.
const MANY: u64 = 20_000;

pub(super) struct RowListing<'s> {
    items: &'static Items,
    pub(super) selection: Selection,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Lines<'s>,
    pub(super) content: Content,
    /// Whether timelines say why each measure is what it is.
    explains: bool,
}

/// The result of writing a report.
pub(super) struct Listed {
    pub(super) tally: Tally,
    /// Whether to exit with the status for problems.
    pub(super) has_problems: bool,
    pub(super) output: Finished,
}

/// A row about something in a timeline.
pub(super) struct InTimeline<'l, 'r> {
    pub(super) row: Row<'r>,
    pub(super) reader: &'l Reader<'r>,
}

impl<'r> Cells<'r> for InTimeline<'_, 'r> {
    #[inline(always)]
    fn cell(&self, column: &Column) -> Cell<'r> {
        column.cell_of(&self.row, self.reader)
    }

    #[inline]
    fn numbers(&self) -> Numbers {
        Numbers::of(&self.row)
    }

    #[inline]
    fn for_people(&self, column: &Column) -> Cell<'r> {
        column.cell_for_people(&self.row, self.reader)
    }

    #[inline]
    fn value(&self, column: &Column) -> Cell<'r> {
        column.value_of(&self.row, self.reader)
    }
}

impl<'s> RowListing<'s> {
    pub(super) fn new(
        options: &cli::Rows,
        format: Format,
        known: &Columns<'s>,
        explains: bool,
        present: &Present,
    ) -> Result<RowListing<'s>, UsageError> {
        let items = known.items;
        let is_for_people = format.making().is_for_people();
        let all: Vec<&str> = items.columns.iter().map(|column| &*column.name).collect();
        let usual: Vec<&str> = if is_for_people { items.for_people.split(' ').collect() } else { all };
        let selection = Selection::new(options, format, &usual, |name| known.find(name), present)?;
        let columns = match &selection.columns {
            Some(columns) => columns.clone(),
            None => usual.iter().map(|name| known.find(name)).collect::<Result<_, _>>()?,
        };
        let content = match selection.sorts() {
            _ if items.shown != Shown::Rows && is_for_people && selection.is_everything() => Content::Timelines,
            true => Content::AllRows,
            false => Content::Rows,
        };
        Ok(RowListing {
            items,
            selection,
            columns,
            lines: Lines::new(known.exports),
            content,
            explains: explains || items.shown == Shown::Explained,
        })
    }

    /// The columns shown, compared or sorted by. A drawn timeline shows all columns of its report.
    pub(super) fn used(&self) -> Vec<&Column> {
        let own = self.items.columns.iter().filter(|_| self.content == Content::Timelines);
        self.columns.iter().chain(self.selection.used()).chain(own).collect()
    }

    /// What follows this many rows.
    pub(super) fn closing(
        &self,
        rows: u64,
        tally: &Tally,
        coverage: &Coverage,
        overview: Option<Section<'static>>,
    ) -> Closing {
        let of = match self.items.noun {
            "interaction" => String::new(),
            _ => format!(" of {}", counted(tally.interactions, "interaction")),
        };
        let caption = coverage.caption(&format!("{}{of}", counted(rows, self.items.noun)), tally);
        let nothing = match self.content {
            Content::Timelines => vec!["No interactions.".to_owned()],
            Content::Rows | Content::AllRows => caption.clone(),
        };
        let found = overview.iter().flat_map(|overview| &overview.remarks);
        let found = found.map(|remark| ("Found".to_owned(), remark.clone()));
        let facts = coverage.facts(tally).into_iter().chain(found).collect();
        let title = self.items.title.to_owned();
        Closing { title, caption, nothing, facts, overview, ..Closing::default() }
    }

    pub(super) fn write(&self, pass: &Pass<'_>, messages: &mut Messages<'_>) -> Result<Listed> {
        let RowListing { selection, columns, content, .. } = self;
        let is_page = pass.destination.look.format.making() == Making::Page;
        let (interactions, files) = (pass.index.groups.len() as u64, pass.destination.split.is_some());
        if *content == Content::Timelines && is_page && interactions > MANY && !files {
            let page = format!("a page of {} opens slowly", counted(interactions, "interaction"));
            messages.note(format!("{page}: choose fewer, as with --date, or write one for each day"));
        }
        let mut sink = Sink::open(pass, selection.sorts(), selection.limit, columns, *content)?;
        let (tally, stopped) = pass.run(
            Batches::OfRows,
            || Speller::new(pass.destination, columns),
            |speller, batch: &mut Batch, timeline, arena, pass_on| match content {
                Content::Timelines => self.draw(timeline, pass.destination, Tail::of(batch, pass_on)),
                Content::Rows | Content::AllRows => {
                    self.list(timeline, arena, pass, speller, Tail::of(batch, pass_on));
                }
            },
            |batch| match sink.take(batch) {
                Ok(flow) => flow.map_break(|()| Ok(())),
                Err(error) => ControlFlow::Break(Err(error)),
            },
        )?;
        stopped.unwrap_or(Ok(()))?;
        // Nothing is completed from files that changed while they were read.
        pass.exports.check_unchanged()?;
        let output = sink.finish(|rows| self.closing(rows, &tally, pass.coverage, None), messages)?;
        selection.note(&output.no_numbers, pass.vocabulary, messages);
        Ok(Listed { tally, has_problems: false, output })
    }

    fn list(&self, timeline: &Timeline<'_>, arena: &Bump, pass: &Pass<'_>, speller: &mut Speller, mut tail: Tail<'_>) {
        let pseudonyms = pass.pseudonyms.map(|pseudonyms| pseudonyms as &dyn Pseudonymize);
        let reader = Reader { lines: &self.lines, arena, pseudonyms };
        speller.begin_timeline(tail.batch());
        (self.items.rows)(timeline, &mut |row: Row<'_>| {
            let is_kept = || row.ring().is_some_and(|ring| pass.choice.keeps_ring(timeline, ring));
            if self.items.about == About::Ring && !is_kept() {
                return;
            }
            let group = |group: &mut Vec<u8>| {
                if let Some(split) = pass.destination.split {
                    split.group(&row, self.items.about, pass.destination.zone, group);
                }
            };
            self.selection.add(&InTimeline { row, reader: &reader }, &self.columns, group, speller, tail.batch());
            tail.settle();
        });
    }

    pub(super) fn draw(&self, timeline: &Timeline<'_>, destination: &Destination<'_>, mut tail: Tail<'_>) {
        let section = section(timeline, self.explains.then_some(&self.lines));
        // Batches take whatever is written to them.
        let _ = match destination.look.format.making() {
            Making::Page => Page::new(destination.zone).section(&section, &mut tail),
            Making::Layout | Making::Rows | Making::Workbook | Making::Columns => {
                destination.table.section(&section, &mut tail)
            }
        };
        tail.batch().end_row(timeline.stages.len() as u64);
    }
}
