//! What rules look at.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{Display, from_fn};

use bumpalo::Bump;

use crate::exports::{Exports, Reject, is_blank};
use crate::plain::quoted;
use crate::tables::{Directory, Duration, Field, Instant, Place, Sum, Table, Words, Zone};
use crate::timelines::{Coded, Stage, Timeline};

use super::background::Background;
use super::gathered::{Contents, Work};

/// One interaction with segments.
pub(super) struct Case<'c> {
    pub(super) timeline: &'c Timeline<'c>,
    /// By [`ROW_FIELDS`].
    pub(super) row: [Option<&'c str>; 4],
    pub(super) ground: &'c Ground<'c>,
}

/// What every case is compared with.
#[derive(Debug)]
pub(crate) struct Ground<'g> {
    pub(crate) exports: &'g Exports,
    pub(crate) directory: &'g Directory,
    /// Differences of time up to this are ignored.
    pub(crate) tolerance: Duration,
    /// As [`Background::latest`]; `None` also if no background was read.
    pub(crate) latest: Option<Instant>,
    pub(crate) zone: Zone,
    pub(crate) words: &'g Words,
}

/// Fields of an interaction's row that no report needs.
pub(super) const ROW_FIELDS: [Field; 4] =
    [Field::AssigneeAtCompletion, Field::CompletedUserId, Field::WaitTime, Field::HandleTime];

pub(super) struct RowCase<'c> {
    pub(super) place: Place,
    /// Blank if the row was left out.
    pub(super) id: &'c str,
    pub(super) role: Role<'c>,
    pub(super) ground: &'c Ground<'c>,
}

/// Why a row is looked at by itself.
#[derive(Clone, Copy)]
pub(super) enum Role<'c> {
    /// It is the row of its id in a small table.
    Stands,
    /// It is the row of an interaction that has no segment.
    WithoutSegments,
    /// A later row of its id, at this place, replaces it.
    Replaced(Place),
    /// It is a segment that has the id of an earlier one, at this place.
    SharesItsId(Place),
    /// It is an inactive queue or user that has segments.
    Inactive(&'c Work),
    /// It was left out because it can't be read.
    LeftOut(&'c Reject),
}

pub(super) struct Whole<'w> {
    pub(super) background: &'w Background,
    pub(super) contents: &'w Contents,
}

impl<'c> Case<'c> {
    pub(super) fn stages(&self) -> &'c [Stage<'c>] {
        &self.timeline.stages
    }

    /// The value of one of [`ROW_FIELDS`] in the interaction's row.
    pub(super) fn row_value(&self, field: Field) -> Option<&'c str> {
        ROW_FIELDS.iter().position(|known| *known == field).and_then(|at| self.row[at])
    }

    /// Each distinct text of some segments, with the place of the first that has it.
    pub(super) fn each_once(
        &self,
        of: impl Fn(&Stage<'c>) -> bool,
        field: Coded,
    ) -> impl Iterator<Item = (Place, &'c str)> {
        let mut seen = BTreeSet::new();
        self.stages().iter().filter(move |stage| of(stage)).filter_map(move |stage| {
            let text = stage.text(field)?;
            seen.insert(text).then_some((stage.place, text))
        })
    }

    /// A segment's id, else its number in the interaction.
    pub(super) fn name(&self, at: usize) -> Cow<'c, str> {
        self.timeline.segment_id(&self.stages()[at]).map_or_else(|| format!("#{}", at + 1).into(), Cow::Borrowed)
    }

    pub(super) fn is_notable(&self, length: impl Into<Sum>) -> bool {
        length.into() > self.ground.tolerance.into()
    }
}

/// The values of [`ROW_FIELDS`] in a row; `None` if blank or without a column.
pub(super) fn row_values<'c>(exports: &'c Exports, place: Place, arena: &'c Bump) -> [Option<&'c str>; 4] {
    let values = exports.at(place, |file, record| {
        ROW_FIELDS.map(|field| {
            file.header.text(&record, Table::Interactions, field, arena).filter(|text| !is_blank(text.as_bytes()))
        })
    });
    values.unwrap_or_default()
}

impl RowCase<'_> {
    /// The row's id if it is an interaction's, else blank.
    pub(super) fn interaction_id(&self) -> &str {
        let table = self.ground.exports.files[self.place.file()].table;
        if table == Table::Interactions { self.id } else { "" }
    }
}

impl Ground<'_> {
    /// The text of a field of a record that was read before, as a row of `table`; `None` if it is blank.
    pub(super) fn text(&self, table: Table, place: Place, field: Field) -> Option<String> {
        let read = self.exports.at(place, |file, record| {
            let value = file.header.value(record.record(), table, field);
            (!is_blank(&value)).then(|| String::from_utf8_lossy(&value).into_owned())
        });
        read.flatten()
    }

    /// The header of a field of a record, as a row of `table`, in quotes.
    pub(super) fn header(&self, place: Place, table: Table, field: Field) -> String {
        let header = &self.exports.files[place.file()].header;
        quoted(header.column_of(table, field).map_or(field.name(), |column| &header.columns()[column].header))
    }
}

pub(super) fn seconds(length: impl Into<Sum>) -> impl Display {
    let length = length.into();
    from_fn(move |out| write!(out, "{length} s"))
}
