//! The registry of formats: what each is called, for whom it is, which files have it, and how it spells rows. A format is
//! a file of this folder and a variant here; what a new one forgets the compiler asks for.
//!
//! Rows are spelled in many threads, batch by batch, and nobody knows there which row comes first or last of all. So a
//! spelling gives every row in the same way, with what separates it from the row before; the first of all is written
//! without that ([`Spelling::separator`]). The bytes depend on the rows only, not on how they were batched.

mod delimited;
mod json;
mod markdown;
mod packed;
mod page;
mod table;
mod workbook;

use clap::ValueEnum;

use crate::reports::{Cell, Column};
use crate::tables::Zone;

use json::{Json, Shape};
use markdown::Markdown;
use packed::pack;

pub use delimited::{Delimited, Dialect, Separator};
pub use packed::unpack;
pub use page::{Page, PageLines};
pub use table::TableLayout;
pub use workbook::Workbook;

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
    /// For people, in a browser: a self-contained page with charts, search and sorting
    Html,
}

/// What is to be known of a format before anything is written in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// The endings of files that have it, the usual one first.
    pub endings: &'static [&'static str],
    /// How its documents are made.
    pub making: Making,
    /// Whether it tells values by the names of their columns, so that no two can have the same.
    pub has_names: bool,
}

/// How a document is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// Rows are written as they are spelled.
    Rows,
    /// Rows or sections are laid out for people.
    Layout,
    /// Rows or sections are written as data, for people to look at in a browser.
    Page,
    /// Rows go to a workbook, which is no text.
    Workbook,
}

impl Making {
    /// Whether people read it, so that it shows what they need and not all there is.
    pub fn is_for_people(self) -> bool {
        match self {
            Making::Layout | Making::Page => true,
            Making::Rows | Making::Workbook => false,
        }
    }
}

impl Format {
    /// What is to be known of it.
    pub fn traits(self) -> Traits {
        let rows = |endings| Traits { endings, making: Making::Rows, has_names: false };
        match self {
            Format::Table => Traits { making: Making::Layout, ..rows(&["txt"]) },
            Format::Csv => rows(&["csv"]),
            Format::Tsv => rows(&["tsv"]),
            Format::Json => Traits { has_names: true, ..rows(&["json"]) },
            Format::Jsonl => Traits { has_names: true, ..rows(&["jsonl", "ndjson"]) },
            Format::Markdown => rows(&["md", "markdown"]),
            Format::Xlsx => Traits { making: Making::Workbook, ..rows(&["xlsx"]) },
            Format::Html => Traits { making: Making::Page, ..rows(&["html", "htm"]) },
        }
    }

    /// How its documents are made.
    pub fn making(self) -> Making {
        self.traits().making
    }

    /// The format of a file by the ending of its name, before which it may say that it is compressed.
    pub fn of_file(name: &str) -> Option<Format> {
        let lower = name.to_lowercase();
        let plain = lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower);
        let (_, ending) = plain.rsplit_once('.')?;
        Format::value_variants().iter().copied().find(|format| format.traits().endings.contains(&ending))
    }

    /// The usual ending of each format, as in `.csv, .tsv or .txt`.
    pub fn usual_endings() -> String {
        let of = |format: &Format| format!(".{}", format.traits().endings[0]);
        let mut endings: Vec<String> = Format::value_variants().iter().map(of).collect();
        // Files are mostly for programs.
        endings.rotate_left(1);
        let last = endings.pop().unwrap_or_default();
        format!("{} or {last}", endings.join(", "))
    }

    /// Spells rows under these columns. A separator asks for CSV for spreadsheets.
    pub fn spelling(self, separator: Option<Separator>, columns: &[Column], zone: Zone) -> Spelling {
        let delimited = |dialect| Spelling::Delimited(Delimited::new(dialect, zone));
        let json = |shape| Spelling::Json(Json::new(names(columns), shape, zone));
        match self {
            Format::Csv => delimited(separator.map_or(Dialect::Csv, Dialect::Excel)),
            Format::Tsv => delimited(Dialect::Tsv),
            Format::Json => json(Shape::Array),
            Format::Jsonl => json(Shape::Lines),
            Format::Markdown => Spelling::Markdown(Markdown::new(zone)),
            Format::Table | Format::Xlsx => Spelling::Packed,
            Format::Html => Spelling::Page(Page::new(zone), columns.to_vec()),
        }
    }
}

/// Spells rows in one of the formats that take them one by one.
#[derive(Debug)]
pub enum Spelling {
    /// `csv` and `tsv`
    Delimited(Delimited),
    /// `json` and `jsonl`
    Json(Json),
    /// `markdown`
    Markdown(Markdown),
    /// `html`: what stands after the last row says more than rows do, and is not of the spelling.
    Page(Page, Vec<Column>),
    /// `xlsx` and `table`: packed, until a [`Workbook`] takes them or they are laid out.
    Packed,
}

fn names(columns: &[Column]) -> impl Iterator<Item = &str> {
    columns.iter().map(|column| &*column.name)
}

impl Spelling {
    /// Appends what stands before the first row.
    pub fn begin(&mut self, columns: &[Column], out: &mut Vec<u8>) {
        match self {
            Spelling::Delimited(delimited) => delimited.header(names(columns), out),
            Spelling::Json(json) => json.begin(out),
            Spelling::Markdown(_) => Markdown::header(columns, out),
            Spelling::Page(..) => Page::begin(out),
            Spelling::Packed => {}
        }
    }

    /// Appends a row, with what separates it from the row before.
    #[inline]
    pub fn row<'r>(&mut self, cells: impl Iterator<Item = Cell<'r>>, out: &mut Vec<u8>) {
        match self {
            Spelling::Delimited(delimited) => delimited.row(cells, out),
            Spelling::Json(json) => json.row(cells, out),
            Spelling::Markdown(markdown) => markdown.row(cells, out),
            Spelling::Page(page, columns) => page.row(cells.zip(columns.iter()), out),
            Spelling::Packed => cells.for_each(|cell| pack(&cell, out)),
        }
    }

    /// How many bytes of each row separate it from the row before: the first of all rows is written without them.
    pub fn separator(&self) -> usize {
        match self {
            Spelling::Json(json) => json.separator(),
            Spelling::Delimited(_) | Spelling::Markdown(_) | Spelling::Page(..) | Spelling::Packed => 0,
        }
    }

    /// Appends what stands after the last row.
    pub fn end(&self, out: &mut Vec<u8>) {
        match self {
            Spelling::Json(json) => json.end(out),
            Spelling::Delimited(_) | Spelling::Markdown(_) | Spelling::Page(..) | Spelling::Packed => {}
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
            let endings: Vec<String> = format.traits().endings.iter().map(|ending| format!("`.{ending}`")).collect();
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
        assert_eq!(Format::usual_endings(), ".csv, .tsv, .json, .jsonl, .md, .xlsx, .html or .txt");
    }
}
