//! `xlsx`: a workbook for spreadsheets. A sheet of rows (more if one can't hold all), its header frozen and with filters;
//! then one that describes them.
//!
//! Cells hold values, not text that looks like them: moments are dates in the output zone's civil time, as cells know no
//! zones; seconds, counts and shares are numbers; everything else is text, so that ids keep their zeros and nothing is run
//! as a formula. Rows go to a temporary file as they come, so memory doesn't grow with them.

mod guard;
mod limits;

use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook as Book, Worksheet, XlsxError};

use crate::formats::closing::Closing;
use crate::formats::values::Values;
use crate::reports::{Cell, Column, Kind, Section, Styled, Title, Value};
use crate::tables::{Clock, Zone};

use super::packed::unpack;
use guard::{Witness, failed, guarded};
use limits::{fitting, serial};

/// The most rows of a sheet, with its header.
const ROWS: u32 = 1_048_576;

/// With more cells than this, a sheet may need more than four gigabytes in the archive.
const MANY: u64 = 10_000_000;

pub(crate) struct Workbook {
    book: Book,
    name: String,
    columns: Vec<Column>,
    /// The sheet being filled, and how many rows it has.
    sheet: Worksheet,
    rows: u32,
    sheets: usize,
    rows_a_sheet: u32,
    clock: Clock,
    values: Values,
    cut: u64,
}

impl Workbook {
    /// Begins a workbook whose sheets have this name. Temporary files go to `folder`, by default the system's.
    pub(crate) fn new(name: &str, columns: &[Column], zone: Zone, folder: Option<&Path>) -> io::Result<Workbook> {
        let mut book = Book::new();
        if let Some(folder) = folder {
            book.set_tempdir(folder).map_err(failed)?;
        }
        // Not the present, so that the same report is the same bytes.
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
            rows_a_sheet: ROWS,
            clock: zone.clock(),
            values: Values::new(zone),
            cut: 0,
        })
    }

    pub(crate) fn rows(&mut self, packed: &[u8]) -> io::Result<()> {
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
        // Spreadsheets have only floating point, which keeps 15 digits: enough for all of these.
        let number = match cell {
            Cell::Blank => return Ok(()),
            Cell::Count(count) => *count as f64,
            Cell::Seconds(sum) => sum.micros() as f64 / 1e6,
            Cell::Average(average) => average.milliseconds() as f64 / 1e3,
            Cell::Rate(rate) => rate.ten_thousandths() as f64 / 1e4,
            Cell::Number(number) => number.amount.micros() as f64 / 1e6,
            Cell::Flag(flag) => return self.sheet.write_boolean(row, column, *flag).map(|_| ()),
            Cell::Time(instant) | Cell::Micros(instant) => match serial(*instant, &self.clock) {
                Some(days) => days,
                None => return self.sheet.write_string(row, column, self.values.text(cell)).map(|_| ()),
            },
            Cell::Uuid(_) => return self.sheet.write_string(row, column, self.values.text(cell)).map(|_| ()),
            Cell::Text(text) => {
                let beginning = fitting(text);
                let is_cut = beginning.len() < text.len();
                self.cut += u64::from(is_cut);
                let text = format!("{beginning}{}", if is_cut { "…" } else { "" });
                return self.sheet.write_string(row, column, text).map(|_| ());
            }
        };
        self.sheet.write_number(row, column, number).map(|_| ())
    }

    /// Writes a section's table on a sheet of its own, before all others.
    fn lead(&mut self, overview: &Section<'_>) -> io::Result<()> {
        let title = |column: usize| match &overview.columns[column].title {
            Title::Word(word) => word.clone(),
            Title::Scale(_) => String::new(),
        };
        let rows: Vec<Vec<Styled<'_>>> = overview.rows.iter().collect();
        let rows: Vec<Vec<Cell<'_>>> =
            rows.iter().map(|row| row.iter().map(|styled| cell_of(&styled.value)).collect()).collect();
        let first = rows.iter().take(1).flatten().enumerate();
        self.columns = first.map(|(column, cell)| Column::named(title(column), cell.kind())).collect();
        self.sheet = begin(&mut self.book, "overview", &self.columns)?;
        self.rows = 1;
        for row in &rows {
            for (column, cell) in row.iter().enumerate() {
                self.cell(column, cell).map_err(failed)?;
            }
            self.rows += 1;
        }
        // The rows are few and all known: columns are as wide as their texts.
        for column in 0..self.columns.len() {
            let length = |cell: &Cell<'_>| if let Cell::Text(text) = cell { text.chars().count() } else { 0 };
            let width = rows.iter().map(|row| length(&row[column])).max().unwrap_or_default().clamp(12, 80) + 2;
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

    /// Completes the workbook, with a sheet that describes the rows. Returns how many texts were cut to fit their cell.
    pub(crate) fn finish(mut self, closing: &Closing, out: impl Write + Send) -> io::Result<u64> {
        self.end_sheet()?;
        let cells = ((self.sheets as u64 - 1) * u64::from(self.rows_a_sheet) + u64::from(self.rows))
            * self.columns.len() as u64;
        if let Some(overview) = &closing.overview {
            self.lead(overview)?;
        }
        let about = self.book.add_worksheet();
        let described = about.set_name("about").and_then(|about| {
            about.set_column_width(0, 16)?.set_column_width(1, 80)?;
            for (row, (name, value)) in (0..).zip(&closing.facts) {
                about.write_string_with_format(row, 0, name, &Format::new().set_bold())?;
                about.write_string(row, 1, fitting(value))?;
            }
            Ok(())
        });
        described.map_err(failed)?;
        self.book.use_zip_large_file(cells > MANY);
        // A little larger than at the default level, in half the time.
        self.book.set_zip_compression_level(2);
        let mut out = Witness::new(out);
        let saved = guarded(|| self.book.save_to_writer(&mut out).map_err(failed));
        out.end(saved).map(|()| self.cut)
    }
}

/// Begins a sheet with its header.
fn begin(book: &mut Book, name: &str, columns: &[Column]) -> io::Result<Worksheet> {
    let mut sheet = book.new_worksheet_with_constant_memory().map_err(failed)?;
    let header = Format::new().set_bold().set_background_color(0xE7_E9_ED);
    let begun = sheet.set_name(name).and_then(|sheet| {
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in (0..).zip(columns) {
            let Column { name, kind, .. } = column;
            let (format, width) = match kind {
                Kind::Count if column.has_fractions() => ("General", 12),
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

/// A value for people as a cell.
fn cell_of<'v>(value: &'v Value<'_>) -> Cell<'v> {
    match value {
        Value::Cell(Cell::Text(text)) => Cell::text(text),
        Value::Cell(cell) => cell.clone(),
        Value::Clock(at) => Cell::Time(*at),
        Value::Bar(_) => Cell::Blank,
    }
}

#[cfg(test)]
mod tests {
    use super::super::packed::pack;
    use super::*;

    #[test]
    fn rows_go_on_on_another_sheet() {
        let columns = [Column::count("n", "")];
        let mut book = Workbook::new("rows", &columns, Zone::UTC, None).unwrap();
        book.rows_a_sheet = 3;
        let mut packed = Vec::new();
        (0..5).for_each(|number| pack(&Cell::Count(number), &mut packed));
        book.rows(&packed[..18]).unwrap();
        book.rows(&packed[18..]).unwrap();
        let mut bytes = Vec::new();
        let closing = Closing { facts: vec![("Rows".to_owned(), "5".to_owned())], ..Closing::default() };
        assert_eq!(book.finish(&closing, &mut bytes).unwrap(), 0);
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
}
