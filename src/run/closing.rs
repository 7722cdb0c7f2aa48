//! What stands after the rows of a report.

use crate::formats::{Shown, ShownLines};
use crate::reports::{Cell, Picture, Section};

/// What stands after the rows, for the formats that say it.
#[derive(Default)]
pub(super) struct Closing {
    /// What the document is called.
    pub(super) title: String,
    /// What it covers.
    pub(super) caption: Vec<String>,
    /// What else is to be said.
    pub(super) remarks: Vec<String>,
    /// What people read in place of a table without rows.
    pub(super) nothing: Vec<String>,
    /// Names and values that say what it is.
    pub(super) facts: Vec<(String, String)>,
    /// A last row that stands apart from the others.
    pub(super) totals: Option<Vec<Cell<'static>>>,
    /// A table that pages and workbooks begin with.
    pub(super) overview: Option<Section<'static>>,
    pub(super) pictures: Vec<Picture>,
}

impl Closing {
    /// What a page shows.
    pub(super) fn shown<'c>(&'c self, lines: ShownLines<'c>) -> Shown<'c> {
        let overview = self.overview.as_ref();
        let remarks = overview.iter().flat_map(|overview| &overview.remarks);
        Shown {
            title: &self.title,
            caption: self.caption.iter().chain(&self.remarks).chain(remarks).cloned().collect(),
            overview,
            lines,
            pictures: self.pictures.clone(),
        }
    }
}
