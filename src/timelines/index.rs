//! Which records belong to which interaction, in which order.

use std::borrow::Cow;
use std::collections::TryReserveError;

use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};
use rayon::prelude::*;

use crate::exports::{ExportError, Exports, Problem, Records};
use crate::tables::{Instant, Place, Table};

/// The interactions to report on, each with the places of its records.
#[derive(Debug, Default)]
pub struct Index {
    /// In report order: by creation, then by id.
    pub groups: Vec<Group>,
    /// Places of all segments; each group has a run of them, by start, then in input order.
    places: Vec<Place>,
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
    pub(super) fn of(exports: &Exports, segments: &[IndexEntry], interactions: &[IndexEntry]) -> ReadTotals {
        let own = interactions.iter().filter(|row| is_exported(exports, row));
        let by_id = interactions.chunk_by(|a, b| a.id == b.id);
        ReadTotals {
            segments: segments.len() as u64,
            interactions: own.clone().count() as u64,
            interaction_ids: by_id.filter(|rows| rows.iter().any(|row| is_exported(exports, row))).count() as u64,
            newest_interaction: own.filter_map(|row| row.at).max(),
        }
    }
}

/// Whether a row of an interaction is the table's own, not joined to a segment.
fn is_exported(exports: &Exports, entry: &IndexEntry) -> bool {
    exports.files[entry.place.file()].table == Table::Interactions
}

/// The records of one interaction.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Its first place in [`Index`].
    first: usize,
    count: u32,
    /// Its row of the interactions table.
    pub interaction: Option<Place>,
    /// The exported creation.
    pub created: Option<Instant>,
    /// The earliest start of its rows.
    pub earliest: Instant,
    /// The latest start of its rows.
    pub latest: Instant,
}

impl Group {
    fn order(&self) -> Instant {
        self.created.unwrap_or(self.earliest)
    }
}

impl Index {
    /// The places of a group's segments: by start, then in input order.
    pub fn places(&self, group: &Group) -> &[Place] {
        &self.places[group.first..group.first + group.count as usize]
    }

    /// The number of segments.
    pub fn segments(&self) -> usize {
        self.groups.iter().map(|group| group.count as usize).sum()
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
    pub(super) fn join(
        exports: &Exports,
        segments: &[IndexEntry],
        interactions: &[IndexEntry],
    ) -> Result<Index, ExportError> {
        let no_memory = |_| {
            let file = exports.of(Table::Segments).next().map(|file| file.path.clone()).unwrap_or_default();
            ExportError::new(&file, None, Problem::NoMemory)
        };
        let mut index = Index::default();
        index.places.try_reserve_exact(segments.len()).map_err(no_memory)?;
        index.read = ReadTotals::of(exports, segments, interactions);
        let mut rows = interactions.chunk_by(|a, b| a.id == b.id).peekable();
        for run in segments.chunk_by(|a, b| a.id == b.id) {
            while let Some(row) = rows.next_if(|row| row[0].id < run[0].id) {
                index.row_without_segments(exports, row);
            }
            let row = rows.next_if(|row| row[0].id == run[0].id).and_then(|row| index.standing(exports, row));
            index.groups.try_reserve(1).map_err(no_memory)?;
            index.groups.push(Group {
                first: index.places.len(),
                count: run.len() as u32,
                interaction: row.map(|row| row.place),
                created: row.and_then(|row| row.at),
                earliest: run.first().and_then(|entry| entry.at).unwrap_or(Instant::MIN),
                latest: run.last().and_then(|entry| entry.at).unwrap_or(Instant::MAX),
            });
            index.places.extend(run.iter().map(|entry| entry.place));
        }
        rows.for_each(|row| index.row_without_segments(exports, row));
        index.sort(exports).map_err(no_memory)?;
        Ok(index)
    }

    /// Of rows with one id, the one that counts: the last in input order; one joined to a segment only if the table itself
    /// has none.
    fn standing<'r>(&mut self, exports: &Exports, rows: &'r [IndexEntry]) -> Option<&'r IndexEntry> {
        let stands = rows.iter().max_by_key(|row| (is_exported(exports, row), row.place))?;
        let others = rows.iter().filter(|row| row.place != stands.place && is_exported(exports, row));
        self.replaced.extend(others.map(|row| (row.place, stands.place)));
        Some(stands)
    }

    fn row_without_segments(&mut self, exports: &Exports, rows: &[IndexEntry]) {
        let stands = self.standing(exports, rows);
        self.without_segments.extend(stands.map(|row| row.place));
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
        let place = self.places[group.first];
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
    pub(super) place: Place,
}

/// Sorts many entries: first by one number, which takes no unpredictable branches; then the few that share it, mostly
/// those of one interaction.
pub(super) fn sort(entries: &mut [IndexEntry]) {
    entries.par_sort_unstable_by_key(|entry| entry.id.high);
    entries.par_chunk_by_mut(|a, b| a.id.high == b.id.high).for_each(<[IndexEntry]>::sort_unstable);
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
