//! A report's column: its name, what it means, and how its cell is made of a row.

/// A column over rows of type `R`, which borrow from a timeline.
pub struct Column<R> {
    /// The column's name in files.
    pub name: &'static str,
    /// What its values mean, in which unit, and when they are blank.
    pub meaning: &'static str,
    /// Makes the cell of a row.
    pub cell: R,
}
