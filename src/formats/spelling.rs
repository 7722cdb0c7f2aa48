//! How rows are spelled: what stands before the first, each row, and what stands after the last.
//!
//! Rows are spelled in many threads, batch by batch, and nobody knows there which row comes first or last of all. So a
//! spelling gives every row in the same way, with what separates it from the row before; the first of all is written
//! without that ([`Spelling::separator`]). The bytes depend on the rows only, not on how they were batched.

use crate::reports::{Cell, Kind};
use crate::tables::Zone;

use super::csv::Csv;
use super::excel::{Excel, Separator};
use super::json::{Json, Shape};
use super::markdown::Markdown;
use super::packed::pack;
use super::tsv::Tsv;

/// Spells rows in one of the formats that take them one by one.
#[derive(Debug)]
pub enum Spelling {
    /// `csv`
    Csv(Csv),
    /// `csv --excel`
    Excel(Excel),
    /// `tsv`
    Tsv(Tsv),
    /// `json` and `jsonl`
    Json(Json),
    /// `markdown`
    Markdown(Markdown),
    /// `xlsx`: packed, until a [`Workbook`](super::Workbook) takes them.
    Packed,
}

/// The names of columns, with the kinds of their values.
pub type Titles = [(String, Kind)];

fn names(titles: &Titles) -> impl Iterator<Item = &str> {
    titles.iter().map(|(name, _)| name.as_str())
}

impl Spelling {
    /// Spells CSV.
    pub fn csv(zone: Zone) -> Spelling {
        Spelling::Csv(Csv::new(zone))
    }

    /// Spells CSV for spreadsheets.
    pub fn excel(separator: Separator, zone: Zone) -> Spelling {
        Spelling::Excel(Excel::new(separator, zone))
    }

    /// Spells TSV.
    pub fn tsv(zone: Zone) -> Spelling {
        Spelling::Tsv(Tsv::new(zone))
    }

    /// Spells an array of objects.
    pub fn json(titles: &Titles, zone: Zone) -> Spelling {
        Spelling::Json(Json::new(names(titles), Shape::Array, zone))
    }

    /// Spells an object on each line.
    pub fn jsonl(titles: &Titles, zone: Zone) -> Spelling {
        Spelling::Json(Json::new(names(titles), Shape::Lines, zone))
    }

    /// Spells a table in markdown.
    pub fn markdown(zone: Zone) -> Spelling {
        Spelling::Markdown(Markdown::new(zone))
    }

    /// Appends what stands before the first row.
    pub fn begin(&self, titles: &Titles, out: &mut Vec<u8>) {
        match self {
            Spelling::Csv(_) => Csv::header(names(titles), out),
            Spelling::Excel(excel) => excel.header(names(titles), out),
            Spelling::Tsv(_) => Tsv::header(names(titles), out),
            Spelling::Json(json) => json.begin(out),
            Spelling::Markdown(_) => Markdown::header(titles, out),
            Spelling::Packed => {}
        }
    }

    /// Appends a row, with what separates it from the row before.
    #[inline]
    pub fn row<'r>(&mut self, cells: impl Iterator<Item = Cell<'r>>, out: &mut Vec<u8>) {
        match self {
            Spelling::Csv(csv) => csv.row(cells, out),
            Spelling::Excel(excel) => excel.row(cells, out),
            Spelling::Tsv(tsv) => tsv.row(cells, out),
            Spelling::Json(json) => json.row(cells, out),
            Spelling::Markdown(markdown) => markdown.row(cells, out),
            Spelling::Packed => cells.for_each(|cell| pack(&cell, out)),
        }
    }

    /// How many bytes of each row separate it from the row before: the first of all rows is written without them.
    pub fn separator(&self) -> usize {
        match self {
            Spelling::Json(json) => json.separator(),
            _ => 0,
        }
    }

    /// Appends what stands after the last row.
    pub fn end(&self, out: &mut Vec<u8>) {
        if let Spelling::Json(json) = self {
            json.end(out);
        }
    }
}
