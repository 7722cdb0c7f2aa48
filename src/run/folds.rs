//! Reports that fold all timelines into a few rows.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::choices::Present;
use crate::cli;
use crate::formats::{self, Format, Page, ShownLines, Values};
use crate::messages::Messages;
use crate::plain::{count, counted};
use crate::reports::{Cell, Column, Fold, Folded, grid};
use crate::timelines::Tally;
use crate::usage::UsageError;

use super::columns::{chosen, unknown};
use super::conditions::{Condition, Test, Verdict};
use super::coverage::Coverage;
use super::destination::Destination;
use super::document::Document;
use super::files::Files;
use super::heard;
use super::pass::{Batches, Pass};
use super::rows::Listed;
use super::sort;

/// Which rows and columns of a folded report are shown, and how.
pub(super) struct Shown {
    /// The columns by their place in the report; `None` for the usual ones.
    columns: Option<Vec<usize>>,
    conditions: Vec<(usize, Test)>,
    order: Vec<(usize, bool)>,
    limit: Option<usize>,
    names: Vec<Column>,
}

impl Shown {
    /// Understands what is asked of a report with these columns.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for a column that there is not, or a condition that can't be understood.
    pub(super) fn new(options: &cli::Rows, columns: &[Column], present: &Present) -> Result<Shown, UsageError> {
        let names = || columns.iter().map(|column| &*column.name);
        let find = |name: &str| names().position(|known| known == name).ok_or_else(|| unknown(name, names()));
        let asked = match &options.columns {
            None => None,
            Some(asked) => {
                let chosen = chosen(Some(asked), &names().collect::<Vec<_>>())?;
                Some(chosen.iter().map(|name| find(name)).collect::<Result<Vec<usize>, UsageError>>()?)
            }
        };
        let mut conditions = Vec::new();
        for text in &options.conditions {
            let condition = Condition::read(text)?;
            let at = find(&condition.column)?;
            conditions.push((at, condition.test(columns[at].kind, true, present)?));
        }
        let mut order = Vec::new();
        for name in options.sort.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let (name, descends) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
            order.push((find(name)?, descends));
        }
        let limit = options.limit.and_then(|limit| usize::try_from(limit).ok());
        Ok(Shown { columns: asked, conditions, order, limit, names: columns.to_vec() })
    }

    /// The columns that conditions ask of.
    pub(super) fn asked_of(&self) -> impl Iterator<Item = &Column> {
        self.conditions.iter().map(|(at, _)| &self.names[*at])
    }

    /// The columns that are asked for by name.
    pub(super) fn asked(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().flatten().map(|at| &*self.names[*at].name)
    }

    /// The columns that are shown, compared or sorted by.
    pub(super) fn used(&self) -> Vec<&Column> {
        let shown = self.columns.clone().unwrap_or_else(|| (0..self.names.len()).collect());
        let compared = self.conditions.iter().map(|(at, _)| *at);
        let sorted = self.order.iter().map(|(at, _)| *at);
        shown.into_iter().chain(compared).chain(sorted).map(|at| &self.names[at]).collect()
    }

    /// Folds all timelines and writes what comes out.
    ///
    /// # Errors
    ///
    /// The first value, in input order, that can't be read; what the system says of the output.
    pub(super) fn write<F: Fold>(
        &self,
        empty: impl Fn() -> F + Sync,
        pass: &Pass<'_>,
        destination: &Destination<'_>,
        coverage: &Coverage,
        messages: &mut Messages<'_>,
    ) -> Result<Listed> {
        let mut all = empty();
        let made = pass.run(
            Batches::OfFolds,
            || (),
            |(), part: &mut Option<F>, timeline, _| part.get_or_insert_with(&empty).add(timeline),
            |part| {
                part.into_iter().for_each(|part| all.merge(part));
                ControlFlow::<()>::Continue(())
            },
        );
        let (tally, _) = made?;
        // What was read while somebody wrote to it is no report: nothing is completed with it.
        pass.exports.check_unchanged()?;
        let mut folded = all.finish();
        let impossible = folded.impossible.told();
        folded.remarks.extend(impossible.clone());
        self.choose(&mut folded, pass);
        let rows = folded.rows.len() as u64;
        let (cut, files) = self.spell(folded, pass, destination, &tally, coverage)?;
        impossible.into_iter().for_each(|impossible| messages.note(impossible));
        for (at, test) in &self.conditions {
            let name = &self.names[*at].name;
            heard::note(name, name, test, pass.vocabulary, messages);
        }
        Ok(Listed { tally, rows, has_problems: false, cut, files })
    }

    fn choose(&self, folded: &mut Folded, pass: &Pass<'_>) {
        let mut values = Values::new(pass.zone);
        let all = folded.rows.len();
        folded.rows.retain(|row| {
            // Each is asked, as each remembers whether it was met.
            self.conditions.iter().fold(true, |holds, (at, test)| {
                let mut printed = Vec::new();
                values.write(&row[*at], &mut printed);
                holds & (test.ask(&row[*at], &String::from_utf8_lossy(&printed)) == Verdict::Holds(true))
            })
        });
        if !self.order.is_empty() {
            // Stable: rows of one key stay in the report's own order.
            folded.rows.sort_by_cached_key(|row| {
                let mut key = Vec::new();
                for (at, descends) in &self.order {
                    sort::key(&row[*at], self.names[*at].kind, *descends, &mut key);
                }
                key
            });
        }
        let held = folded.rows.len();
        folded.rows.truncate(self.limit.unwrap_or(usize::MAX));
        if folded.totals.is_some() {
            folded.remarks.extend(hidden(all - held, held - folded.rows.len()));
        }
    }

    fn spell(
        &self,
        folded: Folded,
        pass: &Pass<'_>,
        destination: &Destination<'_>,
        tally: &Tally,
        coverage: &Coverage,
    ) -> Result<(u64, Files)> {
        let Folded { title, columns, rows, totals, for_people, remarks, sketches, .. } = folded;
        let shown: Vec<usize> = match &self.columns {
            Some(asked) => asked.clone(),
            None if destination.look.is_for_people() && !for_people.is_empty() => {
                for_people.iter().filter_map(|name| columns.iter().position(|column| column.name == *name)).collect()
            }
            None => (0..columns.len()).collect(),
        };
        let pick = |row: &[Cell<'static>]| shown.iter().map(|at| row[*at].clone()).collect::<Vec<_>>();
        let heads: Vec<Column> = shown.iter().map(|at| columns[*at].clone()).collect();
        // The first key may not be among the columns shown.
        let all = |all: &[Cell<'static>]| {
            let mut all = pick(all);
            if let Some(first) = all.first_mut() {
                *first = Cell::text("all");
            }
            all
        };
        let mut writer = destination.open()?;
        let mut bytes = Vec::new();
        let of = counted(tally.interactions, "interaction");
        let caption = coverage.caption(&of, tally);
        if let Some(mut spelling) = destination.spelling(&heads) {
            rows.iter().for_each(|row| spelling.row(pick(row).into_iter(), &mut bytes));
            let mut document = Document::begin(destination, writer, spelling, &heads)?;
            document.rows(&bytes)?;
            if destination.look.format == Format::Html {
                let lines = ShownLines::Rows { columns: &heads, totals: totals.as_deref().map(all) };
                let pictures = sketches.iter().filter_map(|sketch| sketch.draw(&columns, &rows)).collect();
                let caption = [caption, remarks].concat();
                let mut end = Vec::new();
                Page::new(pass.zone)
                    .end(&formats::Shown { title: &title, caption, overview: None, lines, pictures }, &mut end);
                document.rows(&end)?;
            }
            return Ok(document.finish(&coverage.facts(tally))?);
        }
        if rows.is_empty() {
            bytes.extend_from_slice(format!("No rows.\n{}\n", caption.join("\n")).as_bytes());
        } else {
            let mut section = grid(&heads, rows.iter().map(|row| pick(row)).collect());
            section.totals = totals.map(|totals| grid(&heads, vec![all(&totals)]).rows.remove(0));
            section.remarks = [caption, remarks].concat();
            destination.table().section(&section, &mut bytes);
        }
        writer.write(&bytes)?;
        Ok((0, writer.finish()?))
    }
}

/// What the totals count that no row shows; `None` where the rows show everything.
fn hidden(by_where: usize, by_limit: usize) -> Option<String> {
    let by = [(by_where, "--where"), (by_limit, "--limit")].into_iter().filter(|(rows, _)| *rows > 0);
    let by: Vec<String> = by.map(|(rows, option)| format!("{} by {option}", count(rows as u64))).collect();
    let left_out = (by_where + by_limit) as u64;
    let (rows, verb) = (counted(left_out, "row"), if left_out == 1 { "is" } else { "are" });
    (!by.is_empty()).then(|| format!("all also counts {rows} that {verb} left out: {}", by.join(", ")))
}
