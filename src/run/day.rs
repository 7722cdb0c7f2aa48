//! `day`: a page of a day's timelines that begins with its figures. Each block is what a command gives, which it names:
//! the same folds over the same timelines.

mod blocks;
mod command;
mod entries;

use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::Result;
use clap::Parser;

use crate::choices::{Against, Bounds, Choice, Periods, Present, Terms};
use crate::cli::{Cli, Command, Reporting};
use crate::exports::{Exports, Vocabulary};
use crate::formats::{Closing, Format, Page};
use crate::messages::{MessageForm, Messages};
use crate::reports::{DayOptions, Folded, REPORTS, Reply, Section, Task};
use crate::usage::UsageError;

use super::asked::Asked;
use super::batch::{Batch, Tail};
use super::check;
use super::columns::Columns;
use super::compare::comparison;
use super::document::Content;
use super::folds;
use super::listing::{Listed, RowListing};
use super::pass::{Batches, Pass};
use super::sink::Sink;

use blocks::Blocks;
use entries::Entry;

pub(super) struct Day<'s> {
    options: &'s DayOptions,
    asked: &'s Asked<'s>,
    vocabulary: &'s Vocabulary,
    exports: &'s Exports,
    present: Present,
    bounds: Bounds,
    drawing: RowListing<'s>,
}

#[derive(Default)]
struct Part {
    batch: Batch,
    entries: Vec<Entry>,
}

impl<'s> Day<'s> {
    pub(super) fn new(
        options: &'s DayOptions,
        asked: &'s Asked<'_>,
        exports: &'s Exports,
        present: &Present,
    ) -> Result<Day<'s>, UsageError> {
        let Asked { vocabulary, options: common, .. } = asked;
        let hint = "segrep day --date yesterday -o day.html";
        if asked.look.format != Format::Html {
            return Err(UsageError::new("day makes a page, for a browser").hint(hint));
        }
        if !common.rows.are_usual() || asked.split.is_some() {
            return Err(UsageError::new("day makes one page, without options of rows and columns").hint(hint));
        }
        let timelines = REPORTS.iter().find(|report| report.name == "report").and_then(|report| report.items);
        let items = timelines.ok_or_else(|| UsageError::new("there is no report of timelines"))?;
        let columns = Columns { items, exports, vocabulary };
        let drawing = RowListing::new(&common.rows, asked.look.format, &columns, false, present)?;
        let bounds = asked.terms.bounds(present)?;
        let of_one_day = bounds.interval().is_some_and(|chosen| {
            let day = present.zone.civil(chosen.start).date();
            present.zone.start_of_day(day) == chosen.start
                && day.succ_opt().map(|next| present.zone.start_of_day(next)) == Some(chosen.end)
        });
        if !of_one_day {
            let hint = "segrep summary tells of longer times; segrep run makes a page for each of several days";
            return Err(UsageError::new("day makes the page of one day").hint(hint));
        }
        Ok(Day { options, asked, vocabulary, exports, present: *present, bounds, drawing })
    }

    pub(super) fn write(&self, pass: &Pass<'_>, messages: &mut Messages<'_>) -> Result<Listed> {
        let choice = self.choice(&self.asked.terms, self.bounds.clone(), pass)?;
        let of_day = Pass { choice: &choice, comparison: None, ..*pass };
        let mut sink = Sink::open(&of_day, false, None, &[], Content::Timelines)?;
        let (mut entries, drawing) = (Vec::new(), &self.drawing);
        let (tally, stopped) = of_day.run(
            Batches::OfRows,
            || (),
            |(), part: &mut Part, timeline, _, pass_on| {
                part.entries.push(Entry::of(timeline));
                let pass_on = |batch| pass_on(Part { batch, ..Part::default() });
                drawing.draw(timeline, pass.destination, Tail::of(&mut part.batch, &pass_on));
            },
            |part| {
                entries.extend(part.entries);
                let rows = part.batch.rows();
                let taken = Page::packed(&part.batch.bytes).map_err(anyhow::Error::from).and_then(|bytes| {
                    let mut batch = Batch { bytes, ..Batch::default() };
                    batch.end_row(rows);
                    sink.take(batch)
                });
                match taken {
                    Ok(flow) => flow.map_break(|()| Ok(())),
                    Err(error) => ControlFlow::Break(Err(error)),
                }
            },
        )?;
        stopped.unwrap_or(Ok(()))?;
        let blocks = Blocks::new(self, pass, &entries, &tally)?;
        let closing = Closing {
            title: blocks.title(),
            caption: blocks.caption(),
            facts: pass.coverage.facts(&tally),
            blocks: if entries.is_empty() { vec![blocks.check(&of_day)?] } else { blocks.all(&of_day)? },
            ..Closing::default()
        };
        pass.exports.check_unchanged()?;
        let output = sink.finish(|_| closing, messages)?;
        Ok(Listed { tally, has_problems: false, output })
    }

    fn choice(&self, terms: &Terms<'_>, bounds: Bounds, pass: &Pass<'_>) -> Result<Choice> {
        // What is said of names that aren't there is said once, of the page as a whole.
        let mut nowhere = std::io::sink();
        let mut messages = Messages::new(&mut nowhere, MessageForm::Text, true);
        Ok(Choice::new(terms, bounds, &self.present, self.exports, pass.directory, None, &mut messages)?)
    }

    /// What a command folds the timelines into.
    fn folded(&self, command: &[String], pass: &Pass<'_>) -> Result<Folded> {
        let cli = Cli::try_parse_from(std::iter::once("segrep").chain(command.iter().map(String::as_str)))?;
        let Command::Report(Reporting { report, own, typed, common }) = &cli.command else {
            return Err(UsageError::new("a block of a day is a report").into());
        };
        let Reply::Question(question) = own.ask(report, typed)? else {
            return Err(UsageError::new("a block of a day is a report").into());
        };
        let Task::Fold(start) = &question.task else {
            return Err(UsageError::new("a block of a day is a summary").into());
        };
        let terms = Terms::read(&common.choosing, &self.asked.config.holidays)?;
        let bounds = terms.bounds(&self.present)?;
        let against = question.compare.as_deref().map(Against::read).transpose()?;
        let periods = against.map(|against| Periods::new(against, &terms, &bounds, &self.present)).transpose()?;
        let all = periods.as_ref().map_or_else(|| bounds.clone(), Periods::bounds);
        let choice = self.choice(&terms, all, pass)?;
        let mut nowhere = std::io::sink();
        let mut messages = Messages::new(&mut nowhere, MessageForm::Text, true);
        let compared = periods.map(|periods| comparison(periods, &choice, pass.known, self.present.now, &mut messages));
        let pass = Pass { choice: &choice, comparison: compared.as_ref(), chosen: bounds.interval(), ..*pass };
        let scope = folds::scope(&pass, &Arc::from([]));
        Ok(folds::fold(start, &scope, &pass)?.0)
    }

    /// What `check` finds in the day.
    fn checked(&self, pass: &Pass<'_>) -> Result<Section<'static>> {
        check::overview(self.exports, self.vocabulary, &self.present, pass)
    }
}
