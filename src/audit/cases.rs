//! What rules look at.

use std::fmt::Display;

use bumpalo::Bump;

use crate::exports::{Export, Exports, Record, TextRecord, is_blank};
use crate::tables::{Directory, Duration, Field, Instant, Place, Sum, Table, Words, Zone};
use crate::timelines::{Stage, Timeline};

/// One interaction with segments.
#[derive(Debug)]
pub struct Case<'c> {
    /// Its timeline.
    pub timeline: &'c Timeline<'c>,
    /// What its row says beyond what timelines are made of.
    pub row: InteractionRow<'c>,
    /// What it is compared with.
    pub ground: &'c Ground<'c>,
}

/// What every case is compared with.
#[derive(Debug)]
pub struct Ground<'g> {
    /// The exports.
    pub exports: &'g Exports,
    /// The small tables.
    pub directory: &'g Directory,
    /// Differences of time up to this are none.
    pub tolerance: Duration,
    /// The last moment that belongs to the rest; `None` where too little is known to say.
    pub latest: Option<Instant>,
    /// The output zone.
    pub zone: Zone,
    /// What words mean.
    pub words: &'g Words,
}

/// Values of an interaction's row that no other report decodes. `None` where blank or without a column.
#[derive(Clone, Copy, Debug, Default)]
pub struct InteractionRow<'c> {
    /// Who it was assigned to at the end.
    pub assignee_at_completion: Option<&'c str>,
    /// Who completed it.
    pub completed_user_id: Option<&'c str>,
    /// The vendor's own waiting time, as exported.
    pub wait_time: Option<&'c str>,
    /// The vendor's own handle time, as exported.
    pub handle_time: Option<&'c str>,
}

/// One row that no timeline shows.
#[derive(Debug)]
pub struct RowCase<'c> {
    /// Its file.
    pub file: &'c Export,
    /// Where it lies.
    pub place: Place,
    /// Its record.
    pub record: TextRecord<'c, Record<'c, 'c>>,
    /// The id that it is about.
    pub id: &'c str,
    /// What becomes of it.
    pub role: Role,
    /// What it is compared with.
    pub ground: &'c Ground<'c>,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It stands for its id.
    Stands,
    /// It stands for an interaction that has no segment.
    WithoutSegments,
    /// A later row of its id stands in its place.
    Replaced(Place),
}

/// A segment whose id another interaction has, too.
#[derive(Debug)]
pub struct Shared<'c> {
    /// The id.
    pub segment_id: &'c str,
    /// Where the segment lies, and its interaction.
    pub here: (Place, &'c str),
    /// Where the first segment of that id lies, and its interaction.
    pub first: (Place, &'c str),
}

/// An inactive queue or user with what it did.
#[derive(Debug)]
pub struct AtWork<'c> {
    /// Where its row lies.
    pub place: Place,
    /// Its id.
    pub id: &'c str,
    /// What it did.
    pub work: &'c Work,
}

/// What an inactive queue or user did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// In how many segments.
    pub segments: u64,
    /// In how many interactions.
    pub interactions: u64,
    /// The first of them in report order.
    pub first: String,
}

impl<'c> Case<'c> {
    /// The stages of the timeline.
    pub(super) fn stages(&self) -> &'c [Stage<'c>] {
        &self.timeline.stages
    }

    /// What a segment is called: its id, else its number in the interaction.
    pub(super) fn name(&self, at: usize) -> String {
        self.stages()[at].segment.segment_id.map_or_else(|| format!("#{}", at + 1), str::to_owned)
    }

    /// Whether a length of time is more than nothing.
    pub(super) fn is_notable(&self, length: impl Into<Sum>) -> bool {
        length.into() > self.ground.tolerance.into()
    }

    /// Where the interaction's own row lies, else its first segment.
    pub(super) fn place(&self) -> Place {
        self.timeline.row.unwrap_or(self.stages()[0].place)
    }
}

impl<'c> InteractionRow<'c> {
    /// The fields that are read.
    pub(super) const FIELDS: [Field; 4] =
        [Field::AssigneeAtCompletion, Field::CompletedUserId, Field::WaitTime, Field::HandleTime];

    /// Reads a row.
    pub(super) fn read(exports: &'c Exports, place: Place, arena: &'c Bump) -> InteractionRow<'c> {
        let row = exports.at(place, |file, record| {
            let text = |field: Field| {
                let column = file.header.column_of(Table::Interactions, field)?;
                Some(record.get(column, arena)).filter(|text| !is_blank(text.as_bytes()))
            };
            InteractionRow {
                assignee_at_completion: text(Field::AssigneeAtCompletion),
                completed_user_id: text(Field::CompletedUserId),
                wait_time: text(Field::WaitTime),
                handle_time: text(Field::HandleTime),
            }
        });
        row.unwrap_or_default()
    }
}

impl RowCase<'_> {
    /// The interaction that the row is about; blank for rows of other tables.
    pub(super) fn interaction_id(&self) -> &str {
        if self.file.table == Table::Interactions { self.id } else { "" }
    }
}

impl Ground<'_> {
    /// The header of a field of a record, as a row of a table, in quotes.
    pub(super) fn header(&self, place: Place, table: Table, field: Field) -> String {
        let header = &self.exports.files[place.file()].header;
        let column = header.column_of(table, field).and_then(|column| header.columns().get(column));
        crate::plain::quoted(column.map_or(field.name(), |column| &column.header))
    }

    /// Whether a table was exported.
    pub(super) fn has(&self, table: Table) -> bool {
        self.exports.has(table)
    }
}

/// A length of time as findings spell it.
pub(super) fn seconds(length: impl Into<Sum>) -> impl Display {
    format!("{} s", length.into())
}
