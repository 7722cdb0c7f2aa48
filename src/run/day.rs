//! `day`: a page of a day's timelines that begins with its figures. Each block is what a command gives, which it names:
//! the same folds over the same timelines.

mod blocks;
mod command;
mod entries;

use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::Result;
use clap::Parser;

use crate::choices::{Against, Choice, Periods, Terms};
use crate::cli::{Cli, Command, Reporting};
use crate::formats::{Closing, Format, Page};
use crate::messages::{MessageForm, Messages};
use crate::reports::{DayPage, Folded, Reply, Task};
use crate::usage::UsageError;

use super::asked::Asked;
use super::batch::{Batch, Tail};
use super::columns::Columns;
use super::compare::comparison;
use super::document::Content;
use super::folds;
use super::listing::{Listed, RowListing};
use super::opened::Opened;
use super::pass::{Batches, Pass};
use super::sink::Sink;

use blocks::Blocks;
use entries::Entry;

pub(super) struct Day<'s> {
    page: &'s DayPage,
    opened: &'s Opened<'s>,
    drawing: RowListing<'s>,
}

#[derive(Default)]
struct Part {
    batch: Batch,
    entries: Vec<Entry>,
}

impl<'s> Day<'s> {
    pub(super) fn new(page: &'s DayPage, opened: &'s Opened<'_>) -> Result<Day<'s>, UsageError> {
        let Opened { asked, exports, present, bounds, .. } = opened;
        let Asked { vocabulary, options, look, .. } = asked;
        let hint = "segrep day --date yesterday -o day.html";
        if look.format != Format::Html {
            return Err(UsageError::new("day makes a page, for a browser").hint(hint));
        }
        if !options.rows.are_usual() || asked.split.is_some() {
            return Err(UsageError::new("day makes one page, without options of rows and columns").hint(hint));
        }
        let columns = Columns { items: page.timelines, exports, vocabulary };
        let drawing = RowListing::new(&options.rows, look.format, &columns, false, present)?;
        let days = bounds.interval().and_then(|chosen| chosen.whole_days(present.zone));
        if days.is_none_or(|(first, after)| first.succ_opt() != Some(after)) {
            let hint = "segrep summary tells of longer times; segrep run makes a page for each of several days";
            return Err(UsageError::new("day makes the page of one day").hint(hint));
        }
        Ok(Day { page, opened, drawing })
    }

    pub(super) fn write(&self, pass: &Pass<'_>, messages: &mut Messages<'_>) -> Result<Listed> {
        // Without the week before.
        let mut choice = pass.choice.clone();
        choice.bounds = self.opened.bounds.clone();
        let of_day = Pass { choice: &choice, comparison: None, ..*pass };
        let mut sink = Sink::open(&of_day, false, None, &[], Content::Timelines)?;
        let (mut entries, drawing, now) = (Vec::new(), &self.drawing, self.opened.present.now);
        let (tally, stopped) = of_day.run(
            Batches::OfRows,
            || (),
            |(), part: &mut Part, timeline, _, pass_on| {
                part.entries.push(Entry::of(timeline, now));
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
        let blocks = Blocks::new(self, pass, &entries, &tally);
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

    /// What a command folds the timelines into.
    fn folded(&self, command: &[String], pass: &Pass<'_>) -> Result<Folded> {
        let cli = Cli::try_parse_from(std::iter::once("segrep").chain(command.iter().map(String::as_str)))?;
        let no_summary = || UsageError::new("a block of a day is a summary");
        let Command::Report(Reporting { report, own, typed, common, .. }) = &cli.command else {
            return Err(no_summary().into());
        };
        let Reply::Question(question) = own.ask(report, typed)? else { return Err(no_summary().into()) };
        let Task::Fold(start) = &question.task else { return Err(no_summary().into()) };
        let Opened { asked, exports, present, .. } = self.opened;
        let terms = Terms::read(&common.choosing, &asked.config.holidays)?;
        let bounds = terms.bounds(present)?;
        let against = question.compare.as_deref().map(Against::read).transpose()?;
        let periods = against.map(|against| Periods::new(against, &terms, &bounds, present)).transpose()?;
        let all = periods.as_ref().map_or_else(|| bounds.clone(), Periods::bounds);
        // What is said of names that aren't there, and of the period before, is said once, of the page as a whole.
        let mut nowhere = std::io::sink();
        let mut messages = Messages::new(&mut nowhere, MessageForm::Text, true);
        let choice = Choice::new(&terms, all, present, exports, pass.directory, None, &mut messages)?;
        let compared = periods.map(|periods| comparison(periods, &choice, pass.known, present.now, &mut messages));
        let pass = Pass { choice: &choice, comparison: compared.as_ref(), chosen: bounds.interval(), ..*pass };
        let scope = folds::scope(&pass, &Arc::from([]));
        Ok(folds::fold(start, &scope, &pass)?.0)
    }
}
