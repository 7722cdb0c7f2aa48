//! What follows the rows of a report.

use crate::formats::{Shown, ShownLines};
use crate::reports::{Cell, Picture, Section};

/// What follows the rows, in formats that have room for it.
#[derive(Default)]
pub(super) struct Closing {
    pub(super) title: String,
    pub(super) caption: Vec<String>,
    pub(super) remarks: Vec<String>,
    /// Shown instead of a table without rows.
    pub(super) nothing: Vec<String>,
    /// Names and values that describe it.
    pub(super) facts: Vec<(String, String)>,
    pub(super) totals: Option<Vec<Cell<'static>>>,
    /// A table that pages and workbooks begin with.
    pub(super) overview: Option<Section<'static>>,
    pub(super) pictures: Vec<Picture>,
}

impl Closing {
    /// What a page shows after its rows.
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
