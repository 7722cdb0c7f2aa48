//! The exports as a whole: the files, and what became known while they were read.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::tables::{Field, Place, Table};

use super::change::Watch;
use super::dialect::{Form, Quotes};
use super::error::{ExportError, Fault, all_or_first_error, line_of};
use super::export::Export;
use super::listing::FileListing;
use super::origin::{Archives, Origin};
use super::pieces::in_pieces;
use super::problem::Problem;
use super::reading::Reading;
use super::record::{Record, TextRecord};
use super::records::Records;
use super::source::Source;
use super::unclear::Settled;
use super::values::ValueOptions;
use super::vocabulary::Vocabulary;
use super::walk::Reject;

/// All files of the exports, open and with their headers understood.
#[derive(Debug)]
pub struct Exports {
    /// The files, the parts of one table in input order.
    pub files: Vec<Export>,
    /// How values are read.
    pub values: ValueOptions,
    /// Whether all interactions are known to be completed.
    pub finished: bool,
    civil_times: AtomicBool,
    /// The date orders of all columns, by table, then by field; `None` within if no value of the column decides.
    pub(super) date_orders: Vec<OnceLock<Option<Settled>>>,
    on_error: OnError,
    /// By file and place.
    rejects: Mutex<BTreeMap<(usize, usize), Reject>>,
    pub(super) watch: Watch,
}

/// What is done with a record that can't be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnError {
    /// Report nothing, and name the first such record
    #[default]
    Fail,
    /// Leave it out, count it and keep it for --rejects
    Skip,
}

impl Exports {
    /// Opens all files of a listing and reads their headers. Fails at the first file that can't be opened, has no usable
    /// header, or has durations in another unit than they are read in.
    pub(crate) fn open(
        listing: &FileListing,
        reading: Reading<'_>,
        values: ValueOptions,
        on_error: OnError,
    ) -> Result<Exports, ExportError> {
        let archives = Archives::new(reading.form.max_unpacked);
        let open = |(table, origin): &(Table, Origin)| {
            let (vocabulary, form) = reading.of(origin);
            Export::open(*table, origin, vocabulary, form, &archives)
        };
        let exports = listing.files.par_iter().map(open).collect();
        let finished = reading.vocabulary.said().finished == Some(true);
        let exports = Exports { finished, ..Exports::of_files(all_or_first_error(exports)?, values, on_error) };
        exports.check_duration_units()?;
        Ok(exports)
    }

    /// One export with this text.
    pub(crate) fn of_text(
        table: Table,
        text: Vec<u8>,
        vocabulary: &Vocabulary,
        form: Form,
        on_error: OnError,
    ) -> Result<Exports, ExportError> {
        let origin = Origin::file(format!("{}.csv", table.name()));
        let export = Export::of_source(table, &origin, Source::of_text(text), vocabulary, form)?;
        Ok(Exports::of_files(vec![export], ValueOptions::default(), on_error))
    }

    fn of_files(files: Vec<Export>, values: ValueOptions, on_error: OnError) -> Exports {
        Exports {
            files: files.into_iter().map(|file| file.in_zones(&values)).collect(),
            values,
            finished: false,
            civil_times: AtomicBool::new(false),
            date_orders: (0..Table::ALL.len() * Field::ALL.len()).map(|_| OnceLock::new()).collect(),
            on_error,
            rejects: Mutex::default(),
            watch: Watch::default(),
        }
    }

    /// The files of one table, in input order.
    pub fn of(&self, table: Table) -> impl Iterator<Item = &Export> {
        self.files.iter().filter(move |file| file.table == table)
    }

    /// The files of one table with their numbers in [`Exports::files`], in input order.
    pub fn numbered(&self, table: Table) -> impl Iterator<Item = (usize, &Export)> {
        self.files.iter().enumerate().filter(move |(_, file)| file.table == table)
    }

    /// The files whose rows serve as those of a table, with their numbers: its own, and those that it is joined to.
    pub fn serving(&self, table: Table) -> impl Iterator<Item = (usize, &Export)> {
        self.files.iter().enumerate().filter(move |(_, file)| file.serves(table))
    }

    /// Whether a table has files of its own.
    pub fn has(&self, table: Table) -> bool {
        self.of(table).next().is_some()
    }

    /// Whether no row of any file serves as one of a table.
    pub fn lacks(&self, table: Table) -> bool {
        self.serving(table).next().is_none()
    }

    /// Whether any file of a table has a column for a field.
    pub fn has_column(&self, table: Table, field: Field) -> bool {
        self.of(table).any(|file| file.header.column(field).is_some())
    }

    /// Whether a time without an offset was read.
    pub fn had_civil_times(&self) -> bool {
        self.civil_times.load(Ordering::Relaxed)
    }

    #[inline]
    pub(super) fn note_civil_time(&self) {
        if !self.had_civil_times() {
            self.civil_times.store(true, Ordering::Relaxed);
        }
    }

    pub(crate) fn size(&self) -> u64 {
        self.files.iter().map(|file| file.bytes().len() as u64).sum()
    }

    /// Looks at a record again. `None` if it is no longer there, which means that its file changed.
    pub fn at<'e, T>(
        &'e self,
        place: Place,
        look: impl FnOnce(&'e Export, TextRecord<'e, Record<'e, '_>>) -> T,
    ) -> Option<T> {
        let file = &self.files[place.file()];
        let mut records = Records::new(file.bytes(), 0..0, file.dialect);
        let record = records.at(file.bytes(), file.dialect, place.offset())?.ok()?.text().ok()?;
        Some(look(file, record))
    }

    /// How many quotes within the fields of a file are read as themselves, and the line of the first. `None` if there
    /// are none, or a record can't be read, which is reported elsewhere.
    pub fn literal_quotes(&self, file: &Export) -> Option<(u64, u64)> {
        if file.dialect.quotes == Quotes::Strict {
            return None;
        }
        let pieces = in_pieces(file, |range| {
            let (mut count, mut first) = (0, None);
            file.each_record(range, self.skips(), |record| {
                for at in record.literal_quotes() {
                    count += 1;
                    first.get_or_insert(at);
                }
                Ok(())
            })?;
            Ok((count, first))
        });
        let pieces = pieces.ok()?;
        let first = pieces.iter().find_map(|(_, first)| *first)?;
        Some((pieces.iter().map(|(count, _)| count).sum(), line_of(file.bytes(), first)))
    }

    pub(crate) fn skips(&self) -> bool {
        self.on_error == OnError::Skip
    }

    /// Keeps records of a file that are left out, each once.
    pub fn reject(&self, file: usize, rejects: Vec<Reject>) {
        self.all_rejects().extend(rejects.into_iter().map(|reject| ((file, reject.range.start), reject)));
    }

    /// The records that were left out, with the numbers of their files, in input order.
    pub fn rejects(&self) -> Vec<(usize, Reject)> {
        self.all_rejects().iter().map(|((file, _), reject)| (*file, reject.clone())).collect()
    }

    fn all_rejects(&self) -> MutexGuard<'_, BTreeMap<(usize, usize), Reject>> {
        self.rejects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fails with [`Problem::Changed`] for the first file that has changed since it was opened.
    pub(crate) fn check_unchanged(&self) -> Result<(), ExportError> {
        self.changed(0, self.files.len()).map_or(Ok(()), changed)
    }

    /// As [`Exports::check_unchanged`], cheap enough to call all the time: looks at most every 50 ms, and if there are
    /// many files at a few in turn.
    pub(crate) fn check_now_and_then(&self) -> Result<(), ExportError> {
        self.changed_now_and_then().map_or(Ok(()), changed)
    }

    /// The file that [`Exports::check_now_and_then`] finds changed.
    pub fn changed_now_and_then(&self) -> Option<&Export> {
        let (first, count) = self.watch.turn(self.files.len())?;
        self.changed(first, count)
    }

    /// A fault of a file as an error, with its line; if any file changed, that is the error, as the fault may come from
    /// text that is half old, half new.
    pub fn error(&self, file: &Export, fault: Fault) -> ExportError {
        self.check_unchanged().err().unwrap_or_else(|| file.error(fault))
    }

    /// The first changed file of `count` from `first` on, round and round.
    fn changed(&self, first: usize, count: usize) -> Option<&Export> {
        let mut files = (0..count).map(|at| &self.files[first.wrapping_add(at) % self.files.len()]);
        files.find(|file| !file.is_unchanged())
    }
}

fn changed(file: &Export) -> Result<(), ExportError> {
    Err(ExportError::new(&file.path, None, Problem::Changed))
}
