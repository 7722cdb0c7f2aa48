//! What follows the rows of a report, in formats that have room for it.

use crate::reports::{Block, Cell, Picture, Section};

#[derive(Clone, Debug, Default)]
pub(crate) struct Closing {
    pub(crate) title: String,
    /// What the document covers.
    pub(crate) caption: Vec<String>,
    pub(crate) remarks: Vec<String>,
    /// Shown instead of a table without rows.
    pub(crate) nothing: Vec<String>,
    /// Names and values that describe the document.
    pub(crate) facts: Vec<(String, String)>,
    /// A last row, apart from the others.
    pub(crate) totals: Option<Vec<Cell<'static>>>,
    /// A table that pages and workbooks begin with.
    pub(crate) overview: Option<Section<'static>>,
    pub(crate) pictures: Vec<Picture>,
    /// What a page about a day begins with.
    pub(crate) blocks: Vec<Block>,
}
