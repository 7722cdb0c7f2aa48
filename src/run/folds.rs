//! Reports that fold all timelines into a few rows.

use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::Result;

use crate::choices::Present;
use crate::cli;
use crate::exports::ExportError;
use crate::formats::{Closing, Format};
use crate::messages::Messages;
use crate::plain::{count, counted};
use crate::reports::{Cell, Column, Exported, Fold, Folded, Kind, Lines, Pseudonymize, Reader, Scope, Shift, Start};
use crate::tables::{Field, Table};
use crate::timelines::Tally;
use crate::usage::UsageError;

use super::batch::Batch;
use super::columns::unknown;
use super::document::Content;
use super::listing::Listed;
use super::pass::{Batches, Pass};
use super::selection::Selection;
use super::sink::Sink;
use super::speller::{Cells, Speller};

/// What is shown of a folded report.
pub(super) struct Summed {
    pub(super) selection: Selection,
    all: Vec<Column>,
}

struct OfFold<'r> {
    columns: &'r [Column],
    cells: &'r [Cell<'static>],
    /// The row over everything; `None` if there is no other one.
    all: Option<&'r [Cell<'static>]>,
}

impl OfFold<'_> {
    fn at(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == name)
    }
}

impl Cells<'static> for OfFold<'_> {
    fn cell(&self, column: &Column) -> Cell<'static> {
        if let Some(at) = self.at(&column.name) {
            return self.cells[at].clone();
        }
        let Some(at) = column.name.strip_suffix(SHARE).and_then(|name| self.at(name)) else { return Cell::Blank };
        let amount = |cell: &Cell<'_>| match cell {
            Cell::Count(count) => Some(*count),
            Cell::Seconds(sum) => u64::try_from(sum.micros()).ok(),
            _ => None,
        };
        let both = amount(&self.cells[at]).zip(amount(&self.all.unwrap_or(self.cells)[at]));
        both.map_or(Cell::Blank, |(part, whole)| Cell::rate(part, whole))
    }
}

/// What makes a column of a measure that of its share of the measure over everything.
const SHARE: &str = "_share";

/// The share of a count or sum; `None` if the column is no such share.
fn share(name: &str, all: &[Column]) -> Option<Column> {
    let of = all.iter().find(|column| Some(&*column.name) == name.strip_suffix(SHARE))?;
    let is_single = ["_avg", "_p50", "_p90", "_max"].iter().any(|end| of.name.contains(end));
    let is_other = of.name == "hour" || ["_before", "_change"].iter().any(|end| of.name.ends_with(end));
    let is_amount = matches!(of.kind, Kind::Count | Kind::Seconds) && !is_single && !is_other;
    is_amount.then(|| Column::named(name.to_owned(), Kind::Rate))
}

/// What timelines are folded within.
pub(super) fn scope(pass: &Pass<'_>, exported: &Arc<[(String, Exported)]>) -> Scope {
    Scope {
        zone: pass.destination.zone,
        has_reasons: pass.exports.has_column(Table::Segments, Field::Reason),
        queues: pass.choice.queues.clone(),
        users: pass.choice.users.clone(),
        shift: Shift::default(),
        comparison: pass.comparison.cloned(),
        exported: Arc::clone(exported),
        is_lent: pass.is_lent,
        targets: Arc::new(pass.targets.clone()),
        chosen: pass.chosen.map(|chosen| (chosen.start, chosen.end)),
    }
}

/// Folds all chosen timelines.
pub(super) fn fold(start: &Start, scope: &Scope, pass: &Pass<'_>) -> Result<(Folded, Tally), ExportError> {
    let mut all = start(scope);
    let lines = Lines::new(pass.exports);
    let pseudonyms = pass.pseudonyms.map(|pseudonyms| pseudonyms as &dyn Pseudonymize);
    let (tally, _) = pass.run(
        Batches::OfFolds,
        || (),
        |(), part: &mut Option<Box<dyn Fold>>, timeline, arena, _| {
            let reader = Reader { lines: &lines, arena, pseudonyms };
            part.get_or_insert_with(|| start(scope)).add(timeline, &reader);
        },
        |part| {
            part.into_iter().for_each(|part| all.merge(part));
            ControlFlow::<()>::Continue(())
        },
    )?;
    Ok((all.finish(), tally))
}

impl Summed {
    pub(super) fn new(
        options: &cli::Rows,
        format: Format,
        all: Vec<Column>,
        present: &Present,
    ) -> Result<Summed, UsageError> {
        let names = || all.iter().map(|column| &*column.name);
        let find = |name: &str| {
            let known = all.iter().find(|column| column.name == name).cloned();
            known.or_else(|| share(name, &all)).ok_or_else(|| unknown(name, names()))
        };
        let selection = Selection::new(options, format, &names().collect::<Vec<_>>(), find, present)?;
        Ok(Summed { selection, all })
    }

    /// The columns shown, compared or sorted by.
    pub(super) fn used(&self) -> Vec<&Column> {
        self.selection.columns.as_ref().unwrap_or(&self.all).iter().chain(self.selection.used()).collect()
    }

    pub(super) fn write(
        &self,
        start: &Start,
        scope: &Scope,
        pass: &Pass<'_>,
        messages: &mut Messages<'_>,
    ) -> Result<Listed> {
        let (mut folded, tally) = fold(start, scope, pass)?;
        // Nothing is completed from files that changed while they were read.
        pass.exports.check_unchanged()?;
        let columns = self.shown(&folded, pass.destination.look.is_for_people());
        let mut speller = Speller::new(pass.destination, &columns);
        let hidden = self.choose(&mut folded, &mut speller);
        let mut batch = Batch::default();
        for cells in &folded.rows {
            let row = OfFold { columns: &folded.columns, cells, all: folded.totals.as_deref() };
            speller.row(&row, &columns, &mut batch);
        }
        let mut sink = Sink::open(pass, false, None, &columns, Content::AllRows)?;
        let _ = sink.take(batch)?;
        let caption = match &folded.counted {
            None => pass.coverage.caption(&counted(tally.interactions, "interaction"), &tally),
            // It tells of its periods.
            Some(counted) => pass.coverage.caption(counted, &Tally { created: None, ..tally.clone() }),
        };
        let impossible = folded.impossible.told();
        let totals = folded.totals.as_deref().map(|totals| {
            let row = OfFold { columns: &folded.columns, cells: totals, all: None };
            let mut totals: Vec<_> = columns.iter().map(|column| row.cell(column)).collect();
            // The first key column may not be shown.
            if let Some(first) = totals.first_mut() {
                *first = Cell::text("all");
            }
            totals
        });
        let closing = Closing {
            title: folded.title.clone(),
            nothing: std::iter::once("No rows.".to_owned()).chain(caption.iter().cloned()).collect(),
            caption,
            remarks: folded.remarks.iter().chain(&impossible).chain(&hidden).cloned().collect(),
            facts: match &folded.counted {
                None => pass.coverage.facts(&tally),
                Some(counted) => pass.coverage.facts_of(counted, &folded.remarks),
            },
            totals,
            overview: None,
            blocks: Vec::new(),
            pictures: folded.sketches.iter().filter_map(|sketch| sketch.draw(&folded.columns, &folded.rows)).collect(),
        };
        let output = sink.finish(|_| closing, messages)?;
        impossible.into_iter().chain(folded.notes).for_each(|note| messages.note(note));
        self.selection.note(&[], pass.vocabulary, messages);
        Ok(Listed { tally, has_problems: false, output })
    }

    fn shown(&self, folded: &Folded, is_for_people: bool) -> Vec<Column> {
        let find = |name: &str| folded.columns.iter().find(|column| column.name == name).cloned();
        match &self.selection.columns {
            Some(columns) => columns.clone(),
            None if is_for_people && !folded.for_people.is_empty() => {
                folded.for_people.iter().filter_map(|name| find(name)).collect()
            }
            None => folded.columns.clone(),
        }
    }

    /// Keeps the rows asked for, sorted as asked. Returns a remark on what totals count that no row shows, if anything.
    fn choose(&self, folded: &mut Folded, speller: &mut Speller) -> Option<String> {
        let Folded { columns, rows, totals, .. } = folded;
        let before = rows.len();
        let all = totals.as_deref();
        rows.retain(|cells| self.selection.holds(&OfFold { columns, cells, all }, speller, &mut Vec::new()));
        if self.selection.sorts() {
            // Stable: rows with equal keys keep the report's own order.
            rows.sort_by_cached_key(|cells| self.selection.key(&OfFold { columns, cells, all }));
        }
        let held = rows.len();
        rows.truncate(self.selection.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX));
        totals.as_ref().and_then(|_| hidden(before - held, held - rows.len()))
    }
}

/// A remark on rows that totals count though they aren't shown; `None` if there are none.
fn hidden(by_where: usize, by_limit: usize) -> Option<String> {
    let by = [(by_where, "--where"), (by_limit, "--limit")].into_iter().filter(|(rows, _)| *rows > 0);
    let by: Vec<String> = by.map(|(rows, option)| format!("{} by {option}", count(rows as u64))).collect();
    let left_out = (by_where + by_limit) as u64;
    let (rows, verb) = (counted(left_out, "row"), if left_out == 1 { "is" } else { "are" });
    (!by.is_empty()).then(|| format!("all also counts {rows} that {verb} left out: {}", by.join(", ")))
}
