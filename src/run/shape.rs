//! A report's rows and columns, whatever kind of report it is.

use std::sync::Arc;

use anyhow::Result;

use crate::choices::{Choice, Periods};
use crate::formats::Making;
use crate::messages::Messages;
use crate::pseudonyms::Pseudonyms;
use crate::reports::{Column, Exported, Start, Task};
use crate::tables::Table;
use crate::usage::UsageError;

use super::asked::Asked;
use super::check::Check;
use super::columns::{Columns, unknown};
use super::day::Day;
use super::folds::{self, Summed};
use super::listing::{Listed, RowListing};
use super::opened::Opened;
use super::pass::Pass;

pub(super) enum Shape<'s> {
    Rows(Box<RowListing<'s>>),
    Folded { summed: Box<Summed>, start: &'s Start, exported: Arc<[(String, Exported)]> },
    Check(Box<Check<'s>>),
    Day(Box<Day<'s>>),
}

impl<'s> Shape<'s> {
    fn new(opened: &'s Opened<'_>) -> Result<Shape<'s>, UsageError> {
        let Opened { asked, exports, present, .. } = opened;
        let Asked { question, options, vocabulary, .. } = asked;
        let format = asked.look.format;
        Ok(match &question.task {
            Task::List { items, explains } => {
                let columns = Columns { items, exports, vocabulary };
                // A page of one interaction has room for the reasons, folded.
                let is_page_of_one =
                    format.making() == Making::Page && asked.ids.as_ref().is_some_and(|ids| ids.len() == 1);
                let explains = *explains || is_page_of_one;
                Shape::Rows(Box::new(RowListing::new(&options.rows, format, &columns, explains, present)?))
            }
            Task::Check { items, rules } => {
                let columns = Columns { items, exports, vocabulary };
                Shape::Check(Box::new(Check::new(rules, &options.rows, format, &columns, present)?))
            }
            Task::Day(page) => Shape::Day(Box::new(Day::new(page, opened)?)),
            Task::Fold(start) => {
                let summed = Box::new(Summed::new(&options.rows, format, question.columns.clone(), present)?);
                let find = |name: &String| {
                    let found = Exported::find(name, true, exports, vocabulary);
                    let unknown = || {
                        let names = Exported::names(true, exports);
                        unknown(name, names.iter().map(String::as_str))
                    };
                    Ok((name.clone(), found.ok_or_else(unknown)?))
                };
                let exported = question.exported.iter().map(find).collect::<Result<_, UsageError>>()?;
                Shape::Folded { summed, start, exported }
            }
        })
    }

    /// Notes conditions on columns that hold pseudonyms.
    pub(super) fn note_pseudonymized(&self, pseudonyms: &Pseudonyms, messages: &mut Messages<'_>) {
        let columns: Vec<&Column> = match self {
            Shape::Rows(listing) => listing.selection.compared().collect(),
            Shape::Check(_) | Shape::Day(_) => Vec::new(),
            Shape::Folded { summed, .. } => summed.selection.compared().collect(),
        };
        for Column { name, .. } in columns.into_iter().filter(|column| pseudonyms.is_of_column(column)) {
            messages.note(format!("--where compares {name} with pseudonyms: the column holds nothing else"));
        }
    }

    /// The first column of segments by whose values rows are counted.
    pub(super) fn counted_by(&self) -> Option<&Exported> {
        let Shape::Folded { exported, .. } = self else { return None };
        exported.iter().map(|(_, exported)| exported).find(|exported| exported.table == Table::Segments)
    }

    /// The columns shown, compared or sorted by; none for findings, which are about the exports as they are.
    pub(super) fn used(&self) -> Vec<&Column> {
        match self {
            Shape::Rows(listing) => listing.used(),
            Shape::Folded { summed, .. } => summed.used(),
            Shape::Check(_) | Shape::Day(_) => Vec::new(),
        }
    }

    pub(super) fn write(&self, pass: &Pass<'_>, messages: &mut Messages<'_>) -> Result<Listed> {
        match self {
            Shape::Check(check) => check.write(pass, messages),
            Shape::Day(day) => day.write(pass, messages),
            Shape::Rows(listing) => listing.write(pass, messages),
            Shape::Folded { summed, start, exported } => {
                let scope = folds::scope(pass, exported);
                summed.write(start, &scope, pass, messages)
            }
        }
    }
}

/// Third state: which interactions, rows and columns are reported.
pub(super) struct Chosen<'a> {
    pub(super) opened: &'a Opened<'a>,
    pub(super) shape: Shape<'a>,
    /// The interactions, by their real ids and names.
    pub(super) choice: Choice,
}

impl<'a> Chosen<'a> {
    /// Resolves what was chosen against the exports.
    pub(super) fn new(opened: &'a Opened<'a>, messages: &mut Messages<'_>) -> Result<Chosen<'a>> {
        let Opened { asked, exports, directory, present, .. } = opened;
        let pseudonyms = opened.pseudonyms.as_deref();
        opened.check_targets(messages)?;
        let shape = Shape::new(opened)?;
        let terms = &asked.terms;
        let bounds = opened.periods.as_ref().map_or_else(|| opened.bounds.clone(), Periods::bounds);
        let choice = Choice::new(terms, bounds, present, exports, directory, pseudonyms, messages)?;
        if let Some(pseudonyms) = pseudonyms {
            shape.note_pseudonymized(pseudonyms, messages);
        }
        Ok(Chosen { opened, shape, choice })
    }
}
