//! What there is: every file that may be an export, also one that no report could read, with what its columns hold.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};

use bumpalo::Bump;
use encoding_rs::{Encoding, WINDOWS_1252};
use rapidhash::fast::RandomState;
use rayon::prelude::*;

use crate::tables::{Field, Instant, Table};

use super::dialect::Form;
use super::error::{ExportError, Problem};
use super::export::Export;
use super::layout::{Layout, Misfit};
use super::listing::{Listing, is_no_file};
use super::origin::{Origin, STDIN};
use super::pieces::{in_pieces, line_of};
use super::records::Fault;
use super::source::Source;
use super::values::{DateOrder, Reading, Time, ValueOptions, any_time, is_blank};
use super::vocabulary::Vocabulary;

/// A file, as far as it can be understood.
#[derive(Debug)]
pub struct Surveyed {
    /// Its name, as messages call it.
    pub path: PathBuf,
    /// The table that it belongs to by its name or an option; `None` for a stranger.
    pub named: Option<Table>,
    /// The tables that its header would do for, those that understand most of it.
    pub fits: Vec<Table>,
    /// What is wrong with its header, with its line: no report could read it.
    pub misfit: Option<Misfit>,
    /// The encoding that its bytes seem to be in, where nothing says that they are not UTF-8.
    pub likely_encoding: Option<&'static Encoding>,
    /// The file and what is in it; `None` where it has no record at all.
    pub contents: Option<Contents>,
}

/// What is in a file.
#[derive(Debug)]
pub struct Contents {
    /// The file; of a stranger as the table that it fits best.
    pub export: Export,
    /// Records that can be read.
    pub rows: u64,
    /// How many records can't be read, with the first of them.
    pub unreadable: Option<(u64, ExportError)>,
    /// How many starts or creations are no times, with the line and text of the first.
    pub bad_times: Option<(u64, u64, String)>,
    /// The earliest and the latest start or creation.
    pub period: Option<(Instant, Instant)>,
    /// The time zones that it names.
    pub zones: BTreeSet<String>,
    /// What is in each column.
    pub columns: Vec<SurveyedColumn>,
}

/// What is in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SurveyedColumn {
    /// The first value that is not blank.
    pub sample: Option<String>,
    /// Rows in which it is blank.
    pub blanks: u64,
    /// Of the first records ([`STUDIED`]): values that are not blank.
    pub studied: u64,
    /// How many of these differ from each other.
    pub distinct: u64,
    /// How many of these are times.
    pub times: u64,
    /// How many of these may be read with the day or with the month first.
    pub unordered: u64,
    /// Which of them comes first, by the first value that fits only one order.
    pub order: Option<DateOrder>,
    /// The words among these with how often they come; `None` where there are too many to be words.
    pub words: Option<BTreeMap<String, u64>>,
}

/// Records whose words are looked at.
pub const STUDIED: u64 = 50_000;

/// Different values of a column of words.
const WORDS: usize = 60;

/// Different zones that are remembered.
const ZONES: usize = 16;

/// Looks at all files of a listing, in its order, strangers last.
///
/// # Errors
///
/// The first file that can't be opened, decompressed or decoded.
pub fn survey(
    listing: &Listing,
    vocabulary: &Vocabulary,
    form: Form,
    values: &ValueOptions,
) -> Result<Vec<Surveyed>, ExportError> {
    let known = listing.files.iter().map(|(table, origin)| (Some(*table), origin));
    let strangers = listing.strangers.iter().filter(|origin| !is_no_file(&origin.path));
    let all: Vec<_> = known.chain(strangers.map(|origin| (None, origin))).collect();
    let surveyed: Vec<Result<Surveyed, ExportError>> = all
        .par_iter()
        .map(|(table, origin)| {
            let located = |(line, problem)| ExportError::new(&origin.name(), line, problem);
            look_at(*table, origin, vocabulary, form, values).map_err(located)
        })
        .collect();
    surveyed.into_iter().collect()
}

fn look_at(
    named: Option<Table>,
    origin: &Origin,
    vocabulary: &Vocabulary,
    form: Form,
    values: &ValueOptions,
) -> Result<Surveyed, Misfit> {
    let (source, likely_encoding) = open(origin, form.encoding)?;
    let tables = named.map_or(Table::ALL.to_vec(), |table| vec![table]);
    let guesses = tables.into_iter().map(|table| {
        Layout::guess(source.bytes(), table, vocabulary, form).map(|(layout, misfit)| (table, layout, misfit))
    });
    let guesses: Vec<_> = match guesses.collect::<Result<Vec<_>, _>>() {
        Ok(guesses) => guesses,
        Err(misfit) => {
            let path = origin.name();
            return Ok(Surveyed {
                path,
                named,
                fits: Vec::new(),
                misfit: Some(misfit),
                likely_encoding,
                contents: None,
            });
        }
    };
    let fitness = |(_, layout, misfit): &(Table, Layout, Result<(), _>)| (misfit.is_ok(), layout.header.known());
    let best = guesses.iter().map(fitness).max();
    let fits = guesses.iter().filter(|guess| guess.2.is_ok() && Some(fitness(guess)) == best);
    let fits = fits.map(|(table, _, _)| *table).collect();
    // The first of those that are equally good.
    let guess = guesses.into_iter().reduce(|best, next| if fitness(&next) > fitness(&best) { next } else { best });
    let Some((table, layout, is_usable)) = guess else { return Err((None, Problem::NoHeader)) };
    let export = Export::laid_out(table, origin, source, layout);
    let contents = Contents::of(export, values).map_err(|fault| (None, *fault.problem))?;
    let misfit = is_usable.err().filter(|_| named.is_some());
    Ok(Surveyed { path: origin.name(), named, fits, misfit, likely_encoding, contents: Some(contents) })
}

/// Opens a file; one in an unknown encoding in the likeliest one, which is given.
fn open(origin: &Origin, encoding: Option<&'static Encoding>) -> Result<(Source, Option<&'static Encoding>), Misfit> {
    let likely = match Source::open(origin, encoding) {
        Ok(source) if encoding.is_some() || str::from_utf8(source.bytes()).is_ok() => return Ok((source, None)),
        // Standard input is there only once.
        Ok(source) if origin.path.as_path() == Path::new(STDIN) => return Ok((source, Some(WINDOWS_1252))),
        Ok(_) => WINDOWS_1252,
        Err((line, Problem::Markless { encoding })) => match Encoding::for_label(encoding.as_bytes()) {
            Some(likely) => likely,
            None => return Err((line, Problem::Markless { encoding })),
        },
        Err(error) => return Err(error),
    };
    Source::open(origin, Some(likely)).map(|source| (source, Some(likely)))
}

/// What a piece of a file holds.
#[derive(Default)]
struct Piece {
    rows: u64,
    unreadable: u64,
    first: Option<Fault>,
    bad_times: u64,
    first_bad_time: Option<(usize, String)>,
    period: Option<(Instant, Instant)>,
    zones: BTreeSet<String>,
    samples: Vec<Option<String>>,
    blanks: Vec<u64>,
}

impl Contents {
    fn of(export: Export, values: &ValueOptions) -> Result<Contents, Fault> {
        let export = export.in_zones(values);
        let width = export.header.columns().len();
        let mut columns = vec![SurveyedColumn::default(); width];
        study(&export, values, &mut columns);
        let orders: Vec<Option<DateOrder>> = columns.iter().map(|column| column.order).collect();
        let pieces = in_pieces(export.bytes(), export.body, |range| read_piece(&export, range, values, &orders))?;
        let mut all = Piece::default();
        for piece in pieces {
            all.rows += piece.rows;
            all.unreadable += piece.unreadable;
            all.first = all.first.or(piece.first);
            all.bad_times += piece.bad_times;
            all.first_bad_time = all.first_bad_time.or(piece.first_bad_time);
            all.period = match (all.period, piece.period) {
                (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
                (one, other) => one.or(other),
            };
            all.zones.extend(piece.zones);
            for ((column, sample), blanks) in columns.iter_mut().zip(piece.samples).zip(piece.blanks) {
                column.sample = column.sample.take().or(sample);
                column.blanks += blanks;
            }
        }
        let unreadable = all.first.map(|fault| (all.unreadable, export.error(fault)));
        let line = |at| line_of(export.bytes(), at);
        let bad_times = all.first_bad_time.map(|(at, text)| (all.bad_times, line(at), text));
        Ok(Contents { rows: all.rows, unreadable, bad_times, period: all.period, zones: all.zones, columns, export })
    }
}

fn read_piece(
    export: &Export,
    range: std::ops::Range<usize>,
    values: &ValueOptions,
    orders: &[Option<DateOrder>],
) -> Result<Piece, Fault> {
    let width = export.header.columns().len();
    let table = export.table;
    let required = table.required().iter().filter(|field| export.header.column(**field).is_some());
    let required: Vec<Field> = required.copied().collect();
    let at = match table {
        Table::Segments => export.header.column(Field::StartedAt),
        Table::Interactions => export.header.column(Field::CreatedAt),
        Table::Queues | Table::Users | Table::Organizations => None,
    };
    // Where nothing says whether day or month comes first, a time may still be one, but nobody knows which.
    let order = values.date_order.or(at.and_then(|at| orders[at]));
    let named = at.and_then(|at| export.zone_of(at));
    let zone = export.header.column_of(Table::Organizations, Field::TimeZone);
    let mut piece = Piece { samples: vec![None; width], blanks: vec![0; width], ..Piece::default() };
    let rejects = export.each_record(range, true, |record| {
        export.check_shape(&record)?;
        for field in &required {
            export.key(&record, table, *field)?;
        }
        let arena = Bump::new();
        let time_place = at.map(|column| record.field_start(column));
        let record = record.text()?;
        piece.rows += 1;
        for column in 0..width {
            let value = record.get(column, &arena);
            if is_blank(value.as_bytes()) {
                piece.blanks[column] += 1;
            } else if piece.samples[column].is_none() {
                piece.samples[column] = Some(value.chars().take(SAMPLE).collect());
            }
            if Some(column) == at && !is_blank(value.as_bytes()) {
                match any_time(value.as_bytes(), named.map_or(values, |named| &named.values)) {
                    Ok(reading) => {
                        let settled = |time| named.map_or(Some(time), |named| named.settle(time).ok());
                        if let Some(Time { instant: at, .. }) = known(reading, order).and_then(settled) {
                            piece.period = piece.period.map_or(Some((at, at)), |(a, b)| Some((a.min(at), b.max(at))));
                        }
                    }
                    Err(_) => {
                        piece.bad_times += 1;
                        let first = (time_place.unwrap_or_default(), value.to_owned());
                        piece.first_bad_time.get_or_insert(first);
                    }
                }
            }
            if Some(column) == zone && piece.zones.len() < ZONES && !is_blank(value.as_bytes()) {
                piece.zones.insert(value.to_owned());
            }
        }
        Ok(())
    })?;
    piece.unreadable = rejects.len() as u64;
    piece.first = rejects.into_iter().next().map(|reject| reject.fault);
    Ok(piece)
}

/// A time, as far as it is known which of day and month comes first.
fn known(reading: Reading, order: Option<DateOrder>) -> Option<Time> {
    match (reading, order) {
        (Reading::Time(time), _) => Some(time),
        (reading, Some(order)) => reading.in_order(order),
        (Reading::ByOrder { .. }, None) => None,
    }
}

/// Characters of a sample value.
const SAMPLE: usize = 60;

/// Looks at the values of the first records.
fn study(export: &Export, values: &ValueOptions, columns: &mut [SurveyedColumn]) {
    columns.iter_mut().for_each(|column| column.words = Some(BTreeMap::new()));
    let mut records = export.records(export.body..export.bytes().len());
    let mut seen: Vec<HashSet<u64, RandomState>> = vec![HashSet::default(); columns.len()];
    let hasher = RandomState::default();
    let arena = Bump::new();
    for _ in 0..STUDIED {
        // What can't be read was counted; words beyond it are not worth the trouble.
        let Some(Ok(record)) = records.next() else { break };
        let Ok(record) = record.text() else { continue };
        for (at, column) in columns.iter_mut().enumerate().take(record.record().len()) {
            let value = record.get(at, &arena);
            if is_blank(value.as_bytes()) {
                continue;
            }
            column.studied += 1;
            // Two values with one hash are too rare to matter to a guess.
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
