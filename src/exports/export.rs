//! One file of the exports: its columns, its text, its records.

use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;

use crate::tables::{Field, Table};

use super::dialect::{Dialect, Form};
use super::error::{ExportError, Fault};
use super::header::Header;
use super::header_zone::HeaderZone;
use super::layout::Layout;
use super::origin::Origin;
use super::problem::Problem;
use super::record::Record;
use super::records::Records;
use super::rejects::Reject;
use super::source::{Kept, Source, Stored};
use super::values::{ValueOptions, is_blank};
use super::vocabulary::Vocabulary;

/// One file of a table.
#[derive(Debug)]
pub struct Export {
    /// The table that it belongs to.
    pub table: Table,
    /// The file as it was named; one within an archive as if the archive were a folder.
    pub path: PathBuf,
    /// Its columns.
    pub header: Header,
    /// The line of its header.
    pub header_line: u64,
    /// How its fields are separated.
    pub dialect: Dialect,
    /// Where the first record after the header starts.
    pub body: usize,
    /// What stands above the header: how many records, and the beginning of the first.
    pub above: Option<(u64, String)>,
    /// What stands below the table: its line, and its beginning.
    pub below: Option<(u64, String)>,
    source: Source,
    /// The zones that headers name, by their columns; hardly ever any.
    zones: Vec<(usize, HeaderZone)>,
    /// Where the last record of the table ends.
    end: usize,
}

impl Export {
    pub(super) fn open(
        table: Table,
        origin: &Origin,
        vocabulary: &Vocabulary,
        form: Form,
    ) -> Result<Export, ExportError> {
        let source = Source::open(origin, form.encoding)?;
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
        Ok(Export::laid_out(table, origin, source, layout))
    }

    pub(super) fn laid_out(table: Table, origin: &Origin, source: Source, layout: Layout) -> Export {
        let Layout { dialect, header, header_line, body, end, above, below } = layout;
        Export {
            table,
            path: origin.name(),
            header,
            header_line,
            dialect,
            body,
            above,
            below,
            source,
            zones: Vec::new(),
            end,
        }
    }

    /// The same, with the zones that its headers name.
    pub(super) fn in_zones(mut self, values: &ValueOptions) -> Export {
        let headers = self.header.columns().iter().enumerate();
        self.zones = headers.filter_map(|(at, column)| Some((at, HeaderZone::of(&column.header, values)?))).collect();
        self
    }

    /// The zone that the header of a field's column names, for times that say no offset.
    #[inline]
    pub(super) fn zone_named(&self, table: Table, field: Field) -> Option<&HeaderZone> {
        if self.zones.is_empty() {
            return None;
        }
        self.header.column_of(table, field).and_then(|column| self.zone_of(column))
    }

    /// The zone that a column's header names.
    pub(super) fn zone_of(&self, column: usize) -> Option<&HeaderZone> {
        self.zones.iter().find(|(at, _)| *at == column).map(|(_, zone)| zone)
    }

    /// How its text was kept.
    pub fn kept(&self) -> Kept {
        self.source.kept
    }

    /// Whether its rows serve as those of a table: its own, or one that it is joined to.
    pub fn serves(&self, table: Table) -> bool {
        self.table == table || self.header.is_joined_to(table)
    }

    /// The file's name without its folder, as reports show it.
    pub fn name(&self) -> Cow<'_, str> {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy()
    }

    /// The file's text, to the end of its table.
    pub fn bytes(&self) -> &[u8] {
        &self.source.bytes()[..self.end]
    }

    /// Whether the file is still the one that was opened.
    pub(super) fn is_unchanged(&self) -> bool {
        self.source.is_unchanged()
    }

    /// The file as it is stored.
    pub fn stored(&self) -> Stored<'_> {
        self.source.stored()
    }

    /// The records of a piece of the file.
    pub fn records(&self, range: std::ops::Range<usize>) -> Records<'_> {
        Records::new(self.bytes(), range, self.dialect)
    }

    /// Checks that a record has as many fields as the header; more are none if they are blank.
    ///
    /// # Errors
    ///
    /// [`Problem::FieldCount`].
    #[inline]
    pub fn check_shape(&self, record: &Record<'_, '_>) -> Result<(), Fault> {
        let expected = self.header.columns().len();
        if record.len() == expected {
            return Ok(());
        }
        let blank_beyond = (expected..record.len()).all(|column| is_blank(&record.bytes(column)));
        if record.len() > expected && blank_beyond {
            return Ok(());
        }
        Err(Fault::new(record.start(), Problem::FieldCount { expected, found: record.len() }))
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
        let column = self.header.column_of(table, field).unwrap_or_default();
        let problem = Problem::Value {
            field: field.name(),
            header: self.header.columns()[column].header.clone(),
            value: String::from_utf8_lossy(&record.bytes(column)).into_owned(),
            kind,
            want,
        };
        Fault::new(record.field_start(column), problem)
    }

    /// The key of a record as a row of `table`.
    ///
    /// # Errors
    ///
    /// [`Problem::BlankKey`].
    #[inline]
    pub fn key<'a>(&self, record: &Record<'a, '_>, table: Table, field: Field) -> Result<Cow<'a, [u8]>, Fault> {
        // The header was checked: a key has a column.
        let column = self.header.column_of(table, field).unwrap_or_default();
        let key = record.bytes(column);
        if is_blank(&key) { Err(self.blank_key(record, table, field)) } else { Ok(key) }
    }

    /// The fault of a record whose key is blank.
    pub fn blank_key(&self, record: &Record<'_, '_>, table: Table, field: Field) -> Fault {
        let column = self.header.column_of(table, field).unwrap_or_default();
        let header = self.header.columns()[column].header.clone();
        Fault::new(record.field_start(column), Problem::BlankKey { field: field.name(), header })
    }

    /// A fault of this file as an error, with its line counted.
    pub fn error(&self, fault: Fault) -> ExportError {
        ExportError::of_fault(&self.path, self.bytes(), fault)
    }

    /// Gives each record of a range to `read`. Where `skips`, those that can't be split or that `read` refuses are
    /// left out and given back; a quote that breaks RFC 4180 costs the record to the end of its line.
    ///
    /// # Errors
    ///
    /// The first fault, where nothing is to be left out; and a quoted field that goes on after the range.
    pub fn each_record(
        &self,
        range: Range<usize>,
        skips: bool,
        mut read: impl FnMut(Record<'_, '_>) -> Result<(), Fault>,
    ) -> Result<Vec<Reject>, Fault> {
        let mut rejects = Vec::new();
        let reaches_end = range.end == self.bytes().len();
        let mut records = self.records(range);
        loop {
            let at = records.position();
            match records.next() {
                None => return Ok(rejects),
                Some(Ok(record)) => {
                    let range = record.start()..record.end();
                    match read(record) {
                        Ok(()) => {}
                        Err(fault) if skips => rejects.push(Reject { range, fault }),
                        Err(fault) => return Err(fault),
                    }
                }
                Some(Err(fault)) if !skips || (*fault.problem == Problem::OpenQuote && !reaches_end) => {
                    return Err(fault);
                }
                Some(Err(fault)) => {
                    // Empty lines are none of the record's.
                    let bytes = self.bytes();
                    let blank = bytes[at..fault.offset].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                    records.skip_line(fault.offset);
                    let end = records.position();
                    let end =
                        end - bytes[at..end].iter().rev().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                    rejects.push(Reject { range: at + blank..end, fault });
                }
            }
        }
    }
}
