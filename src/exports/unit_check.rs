//! Finds files whose durations are in another unit than they are read in, as start and end contradict them.

use std::ops::Range;

use rayon::prelude::*;

use crate::tables::{Duration, Field, Table};

use super::error::{ExportError, Fault};
use super::export::Export;
use super::exports::Exports;
use super::pieces::in_pieces;
use super::problem::Problem;
use super::record::Record;
use super::values::{DurationUnit, plain_duration};

/// Records with start, end and duration that are compared before a file is suspected.
const COMPARED: u64 = 1_000;

/// Records that are looked at to find these; few may have all three.
const LOOKED_AT: u64 = 2_000;

/// In microseconds.
const SECOND: i128 = 1_000_000;

impl Exports {
    /// The unit of plain numbers in the duration column of a file: that of the options, else of the header.
    pub(crate) fn duration_unit(&self, file: &Export) -> DurationUnit {
        let of_header = || {
            let column = file.header.column(Field::Duration)?;
            Some(DurationUnit::of_header(&file.header.columns()[column].header))
        };
        self.values.duration_unit.or_else(of_header).unwrap_or(DurationUnit::Seconds)
    }

    /// [`Problem::OtherUnit`] if the durations of a file are in another unit than they are read in: of the records with
    /// start, end and duration, 95 % agree with it, half of them don't agree with the unit that they are read in, and two
    /// of these clearly. Looks at the beginning of each file, and at all of it only if it is so there.
    pub(super) fn check_duration_units(&self) -> Result<(), ExportError> {
        let files: Vec<&Export> = self.of(Table::Segments).collect();
        let faults: Vec<Option<Fault>> = files.par_iter().map(|file| contradicted(self, file)).collect();
        match files.iter().zip(faults).find_map(|(file, fault)| Some((file, fault?))) {
            Some((file, fault)) => Err(file.error(fault)),
            None => Ok(()),
        }
    }
}

fn contradicted(exports: &Exports, file: &Export) -> Option<Fault> {
    let columns = TimeColumns::of(exports, file)?;
    let all = file.body..file.bytes().len();
    columns.compare(all, Some(COMPARED)).ok()?.verdict()?;
    // What can't be read is reported elsewhere.
    let whole = in_pieces(file, |range| columns.compare(range, None)).ok()?;
    let mut evidence = Evidence::default();
    whole.iter().for_each(|piece| evidence.merge(piece));
    let (unit, first) = evidence.verdict()?;
    let mut records = file.records(first..file.bytes().len());
    let record = records.next()?.ok()?;
    let [_, _, column] = columns.places;
    let problem = Problem::OtherUnit {
        header: file.header.columns()[column].header.clone(),
        value: String::from_utf8_lossy(&record.bytes(column)).into_owned(),
        lasted: columns.read(&record)?.lasted,
        read_as: columns.unit,
        unit,
    };
    Some(Fault::new(record.field_start(column), problem))
}

struct TimeColumns<'e> {
    exports: &'e Exports,
    file: &'e Export,
    /// Start, end and duration.
    places: [usize; 3],
    /// That durations are read in.
    unit: DurationUnit,
}

/// What a record says twice. All but `lasted` in microseconds.
struct SaidTwice {
    /// From start to end.
    lasted: Duration,
    /// How far off that may be by rounding.
    fuzzy: i128,
    duration: i128,
    /// How far off that may be by rounding.
    precision: i128,
}

impl<'e> TimeColumns<'e> {
    fn of(exports: &'e Exports, file: &'e Export) -> Option<TimeColumns<'e>> {
        if file.header.starts_before_end() {
            return None;
        }
        let column = |field| file.header.column(field);
        let places = [column(Field::StartedAt)?, column(Field::EndedAt)?, column(Field::Duration)?];
        Some(TimeColumns { exports, file, places, unit: exports.duration_unit(file) })
    }

    /// `None` if a record lacks one of the three, or lasted less than a second.
    fn read(&self, record: &Record<'_, '_>) -> Option<SaidTwice> {
        let [start, end, duration] = self.places;
        if start.max(end).max(duration) >= record.len() {
            return None;
        }
        let text = record.bytes(duration);
        let micros = i128::from(plain_duration(&text, self.unit)?.micros());
        let time = |field, column| {
            let text = record.bytes(column);
            self.exports.read_time(self.file, Table::Segments, field, record, &text).ok().map(|time| time.instant)
        };
        let (start, end) = (time(Field::StartedAt, start)?, time(Field::EndedAt, end)?);
        let lasted = end - start;
        let whole_minutes = [start, end].iter().all(|at| at.micros() % 60_000_000 == 0);
        let decimals = text.iter().rev().position(|byte| *byte == b'.').unwrap_or(0).min(9);
        (i128::from(lasted.micros()) >= SECOND && micros >= 0).then(|| SaidTwice {
            lasted,
            fuzzy: if whole_minutes { 60 * SECOND } else { SECOND },
            duration: micros,
            precision: (self.unit.micros() / 10i128.pow(decimals as u32)).max(1),
        })
    }

    /// Compares the records of a range, `at_most` as many.
    fn compare(&self, range: Range<usize>, at_most: Option<u64>) -> Result<Evidence, Fault> {
        let mut evidence = Evidence::default();
        let mut looked_at = 0;
        let reaches_end = range.end == self.file.bytes().len();
        let mut records = self.file.records(range);
        while let Some(record) = records.next() {
            let record = match record {
                Ok(record) => record,
                Err(fault) if self.exports.skips() && (reaches_end || *fault.problem != Problem::OpenQuote) => {
                    records.skip_line(fault.offset);
                    continue;
                }
                Err(fault) => return Err(fault),
            };
            if let Some(said) = self.read(&record) {
                evidence.add(&said, self.unit, record.start());
            }
            looked_at += 1;
            let is_enough = |most| evidence.seen >= most || evidence.rules_out_others(self.unit, most);
            if at_most.is_some_and(|most| looked_at >= LOOKED_AT || is_enough(most)) {
                break;
            }
        }
        Ok(evidence)
    }
}

impl SaidTwice {
    /// Whether the duration, read in `read_as`, agrees with being in `unit`; and whether rounding can't explain that.
    fn agrees(&self, read_as: DurationUnit, unit: DurationUnit) -> (bool, bool) {
        // Multiplied instead of divided, so nothing is rounded here.
        let (lasted, fuzzy) = (i128::from(self.lasted.micros()) * read_as.micros(), self.fuzzy * read_as.micros());
        let (duration, precision) = (self.duration * unit.micros(), self.precision * unit.micros());
        let tolerance = precision + fuzzy;
        ((duration - lasted).abs() <= tolerance, tolerance * 5 <= lasted)
    }
}

#[derive(Default)]
struct Evidence {
    seen: u64,
    /// In the order of [`DurationUnit::ALL`].
    units: [ForUnit; 5],
}

#[derive(Clone, Copy, Default)]
struct ForUnit {
    agree: u64,
    /// Those of them that don't agree with the unit that they are read in. Short ones may agree with both.
    alone: u64,
    /// Those of these that rounding can't explain.
    sharply: u64,
    /// Where the first of these starts.
    first: Option<usize>,
}

impl Evidence {
    fn add(&mut self, said: &SaidTwice, read_as: DurationUnit, place: usize) {
        self.seen += 1;
        let is_right = said.agrees(read_as, read_as).0;
        for (unit, evidence) in DurationUnit::ALL.into_iter().zip(&mut self.units) {
            let (agrees, sharply) = said.agrees(read_as, unit);
            evidence.agree += u64::from(agrees);
            evidence.alone += u64::from(agrees && !is_right);
            if agrees && sharply && !is_right {
                evidence.sharply += 1;
                evidence.first.get_or_insert(place);
            }
        }
    }

    fn merge(&mut self, later: &Evidence) {
        self.seen += later.seen;
        for (unit, later) in self.units.iter_mut().zip(&later.units) {
            unit.agree += later.agree;
            unit.alone += later.alone;
            unit.sharply += later.sharply;
            unit.first = unit.first.or(later.first);
        }
    }

    /// Whether so many contradict each other unit that `at_most` records can't give a verdict.
    fn rules_out_others(&self, read_as: DurationUnit, at_most: u64) -> bool {
        let mut units = DurationUnit::ALL.into_iter().zip(&self.units);
        units.all(|(unit, evidence)| unit == read_as || (self.seen - evidence.agree) * 100 > at_most * 5)
    }

    /// The other unit that the durations are in, and where the first of them stands.
    fn verdict(&self) -> Option<(DurationUnit, usize)> {
        let units = DurationUnit::ALL.into_iter().zip(&self.units);
        let (unit, evidence) = units.max_by_key(|(_, evidence)| (evidence.alone, evidence.sharply))?;
        let is_everywhere =
            evidence.sharply >= 2 && evidence.agree * 100 >= self.seen * 95 && evidence.alone * 2 >= self.seen;
        evidence.first.filter(|_| is_everywhere).map(|first| (unit, first))
    }
}

#[cfg(test)]
mod tests;
