//! Stage 1: files to records. Which file is which table, opening, header recognition, records, values from text,
//! errors with a place.

mod change;
#[cfg(unix)]
mod cut_short;
mod date_orders;
mod directory;
mod error;
mod header;
mod header_zone;
mod joined;
mod layout;
mod listing;
mod literal_quotes;
mod names;
mod origin;
mod pieces;
mod records;
mod rejects;
mod source;
mod survey;
mod times;
mod unclear;
mod unit_check;
mod unpack;
mod values;
mod vocabulary;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use encoding_rs::Encoding;
use rayon::prelude::*;

use crate::tables::{Field, Place, Table};

use change::Watch;
use date_orders::DateOrders;
use header_zone::HeaderZone;
use layout::Layout;
use rejects::Rejects;

#[cfg(unix)]
pub use cut_short::when_cut_short;
pub use date_orders::Settled;
pub use directory::{Contradictions, directory};
pub use error::{ExportError, Problem};
pub use header::{Column, Header, Meaning};
pub use layout::Misfit;
pub use listing::{Listing, find, or_here, require_segments, table_by_name};
pub use origin::{Member, Origin, STDIN};
pub(crate) use pieces::in_pieces_of;
pub use pieces::{in_pieces, line_of};
pub use records::{Dialect, Fault, Quotes, Record, Records, TextRecord, check_quotes};
pub use rejects::{OnError, Reject};
pub use source::{Kept, Source, Stored};
pub use survey::{Contents, STUDIED, Surveyed, SurveyedColumn, survey};
pub(crate) use times::time_in_order;
pub use unclear::Unclear;
pub use values::{
    AmbiguousZone, BadTimeFormat, DateOrder, DurationUnit, Time, TimeFormat, ValueOptions, WANT_BOOLEAN, WANT_NUMBER,
    boolean, decimal, duration, is_blank, is_too_long, no_duration, rfc_3339,
};
pub use vocabulary::{FileTable, Match, Vocabulary, Why, header_key};

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
    date_orders: DateOrders,
    /// What is done with records that can't be read.
    on_error: OnError,
    rejects: Rejects,
    watch: Watch,
}

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

/// How files are read where they don't say it themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// The byte between fields; found out where none is given.
    pub delimiter: Option<u8>,
    /// The encoding of files without a mark; UTF-8 where none is given.
    pub encoding: Option<&'static Encoding>,
    /// What a quote within a field is that doesn't begin with one.
    pub quotes: Quotes,
}

impl Exports {
    /// Opens all files of a listing and reads their headers.
    ///
    /// # Errors
    ///
    /// The first file, in the order of the listing, that can't be opened or has no usable header;
    /// [`Problem::OtherUnit`] where the durations of a file can't be in the unit that they are read in.
    pub fn open(
        listing: &Listing,
        vocabulary: &Vocabulary,
        form: Form,
        values: ValueOptions,
        on_error: OnError,
    ) -> Result<Exports, ExportError> {
        let opened: Vec<Result<Export, ExportError>> = listing
            .files
            .par_iter()
            .map(|(table, origin)| {
                let located = |(line, problem)| ExportError::new(&origin.name(), line, problem);
                Export::open(*table, origin, vocabulary, form).map_err(located)
            })
            .collect();
        let files = opened.into_iter().collect::<Result<_, _>>()?;
        let exports = Exports::of_files(files, values, on_error);
        exports.check_duration_units()?;
        Ok(exports)
    }

    /// One export of which the text is at hand.
    ///
    /// # Errors
    ///
    /// As [`Exports::open`].
    pub(crate) fn of_text(
        table: Table,
        text: Vec<u8>,
        vocabulary: &Vocabulary,
        form: Form,
        on_error: OnError,
    ) -> Result<Exports, ExportError> {
        let origin = Origin::file(format!("{}.csv", table.name()));
        let export = Export::of_source(table, &origin, Source::of_text(text), vocabulary, form)
            .map_err(|(line, problem)| ExportError::new(&origin.name(), line, problem))?;
        Ok(Exports::of_files(vec![export], ValueOptions::default(), on_error))
    }

    fn of_files(files: Vec<Export>, values: ValueOptions, on_error: OnError) -> Exports {
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
        self.files.iter().enumerate().filter(move |(_, file)| file.table == table || file.header.is_joined_to(table))
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
}

impl Export {
    fn open(
        table: Table,
        origin: &Origin,
        vocabulary: &Vocabulary,
        form: Form,
    ) -> Result<Export, (Option<u64>, Problem)> {
        let source = Source::open(origin, form.encoding)?;
        Export::of_source(table, origin, source, vocabulary, form)
    }

    fn of_source(
        table: Table,
        origin: &Origin,
        source: Source,
        vocabulary: &Vocabulary,
        form: Form,
    ) -> Result<Export, (Option<u64>, Problem)> {
        let layout = Layout::of(source.bytes(), table, vocabulary, form)?;
        Ok(Export::laid_out(table, origin, source, layout))
    }

    fn laid_out(table: Table, origin: &Origin, source: Source, layout: Layout) -> Export {
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
    fn in_zones(mut self, values: &ValueOptions) -> Export {
        let headers = self.header.columns().iter().enumerate();
        self.zones = headers.filter_map(|(at, column)| Some((at, HeaderZone::of(&column.header, values)?))).collect();
        self
    }

    /// The zone that the header of a field's column names, for times that say no offset.
    #[inline]
    fn zone_named(&self, table: Table, field: Field) -> Option<&HeaderZone> {
        if self.zones.is_empty() {
            return None;
        }
        self.header.column_of(table, field).and_then(|column| self.zone_of(column))
    }

    /// The zone that a column's header names.
    fn zone_of(&self, column: usize) -> Option<&HeaderZone> {
        self.zones.iter().find(|(at, _)| *at == column).map(|(_, zone)| zone)
    }

    /// How its text was kept.
    pub fn kept(&self) -> Kept {
        self.source.kept
    }

    /// The file's name without its folder, as reports show it.
    pub fn name(&self) -> Cow<'_, str> {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy()
    }

    /// The file's text, to the end of its table.
    pub fn bytes(&self) -> &[u8] {
        &self.source.bytes()[..self.end]
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
        let line = line_of(self.bytes(), fault.offset);
        ExportError::new(&self.path, Some(line), *fault.problem)
    }
}
