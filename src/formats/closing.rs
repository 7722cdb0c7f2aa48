//! What follows the rows of a report.

use crate::reports::{Cell, Picture, Section};

/// What follows the rows, in formats that have room for it.
#[derive(Clone, Debug, Default)]
pub struct Closing {
    /// What the document is called.
    pub title: String,
    /// What it covers.
    pub caption: Vec<String>,
    /// What else is to be said.
    pub remarks: Vec<String>,
    /// Shown instead of a table without rows.
    pub nothing: Vec<String>,
    /// Names and values that describe it.
    pub facts: Vec<(String, String)>,
    /// A last row that stands apart from the others.
    pub totals: Option<Vec<Cell<'static>>>,
    /// A table that pages and workbooks begin with.
    pub overview: Option<Section<'static>>,
    /// Pictures of the rows.
    pub pictures: Vec<Picture>,
}
