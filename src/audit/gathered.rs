//! What is gathered from timelines that only shows across them.

use std::collections::BTreeMap;

use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};
use rayon::prelude::*;

use crate::tables::{Place, Table};
use crate::timelines::Timeline;

/// What the timelines that were looked at have together.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    pub(super) contents: Contents,
    pub(super) segment_ids: SegmentIds,
    pub(super) work: WorkOfInactive,
}

/// How many things there are in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    pub(super) interactions: u64,
    pub(super) segments: u64,
    /// Segments with a status.
    pub(super) statuses: u64,
    pub(super) rings: u64,
    /// Segments with an exported end or duration.
    pub(super) lengths: u64,
}

/// The ids of segments, as fingerprints with their places: what it takes to see that two interactions share one.
#[derive(Clone, Debug, Default)]
pub(super) struct SegmentIds(Vec<(u64, Place)>);

/// What inactive queues and users did, by their table and the place of their row.
#[derive(Clone, Debug, Default)]
pub(super) struct WorkOfInactive(BTreeMap<(Table, Place), Work>);

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

impl Gathered {
    /// Takes in what was gathered from the timelines after these.
    pub fn append(&mut self, mut later: Gathered) {
        self.contents.append(later.contents);
        self.segment_ids.0.append(&mut later.segment_ids.0);
        self.work.append(later.work);
    }
}

impl Contents {
    pub(super) fn add(&mut self, timeline: &Timeline<'_>) {
        self.interactions += 1;
        self.segments += timeline.stages.len() as u64;
        self.rings += timeline.rings.len() as u64;
        for segment in timeline.stages.iter().map(|stage| &stage.segment) {
            self.statuses += u64::from(segment.status.is_some());
            self.lengths += u64::from(segment.ended_at.is_some() || segment.duration.is_some());
        }
    }

    fn append(&mut self, later: Contents) {
        self.interactions += later.interactions;
        self.segments += later.segments;
        self.statuses += later.statuses;
        self.rings += later.rings;
        self.lengths += later.lengths;
    }
}

impl SegmentIds {
    pub(super) fn add(&mut self, timeline: &Timeline<'_>) {
        const SECRETS: RapidSecrets = RapidSecrets::seed(0x5e9);
        self.0.extend(timeline.stages.iter().filter_map(|stage| {
            let id = stage.segment.segment_id?;
            Some((rapidhash_v3_seeded(id.as_bytes(), &SECRETS), stage.place))
        }));
    }

    /// The segments whose fingerprint another one before them in input order has, each with the first of those; in input
    /// order. Only looking at the records tells whether the ids are the same.
    pub(super) fn shared(mut self) -> Vec<(Place, Place)> {
        self.0.par_sort_unstable();
        let mut shared: Vec<(Place, Place)> = self
            .0
            .chunk_by(|a, b| a.0 == b.0)
            .flat_map(|run| run[1..].iter().map(|(_, place)| (*place, run[0].1)))
            .collect();
        shared.sort_unstable();
        shared
    }
}

impl WorkOfInactive {
    pub(super) fn add(&mut self, timeline: &Timeline<'_>) {
        for (at, stage) in timeline.stages.iter().enumerate() {
            let queue = stage.queue.filter(|queue| queue.is_inactive).map(|queue| (Table::Queues, queue.place));
            let user = stage.user.filter(|user| user.is_inactive).map(|user| (Table::Users, user.place));
            for key in [queue, user].into_iter().flatten() {
                let is_new = !timeline.stages[..at].iter().any(|stage| {
                    let queue = stage.queue.map(|queue| (Table::Queues, queue.place));
                    queue == Some(key) || stage.user.map(|user| (Table::Users, user.place)) == Some(key)
                });
                let nothing = || Work { segments: 0, interactions: 0, first: timeline.id.to_owned() };
                let work = self.0.entry(key).or_insert_with(nothing);
                work.segments += 1;
                work.interactions += u64::from(is_new);
            }
        }
    }

    fn append(&mut self, later: WorkOfInactive) {
        for (key, later) in later.0 {
            match self.0.get_mut(&key) {
                Some(work) => {
                    work.segments += later.segments;
                    work.interactions += later.interactions;
                }
                None => _ = self.0.insert(key, later),
            }
        }
    }

    /// What those of a table did, in input order.
    pub(super) fn of(&self, table: Table) -> impl Iterator<Item = (Place, &Work)> {
        self.0.iter().filter(move |((of, _), _)| *of == table).map(|((_, place), work)| (*place, work))
    }
}
