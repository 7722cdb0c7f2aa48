//! The exports as a whole: the files, and what became known while they were read.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::tables::{Field, Place, Table};

use super::change::Watch;
use super::date_orders::DateOrders;
use super::error::{ExportError, Fault};
use super::export::Export;
use super::problem::Problem;
use super::record::{Record, TextRecord};
use super::records::Records;
use super::rejects::{OnError, Reject, Rejects};
use super::values::ValueOptions;

/// All files of the exports, open and with their headers understood.
#[derive(Debug)]
pub struct Exports {
    /// The files, the parts of one table in input order.
    pub files: Vec<Export>,
    /// How values are read.
    pub values: ValueOptions,
    /// Whether a time without an offset was met.
    civil_times: AtomicBool,
    /// Whether day or month comes first, by column.
    pub(super) date_orders: DateOrders,
    /// What is done with records that can't be read.
    on_error: OnError,
    rejects: Rejects,
    pub(super) watch: Watch,
}

impl Exports {
    /// Of files that are open.
    pub(super) fn of_files(files: Vec<Export>, values: ValueOptions, on_error: OnError) -> Exports {
        Exports {
            files: files.into_iter().map(|file| file.in_zones(&values)).collect(),
            values,
            civil_times: AtomicBool::new(false),
            date_orders: DateOrders::default(),
            on_error,
            rejects: Rejects::default(),
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

    /// Whether a table was exported as such.
    pub fn has(&self, table: Table) -> bool {
        self.of(table).next().is_some()
    }

    /// Whether no row of any file tells of a table.
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

    /// The bytes of all files.
    pub fn size(&self) -> u64 {
        self.files.iter().map(|file| file.bytes().len() as u64).sum()
    }

    /// Looks once more at a record that was read before. `None` where it is no longer there, as it is in no file that
    /// stays as it is.
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

    /// Whether records that can't be read are left out.
    pub fn skips(&self) -> bool {
        self.on_error == OnError::Skip
    }

    /// Keeps records of a file that are left out. One that is met again is kept once.
    pub fn reject(&self, file: usize, rejects: Vec<Reject>) {
        self.rejects.all().extend(rejects.into_iter().map(|reject| ((file, reject.range.start), reject)));
    }

    /// The records that were left out, with the numbers of their files, in input order.
    pub fn rejects(&self) -> Vec<(usize, Reject)> {
        self.rejects.all().iter().map(|((file, _), reject)| (*file, reject.clone())).collect()
    }

    /// Makes sure that all files are still those that were opened.
    ///
    /// # Errors
    ///
    /// [`Problem::Changed`] for the first that is not.
    pub fn check_unchanged(&self) -> Result<(), ExportError> {
        self.changed(0, self.files.len()).map_or(Ok(()), changed)
    }

    /// As [`Exports::check_unchanged`], at so little cost that it can be asked at every turn: looks at most every
    /// 50 ms, and at some of the files in turn where there are many.
    ///
    /// # Errors
    ///
    /// [`Problem::Changed`] for the first of them that is not.
    pub fn check_now_and_then(&self) -> Result<(), ExportError> {
        self.changed_now_and_then().map_or(Ok(()), changed)
    }

    /// The file that [`Exports::check_now_and_then`] tells.
    pub fn changed_now_and_then(&self) -> Option<&Export> {
        let (first, count) = self.watch.turn(self.files.len())?;
        self.changed(first, count)
    }

    /// A fault of a file as an error, with its line counted; where a file changed, that is the error: what can't be read
    /// may only be half old, half new.
    pub fn error(&self, file: &Export, fault: Fault) -> ExportError {
        self.check_unchanged().err().unwrap_or_else(|| file.error(fault))
    }

    /// The first of some files that is no longer the one that was opened.
    fn changed(&self, first: usize, count: usize) -> Option<&Export> {
        let mut files = (0..count).map(|at| &self.files[first.wrapping_add(at) % self.files.len()]);
        files.find(|file| !file.is_unchanged())
    }
}

fn changed(file: &Export) -> Result<(), ExportError> {
    Err(ExportError::new(&file.path, None, Problem::Changed))
}
