//! Durations that start and end contradict all over a file: they are in another unit than they are read in.

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

/// Records that are looked at to find these: a file in which few have all three is not searched for them.
const LOOKED_AT: u64 = 2_000;

/// One second in microseconds.
const SECOND: i128 = 1_000_000;

impl Exports {
    /// What a plain number in the duration column of a file counts: what the options say, else the header.
    pub fn duration_unit(&self, file: &Export) -> DurationUnit {
        let of_header = || {
            let column = file.header.column(Field::Duration)?;
            Some(DurationUnit::of_header(&file.header.columns()[column].header))
        };
        self.values.duration_unit.or_else(of_header).unwrap_or(DurationUnit::Seconds)
    }

    /// Makes sure that no file's durations are in another unit than they are read in: of the records that have start, end
    /// and duration 95 of 100 may be in that unit, half of them in no other way, and two clearly. Looks at the beginning of each file, and at all of it only
    /// where that is so there.
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
    compare(exports, file, &columns, all, Some(COMPARED)).ok()?.verdict()?;
    // Pieces that can't be read are told where they are reported.
    let whole = in_pieces(file.bytes(), file.body, |range| compare(exports, file, &columns, range, None)).ok()?;
    let mut evidence = Evidence::default();
    whole.iter().for_each(|piece| evidence.merge(piece));
    let (unit, first) = evidence.verdict()?;
    let mut records = file.records(first..file.bytes().len());
    let record = records.next()?.ok()?;
    let [_, _, column] = columns.places;
    let problem = Problem::OtherUnit {
        header: file.header.columns()[column].header.clone(),
        value: String::from_utf8_lossy(&record.bytes(column)).into_owned(),
        lasted: columns.read(exports, file, &record)?.lasted,
        read_as: columns.unit,
        unit,
    };
    Some(Fault::new(record.field_start(column), problem))
}

/// The columns of a file that are compared.
struct TimeColumns {
    /// Start, end and duration.
    places: [usize; 3],
    /// What durations count.
    unit: DurationUnit,
}

/// What a record says twice.
struct SaidTwice {
    /// From start to end.
    lasted: Duration,
    /// How far off that may be, as the times are rounded.
    fuzzy: i128,
    /// The duration as it is read.
    duration: i128,
    /// How far off that may be, as the number is rounded.
    precision: i128,
}

impl TimeColumns {
    fn of(exports: &Exports, file: &Export) -> Option<TimeColumns> {
        let column = |field| file.header.column(field);
        let places = [column(Field::StartedAt)?, column(Field::EndedAt)?, column(Field::Duration)?];
        Some(TimeColumns { places, unit: exports.duration_unit(file) })
    }

    /// What a record says; `None` where it lacks one of the three, or lasted less than a second.
    fn read(&self, exports: &Exports, file: &Export, record: &Record<'_, '_>) -> Option<SaidTwice> {
        let [start, end, duration] = self.places;
        if start.max(end).max(duration) >= record.len() {
            return None;
        }
        let text = record.bytes(duration);
        let micros = i128::from(plain_duration(&text, self.unit)?.micros());
        let time = |field, column| {
            let text = record.bytes(column);
            exports.read_time(file, Table::Segments, field, record, &text).ok().map(|time| time.instant)
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
}

impl SaidTwice {
    /// Whether the duration, read as `read_as`, is as it would be if it were in `unit`; and if so, whether it can't be so
    /// by rounding alone.
    fn agrees(&self, read_as: DurationUnit, unit: DurationUnit) -> (bool, bool) {
        // As it would be read; all in units of `unit`, so that nothing is rounded here.
        let (lasted, fuzzy) = (i128::from(self.lasted.micros()) * read_as.micros(), self.fuzzy * read_as.micros());
        let (duration, precision) = (self.duration * unit.micros(), self.precision * unit.micros());
        let tolerance = precision + fuzzy;
        ((duration - lasted).abs() <= tolerance, tolerance * 5 <= lasted)
    }
}

/// How many records would be in which unit.
#[derive(Default)]
struct Evidence {
    seen: u64,
    /// By unit, in the order of [`DurationUnit::ALL`].
    units: [ForUnit; 5],
}

#[derive(Clone, Copy, Default)]
struct ForUnit {
    agree: u64,
    /// Those of them that can't be in the unit that they are read in. Short ones may be in both.
    alone: u64,
    /// Those of these that don't agree by rounding alone.
    sharply: u64,
    /// Where the first of those starts.
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

    /// Adds what comes later in the file.
    fn merge(&mut self, later: &Evidence) {
        self.seen += later.seen;
        for (unit, later) in self.units.iter_mut().zip(&later.units) {
            unit.agree += later.agree;
            unit.alone += later.alone;
            unit.sharply += later.sharply;
            unit.first = unit.first.or(later.first);
        }
    }

    /// The unit that the durations are in if not in the one they are read in, and where the first of them stands.
    fn verdict(&self) -> Option<(DurationUnit, usize)> {
        let units = DurationUnit::ALL.into_iter().zip(&self.units);
        let (unit, evidence) = units.max_by_key(|(_, evidence)| (evidence.alone, evidence.sharply))?;
        let is_everywhere =
            evidence.sharply >= 2 && evidence.agree * 100 >= self.seen * 95 && evidence.alone * 2 >= self.seen;
        evidence.first.filter(|_| is_everywhere).map(|first| (unit, first))
    }
}

/// Compares the records of a piece; only the first where `at_most` says how many.
fn compare(
    exports: &Exports,
    file: &Export,
    columns: &TimeColumns,
    range: Range<usize>,
    at_most: Option<u64>,
) -> Result<Evidence, Fault> {
    let mut evidence = Evidence::default();
    let mut looked_at = 0;
    let reaches_end = range.end == file.bytes().len();
    let mut records = file.records(range);
    while let Some(record) = records.next() {
        let record = match record {
            Ok(record) => record,
            Err(fault) if exports.skips() && (reaches_end || *fault.problem != Problem::OpenQuote) => {
                records.skip_line(fault.offset);
                continue;
            }
            Err(fault) => return Err(fault),
        };
        if let Some(said) = columns.read(exports, file, &record) {
            evidence.add(&said, columns.unit, record.start());
        }
        looked_at += 1;
        if at_most.is_some_and(|most| evidence.seen >= most || looked_at >= LOOKED_AT) {
            break;
        }
    }
    Ok(evidence)
}

#[cfg(test)]
mod tests;
