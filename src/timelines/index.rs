//! Which records belong to which interaction, in which order.

use std::borrow::Cow;
use std::collections::TryReserveError;

use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};
use rayon::prelude::*;

use crate::exports::{ExportError, Exports, Problem, Records};
use crate::tables::{Instant, Place, Table};

use super::typed::{RowAt, Rows, TypedRow};

/// The interactions to report on, each with the places of its records.
#[derive(Debug, Default)]
pub struct Index {
    /// In report order: by creation, then by id.
    pub groups: Vec<Group>,
    /// The rows of all segments; each group has a run of them, by start, then in input order.
    order: Vec<RowAt>,
    pub(super) segments: Rows,
    pub(super) interactions: Rows,
    /// Rows of interactions without segments, which are in no report. In no particular order.
    pub without_segments: Vec<Place>,
    /// Rows of the interactions table that another row of the same id replaces, with that row. In no particular order.
    pub replaced: Vec<(Place, Place)>,
    /// What was read.
    pub read: ReadTotals,
}

/// Numbers of rows that were read, also of interactions that aren't chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadTotals {
    /// Rows of the segments table.
    pub segments: u64,
    /// Rows of the interactions table, without those joined to segments.
    pub interactions: u64,
    /// Interactions with such a row.
    pub interaction_ids: u64,
    newest_interaction: Option<Instant>,
}

impl ReadTotals {
    /// Of sorted entries.
    pub(super) fn of(exports: &Exports, segments: &Entries, interactions: &Entries) -> ReadTotals {
        let own = interactions.entries.iter().filter(|entry| interactions.is_exported(exports, entry));
        let by_id = interactions.entries.chunk_by(|a, b| a.id == b.id);
        let ids = by_id.filter(|entries| entries.iter().any(|entry| interactions.is_exported(exports, entry)));
        ReadTotals {
            segments: segments.entries.len() as u64,
            interactions: own.clone().count() as u64,
            interaction_ids: ids.count() as u64,
            newest_interaction: own.filter_map(|entry| entry.at).max(),
        }
    }
}

/// The records of one interaction.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Its first place in [`Index`].
    first: usize,
    count: u32,
    /// The place of its row of the interactions table.
    pub interaction: Option<Place>,
    pub(super) row: Option<RowAt>,
    /// The exported creation.
    pub created: Option<Instant>,
    /// The earliest start of its rows.
    pub earliest: Instant,
    /// The latest start of its rows.
    pub latest: Instant,
}

impl Group {
    /// The number of its segments.
    #[allow(clippy::len_without_is_empty, reason = "a group has a segment")]
    pub fn len(&self) -> usize {
        self.count as usize
    }

    fn order(&self) -> Instant {
        self.created.unwrap_or(self.earliest)
    }
}

impl Index {
    /// The rows of a group's segments: by start, then in input order.
    pub(super) fn rows(&self, group: &Group) -> impl Iterator<Item = &TypedRow> {
        self.order[group.first..group.first + group.len()].iter().map(|at| self.segments.at(*at))
    }

    /// The places of a group's segments: by start, then in input order.
    pub fn places(&self, group: &Group) -> impl Iterator<Item = Place> {
        self.rows(group).map(|row| row.place)
    }

    /// The number of segments.
    pub fn segments(&self) -> usize {
        self.groups.iter().map(Group::len).sum()
    }

    /// The newest time of each table that has times: the latest start of a segment, the latest creation of an
    /// interaction. `None` if the table has no rows.
    pub fn newest(&self, exports: &Exports) -> Vec<(Table, Option<Instant>)> {
        let segments = self.groups.iter().map(|group| group.latest).max();
        let interactions = self.read.newest_interaction;
        let is_without_rows = exports.has(Table::Interactions) && self.read.interactions == 0;
        let mut newest = vec![(Table::Segments, segments)];
        if interactions.is_some() || is_without_rows {
            newest.push((Table::Interactions, interactions));
        }
        newest
    }

    /// Joins segments with interactions, both sorted, and orders the groups. Fails with [`Problem::NoMemory`].
    pub(super) fn join(exports: &Exports, segments: Entries, interactions: Entries) -> Result<Index, ExportError> {
        let no_memory = |_| {
            let file = exports.of(Table::Segments).next().map(|file| file.path.clone()).unwrap_or_default();
            ExportError::new(&file, None, Problem::NoMemory)
        };
        let mut index = Index { read: ReadTotals::of(exports, &segments, &interactions), ..Index::default() };
        index.order.try_reserve_exact(segments.entries.len()).map_err(no_memory)?;
        let mut same_id = interactions.entries.chunk_by(|a, b| a.id == b.id).peekable();
        for run in segments.entries.chunk_by(|a, b| a.id == b.id) {
            while let Some(entries) = same_id.next_if(|entries| entries[0].id < run[0].id) {
                index.row_without_segments(exports, &interactions, entries);
            }
            let entries = same_id.next_if(|entries| entries[0].id == run[0].id);
            let entry = entries.and_then(|entries| index.standing(exports, &interactions, entries));
            index.groups.try_reserve(1).map_err(no_memory)?;
            index.groups.push(Group {
                first: index.order.len(),
                count: run.len() as u32,
                interaction: entry.map(|entry| interactions.place(entry)),
                row: entry.map(|entry| entry.row),
                created: entry.and_then(|entry| entry.at),
                earliest: run.first().and_then(|entry| entry.at).unwrap_or(Instant::MIN),
                latest: run.last().and_then(|entry| entry.at).unwrap_or(Instant::MAX),
            });
            index.order.extend(run.iter().map(|entry| entry.row));
        }
        same_id.for_each(|entries| index.row_without_segments(exports, &interactions, entries));
        (index.segments, index.interactions) = (segments.rows, interactions.rows);
        index.sort(exports).map_err(no_memory)?;
        Ok(index)
    }

    /// Of rows with one id, the one that counts: the last in input order; one joined to a segment only if the table itself
    /// has none.
    fn standing<'r>(
        &mut self,
        exports: &Exports,
        interactions: &Entries,
        same_id: &'r [IndexEntry],
    ) -> Option<&'r IndexEntry> {
        let stands = same_id.iter().max_by_key(|entry| (interactions.is_exported(exports, entry), entry.row))?;
        let others = same_id.iter().filter(|entry| entry.row != stands.row && interactions.is_exported(exports, entry));
        self.replaced.extend(others.map(|entry| (interactions.place(entry), interactions.place(stands))));
        Some(stands)
    }

    fn row_without_segments(&mut self, exports: &Exports, interactions: &Entries, same_id: &[IndexEntry]) {
        let stands = self.standing(exports, interactions, same_id);
        self.without_segments.extend(stands.map(|entry| interactions.place(entry)));
    }

    fn sort(&mut self, exports: &Exports) -> Result<(), TryReserveError> {
        self.groups.par_sort_unstable_by_key(Group::order);
        let mut groups = std::mem::take(&mut self.groups);
        // Ids are fetched only if they decide, and each of them once.
        for tied in groups.chunk_by_mut(|a, b| a.order() == b.order()).filter(|tied| tied.len() > 1) {
            let mut with_ids = Vec::new();
            with_ids.try_reserve_exact(tied.len())?;
            with_ids.extend(tied.iter().map(|group| (self.id(exports, group), *group)));
            with_ids.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
            for (slot, (_, group)) in tied.iter_mut().zip(with_ids) {
                *slot = group;
            }
        }
        self.groups = groups;
        Ok(())
    }

    /// The interaction's id, as it is in its first record.
    pub fn id<'e>(&self, exports: &'e Exports, group: &Group) -> Cow<'e, [u8]> {
        let place = self.segments.at(self.order[group.first]).place;
        let file = &exports.files[place.file()];
        let mut records = Records::new(file.bytes(), 0..0, file.dialect);
        match records.at(file.bytes(), file.dialect, place.offset()) {
            Some(Ok(record)) => file.key(&record, Table::Segments, Table::Segments.key()).unwrap_or_default(),
            _ => Cow::Borrowed(b""),
        }
    }
}

/// What ordering needs of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct IndexEntry {
    pub(super) id: Fingerprint,
    /// A segment's start, or an interaction's creation, which may be blank.
    pub(super) at: Option<Instant>,
    pub(super) row: RowAt,
}

/// The records of one table.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) entries: Vec<IndexEntry>,
    pub(super) rows: Rows,
}

impl Entries {
    fn place(&self, entry: &IndexEntry) -> Place {
        self.rows.at(entry.row).place
    }

    /// Whether a row of an interaction is the table's own, not joined to a segment.
    fn is_exported(&self, exports: &Exports, entry: &IndexEntry) -> bool {
        // All rows of a piece are of one file, and its first is at hand.
        let file = self.rows.at(RowAt { at: 0, ..entry.row }).place.file();
        exports.files[file].table == Table::Interactions
    }

    /// Sorts many entries: first by one number, which takes no unpredictable branches; then the few that share it, mostly
    /// those of one interaction.
    pub(super) fn sort(&mut self) {
        self.entries.par_sort_unstable_by_key(|entry| entry.id.high);
        self.entries.par_chunk_by_mut(|a, b| a.id.high == b.id.high).for_each(<[IndexEntry]>::sort_unstable);
    }
}

/// A 128-bit hash of an id. A collision is not to be expected in the life of the universe; it would be noticed when the
/// records are read again, and be an error, not a wrong report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fingerprint {
    high: u64,
    low: u64,
}

impl Fingerprint {
    #[inline]
    pub(super) fn of(id: &[u8]) -> Fingerprint {
        const HIGH: RapidSecrets = RapidSecrets::seed(0x5e67);
        const LOW: RapidSecrets = RapidSecrets::seed(0x7e90);
        Fingerprint { high: rapidhash_v3_seeded(id, &HIGH), low: rapidhash_v3_seeded(id, &LOW) }
    }
}

#[cfg(test)]
mod tests;
