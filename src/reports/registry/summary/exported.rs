//! Columns of the exports as keys of a summary.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use crate::reports::{Cell, Column, Exported, Kind, Reader, Row};
use crate::tables::Table;
use crate::timelines::{Coded, Stage, Timeline};

/// A column of the exports by which rows are told apart. It lives as long as the program, like all columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExportedKey(&'static (Table, [Column; 1]));

impl ExportedKey {
    /// The one that `table.X` names; `None` if it names no table.
    pub(super) fn named(name: &str) -> Option<ExportedKey> {
        let table = Exported::table(name)?;
        let columns = [Column::named(name.to_owned(), Kind::Text)];
        Some(ExportedKey(Box::leak(Box::new((table, columns)))))
    }

    pub(super) fn table(self) -> Table {
        self.0.0
    }

    pub(super) fn columns(self) -> &'static [Column] {
        &self.0.1
    }

    pub(super) fn name(self) -> &'static str {
        &self.0.1[0].name
    }
}

impl PartialEq for ExportedKey {
    fn eq(&self, other: &ExportedKey) -> bool {
        self.name() == other.name()
    }
}

impl Eq for ExportedKey {}

impl Hash for ExportedKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

/// What the exports say of a timeline.
#[derive(Clone, Copy)]
pub(super) struct Found<'t> {
    pub(super) reader: &'t Reader<'t>,
    pub(super) columns: &'t [(String, Exported)],
    /// The values of columns that are about the interaction as a whole, by the column's name.
    pub(super) whole: &'t [(&'static str, Option<String>)],
}

impl Found<'_> {
    /// The value of a column, for where something counts: at the queue and for the user of these segments.
    pub(super) fn value(
        &self,
        key: ExportedKey,
        timeline: &Timeline<'_>,
        queue: Option<&Stage<'_>>,
        user: Option<&Stage<'_>>,
    ) -> Option<String> {
        if let Some((_, value)) = self.whole.iter().find(|(name, _)| *name == key.name()) {
            return value.clone();
        }
        let (at, place) = match key.table() {
            Table::Users => (user, user.and_then(|stage| stage.user).map(|user| user.place)),
            _ => {
                let stage = queue.or_else(|| timeline.stages.iter().find(|stage| stage.has(Coded::QueueId)));
                let queue = stage.map_or(timeline.queue, |stage| stage.queue);
                (stage, queue.map(|queue| queue.place))
            }
        };
        let at = at.and_then(|stage| timeline.stages.iter().position(|other| std::ptr::eq(other, stage)));
        let row = Row { timeline, at: at.unwrap_or(0), number: 1 };
        let exported = self.columns.iter().find(|(name, _)| name == key.name());
        let cell = exported.map_or(Cell::Blank, |(_, exported)| exported.cell_at(place, &row, self.reader));
        text(cell).map(Cow::into_owned)
    }
}

/// The values of columns that are about the interaction as a whole: of its own and its organization's row, and the first
/// of its segments that isn't blank. Counts interactions of which the segments have several. Stages have the texts of the first
/// column of segments if `is_lent`.
pub(super) fn whole(
    keys: impl Iterator<Item = ExportedKey>,
    (columns, is_lent): (&[(String, Exported)], bool),
    timeline: &Timeline<'_>,
    reader: &Reader<'_>,
    several: &mut BTreeMap<&'static str, u64>,
) -> Vec<(&'static str, Option<String>)> {
    let lent = columns.iter().find(|(_, exported)| is_lent && exported.table == Table::Segments);
    let mut whole = Vec::new();
    for key in keys {
        let Some((_, exported)) = columns.iter().find(|(name, _)| name == key.name()) else { continue };
        let value = |at: usize| text(exported.cell(&Row { timeline, at, number: 1 }, reader));
        match key.table() {
            Table::Queues | Table::Users => {}
            Table::Interactions | Table::Organizations => whole.push((key.name(), value(0).map(Cow::into_owned))),
            Table::Segments => {
                let is_lent = lent.is_some_and(|(name, _)| name == key.name());
                let value = |at: usize| match timeline.stages[at].lent().filter(|_| is_lent) {
                    Some(text) => text.map(Cow::Borrowed),
                    None => value(at),
                };
                let mut values = (0..timeline.stages.len()).filter_map(value);
                let first = values.next();
                if first.is_some() && values.any(|other| Some(&other) != first.as_ref()) {
                    *several.entry(key.name()).or_default() += 1;
                }
                whole.push((key.name(), first.map(Cow::into_owned)));
            }
        }
    }
    whole
}

fn text(cell: Cell<'_>) -> Option<Cow<'_, str>> {
    if let Cell::Text(text) = cell { Some(text) } else { None }
}
