//! What is gathered from timelines for rules that look across them.

use std::collections::{BTreeMap, BTreeSet};

use crate::tables::{Place, Table};
use crate::timelines::{Coded, Stage, Timeline};

#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    pub(super) contents: Contents,
    /// To see whether two interactions share one.
    pub(super) segment_ids: Vec<SegmentId>,
    /// What inactive queues and users did, by the table and place of their row.
    pub(super) work: BTreeMap<(Table, Place), Work>,
}

/// A segment's id, small as there are many: a fingerprint, which a few share by chance, and the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(Rust, packed(4))]
pub(super) struct SegmentId {
    pub(super) fingerprint: u32,
    pub(super) place: Place,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Contents {
    pub(super) interactions: u64,
    pub(super) segments: u64,
    pub(super) with_status: u64,
    pub(super) rings: u64,
    /// Segments with an exported end or duration.
    pub(super) with_length: u64,
}

#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) segments: u64,
    pub(super) interactions: u64,
    /// The first interaction in report order.
    pub(super) first: String,
}

impl Gathered {
    /// Adds the segments' ids of a timeline, and what inactive queues and users did in it.
    pub(super) fn add(&mut self, timeline: &Timeline<'_>) {
        let inactive = |stage: &Stage<'_>| {
            let queue = stage.queue.filter(|queue| queue.is_inactive).map(|queue| (Table::Queues, queue.place));
            queue.into_iter().chain(stage.user.filter(|user| user.is_inactive).map(|user| (Table::Users, user.place)))
        };
        let mut seen = BTreeSet::new();
        for stage in &timeline.stages {
            let fingerprint = stage.id_number().map(|number| (number >> 32) as u32);
            self.segment_ids.extend(fingerprint.map(|fingerprint| SegmentId { fingerprint, place: stage.place }));
            for key in inactive(stage) {
                let nothing = || Work { segments: 0, interactions: 0, first: timeline.id().to_owned() };
                let work = self.work.entry(key).or_insert_with(nothing);
                work.segments += 1;
                work.interactions += u64::from(seen.insert(key));
            }
        }
    }

    pub(crate) fn append(&mut self, mut later: Gathered) {
        self.contents.append(later.contents);
        self.segment_ids.append(&mut later.segment_ids);
        for (key, Work { segments, interactions, first }) in later.work {
            let work = self.work.entry(key).or_insert(Work { segments: 0, interactions: 0, first });
            work.segments += segments;
            work.interactions += interactions;
        }
    }
}

impl Contents {
    pub(super) fn add(&mut self, timeline: &Timeline<'_>) {
        self.interactions += 1;
        self.segments += timeline.stages.len() as u64;
        self.rings += timeline.rings.len() as u64;
        for stage in &timeline.stages {
            self.with_status += u64::from(stage.has(Coded::Status));
            self.with_length += u64::from(stage.exported_end().is_some() || stage.exported_duration().is_some());
        }
    }

    fn append(&mut self, later: Contents) {
        self.interactions += later.interactions;
        self.segments += later.segments;
        self.with_status += later.with_status;
        self.rings += later.rings;
        self.with_length += later.with_length;
    }
}
