//! Which records belong to which interaction, in which order.

use std::borrow::Cow;

use bumpalo::Bump;
use rayon::prelude::*;

use crate::exports::{Exports, Newness, Records};
use crate::tables::{Instant, Place, Table};

use super::codes::Texts;
use super::numbered::Numbered;
use super::packed::{Kind, Packed};
use super::typed::{KeyedRow, TypedRow};

/// The interactions to report on, each with its records.
#[derive(Debug, Default)]
pub struct Index {
    /// In report order: by creation, then by id.
    pub groups: Vec<Group>,
    parts: Vec<Part>,
    pub(super) texts: Texts,
    /// Rows of interactions without segments, which are in no report. In no particular order.
    pub without_segments: Vec<Place>,
    /// Rows of the interactions table that another row of the same id replaces, with that row. In no particular order.
    pub replaced: Vec<(Place, Place)>,
    /// What was read.
    pub read: ReadTotals,
}

/// The rows of the interactions whose ids fall into one part.
#[derive(Debug, Default)]
struct Part {
    /// Each group has a run of them, by start, then in input order.
    segments: Vec<TypedRow>,
    interactions: Vec<TypedRow>,
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
    fn merge(&mut self, other: ReadTotals) {
        self.segments += other.segments;
        self.interactions += other.interactions;
        self.interaction_ids += other.interaction_ids;
        self.newest_interaction = self.newest_interaction.max(other.newest_interaction);
    }
}

/// The records of one interaction.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    pub(super) id: Packed,
    part: u32,
    /// Its first segment in its part.
    first: u32,
    count: u32,
    /// Its row of the interactions table, by the number in its part.
    interaction: Option<u32>,
    /// The exported creation.
    pub created: Option<Instant>,
    /// The earliest start of its rows.
    pub earliest: Instant,
    /// The latest start of its rows.
    pub latest: Instant,
}

impl Group {
    /// Of an interaction without segments yet.
    fn of(part: u32, row: &KeyedRow) -> Group {
        let id = row.id();
        let (earliest, latest) = (Instant::MAX, Instant::MIN);
        Group { id, part, first: 0, count: 0, interaction: None, created: None, earliest, latest }
    }

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
    #[inline]
    pub(super) fn segments_of(&self, group: &Group) -> &[TypedRow] {
        &self.parts[group.part as usize].segments[group.first as usize..][..group.len()]
    }

    /// The group's row of the interactions table.
    #[inline]
    pub(super) fn interaction_of(&self, group: &Group) -> Option<&TypedRow> {
        group.interaction.map(|row| &self.parts[group.part as usize].interactions[row as usize])
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

    /// Joins segments with interactions, and orders the groups. Takes the rows of each part, in input order.
    pub(super) fn join(exports: &Exports, segments: Vec<Vec<KeyedRow>>, interactions: Vec<Vec<KeyedRow>>) -> Index {
        let parts = (0..).zip(segments).zip(interactions).collect::<Vec<_>>().into_par_iter();
        let joined: Vec<Joined> =
            parts.map(|((part, segments), interactions)| Joined::new(exports, part, segments, interactions)).collect();
        let mut index = Index::default();
        let mut parts = Vec::with_capacity(joined.len());
        for Joined { part, groups, without_segments, replaced, read } in joined {
            index.parts.push(part);
            parts.push(groups);
            index.without_segments.extend(without_segments);
            index.replaced.extend(replaced);
            index.read.merge(read);
        }
        index.order(exports, &parts);
        index
    }

    fn order(&mut self, exports: &Exports, parts: &[Vec<Group>]) {
        // Small numbers are sorted, and each group is moved once.
        let mut order: Vec<(Instant, u32, u32)> = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        for (part, groups) in (0..).zip(parts) {
            order.extend(groups.iter().zip(0..).map(|(group, at)| (group.order(), part, at)));
        }
        order.par_sort_unstable();
        let mut groups: Vec<Group> = order.iter().map(|(_, part, at)| parts[*part as usize][*at as usize]).collect();
        for tied in groups.chunk_by_mut(|a, b| a.order() == b.order()).filter(|tied| tied.len() > 1) {
            let kind = tied[0].id.kind;
            if kind != Kind::Hash && tied.iter().all(|group| group.id.kind == kind) {
                tied.sort_unstable_by_key(|group| group.id);
            } else {
                tied.sort_by_cached_key(|group| self.id(exports, group).into_owned());
            }
        }
        self.groups = groups;
    }

    /// The interaction's id, as it is in its first record.
    pub fn id<'e>(&self, exports: &'e Exports, group: &Group) -> Cow<'e, [u8]> {
        if let Some(id) = group.id.text(&Bump::new()) {
            return Cow::Owned(id.as_bytes().to_owned());
        }
        let place = self.segments_of(group)[0].place;
        let file = &exports.files[place.file()];
        let mut records = Records::new(file.bytes(), 0..0, file.dialect);
        match records.at(file.bytes(), file.dialect, place.offset()) {
            Some(Ok(record)) => file.key(&record, Table::Segments, Table::Segments.key()).unwrap_or_default(),
            _ => Cow::Borrowed(b""),
        }
    }
}

/// What joining one part gives.
#[derive(Default)]
struct Joined {
    part: Part,
    groups: Vec<Group>,
    without_segments: Vec<Place>,
    replaced: Vec<(Place, Place)>,
    read: ReadTotals,
}

impl Joined {
    fn new(exports: &Exports, part: u32, segments: Vec<KeyedRow>, mut interactions: Vec<KeyedRow>) -> Joined {
        let mut joined = Joined::default();
        let mut numbers = Numbered::default();
        let group_of = |row: &KeyedRow| {
            let group = numbers.number(row.id());
            if group as usize == joined.groups.len() {
                joined.groups.push(Group::of(part, row));
            }
            joined.groups[group as usize].count += 1;
            group
        };
        let group_of: Vec<u32> = segments.iter().map(group_of).collect();
        let mut first = 0;
        for group in &mut joined.groups {
            group.first = first;
            first += group.count;
        }
        joined.read.segments = group_of.len() as u64;
        joined.part.segments = vec![TypedRow::BLANK; group_of.len()];
        let mut next: Vec<u32> = joined.groups.iter().map(|group| group.first).collect();
        for (row, group) in segments.iter().zip(group_of) {
            let next = &mut next[group as usize];
            joined.part.segments[*next as usize] = row.row;
            *next += 1;
        }
        drop(segments);
        for group in &mut joined.groups {
            let rows = &mut joined.part.segments[group.first as usize..][..group.len()];
            rows.sort_unstable_by_key(TypedRow::order);
            (group.earliest, group.latest) = (rows[0].order().0, rows[rows.len() - 1].order().0);
        }
        interactions.sort_by_cached_key(|row| (numbers.number(row.id()), row.row.place));
        for rows in interactions.chunk_by(|a, b| a.id() == b.id()) {
            let Some(stands) = joined.standing(exports, rows) else { continue };
            match joined.groups.get_mut(numbers.number(rows[0].id()) as usize) {
                Some(group) => {
                    group.interaction = Some(joined.part.interactions.len() as u32);
                    group.created = stands.begun_at();
                    joined.part.interactions.push(*stands);
                }
                // Numbered after those with segments.
                None => joined.without_segments.push(stands.place),
            }
        }
        joined.groups.shrink_to_fit();
        joined
    }

    /// Of rows with one id, the one that counts: the newest, else the last in input order; one joined to a segment only if the table itself
    /// has none. Counts all of them.
    fn standing<'r>(&mut self, exports: &Exports, rows: &'r [KeyedRow]) -> Option<&'r TypedRow> {
        let own = || rows.iter().map(|row| &row.row).filter(|row| is_exported(exports, row));
        self.read.interactions += own().count() as u64;
        self.read.interaction_ids += u64::from(own().next().is_some());
        self.read.newest_interaction = self.read.newest_interaction.max(own().filter_map(TypedRow::begun_at).max());
        let stands = rows.iter().map(|row| &row.row).max_by_key(|row| {
            let newness = if rows.len() > 1 { exports.newness(row.place) } else { Newness::Unsaid };
            (is_exported(exports, row), newness, row.place)
        })?;
        let others = own().filter(|row| row.place != stands.place);
        self.replaced.extend(others.map(|row| (row.place, stands.place)));
        Some(stands)
    }
}

/// Whether a row of an interaction is the table's own, not joined to a segment.
fn is_exported(exports: &Exports, row: &TypedRow) -> bool {
    exports.files[row.place.file()].table == Table::Interactions
}

#[cfg(test)]
mod tests;
