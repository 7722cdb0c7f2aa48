//! `xlsx`: a workbook for spreadsheets. A sheet of rows (more where one has no room for all), its header frozen and with
//! filters; after them one that says what they are.
//!
//! Cells hold values, not text that looks like them: moments are dates of the output zone's civil time, which is all
//! that a cell can hold; seconds, counts and shares are numbers; everything else is text, so that an id keeps its noughts
//! and nothing is run as a formula. Rows go to a temporary file as they come, so that memory doesn't grow with them.

use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook as Book, Worksheet, XlsxError};

use crate::reports::{Cell, Column, Kind, Section, Title, Value};
use crate::tables::{Clock, Instant, Zone};

use super::guard::guarded;
use super::packed::unpack;
use crate::formats::values::Values;

/// Rows that a sheet has room for, with its header.
const ROWS: u32 = 1_048_576;

/// UTF-16 units of text that a cell has room for.
const LONGEST: usize = 32_767;

/// Cells from which on the archive may need more than four gigabytes for a sheet.
const MANY: u64 = 10_000_000;

/// 1899-12-30, from which spreadsheets count days, in days before 1970.
const EPOCH: i64 = 25_569;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// The days that spreadsheets count as the calendar does: from 1900-03-01 (they know a 1900-02-29) to 9999-12-31.
const DAYS: std::ops::Range<i64> = 61..2_958_466;

/// A workbook that is being written.
pub struct Workbook {
    book: Book,
    name: String,
    columns: Vec<Column>,
    /// The sheet that is being filled, and how many rows it has.
    sheet: Worksheet,
    rows: u32,
    sheets: usize,
    rows_a_sheet: u32,
    clock: Clock,
    values: Values,
    cut: u64,
    /// What stands on a sheet before all others.
    overview: Option<Section<'static>>,
}

impl Workbook {
    /// Begins a workbook whose sheets have a name. What doesn't stay in memory waits in `folder`, else in the system's
    /// folder for such.
    ///
    /// # Errors
    ///
    /// What the system says of temporary files.
    pub fn new(name: &str, columns: &[Column], zone: Zone, folder: Option<&Path>) -> io::Result<Workbook> {
        Workbook::with_rows(name, columns, zone, folder, ROWS)
    }

    fn with_rows(
        name: &str,
        columns: &[Column],
        zone: Zone,
        folder: Option<&Path>,
        rows_a_sheet: u32,
    ) -> io::Result<Workbook> {
        let mut book = Book::new();
        if let Some(folder) = folder {
            book.set_tempdir(folder).map_err(failed)?;
        }
        // No clock: the same report is the same bytes.
        let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_title(name).set_author("segrep").set_creation_datetime(&created));
        let sheet = begin(&mut book, name, columns)?;
        Ok(Workbook {
            book,
            name: name.to_owned(),
            columns: columns.to_vec(),
            sheet,
            rows: 1,
            sheets: 1,
            rows_a_sheet,
            clock: zone.clock(),
            values: Values::new(zone),
            cut: 0,
            overview: None,
        })
    }

    /// Writes packed rows.
    ///
    /// # Errors
    ///
    /// What the system says of temporary files.
    pub fn rows(&mut self, packed: &[u8]) -> io::Result<()> {
        guarded(|| self.take(packed))
    }

    fn take(&mut self, mut packed: &[u8]) -> io::Result<()> {
        while !packed.is_empty() {
            if self.rows == self.rows_a_sheet {
                self.end_sheet()?;
                self.sheets += 1;
                self.sheet = begin(&mut self.book, &format!("{} {}", self.name, self.sheets), &self.columns)?;
                self.rows = 1;
            }
            for column in 0..self.columns.len() {
                let cell = unpack(&mut packed).ok_or(io::ErrorKind::InvalidData)?;
                self.cell(column, &cell).map_err(failed)?;
            }
            self.rows += 1;
        }
        Ok(())
    }

    fn cell(&mut self, column: usize, cell: &Cell<'_>) -> Result<(), XlsxError> {
        let (row, column) = (self.rows, u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)?);
        match cell {
            Cell::Blank => {}
            Cell::Text(text) => {
                let text = match fitting(text) {
                    text_that_fits if text_that_fits.len() == text.len() => text.to_string(),
                    beginning => {
                        self.cut += 1;
                        format!("{beginning}…")
                    }
                };
                self.sheet.write_string(row, column, text)?;
            }
            Cell::Flag(flag) => {
                self.sheet.write_boolean(row, column, *flag)?;
            }
            Cell::Time(instant) => match serial(*instant, &self.clock) {
                Some(days) => {
                    self.sheet.write_number(row, column, days)?;
                }
                None => {
                    self.sheet.write_string(row, column, self.values.text(cell))?;
                }
            },
            // Spreadsheets have floating point only; it keeps each digit of the numbers that there are (15 of them).
            number => {
                let number = self.values.text(number).parse::<f64>();
                self.sheet.write_number(row, column, number.unwrap_or(f64::NAN))?;
            }
        }
        Ok(())
    }

    /// Gives it a sheet before that of the rows, written at the end.
    pub fn begin_with(&mut self, overview: Section<'static>) {
        self.overview = Some(overview);
    }

    /// Writes a section's table on a sheet of its own, and moves that before all others.
    fn lead(&mut self, overview: &Section<'_>) -> io::Result<()> {
        let title = |column: usize| match &overview.columns[column].title {
            Title::Word(word) => word.clone(),
            Title::Scale(_) => String::new(),
        };
        let rows: Vec<Vec<(Kind, Cell<'_>)>> =
            overview.rows.iter().map(|row| row.iter().map(|styled| cell_of(&styled.value)).collect()).collect();
        let kinds = rows.first().into_iter().flatten().map(|(kind, _)| *kind);
        self.columns = kinds.enumerate().map(|(column, kind)| Column::named(title(column), kind)).collect();
        self.sheet = begin(&mut self.book, "overview", &self.columns)?;
        self.rows = 1;
        for row in &rows {
            for (column, (_, cell)) in row.iter().enumerate() {
                self.cell(column, cell).map_err(failed)?;
            }
            self.rows += 1;
        }
        // All rows are at hand, and few: their columns are as wide as their texts.
        for column in 0..self.columns.len() {
            let lengths = rows.iter().map(|row| self.values.text(&row[column].1).chars().count());
            let width = lengths.max().unwrap_or_default().clamp(12, 80) + 2;
            self.sheet.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), width as f64).map_err(failed)?;
        }
        self.end_sheet()?;
        self.book.worksheets_mut().rotate_right(1);
        Ok(())
    }

    fn end_sheet(&mut self) -> io::Result<()> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(0, 0, self.rows - 1, last).map_err(failed)?;
        self.book.push_worksheet(std::mem::take(&mut self.sheet));
        Ok(())
    }

    /// Completes the workbook, with a sheet that says what the rows are: names and values. Gives the number of texts that
    /// were longer than a cell.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn finish(mut self, facts: &[(String, String)], out: impl Write + Send) -> io::Result<u64> {
        self.end_sheet()?;
        let cells = ((self.sheets as u64 - 1) * u64::from(self.rows_a_sheet) + u64::from(self.rows))
            * self.columns.len() as u64;
        if let Some(overview) = self.overview.take() {
            self.lead(&overview)?;
        }
        let about = self.book.add_worksheet();
        let described = about.set_name("about").and_then(|about| {
            about.set_column_width(0, 16)?.set_column_width(1, 80)?;
            for (row, (name, value)) in (0..).zip(facts) {
                about.write_string_with_format(row, 0, name, &Format::new().set_bold())?;
                about.write_string(row, 1, fitting(value))?;
            }
            Ok(())
        });
        described.map_err(failed)?;
        self.book.use_zip_large_file(cells > MANY);
        // A little larger than by the usual level, in half the time.
        self.book.set_zip_compression_level(2);
        let mut out = Witness { out, error: None };
        let saved = guarded(|| self.book.save_to_writer(&mut out).map_err(failed));
        match (saved, out.error) {
            (Ok(()), _) => out.out.flush().map(|()| self.cut),
            (Err(_), Some(error)) | (Err(error), None) => Err(error),
        }
    }
}

/// Begins a sheet with its header.
fn begin(book: &mut Book, name: &str, columns: &[Column]) -> io::Result<Worksheet> {
    let mut sheet = book.new_worksheet_with_constant_memory().map_err(failed)?;
    let header = Format::new().set_bold().set_background_color(0xE7_E9_ED);
    let begun = sheet.set_name(name).and_then(|sheet| {
        sheet.set_freeze_panes(1, 0)?;
        for (at, Column { name, kind, .. }) in (0..).zip(columns) {
            let (format, width) = match kind {
                Kind::Count => ("0", 12),
                // As many decimals as exports usually have; the cell holds all of them.
                Kind::Seconds => ("0.0##", 12),
                Kind::Rate => ("0.00%", 12),
                Kind::Time => ("yyyy-mm-dd hh:mm:ss", 20),
                Kind::Flag => ("General", 10),
                Kind::Text | Kind::Word => ("@", 18),
            };
            sheet.set_column_format(at, &Format::new().set_num_format(format))?;
            sheet.set_column_width(at, width.max(name.len().min(40) + 4) as f64)?;
            sheet.write_string_with_format(0, at, fitting(name), &header)?;
        }
        Ok(())
    });
    begun.map_err(failed)?;
    Ok(sheet)
}

/// A value for people as a cell, and its kind.
fn cell_of<'v>(value: &'v Value<'_>) -> (Kind, Cell<'v>) {
    match value {
        Value::Data(text) => (Kind::Text, Cell::text(text)),
        Value::Text(text) => (Kind::Text, Cell::text(text)),
        Value::Count(count) => (Kind::Count, Cell::Count(*count)),
        Value::Rate(rate) => (Kind::Rate, Cell::Rate(*rate)),
        Value::Length(length) => (Kind::Seconds, Cell::Seconds(*length)),
        Value::Clock(at) | Value::Moment(at) => (Kind::Time, Cell::Time(*at)),
        Value::Bar(_) => (Kind::Text, Cell::Blank),
    }
}

/// The civil time of an instant as spreadsheets have it: days since 1899-12-30. `None` for days that they don't know.
///
/// One division of whole microseconds, so that rounding to a microsecond gives the very instant back.
fn serial(instant: Instant, clock: &Clock) -> Option<f64> {
    let offset = i64::from(clock.offset_at(instant)) * 1_000_000;
    let micros = instant.micros().checked_add(offset + EPOCH * DAY)?;
    DAYS.contains(&micros.div_euclid(DAY)).then(|| micros as f64 / DAY as f64)
}

/// The beginning of a text that has room in a cell, with a mark after it; all of it where it has room itself.
fn fitting(text: &str) -> &str {
    // No character takes more units in UTF-16 than bytes in UTF-8.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > LONGEST - 1
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// An output that remembers why it failed, which the library's errors don't all tell.
struct Witness<W> {
    out: W,
    error: Option<io::Error>,
}

impl<W: Write> Witness<W> {
    fn note<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let kind = error.kind();
            self.error = Some(error);
            kind.into()
        })
    }
}

impl<W: Write> Write for Witness<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.note(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.note(flushed)
    }
}

/// What the library says, as an error of the system where it is one.
fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        XlsxError::RowColumnLimitError => io::Error::other("a sheet has room for 16,384 columns"),
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::packed::pack;
    use super::*;

    #[test]
    fn rows_go_on_on_another_sheet() {
        let columns = [Column::count("n", "")];
        let mut book = Workbook::with_rows("rows", &columns, Zone::UTC, None, 3).unwrap();
        let mut packed = Vec::new();
        (0..5).for_each(|number| pack(&Cell::Count(number), &mut packed));
        book.rows(&packed[..18]).unwrap();
        book.rows(&packed[18..]).unwrap();
        let mut bytes = Vec::new();
        assert_eq!(book.finish(&[("Rows".to_owned(), "5".to_owned())], &mut bytes).unwrap(), 0);
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(io::Cursor::new(bytes)).unwrap();
        use calamine::Reader as _;
        let sheets: Vec<(String, Vec<String>)> = book
            .worksheets()
            .into_iter()
            .map(|(name, range)| (name, range.rows().map(|row| row[0].to_string()).collect()))
            .collect();
        let expected = [
            ("rows", vec!["n", "0", "1"]),
            ("rows 2", vec!["n", "2", "3"]),
            ("rows 3", vec!["n", "4"]),
            ("about", vec!["Rows"]),
        ];
        let expected =
            expected.map(|(name, rows)| (name.to_owned(), rows.into_iter().map(str::to_owned).collect::<Vec<_>>()));
        assert_eq!(sheets, expected);
    }

    #[test]
    fn moments_come_back_to_the_microsecond() {
        let clock = Zone::named("Europe/Berlin").unwrap().clock();
        for micros in
            [0, 1, -1, 1_795_510_800_250_001, 1_795_510_800_999_999, -2_203_800_000_000_000, 250_000_000_000_000_003]
        {
            let days = serial(Instant::from_micros(micros), &clock).unwrap();
            let offset = i64::from(clock.offset_at(Instant::from_micros(micros))) * 1_000_000;
            let (whole, part) = (days.trunc() as i64, (days.fract() * DAY as f64).round() as i64);
            let back = (whole - EPOCH) * DAY + part - offset;
            // Beyond the year 2150 a double is no longer fine enough for single microseconds.
            let exact = micros.abs() < 5_700_000_000_000_000;
            assert!((back - micros).abs() <= if exact { 0 } else { 20 }, "{micros} {back}");
        }
        assert_eq!(serial(Instant::from_micros(-2_208_000_000_000_000), &clock), None, "before 1900-03-01");
        assert_eq!(serial(Instant::MAX, &clock), None);
        assert_eq!(serial(Instant::MIN, &clock), None);
    }

    #[test]
    fn long_texts_are_cut_to_what_a_cell_holds() {
        assert_eq!(fitting(&"é".repeat(32_767)).chars().count(), 32_767);
        assert_eq!(fitting(&"é".repeat(32_768)).chars().count(), 32_766);
        assert_eq!(fitting(&"😀".repeat(16_384)).chars().count(), 16_383);
    }
}
