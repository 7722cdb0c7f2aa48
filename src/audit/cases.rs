//! What rules look at.

use std::fmt::Display;

use bumpalo::Bump;

use crate::exports::{Export, Exports, Reject, is_blank};
use crate::tables::{Directory, Duration, Field, Instant, Place, Sum, Table, Words, Zone};
use crate::timelines::{Stage, Timeline};

use super::background::Background;
use super::gathered::{Contents, Work};

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

/// One row.
#[derive(Debug)]
pub struct RowCase<'c> {
    /// Where it lies.
    pub place: Place,
    /// Its own id; blank where the row was left out.
    pub id: &'c str,
    /// Why it is looked at.
    pub role: Role<'c>,
    /// What it is compared with.
    pub ground: &'c Ground<'c>,
}

/// Why a row is looked at by itself.
#[derive(Clone, Copy, Debug)]
pub enum Role<'c> {
    /// It stands for its id in a small table.
    Stands,
    /// It stands for an interaction that has no segment.
    WithoutSegments,
    /// A later row of its id stands in its place.
    Replaced(Place),
    /// It is a segment whose id may be that of an earlier one, which lies there.
    SharesItsId(Place),
    /// It is an inactive queue or user that did something all the same.
    Inactive(&'c Work),
    /// It was left out because it can't be read.
    LeftOut(&'c Reject),
}

/// Rows that a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Those that no timeline shows: of organizations, queues and users, of interactions without a segment, and of
    /// interactions that a later row replaces.
    Unseen,
    /// Segments whose id another one may have, too.
    SharingAnId,
    /// Queues and users that are inactive and have segments.
    OfInactive,
    /// Those that were left out because they can't be read.
    LeftOut,
}

/// The export as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Whole<'w> {
    /// What its index says.
    pub background: &'w Background,
    /// What its timelines have together.
    pub contents: &'w Contents,
}

impl<'c> Case<'c> {
    /// The stages of the timeline.
    pub(super) fn stages(&self) -> &'c [Stage<'c>] {
        &self.timeline.stages
    }

    /// What segments say, each text once, with the place of the first that says it.
    pub(super) fn each_once(
        &self,
        of: impl Fn(&Stage<'c>) -> Option<&'c str>,
    ) -> impl Iterator<Item = (Place, &'c str)> {
        let stages = self.stages();
        stages.iter().enumerate().filter_map(move |(at, stage)| {
            let text = of(stage)?;
            let is_first = !stages[..at].iter().any(|earlier| of(earlier) == Some(text));
            is_first.then_some((stage.place, text))
        })
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
    /// The row's file.
    pub(super) fn file(&self) -> &Export {
        &self.ground.exports.files[self.place.file()]
    }

    /// The interaction that the row is about; blank for rows of other tables.
    pub(super) fn interaction_id(&self) -> &str {
        if self.file().table == Table::Interactions { self.id } else { "" }
    }
}

impl Role<'_> {
    /// The rows that it is one of.
    pub(super) const fn rows(self) -> Rows {
        match self {
            Role::Stands | Role::WithoutSegments | Role::Replaced(_) => Rows::Unseen,
            Role::SharesItsId(_) => Rows::SharingAnId,
            Role::Inactive(_) => Rows::OfInactive,
            Role::LeftOut(_) => Rows::LeftOut,
        }
    }
}

impl Ground<'_> {
    /// The text of a field of a record that was read before, as a row of a table; `None` where it is blank.
    pub(super) fn text(&self, table: Table, place: Place, field: Field) -> Option<String> {
        let arena = Bump::new();
        let read = self.exports.at(place, |file, record| {
            let text = record.get(file.header.column_of(table, field)?, &arena);
            Some(text.to_owned()).filter(|text| !is_blank(text.as_bytes()))
        });
        read.flatten()
    }

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
