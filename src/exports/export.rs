//! One file of the exports: its columns, its text, its records.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::tables::{Field, Table, Zone};

use super::dialect::{Dialect, Form, ShortRecords};
use super::error::{ExportError, Fault};
use super::header::Header;
use super::header_zone::HeaderZone;
use super::layout::Layout;
use super::origin::{Archives, Origin};
use super::problem::Problem;
use super::record::Record;
use super::row_condition::RowCondition;
use super::short_records::complete;
use super::source::{Kept, Source, Stored};
use super::stage_rule::FileStages;
use super::values::{ValueOptions, is_blank};
use super::vocabulary::Vocabulary;

/// One file of a table.
#[derive(Debug)]
pub struct Export {
    /// The table that it belongs to.
    pub table: Table,
    /// The file as it was named; within an archive, as if that were a folder.
    pub path: PathBuf,
    /// Its name without its folder, as reports show it.
    pub name: String,
    /// Its columns.
    pub header: Header,
    /// The line of its header; `None` if it has none and `segrep.toml` gives it.
    pub header_line: Option<u64>,
    /// How its fields are separated.
    pub dialect: Dialect,
    /// Where the first record after the header starts.
    pub body: usize,
    /// How many records stand above the header, and the beginning of the first.
    pub above: Option<(u64, String)>,
    /// Lines within and below the table that are no rows, each with its beginning.
    pub no_rows: Vec<(u64, String)>,
    /// How many records had fewer fields than the header and were completed with blanks, and the line of the first.
    pub completed: Option<(u64, u64)>,
    /// How the stages of its rows are told, if they hold several.
    pub stages: Option<FileStages>,
    /// The column that says which of several rows of one id stands.
    pub(super) newest: Option<usize>,
    /// Conditions of rows that aren't read, with the numbers of their columns.
    leave_out: Vec<(RowCondition, usize)>,
    left_out: AtomicU64,
    pub(super) source: Source,
    /// The zone of its times without an offset; `None` if it is that of all files.
    pub(crate) input_zone: Option<Zone>,
    /// By column; hardly ever any.
    zones: Vec<(usize, HeaderZone)>,
    pub(super) header_at: Range<usize>,
    /// Where records that repeat the header were passed over.
    pub(super) repeats: Mutex<BTreeSet<usize>>,
    /// Where the last record of the table ends.
    end: usize,
}

impl Export {
    pub(super) fn open(
        table: Table,
        origin: &Origin,
        vocabulary: &Vocabulary,
        form: Form,
        archives: &Archives,
    ) -> Result<Export, ExportError> {
        let source = Source::open(origin, form.encoding, archives)?;
        Export::of_source(table, origin, source, vocabulary, form)
    }

    pub(super) fn of_source(
        table: Table,
        origin: &Origin,
        source: Source,
        vocabulary: &Vocabulary,
        form: Form,
    ) -> Result<Export, ExportError> {
        let located = |fault| ExportError::of_fault(&origin.name(), source.bytes(), fault);
        let layout = Layout::of(source.bytes(), table, vocabulary, form).map_err(located)?;
        Export::laid_out(table, origin, source, layout, vocabulary, form)
    }

    pub(super) fn laid_out(
        table: Table,
        origin: &Origin,
        mut source: Source,
        mut layout: Layout,
        vocabulary: &Vocabulary,
        form: Form,
    ) -> Result<Export, ExportError> {
        let stages = FileStages::of(&vocabulary.said().stages, |name| layout.header.length_named(table, name))
            .filter(|_| table == Table::Segments);
        let of_table = vocabulary.said().leave_out.iter().filter(|(of, ..)| *of == table);
        let resolved = |(_, condition, _): &(_, RowCondition, _)| {
            Some((condition.clone(), layout.header.named(table, &condition.column)?))
        };
        let leave_out: Vec<_> = of_table.filter_map(resolved).collect();
        let newest = vocabulary.said().newest.as_ref().and_then(|(name, _)| layout.header.named(table, name));
        let path = origin.name();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if form.short_records == ShortRecords::Blank {
            source = complete(source, &mut layout).map_err(|problem| ExportError::new(&path, None, problem))?;
        }
        let Layout { dialect, header, header_line, header_at, body, end, above, no_rows, completed } = layout;
        let (zones, repeats) = (Vec::new(), Mutex::default());
        let header = header.in_file(&name, source.bytes());
        Ok(Export {
            table,
            path,
            name,
            header,
            header_line,
            dialect,
            body,
            above,
            no_rows,
            completed,
            stages,
            newest,
            leave_out,
            left_out: AtomicU64::new(0),
            source,
            input_zone: form.input_zone,
            zones,
            header_at,
            repeats,
            end,
        })
    }

    /// Adds the zones that its headers name, else that of all its times.
    pub(super) fn in_zones(mut self, values: &ValueOptions) -> Export {
        let given = || self.input_zone.map(|zone| HeaderZone::given(zone, values));
        let headers = self.header.columns().iter().enumerate();
        let zones =
            headers.filter_map(|(at, column)| Some((at, HeaderZone::of(&column.header, values).or_else(given)?)));
        self.zones = zones.collect();
        self
    }

    /// The zone that the header of a field's column names.
    #[inline]
    pub(super) fn zone_named(&self, table: Table, field: Field) -> Option<&HeaderZone> {
        if self.zones.is_empty() {
            return None;
        }
        self.header.column_of(table, field).and_then(|column| self.zone_of(column))
    }

    pub(super) fn zone_of(&self, column: usize) -> Option<&HeaderZone> {
        self.zones.iter().find(|(at, _)| *at == column).map(|(_, zone)| zone)
    }

    /// How its text is stored.
    pub fn kept(&self) -> Kept {
        self.source.kept
    }

    /// Whether its rows serve as those of a table: its own, or one that it is joined to.
    pub fn serves(&self, table: Table) -> bool {
        self.table == table || self.header.is_joined_to(table)
    }

    /// The file's text, to the end of its table.
    pub fn bytes(&self) -> &[u8] {
        &self.source.bytes()[..self.end]
    }

    pub(super) fn is_unchanged(&self) -> bool {
        self.source.is_unchanged()
    }

    /// The file as it is stored.
    pub fn stored(&self) -> Stored<'_> {
        self.source.stored()
    }

    /// Whether a row isn't to be read, as `segrep.toml` says of such rows.
    #[inline]
    pub fn leaves_out(&self, record: &Record<'_, '_>) -> bool {
        self.leave_out.iter().any(|(condition, column)| condition.holds(&record.bytes_if_any(*column)))
    }

    /// Whether it leaves out any; hardly ever.
    pub(crate) fn has_left_out(&self) -> bool {
        !self.leave_out.is_empty()
    }

    /// As [`Export::leaves_out`], and counts it: for the one that reads all rows.
    #[inline(never)]
    pub(crate) fn counts_out(&self, record: &Record<'_, '_>) -> bool {
        let is_out = self.leaves_out(record);
        if is_out {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
        is_out
    }

    /// How many rows were left out so far.
    pub(crate) fn left_out(&self) -> u64 {
        self.left_out.load(Ordering::Relaxed)
    }

    /// Checks that a record has as many fields as the header; blank ones beyond don't count.
    ///
    /// # Errors
    ///
    /// [`Problem::FieldCount`].
    #[inline]
    pub fn check_shape(&self, record: &Record<'_, '_>) -> Result<(), Fault> {
        if record.len() == self.header.columns().len() { Ok(()) } else { self.check_other_shape(record) }
    }

    #[cold]
    fn check_other_shape(&self, record: &Record<'_, '_>) -> Result<(), Fault> {
        let (expected, found) = (self.header.columns().len(), record.len());
        if found > expected && (expected..found).all(|column| is_blank(&record.bytes(column))) {
            return Ok(());
        }
        Err(Fault::new(record.start(), Problem::FieldCount { expected, found }))
    }

    /// A value that can't be read, with its place.
    pub fn bad_value(
        &self,
        record: &Record<'_, '_>,
        table: Table,
        field: Field,
        kind: &'static str,
        want: &'static str,
    ) -> Fault {
        self.fault_in(record, table, field, |field, header, value| Problem::Value { field, header, value, kind, want })
    }

    /// A fault in a field, made of its name, its header and its value.
    pub(super) fn fault_in(
        &self,
        record: &Record<'_, '_>,
        table: Table,
        field: Field,
        problem: impl FnOnce(&'static str, String, String) -> Problem,
    ) -> Fault {
        let column = self.header.column_of(table, field).unwrap_or_default();
        let header = self.header.columns()[column].header.clone();
        let value = String::from_utf8_lossy(&self.header.value(record, table, field)).into_owned();
        Fault::new(record.field_start(column), problem(field.name(), header, value))
    }

    /// The key of a record as a row of `table`.
    ///
    /// # Errors
    ///
    /// [`Problem::BlankKey`].
    #[inline]
    pub fn key<'a>(&self, record: &Record<'a, '_>, table: Table, field: Field) -> Result<Cow<'a, [u8]>, Fault> {
        let key = self.header.value(record, table, field);
        if is_blank(&key) { Err(self.blank_key(record, table, field)) } else { Ok(key) }
    }

    /// The fault of a record whose key is blank.
    pub fn blank_key(&self, record: &Record<'_, '_>, table: Table, field: Field) -> Fault {
        self.fault_in(record, table, field, |field, header, _| Problem::BlankKey { field, header })
    }

    /// A fault of this file as an error, with its line.
    pub fn error(&self, fault: Fault) -> ExportError {
        ExportError::of_fault(&self.path, self.bytes(), fault)
    }
}
