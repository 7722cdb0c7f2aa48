//! The registry of formats: their names, audiences, file extensions, and how they write rows. A format is a file of this
//! folder and a variant here; the compiler asks for whatever a new one lacks.
//!
//! Rows are formatted in many threads, batch by batch, and no thread knows which row comes first or last. So every row is
//! formatted alike, with what separates it from the row before; the very first is written without that
//! ([`Spelling::separator`]). The bytes depend only on the rows, not on the batches.

mod delimited;
mod json;
mod markdown;
mod packed;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "spelling/no_parquet.rs"]
mod parquet;
mod table;
mod workbook;

use clap::ValueEnum;

use crate::reports::{Cell, Column};
use crate::tables::Zone;

use super::values::Values;
use delimited::Dialect;
use json::Json;
use packed::pack;

pub use delimited::Separator;
pub(crate) use packed::unpack;
pub(crate) use page::{Page, PageLines};
pub(crate) use parquet::Parquet;
pub(crate) use table::{TableLayout, TakeRow};
pub(crate) use workbook::Workbook;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: what happened, at a glance
    Table,
    /// For programs: one row per line, following RFC 4180
    Csv,
    /// For programs that read lines: values separated by tabs, with the escapes \t, \n, \r and \\
    Tsv,
    /// For programs: an array with one object per row
    Json,
    /// For programs: one object per row, each on its own line
    #[value(alias = "ndjson")]
    Jsonl,
    /// For pages and wikis: a table as GitHub shows it
    #[value(alias = "md")]
    Markdown,
    /// For spreadsheets: a workbook with real dates and numbers
    Xlsx,
    /// For engines that query files: columns with types, compressed
    Parquet,
    /// For people, in a browser: a self-contained page with charts, search and sorting
    Html,
}

/// How a document is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Making {
    /// Rows are written as they are formatted.
    Rows,
    /// Rows or sections are laid out for people.
    Layout,
    /// Rows or sections are written as data, for people to look at in a browser.
    Page,
    /// Rows go to a workbook, which isn't text.
    Workbook,
    /// Rows go to a file of columns, which isn't text.
    Columns,
}

impl Making {
    /// Whether people read it, so that it shows what they need and not everything.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Making::Layout | Making::Page)
    }
}

impl Format {
    pub(crate) fn making(self) -> Making {
        match self {
            Format::Table => Making::Layout,
            Format::Csv | Format::Tsv | Format::Json | Format::Jsonl | Format::Markdown => Making::Rows,
            Format::Xlsx => Making::Workbook,
            Format::Parquet => Making::Columns,
            Format::Html => Making::Page,
        }
    }

    /// The extensions of its files, the usual one first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Table => &["txt"],
            Format::Csv => &["csv"],
            Format::Tsv => &["tsv"],
            Format::Json => &["json"],
            Format::Jsonl => &["jsonl", "ndjson"],
            Format::Markdown => &["md", "markdown"],
            Format::Xlsx => &["xlsx"],
            Format::Parquet => &["parquet"],
            Format::Html => &["html", "htm"],
        }
    }

    /// The usual extension of its files, without the point.
    pub(crate) fn ending(self) -> &'static str {
        self.endings()[0]
    }

    /// Whether values go by the names of their columns, so that no two columns can have the same.
    pub(crate) fn has_names(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl | Format::Parquet)
    }

    /// The format for a file's extension, before that of its compression.
    pub(crate) fn of_file(name: &str) -> Option<Format> {
        let lower = name.to_lowercase();
        let plain = lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower);
        let (_, ending) = plain.rsplit_once('.')?;
        Format::value_variants().iter().copied().find(|format| format.endings().contains(&ending))
    }

    /// The usual extension of each format, as in `.csv, .tsv or .txt`.
    pub(crate) fn usual_endings() -> String {
        let of = |format: &Format| format!(".{}", format.ending());
        let mut endings: Vec<String> = Format::value_variants().iter().map(of).collect();
        // Files are mostly for programs.
        endings.rotate_left(1);
        let last = endings.pop().unwrap_or_default();
        format!("{} or {last}", endings.join(", "))
    }

    /// A writer of rows under these columns. A separator asks for CSV for spreadsheets.
    pub(crate) fn spelling(self, separator: Option<Separator>, columns: &[Column], zone: Zone) -> Spelling {
        let rows = match self {
            Format::Csv => Rows::Delimited(separator.map_or(Dialect::Csv, Dialect::Excel)),
            Format::Tsv => Rows::Delimited(Dialect::Tsv),
            Format::Json => Rows::Json(Json::new(names(columns), json::ARRAY)),
            Format::Jsonl => Rows::Json(Json::new(names(columns), json::LINES)),
            Format::Markdown => Rows::Markdown,
            Format::Table | Format::Xlsx | Format::Parquet => Rows::Packed,
            Format::Html => Rows::Page(Page::new(zone)),
        };
        Spelling { rows, values: Values::new(zone) }
    }
}

/// Formats rows one by one.
#[derive(Debug)]
pub(crate) struct Spelling {
    rows: Rows,
    pub(crate) values: Values,
}

#[derive(Debug)]
enum Rows {
    Delimited(Dialect),
    Json(Json),
    Markdown,
    /// What follows the last row isn't formatted here, as it says more than rows do.
    Page(Page),
    /// Packed until a [`Workbook`] or [`Parquet`] takes them or they are laid out.
    Packed,
}

fn names(columns: &[Column]) -> impl Iterator<Item = &str> {
    columns.iter().map(|column| &*column.name)
}

impl Spelling {
    /// Appends what stands before the first row.
    pub(crate) fn begin(&mut self, columns: &[Column], out: &mut Vec<u8>) {
        match &self.rows {
            Rows::Delimited(dialect) => dialect.header(names(columns), &mut self.values, out),
            Rows::Json(json) => out.extend_from_slice(json.shape.begin.as_bytes()),
            Rows::Markdown => markdown::header(columns, out),
            Rows::Page(_) => Page::begin(out),
            Rows::Packed => {}
        }
    }

    /// Appends what a row begins with, and what separates it from the row before.
    #[inline]
    pub(crate) fn begin_row(&self, out: &mut Vec<u8>) {
        match &self.rows {
            Rows::Json(json) => json.begin_row(out),
            Rows::Page(_) => out.push(b'['),
            Rows::Delimited(_) | Rows::Markdown | Rows::Packed => {}
        }
    }

    /// Appends the cells of columns side by side, the first of which is the column `first`. They say nothing of the cells
    /// around them.
    #[inline]
    pub(crate) fn cells<'c>(
        &mut self,
        first: usize,
        columns: &[Column],
        cell: impl Fn(&Column) -> Cell<'c>,
        out: &mut Vec<u8>,
    ) {
        let Spelling { rows, values } = self;
        let numbered = (first..).zip(columns);
        // A loop for each, as there are many cells.
        match rows {
            Rows::Delimited(Dialect::Csv) => {
                columns.iter().for_each(|column| Dialect::Csv.cell(&cell(column), values, out));
            }
            Rows::Delimited(dialect) => columns.iter().for_each(|column| dialect.cell(&cell(column), values, out)),
            Rows::Json(json) => numbered.for_each(|(at, column)| json.cell(at, &cell(column), values, out)),
            Rows::Markdown => columns.iter().for_each(|column| markdown::cell(&cell(column), values, out)),
            Rows::Page(page) => columns.iter().for_each(|column| page.cell(&cell(column), column, out)),
            Rows::Packed => columns.iter().for_each(|column| pack(&cell(column), out)),
        }
    }

    /// Appends what a row that began at `start` ends with.
    #[inline]
    pub(crate) fn end_row(&self, start: usize, out: &mut Vec<u8>) {
        match &self.rows {
            Rows::Delimited(dialect) => dialect.end_row(start, out),
            Rows::Json(json) => json.end_row(out),
            Rows::Markdown => out.extend_from_slice(markdown::END),
            Rows::Page(_) => {
                out.pop();
                out.extend_from_slice(Page::END_OF_ROW);
            }
            Rows::Packed => {}
        }
    }

    /// How many bytes of each row separate it from the row before: the very first row is written without them.
    pub(crate) fn separator(&self) -> usize {
        if let Rows::Json(json) = &self.rows { json.shape.before.len().min(1) } else { 0 }
    }

    /// Appends what stands after the last row.
    pub(crate) fn end(&self, out: &mut Vec<u8>) {
        if let Rows::Json(json) = &self.rows {
            out.extend_from_slice(json.shape.end.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_docs_have_every_format() {
        let docs = include_str!("../../docs/formats.md");
        for format in Format::value_variants() {
            let value = format.to_possible_value().unwrap();
            let endings: Vec<String> = format.endings().iter().map(|ending| format!("`.{ending}`")).collect();
            let line = format!("| `{}` | {} | ", value.get_name(), endings.join(", "));
            assert!(docs.contains(&line), "docs/formats.md has no line that begins with {line}");
        }
    }

    #[test]
    fn the_ending_of_a_file_says_its_format() {
        for (name, format) in [
            ("a.CSV", Some(Format::Csv)),
            ("a.b.ndjson.gz", Some(Format::Jsonl)),
            ("out/a.md.ZST", Some(Format::Markdown)),
            ("csv", None),
            ("a.csv.bak", None),
            (".txt", Some(Format::Table)),
        ] {
            assert_eq!(Format::of_file(name), format, "{name}");
        }
        assert_eq!(Format::usual_endings(), ".csv, .tsv, .json, .jsonl, .md, .xlsx, .parquet, .html or .txt");
    }
}
