//! Reports that list something of each timeline: rows through conditions, order and limit into the format.

use anyhow::Result;
use bumpalo::Bump;

use crate::choices::Present;
use crate::cli;
use crate::formats::{Format, Page, Spelling, Values};
use crate::messages::Messages;
use crate::plain::{counted, quoted};
use crate::reports::{About, Cell, Column, Lines, Reader, Row, RowReport, Veiling, section};
use crate::timelines::{Tally, Timeline};
use crate::usage::UsageError;

use super::columns::Columns;
use super::conditions::{Condition, Test, Verdict};
use super::coverage::Coverage;
use super::destination::{Destination, check_names};
use super::files::Files;
use super::heard;
use super::pass::{Batches, Pass};
use super::sort;
use super::split::Split;
use super::taker::Taker;

/// Interactions of a page, more than which a browser takes seconds to open.
const MANY: u64 = 20_000;

/// Rows that are listed, and how.
pub(super) struct Rows<'s> {
    pub(super) report: &'static RowReport,
    pub(super) columns: Vec<Column>,
    pub(super) conditions: Vec<(Column, Test)>,
    pub(super) order: Vec<(Column, bool)>,
    pub(super) limit: Option<u64>,
    pub(super) lines: Lines<'s>,
    /// Whether timelines are shown as such, and not as rows.
    pub(super) as_timelines: bool,
    explains: bool,
    is_for_people: bool,
}

/// What a listing came to.
pub(super) struct Listed {
    pub(super) tally: Tally,
    pub(super) rows: u64,
    /// Whether it should end with the status that says so.
    pub(super) has_problems: bool,
    /// Texts that had no room in their cell.
    pub(super) cut: u64,
    /// What was written, to be given its place.
    pub(super) files: Files,
}

/// The rows of a batch.
#[derive(Default)]
pub(super) struct Made {
    pub(super) bytes: Vec<u8>,
    /// Where each row ends in the bytes; only where somebody needs to know.
    pub(super) ends: Vec<usize>,
    pub(super) keys: Vec<Vec<u8>>,
    /// Runs of rows of one group, and where each ends in the bytes; only where rows are split.
    pub(super) groups: Vec<(Vec<u8>, usize)>,
    pub(super) cells: Vec<Vec<Cell<'static>>>,
    pub(super) rows: u64,
    /// For each condition the values that are no numbers.
    pub(super) no_numbers: Vec<u64>,
}

/// What a thread spells with.
pub(super) struct Speller<'s> {
    split: Option<&'s Split>,
    /// `None` where rows are laid out later.
    spelling: Option<Spelling>,
    /// Spells the cells of conditions.
    values: Values,
    printed: Vec<u8>,
}

impl<'s> Speller<'s> {
    /// What spells rows under these columns.
    pub(super) fn new(destination: &'s Destination<'s>, columns: &[Column]) -> Speller<'s> {
        Speller {
            split: destination.split,
            spelling: destination.spelling(columns),
            values: Values::new(destination.zone),
            printed: Vec::new(),
        }
    }
}

impl<'s> Rows<'s> {
    /// Understands what is asked.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for a column that there is not, or a condition that can't be understood.
    pub(super) fn new(
        options: &cli::Rows,
        explains: bool,
        format: Format,
        columns: &Columns<'s>,
        present: &Present,
    ) -> Result<Rows<'s>, UsageError> {
        let report = columns.report;
        let all: Vec<&str> = report.columns.iter().map(|column| &*column.name).collect();
        let usual = if format.traits().is_for_people { report.for_people } else { &all };
        let selected = columns.select(options.columns.as_deref(), usual)?;
        check_names(format, selected.iter().map(|column| &*column.name))?;
        let mut conditions = Vec::new();
        for text in &options.conditions {
            let condition = Condition::read(text)?;
            let column = columns.find(&condition.column)?;
            let test = condition.test(column.kind, column.is_known(), present)?;
            conditions.push((column, test));
        }
        let mut order = Vec::new();
        for name in options.sort.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let (name, descends) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
            order.push((columns.find(name)?, descends));
        }
        let is_plain =
            options.columns.is_none() && conditions.is_empty() && order.is_empty() && options.limit.is_none();
        Ok(Rows {
            report,
            columns: selected,
            conditions,
            order,
            limit: options.limit,
            lines: Lines::new(columns.exports),
            as_timelines: is_plain && format.traits().is_for_people && report.about == About::Segment,
            explains,
            is_for_people: format.traits().is_for_people,
        })
    }

    /// Writes the rows.
    ///
    /// # Errors
    ///
    /// The first value, in input order, that can't be read; what the system says of the output.
    pub(super) fn write(
        &self,
        pass: &Pass<'_>,
        destination: &Destination<'_>,
        coverage: &Coverage,
        messages: &mut Messages<'_>,
    ) -> Result<Listed> {
        let mut taker = Taker::new(self, pass, destination)?;
        let worker = || Speller::new(destination, &self.columns);
        let made = pass.run(
            Batches::OfRows,
            worker,
            |speller, made: &mut Made, timeline, arena| {
                if self.as_timelines {
                    let section = section(timeline, self.explains);
                    match destination.look.format {
                        Format::Html => Page::new(pass.zone).section(&section, &mut made.bytes),
                        _ => destination.table().section(&section, &mut made.bytes),
                    }
                    made.rows += timeline.stages.len() as u64;
                } else {
                    self.make(made, timeline, arena, pass, speller);
                }
            },
            |made| taker.take(made),
        );
        let (tally, stopped) = made?;
        // Without an error everything is taken, or the limit is reached: what was counted is what was looked at.
        if let Some(error) = stopped.flatten() {
            return Err(error);
        }
        let listed = self.finish(taker, tally, pass, coverage, messages)?;
        let interactions = listed.tally.interactions;
        if self.as_timelines && destination.look.format == Format::Html && interactions > MANY {
            let page = format!("a page of {} opens slowly", counted(interactions, "interaction"));
            messages.note(format!("{page}: choose fewer, as with --date, or write one for each day"));
        }
        Ok(listed)
    }

    /// Completes the output.
    ///
    /// # Errors
    ///
    /// As [`Rows::write`].
    pub(super) fn finish(
        &self,
        mut taker: Taker<'_, '_>,
        tally: Tally,
        pass: &Pass<'_>,
        coverage: &Coverage,
        messages: &mut Messages<'_>,
    ) -> Result<Listed> {
        // What was read while somebody wrote to it is no report: nothing is completed with it.
        pass.exports.check_unchanged()?;
        let no_numbers = std::mem::take(&mut taker.no_numbers);
        let (rows, cut, files) = taker.finish(&tally, coverage, messages)?;
        for ((column, test), count) in self.conditions.iter().zip(no_numbers) {
            heard::note(&column.name, column.meant(), test, pass.vocabulary, messages);
            if count > 0 {
                let values = counted(count, "value");
                messages.note(format!("{values} of {} no number: no match", quoted(&column.name)));
            }
        }
        Ok(Listed { tally, rows, has_problems: false, cut, files })
    }

    /// The columns that are shown, compared or sorted by. A timeline as such shows all that its report has.
    pub(super) fn used(&self) -> Vec<&Column> {
        let own = self.report.columns.iter().filter(|_| self.as_timelines);
        let compared = self.conditions.iter().map(|(column, _)| column);
        let asked = self.columns.iter().chain(compared).chain(self.order.iter().map(|(column, _)| column));
        asked.chain(own).collect()
    }

    /// The rows of a timeline.
    fn make(&self, made: &mut Made, timeline: &Timeline<'_>, arena: &Bump, pass: &Pass<'_>, speller: &mut Speller<'_>) {
        let narrows = self.report.about == About::Ring;
        (self.report.rows)(timeline, &mut |row: Row<'_>| {
            if narrows && !row.ring().is_some_and(|ring| pass.choice.keeps_ring(timeline, ring)) {
                return;
            }
            self.add(made, &row, arena, pass, speller);
        });
    }

    /// A row, if all conditions hold for it.
    #[inline]
    pub(super) fn add(&self, made: &mut Made, row: &Row<'_>, arena: &Bump, pass: &Pass<'_>, speller: &mut Speller<'_>) {
        let veil = pass.pseudonyms.map(|pseudonyms| pseudonyms as &dyn Veiling);
        let reader = Reader { lines: &self.lines, arena, veil };
        if !self.holds(made, row, &reader, speller) {
            return;
        }
        made.rows += 1;
        let cell = |column: &Column| match self.is_for_people {
            true => column.cell_for_people(row, &reader),
            false => column.cell_of(row, &reader),
        };
        if !self.order.is_empty() {
            let mut key = Vec::new();
            for (column, descends) in &self.order {
                let value = column.value_of(row, &reader);
                sort::key(&value, column.kind, *descends, &mut key);
            }
            made.keys.push(key);
        }
        match &mut speller.spelling {
            Some(spelling) => {
                spelling.row(self.columns.iter().map(cell), &mut made.bytes);
                if self.limit.is_some() || !self.order.is_empty() {
                    made.ends.push(made.bytes.len());
                }
                if let Some(split) = speller.split {
                    self.group(made, split, row, pass);
                }
            }
            None => made.cells.push(self.columns.iter().map(|column| cell(column).into_owned()).collect()),
        }
    }

    /// Notes the group of the last row.
    fn group(&self, made: &mut Made, split: &Split, row: &Row<'_>, pass: &Pass<'_>) {
        let mut group = Vec::new();
        split.group(row, self.report.about, pass.zone, &mut group);
        let end = made.bytes.len();
        match made.groups.last_mut() {
            // Rows that may go different ways yet stay apart.
            Some((last, last_end)) if *last == group && self.limit.is_none() && self.order.is_empty() => {
                *last_end = end;
            }
            _ => made.groups.push((group, end)),
        }
    }

    /// Whether all conditions hold for a row.
    fn holds(
        &self,
        made: &mut Made,
        row: &Row<'_>,
        reader: &Reader<'_>,
        Speller { values, printed, .. }: &mut Speller<'_>,
    ) -> bool {
        made.no_numbers.resize(self.conditions.len(), 0);
        let mut all = true;
        for (at, (column, test)) in self.conditions.iter().enumerate() {
            let cell = column.cell_of(row, reader);
            printed.clear();
            values.write(&cell, printed);
            let value = column.value_of(row, reader);
            match test.ask(&value, &String::from_utf8_lossy(printed)) {
                Verdict::Holds(holds) => all &= holds,
                Verdict::NoNumber => {
                    made.no_numbers[at] += 1;
                    all = false;
                }
            }
        }
        all
    }
}
