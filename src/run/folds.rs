//! Reports that fold all timelines into a few rows.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::choices::Present;
use crate::cli;
use crate::formats::{Closing, Format};
use crate::messages::Messages;
use crate::plain::{count, counted};
use crate::reports::{Cell, Column, Fold, Folded, Scope, Start};
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
}

impl Cells<'static> for OfFold<'_> {
    fn cell(&self, column: &Column) -> Cell<'static> {
        let at = self.columns.iter().position(|known| known.name == column.name);
        at.map_or(Cell::Blank, |at| self.cells[at].clone())
    }
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
            known.ok_or_else(|| unknown(name, names()))
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
        let mut all = start(scope);
        let (tally, _) = pass.run(
            Batches::OfFolds,
            || (),
            |(), part: &mut Option<Box<dyn Fold>>, timeline, _, _| {
                part.get_or_insert_with(|| start(scope)).add(timeline);
            },
            |part| {
                part.into_iter().for_each(|part| all.merge(part));
                ControlFlow::<()>::Continue(())
            },
        )?;
        // Nothing is completed from files that changed while they were read.
        pass.exports.check_unchanged()?;
        let mut folded = all.finish();
        let columns = self.shown(&folded, pass.destination.look.is_for_people());
        let mut speller = Speller::new(pass.destination, &columns);
        let hidden = self.choose(&mut folded, &mut speller);
        let mut batch = Batch::default();
        for cells in &folded.rows {
            let row = OfFold { columns: &folded.columns, cells };
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
            let row = OfFold { columns: &folded.columns, cells: totals };
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
            facts: pass.coverage.facts(&tally),
            totals,
            overview: None,
            pictures: folded.sketches.iter().filter_map(|sketch| sketch.draw(&folded.columns, &folded.rows)).collect(),
        };
        let output = sink.finish(|_| closing, messages)?;
        impossible.into_iter().for_each(|impossible| messages.note(impossible));
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
        let all = rows.len();
        rows.retain(|cells| self.selection.holds(&OfFold { columns, cells }, speller, &mut Vec::new()));
        if self.selection.sorts() {
            // Stable: rows with equal keys keep the report's own order.
            rows.sort_by_cached_key(|cells| self.selection.key(&OfFold { columns, cells }));
        }
        let held = rows.len();
        rows.truncate(self.selection.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX));
        totals.as_ref().and_then(|_| hidden(all - held, held - rows.len()))
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
