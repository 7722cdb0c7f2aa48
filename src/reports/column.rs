//! A column: its name, its documentation, and where its cells come from.

use std::borrow::Cow;
use std::mem::{forget, replace};

use crate::tables::Place;

use super::exported::{Exported, Reader};
use super::repeats::Repeats;
use super::row::{FindingRow, Row};
use super::styled::Tone;
use super::{Cell, Kind};

/// A column of a report. Help, `-c`, `explain`, the reference and every format are made of it.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: Cow<'static, str>,
    /// What kind of values it has, and so their unit.
    pub kind: Kind,
    /// What its values mean; empty for an exported one, which segrep can't tell.
    pub meaning: &'static str,
    /// When they are blank; empty if never.
    pub blank: &'static str,
    /// Where they come from, and how they are computed.
    pub formula: &'static str,
    /// How its words are meant, for people.
    pub tone: fn(&str) -> Tone,
    /// Whether people are shown its values whole, in several lines if need be.
    pub wraps: bool,
    /// What stands above it for people; `None` for its name in words.
    title: Option<&'static str>,
    /// Which of its cells, but for those for people, are the same.
    pub(crate) repeats: Repeats,
    supply: Supply,
}

pub(super) type RowCell = for<'r> fn(&Row<'r>) -> Cell<'r>;

pub(super) type FindingCell = for<'r> fn(&FindingRow<'r>) -> Cell<'r>;

/// Where the cells of a column come from.
#[derive(Clone, Debug)]
enum Supply {
    /// Ready in the rows of a fold, in the order of its columns.
    Folded,
    /// Made from a row; people may be shown a different cell.
    Made {
        cell: RowCell,
        for_people: RowCell,
    },
    Finding(FindingCell),
    Exported(Exported),
    File,
    Line,
    /// Where records are, as files with lines.
    Places(fn(&Row<'_>) -> Vec<Place>),
}

/// Columns are declared by what they are, then when they are blank and where they come from, where there is something to
/// say: `Column::seconds("ring_seconds", "How long it rang.").blank("while it rings").from("end - start")`.
impl Column {
    pub const fn text(name: &'static str, meaning: &'static str) -> Column {
        Column::new(Kind::Text, name, meaning)
    }

    pub const fn word(name: &'static str, meaning: &'static str) -> Column {
        Column::new(Kind::Word, name, meaning)
    }

    pub const fn count(name: &'static str, meaning: &'static str) -> Column {
        Column::new(Kind::Count, name, meaning)
    }

    pub const fn seconds(name: &'static str, meaning: &'static str) -> Column {
        Column::new(Kind::Seconds, name, meaning)
    }

    pub const fn time(name: &'static str, meaning: &'static str) -> Column {
        Column::new(Kind::Time, name, meaning)
    }

    pub const fn rate(name: &'static str, meaning: &'static str) -> Column {
        Column::new(Kind::Rate, name, meaning)
    }

    pub const fn flag(name: &'static str, meaning: &'static str) -> Column {
        Column::new(Kind::Flag, name, meaning)
    }

    const fn new(kind: Kind, name: &'static str, meaning: &'static str) -> Column {
        Column {
            name: Cow::Borrowed(name),
            kind,
            meaning,
            blank: "",
            formula: "",
            tone: |_| Tone::Plain,
            wraps: false,
            title: None,
            repeats: Repeats::Never,
            supply: Supply::Folded,
        }
    }

    pub const fn blank(mut self, blank: &'static str) -> Column {
        self.blank = blank;
        self
    }

    pub const fn from(mut self, formula: &'static str) -> Column {
        self.formula = formula;
        self
    }

    /// Sets its title for people, if that is not its name in words.
    pub const fn titled(mut self, title: &'static str) -> Column {
        self.title = Some(title);
        self
    }

    /// For sentences, of which a beginning says nothing.
    pub const fn wrapping(mut self) -> Column {
        self.wraps = true;
        self
    }

    pub const fn toned(mut self, tone: fn(&str) -> Tone) -> Column {
        self.tone = tone;
        self
    }

    pub const fn cell(mut self, cell: RowCell) -> Column {
        // Constants can't drop what stood there.
        forget(replace(&mut self.supply, Supply::Made { cell, for_people: cell }));
        self
    }

    pub(crate) const fn repeats(mut self, repeats: Repeats) -> Column {
        self.repeats = repeats;
        self
    }

    pub const fn finding(mut self, cell: FindingCell) -> Column {
        forget(replace(&mut self.supply, Supply::Finding(cell)));
        self
    }

    pub const fn places(mut self, places: fn(&Row<'_>) -> Vec<Place>) -> Column {
        forget(replace(&mut self.supply, Supply::Places(places)));
        self
    }

    pub const fn for_people(mut self, shown: RowCell) -> Column {
        if let Supply::Made { for_people, .. } = &mut self.supply {
            *for_people = shown;
        }
        self
    }
}

/// Columns available in every report whose rows are about segments or interactions.
impl Column {
    /// A column of which only the name and kind are known.
    pub fn named(name: String, kind: Kind) -> Column {
        Column { name: name.into(), ..Column::new(kind, "", "") }
    }

    pub fn exported(name: &str, exported: Exported) -> Column {
        let column = Column::named(name.to_owned(), exported.kind());
        Column { supply: Supply::Exported(exported), ..column }
    }

    pub fn source_file() -> Column {
        Column { supply: Supply::File, ..Column::text("source_file", "") }
    }

    pub fn source_line() -> Column {
        Column { supply: Supply::Line, ..Column::count("source_line", "") }
    }
}

impl Column {
    /// What stands above it for people: the unit stands at the values.
    pub fn title(&self) -> String {
        self.title.map_or_else(|| self.name.replace("_seconds", "").replace('_', " "), str::to_owned)
    }

    /// The unit of its values in files.
    pub fn unit(&self) -> &'static str {
        // What is added to the name of any measure.
        if self.name.starts_with('_') && self.kind == Kind::Text { "that of the measure" } else { self.kind.unit() }
    }

    /// The exported column that it is; `None` for one of segrep's own.
    pub fn as_exported(&self) -> Option<&Exported> {
        if let Supply::Exported(exported) = &self.supply { Some(exported) } else { None }
    }

    /// Whether segrep knows what it holds; others are text that may be numbers.
    pub fn is_known(&self) -> bool {
        self.as_exported().is_none_or(Exported::is_known)
    }

    /// Whether its counts may be no whole numbers, as the mean of several weeks and what differs from it.
    pub fn has_fractions(&self) -> bool {
        self.kind == Kind::Count && ["_before", "_change"].iter().any(|end| self.name.ends_with(end))
    }

    /// Whether its cells come of folding timelines.
    pub fn is_folded(&self) -> bool {
        matches!(self.supply, Supply::Folded)
    }

    /// Whether rows are all that its cells are made of.
    #[cfg(test)]
    pub(super) fn is_made(&self) -> bool {
        matches!(self.supply, Supply::Made { .. } | Supply::Finding(_) | Supply::Places(_))
    }

    /// Its name, or that of the field that it shows.
    pub fn meant(&self) -> &str {
        self.as_exported().and_then(|exported| exported.field).map_or(&self.name, |field| field.name())
    }

    #[inline(always)]
    pub fn cell_of<'r>(&self, row: &Row<'r>, reader: &Reader<'r>) -> Cell<'r> {
        // Nearly all are.
        if let Supply::Made { cell, .. } = &self.supply { cell(row) } else { self.found_cell(row, reader) }
    }

    /// The cell of a column that isn't made from rows alone.
    fn found_cell<'r>(&self, row: &Row<'r>, reader: &Reader<'r>) -> Cell<'r> {
        match &self.supply {
            Supply::Exported(exported) => exported.cell(row, reader),
            Supply::File => Cell::Text((&reader.lines.exports().files[row.stage().place.file()].name).into()),
            Supply::Line => Cell::Count(reader.lines.line(row.stage().place)),
            Supply::Places(places) => match reader.lines.names(&places(row)) {
                names if names.is_empty() => Cell::Blank,
                names => Cell::Text(names.into()),
            },
            Supply::Folded | Supply::Made { .. } | Supply::Finding(_) => Cell::Blank,
        }
    }

    #[inline]
    pub fn cell_for_people<'r>(&self, row: &Row<'r>, reader: &Reader<'r>) -> Cell<'r> {
        if let Supply::Made { for_people, .. } = &self.supply { for_people(row) } else { self.cell_of(row, reader) }
    }

    /// What the cell of a row is compared by, in conditions and orders.
    pub fn value_of<'r>(&self, row: &Row<'r>, reader: &Reader<'r>) -> Cell<'r> {
        self.as_exported().map_or_else(|| self.cell_of(row, reader), |exported| exported.value(row, reader))
    }

    /// The cell of a finding; of an exported column what `of_row` gives for the interaction in which it was found.
    pub fn cell_of_finding<'r>(&self, told: &FindingRow<'r>, of_row: impl Fn(&Row<'r>) -> Cell<'r>) -> Cell<'r> {
        match &self.supply {
            Supply::Finding(cell) => cell(told),
            Supply::Exported(_) => {
                let row = told.timeline.map(|timeline| Row { timeline, at: 0, number: 1 });
                row.map_or(Cell::Blank, |row| of_row(&row))
            }
            Supply::Folded | Supply::Made { .. } | Supply::File | Supply::Line | Supply::Places(_) => Cell::Blank,
        }
    }
}
