//! What the records of a file hold, column by column.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::BuildHasher;
use std::ops::Range;

use bumpalo::Bump;
use rapidhash::fast::RandomState;

use crate::tables::{Field, Instant, Table};

use super::error::{ExportError, Fault, line_of};
use super::export::Export;
use super::header_zone::HeaderZone;
use super::pieces::in_pieces;
use super::values::{DateOrder, Reading, Unread, ValueOptions, any_time, is_blank};

#[derive(Debug)]
pub(crate) struct Contents {
    /// The file; a stranger as the table that it fits best.
    pub(crate) export: Export,
    pub(crate) rows: u64,
    /// How many records can't be read, and why the first can't.
    pub(crate) unreadable: Option<(u64, ExportError)>,
    /// How many starts or creations are not times, with the line and text of the first.
    pub(crate) bad_times: Option<(u64, u64, String)>,
    /// The earliest and the latest start or creation.
    pub(crate) period: Option<(Instant, Instant)>,
    /// The time zones in it, some of them if there are many.
    pub(crate) zones: BTreeSet<String>,
    pub(crate) columns: Vec<SurveyedColumn>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SurveyedColumn {
    /// The beginning of the first value that isn't blank.
    pub(crate) sample: Option<String>,
    pub(crate) blanks: u64,
    /// How many rows have it in a field whose value isn't that of one column in every row.
    pub(crate) given: u64,
    /// Values that aren't blank in the first [`STUDIED`] records.
    pub(crate) studied: u64,
    /// How many of these are distinct.
    pub(crate) distinct: u64,
    /// How many of these are times.
    pub(crate) times: u64,
    /// How many of these may have the day or the month first.
    pub(crate) unordered: u64,
    /// The order of the first of these that has only one.
    pub(crate) order: Option<DateOrder>,
    /// How often each of these occurs; `None` if there are too many to be words.
    pub(crate) words: Option<BTreeMap<String, u64>>,
}

/// Records whose words are counted.
pub(crate) const STUDIED: u64 = 50_000;

/// Most words of a column.
const WORDS: usize = 60;

/// Most zones that are remembered.
const ZONES: usize = 16;

/// Characters of a sample value.
const SAMPLE: usize = 60;

/// What a piece of a file holds.
#[derive(Default)]
struct PieceContents {
    rows: u64,
    unreadable: u64,
    first: Option<Fault>,
    bad_times: u64,
    first_bad_time: Option<(usize, String)>,
    period: Option<(Instant, Instant)>,
    zones: BTreeSet<String>,
    samples: Vec<Option<String>>,
    blanks: Vec<u64>,
    given: Vec<u64>,
}

impl PieceContents {
    fn add_time(&mut self, read: Result<Option<Instant>, Unread>, first: impl FnOnce() -> (usize, String)) {
        match read {
            Ok(at) => self.period = joined(self.period, at.map(|at| (at, at))),
            Err(_) => {
                self.bad_times += 1;
                self.first_bad_time.get_or_insert_with(first);
            }
        }
    }
}

fn joined(one: Option<(Instant, Instant)>, other: Option<(Instant, Instant)>) -> Option<(Instant, Instant)> {
    match (one, other) {
        (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
        (one, other) => one.or(other),
    }
}

impl Contents {
    pub(super) fn of(export: Export, values: &ValueOptions) -> Result<Contents, ExportError> {
        let export = export.in_zones(values);
        let width = export.header.columns().len();
        let mut columns = vec![SurveyedColumn::default(); width];
        study(&export, values, &mut columns);
        let when = When::of(&export, values, &columns);
        let pieces = in_pieces(&export, |range| read_piece(&export, range, when.as_ref()))
            .map_err(|fault| export.error(fault))?;
        let mut all = PieceContents::default();
        for piece in pieces {
            all.rows += piece.rows;
            all.unreadable += piece.unreadable;
            all.first = all.first.or(piece.first);
            all.bad_times += piece.bad_times;
            all.first_bad_time = all.first_bad_time.or(piece.first_bad_time);
            all.period = joined(all.period, piece.period);
            all.zones.extend(piece.zones);
            let of_piece = piece.samples.into_iter().zip(piece.blanks).zip(piece.given);
            for (column, ((sample, blanks), given)) in columns.iter_mut().zip(of_piece) {
                column.sample = column.sample.take().or(sample);
                column.blanks += blanks;
                column.given += given;
            }
        }
        let unreadable = all.first.map(|fault| (all.unreadable, export.error(fault)));
        let line = |at| line_of(export.bytes(), at);
        let bad_times = all.first_bad_time.map(|(at, text)| (all.bad_times, line(at), text));
        Ok(Contents { rows: all.rows, unreadable, bad_times, period: all.period, zones: all.zones, columns, export })
    }
}

/// The column that says when the rows of a table began, and how its times are read.
struct When<'e> {
    field: Field,
    column: usize,
    values: &'e ValueOptions,
    named: Option<&'e HeaderZone>,
    /// `None` if nothing says whether day or month comes first.
    order: Option<DateOrder>,
}

impl<'e> When<'e> {
    fn of(export: &'e Export, values: &'e ValueOptions, columns: &[SurveyedColumn]) -> Option<When<'e>> {
        let field = match export.table {
            Table::Segments => Field::StartedAt,
            Table::Interactions => Field::CreatedAt,
            Table::Queues | Table::Users | Table::Organizations => return None,
        };
        let column = export.header.column(field)?;
        let named = export.zone_of(column);
        let order = values.date_order.or(columns[column].order);
        Some(When { field, column, values: named.map_or(values, |named| &named.values), named, order })
    }

    /// `None` if it is a time, but unclear which.
    fn read(&self, value: &str) -> Result<Option<Instant>, Unread> {
        let time = match (any_time(value.as_bytes(), self.values)?, self.order) {
            (Reading::Time(time), _) => Some(time),
            (reading, Some(order)) => reading.in_order(order),
            (Reading::ByOrder { .. }, None) => None,
        };
        let settled = time.and_then(|time| self.named.map_or(Some(time), |named| named.settle(time).ok()));
        Ok(settled.map(|time| time.instant))
    }
}

fn read_piece(export: &Export, range: Range<usize>, when: Option<&When<'_>>) -> Result<PieceContents, Fault> {
    let width = export.header.columns().len();
    let required = export.table.required().iter().filter(|field| export.header.column(**field).is_some());
    let required: Vec<Field> = required.copied().collect();
    let zone = export.header.column_of(Table::Organizations, Field::TimeZone);
    let (samples, blanks, given) = (vec![None; width], vec![0; width], vec![0; width]);
    let mut piece = PieceContents { samples, blanks, given, ..PieceContents::default() };
    let rejects = export.each_record(range, true, |record| {
        export.check_shape(&record)?;
        for field in &required {
            export.key(&record, export.table, *field)?;
        }
        let arena = Bump::new();
        let text = record.text()?;
        piece.rows += 1;
        let given: BTreeSet<usize> = export.header.given(&record).collect();
        given.into_iter().for_each(|column| piece.given[column] += 1);
        if let Some(when) = when
            && let Some(value) = export.header.text(&text, export.table, when.field, &arena)
            && !is_blank(value.as_bytes())
        {
            piece.add_time(when.read(value), || (record.field_start(when.column), value.to_owned()));
        }
        for column in 0..width {
            let value = text.get(column, &arena);
            if is_blank(value.as_bytes()) {
                piece.blanks[column] += 1;
                continue;
            }
            piece.samples[column].get_or_insert_with(|| value.chars().take(SAMPLE).collect());
            if zone == Some(column) && piece.zones.len() < ZONES {
                piece.zones.insert(value.to_owned());
            }
        }
        Ok(())
    })?;
    piece.unreadable = rejects.len() as u64;
    piece.first = rejects.into_iter().next().map(|reject| reject.fault);
    Ok(piece)
}

/// Looks at the values of the first records.
fn study(export: &Export, values: &ValueOptions, columns: &mut [SurveyedColumn]) {
    columns.iter_mut().for_each(|column| column.words = Some(BTreeMap::new()));
    let mut records = export.records(export.body..export.bytes().len());
    let mut seen: Vec<HashSet<u64, RandomState>> = vec![HashSet::default(); columns.len()];
    let hasher = RandomState::default();
    let arena = Bump::new();
    for _ in 0..STUDIED {
        // What can't be read is counted elsewhere; a guess needn't look further.
        let Some(Ok(record)) = records.next() else { break };
        let Ok(record) = record.text() else { continue };
        for (at, column) in columns.iter_mut().enumerate().take(record.record().len()) {
            let value = record.get(at, &arena);
            if is_blank(value.as_bytes()) {
                continue;
            }
            column.studied += 1;
            // Collisions are too rare to matter to a guess.
            column.distinct += u64::from(seen[at].insert(hasher.hash_one(value)));
            if let Ok(reading) = any_time(value.as_bytes(), values) {
                column.times += 1;
                column.order = column.order.or(reading.only_order());
                let is_known = matches!(reading, Reading::Time(_)) || values.date_order.is_some();
                column.unordered += u64::from(!is_known);
            }
            if let Some(words) = &mut column.words {
                *words.entry(value.to_owned()).or_default() += 1;
                if words.len() > WORDS {
                    column.words = None;
                }
            }
        }
    }
}
