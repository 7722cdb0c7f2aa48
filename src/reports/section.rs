//! What a person is shown: a heading, facts, a table with a bar, lanes, and remarks. How wide and in which colours is for
//! the format to decide, and which of it.

use crate::tables::Instant;

use super::{Each, Entry, Lanes, SectionColumn, Styled};

/// One block of a report for people.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section<'r> {
    pub heading: Heading<'r>,
    /// Lines of facts, the verdict first.
    pub facts: Vec<Vec<Piece<'r>>>,
    pub columns: Vec<SectionColumn>,
    pub rows: Each<'r, Vec<Styled<'r>>>,
    /// The moments that its rows show as times of day.
    pub clocks: Each<'r, Instant>,
    /// Whether columns left out for lack of room are named below.
    pub names_left_out: bool,
    pub remarks: Vec<String>,
    /// Why it is what it is, if that is to be told.
    pub reasons: Option<Grid<'r>>,
    /// Its line in a list of many.
    pub entry: Option<Entry<'r>>,
    /// What happened side by side, if there is a picture of it.
    pub lanes: Option<Lanes<'r>>,
}

/// Rows under their columns.
#[derive(Clone, Debug)]
pub(crate) struct Grid<'r> {
    pub columns: Vec<SectionColumn>,
    pub rows: Each<'r, Vec<Styled<'r>>>,
}

/// The first line of a section.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heading<'r> {
    /// What it is about, the most important first.
    pub subject: Vec<Styled<'r>>,
    /// The day on which it begins, in the output zone.
    pub day: Option<Instant>,
}

/// Facts that belong together and stay on one line if they fit.
pub(crate) type Piece<'r> = Vec<Styled<'r>>;
