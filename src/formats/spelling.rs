//! How rows are spelled: what stands before the first, each row, and what stands after the last.
//!
//! Rows are spelled in many threads, batch by batch, and nobody knows there which row comes first or last of all. So a
//! spelling gives every row in the same way, with what separates it from the row before; the first of all is written
//! without that ([`Spelling::separator`]). The bytes depend on the rows only, not on how they were batched.

use crate::reports::{Cell, Kind};
use crate::tables::Zone;

use super::csv::Csv;

/// Spells rows in one of the formats that take them one by one.
#[derive(Debug)]
pub enum Spelling {
    /// `csv`
    Csv(Csv),
}

/// The names of columns, with the kinds of their values.
pub type Titles = [(String, Kind)];

impl Spelling {
    /// Spells CSV.
    pub fn csv(zone: Zone) -> Spelling {
        Spelling::Csv(Csv::new(zone))
    }

    /// Appends what stands before the first row.
    pub fn begin(&self, titles: &Titles, out: &mut Vec<u8>) {
        match self {
            Spelling::Csv(_) => Csv::header(titles.iter().map(|(name, _)| name.as_str()), out),
        }
    }

    /// Appends a row, with what separates it from the row before.
    #[inline]
    pub fn row<'r>(&mut self, cells: impl Iterator<Item = Cell<'r>>, out: &mut Vec<u8>) {
        match self {
            Spelling::Csv(csv) => csv.row(cells, out),
        }
    }

    /// How many bytes of each row separate it from the row before: the first of all rows is written without them.
    pub fn separator(&self) -> usize {
        match self {
            Spelling::Csv(_) => 0,
        }
    }

    /// Appends what stands after the last row.
    pub fn end(&self, _out: &mut Vec<u8>) {
        match self {
            Spelling::Csv(_) => {}
        }
    }
}
