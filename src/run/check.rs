//! `check`: the rules are asked, findings go where rows go, and each rule is counted.

mod counts;
mod summary;

use std::ops::ControlFlow;

use anyhow::Result;
use bumpalo::Bump;

use crate::audit::{Audit, Finding, Gathered, Ground, Needs, Rule, Severity};
use crate::choices::Present;
use crate::cli;
use crate::formats::{Format, Making};
use crate::messages::Messages;
use crate::plain::counted;
use crate::reports::{Cell, Column, FindingRow, Items, Reader, RuleOptions, Rules, Section};
use crate::timelines::{Tally, Timeline};
use crate::usage::UsageError;

use super::batch::{Batch, Tail};
use super::columns::Columns;
use super::listing::{Listed, RowListing};
use super::pass::{Batches, Pass};
use super::sink::{Finished, Sink};
use super::speller::{Cells, Speller};

use counts::Counts;

pub(super) struct Check<'s> {
    rules: &'s Rules,
    listing: RowListing<'s>,
    /// Whether people are shown the rules, and not each finding.
    as_summary: bool,
}

#[derive(Default)]
struct Part {
    batch: Batch,
    counts: Counts,
    gathered: Gathered,
}

impl<'s> Check<'s> {
    pub(super) fn new(
        rules: &'s Rules,
        options: &cli::Rows,
        format: Format,
        columns: &Columns<'s>,
        present: &Present,
    ) -> Result<Check<'s>, UsageError> {
        let listing = RowListing::new(options, format, columns, false, present)?;
        let as_summary =
            listing.selection.is_everything() && format.making() == Making::Layout && rules.asked.is_empty();
        Ok(Check { rules, listing, as_summary })
    }

    /// Finds what is wrong and writes it. If interactions were chosen, only they are checked.
    pub(super) fn write(&self, pass: &Pass<'_>, messages: &mut Messages<'_>) -> Result<Listed> {
        let is_everything = pass.coverage.is_everything();
        let ground = ground(self.rules, pass);
        let (asked, left_out) = askable(&self.rules.chosen, is_everything, pass.background.is_some());
        let audit = Audit::new(&asked, ground);
        let RowListing { selection, columns, content, .. } = &self.listing;
        let mut sink = match self.as_summary {
            true => None,
            false => Some(Sink::open(pass, selection.sorts(), selection.limit, columns, *content)?),
        };
        let (tally, counts) = self.search(&audit, pass, sink.as_mut())?;
        // Nothing is completed from files that changed while they were read.
        pass.exports.check_unchanged()?;
        let output = self.finish(sink, &asked, &counts, &tally, pass, messages)?;
        if !left_out.is_empty() {
            let names = left_out.join(", ");
            messages.note(format!(
                "only the chosen interactions are checked, and no other rows: {names} would need everything"
            ));
        }
        messages.note(format!("{} by {}", counts.sentence(&asked), counted(asked.len() as u64, "rule")));
        let fails = |severity: Severity| self.rules.fail_on.is_some_and(|least| severity >= least);
        let is_bad = |severity: &Severity| fails(*severity) && counts.total(&asked, Some(*severity)) > 0;
        Ok(Listed { tally, has_problems: Severity::ALL.iter().any(is_bad), output })
    }

    /// Counts all findings, and lists them in `sink` if there is one.
    fn search(&self, audit: &Audit<'_>, pass: &Pass<'_>, mut sink: Option<&mut Sink<'_>>) -> Result<(Tally, Counts)> {
        // Once a limit is reached nothing more is listed, but everything is checked: the exit status is about all.
        let mut list = |batch: Batch| match sink.as_mut().map(|sink| sink.take(batch)) {
            Some(Err(error)) => ControlFlow::Break(error),
            Some(Ok(_)) | None => ControlFlow::Continue(()),
        };
        let speller = || Speller::new(pass.destination, &self.listing.columns);
        let (mut counts, mut gathered) = (Counts::default(), Gathered::default());
        let (tally, stopped) = pass.run(
            Batches::OfRows,
            speller,
            |speller, part: &mut Part, timeline, arena, pass_on| {
                let mut findings = Vec::new();
                audit.timeline(timeline, arena, &mut findings);
                part.counts.add_timeline(&findings, timeline.id());
                audit.gather(timeline, &mut part.gathered);
                if !self.as_summary {
                    let pass_on = |batch| pass_on(Part { batch, ..Part::default() });
                    let mut tail = Tail::of(&mut part.batch, &pass_on);
                    for some in findings.chunks(TOGETHER) {
                        self.tell(tail.batch(), Some(timeline), some, speller, pass);
                        tail.settle();
                    }
                }
            },
            |part| {
                counts.append(part.counts);
                gathered.append(part.gathered);
                list(part.batch)
            },
        )?;
        if let Some(error) = stopped {
            return Err(error);
        }
        let background = pass.background.filter(|_| pass.coverage.is_everything());
        let (mut speller, mut batch) = (speller(), Batch::default());
        let rest = audit.rest(gathered, background.map(|background| (pass.index, background)), |findings| {
            counts.add_beside(findings);
            if !self.as_summary {
                self.tell(&mut batch, None, findings, &mut speller, pass);
            }
            if batch.rows() >= TOGETHER as u64 { list(std::mem::take(&mut batch)) } else { ControlFlow::Continue(()) }
        });
        match if rest.is_continue() { list(batch) } else { rest } {
            ControlFlow::Continue(()) => Ok((tally, counts)),
            ControlFlow::Break(error) => Err(error),
        }
    }

    /// Completes the listing, or writes the summary that people see instead.
    fn finish(
        &self,
        sink: Option<Sink<'_>>,
        asked: &[(usize, &'static Rule)],
        counts: &Counts,
        tally: &Tally,
        pass: &Pass<'_>,
        messages: &mut Messages<'_>,
    ) -> Result<Finished> {
        let mut overview = summary::section(asked, counts, &self.listing.lines, pass.exports);
        let Some(sink) = sink else {
            let caption = pass.coverage.caption(&counted(tally.interactions, "interaction"), tally);
            let files = summary::write(overview, caption, pass.destination)?;
            return Ok(Finished { rows: counts.total(asked, None), files, ..Finished::default() });
        };
        if self.listing.selection.narrows() {
            overview.remarks.push("all findings are counted, also those without a row".to_owned());
        }
        let closing = |rows| self.listing.closing(rows, tally, pass.coverage, Some(overview));
        let finished = sink.finish(closing, messages)?;
        self.listing.selection.note(&finished.no_numbers, pass.vocabulary, messages);
        Ok(finished)
    }

    /// Makes rows of findings.
    fn tell(
        &self,
        batch: &mut Batch,
        timeline: Option<&Timeline<'_>>,
        findings: &[Finding<'_>],
        speller: &mut Speller,
        pass: &Pass<'_>,
    ) {
        let arena = Bump::new();
        let reader = Reader { lines: &self.listing.lines, arena: &arena, pseudonyms: None };
        for finding in findings {
            let told = FindingRow {
                finding,
                timeline,
                interaction_id: finding.interaction_id.or(timeline.map(|timeline| timeline.id())),
                file: finding.place.map(|place| &*pass.exports.files[place.file()].name),
                line: finding.place.map(|place| self.listing.lines.line(place)),
            };
            let row = OfFinding { told, reader: &reader };
            self.listing.selection.add(&row, &self.listing.columns, |_| {}, speller, batch);
        }
    }
}

/// What each rule finds in the chosen timelines.
pub(super) fn overview(findings: &'static Items, present: &Present, pass: &Pass<'_>) -> Result<Section<'static>> {
    let usual = RuleOptions::usual();
    let rules = Rules::new(&usual)?;
    let columns = Columns { items: findings, exports: pass.exports, vocabulary: pass.vocabulary };
    let check = Check::new(&rules, &cli::Rows::default(), Format::Table, &columns, present)?;
    let (asked, _) = askable(&rules.chosen, false, false);
    let audit = Audit::new(&asked, ground(&rules, pass));
    let (_, counts) = check.search(&audit, pass, None)?;
    Ok(summary::section(&asked, &counts, &check.listing.lines, pass.exports))
}

/// What rules go by.
fn ground<'p>(rules: &Rules, pass: &Pass<'p>) -> Ground<'p> {
    Ground {
        exports: pass.exports,
        directory: pass.directory,
        tolerance: rules.tolerance,
        latest: pass.background.and_then(|background| background.latest),
        zone: pass.destination.zone,
        words: &pass.vocabulary.words,
    }
}

/// A row about a finding.
struct OfFinding<'l, 'r> {
    told: FindingRow<'r>,
    reader: &'l Reader<'r>,
}

impl<'r> Cells<'r> for OfFinding<'_, 'r> {
    fn cell(&self, column: &Column) -> Cell<'r> {
        column.cell_of_finding(&self.told, |row| column.cell_of(row, self.reader))
    }

    fn value(&self, column: &Column) -> Cell<'r> {
        column.cell_of_finding(&self.told, |row| column.value_of(row, self.reader))
    }
}

/// The rules that can be asked, and the names of those that need more than is read.
fn askable(
    chosen: &[(usize, &'static Rule)],
    is_everything: bool,
    has_background: bool,
) -> (Vec<(usize, &'static Rule)>, Vec<&'static str>) {
    let is_left_out = |rule: &Rule| match rule.needs() {
        Needs::Chosen => false,
        Needs::Background => !has_background,
        Needs::Everything => !is_everything,
    };
    let (left_out, asked): (Vec<_>, Vec<_>) = chosen.iter().partition(|(_, rule)| is_left_out(rule));
    (asked, left_out.into_iter().map(|(_, rule)| rule.name).collect())
}

/// How many rows are listed together.
const TOGETHER: usize = 256;
