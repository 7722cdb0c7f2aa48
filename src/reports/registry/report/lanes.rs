//! A timeline as a picture: a lane for each user, and one for the queue and whoever else is no user.

use std::collections::BTreeMap;

use crate::reports::{Cell, Change, Each, Entry, Lane, Lanes, Look, Mark, Stretch, Styled};
use crate::tables::{Status, Sum};
use crate::timelines::{Coded, Outcome, Stage};

use super::view::View;
use crate::reports::tones;

/// What the measures of an entry are.
pub(super) const MEASURES: [&str; 5] = ["wait", "talk", "total", "rings", "segments"];

impl<'r> View<'r> {
    pub(super) fn entry(&self) -> Entry<'r> {
        let (timeline, measures) = (self.timeline, &self.timeline.measures);
        let mut about: Vec<Styled<'r>> = timeline.answered_by().map(Styled::text).into_iter().collect();
        about.extend([self.kind(), self.queues()].into_iter().flatten().map(Styled::text));
        let length = |length: Option<_>| length.map_or_else(Styled::none, Styled::length);
        let count = |number: usize| Styled::from(Cell::Count(number as u64));
        let outcome = measures.outcome.map_or("not recorded", Outcome::name);
        Entry {
            at: Styled::from(Cell::Time(measures.created)),
            subject: Styled::text(timeline.id()),
            verdict: Styled::text(outcome).toned(tones::of_outcome(measures.outcome)),
            about,
            measures: vec![
                length(measures.wait.map(Sum::from)),
                length(measures.handling.map(|handling| handling.talk)),
                length(measures.total.map(Sum::from)),
                timeline.known_rings().map_or_else(Styled::none, |rings| count(rings.len())),
                count(timeline.stages.len()),
            ],
        }
    }

    pub(super) fn lanes(&self) -> Lanes<'r> {
        let (view, timeline, stages) = (*self, self.timeline, self.timeline.stages.len());
        let mut by_user: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut lanes, by_queue) = self.queues_lanes();
        for stage in &timeline.stages {
            if let Some(user) = stage.text(Coded::UserId) {
                by_user.entry(user).or_insert_with(|| {
                    let name = stage.user_name().unwrap_or(user).to_owned();
                    lanes.push(Lane { name, kind: "user" });
                    lanes.len() - 1
                });
            }
        }
        let stretch = move |at: usize| {
            let stage = &timeline.stages[at];
            let lane = match stage.text(Coded::UserId) {
                Some(user) => by_user.get(user),
                None => by_queue.get(&stage.queue_name()),
            };
            let lane = lane.copied().unwrap_or(0);
            Some(view.stretch(stage, lane))
        };
        let mark = move |at: usize| {
            let ring = &timeline.rings[at];
            Some(Mark { first: ring.first, last: ring.last, says: view.response(ring) })
        };
        Lanes {
            from: self.scale.0,
            to: self.scale.1,
            lanes,
            stretches: Each::new(stages, stretch),
            marks: Each::new(timeline.rings.len(), mark),
            changes: Each::new(stages, move |at| view.change(at)),
        }
    }

    /// The lanes of segments without a user, one for each queue, and where each queue's is.
    fn queues_lanes(&self) -> (Vec<Lane>, BTreeMap<Option<&'r str>, usize>) {
        let (mut lanes, mut by_queue) = (Vec::new(), BTreeMap::new());
        let nobodys = || self.timeline.stages.iter().filter(|stage| !stage.has(Coded::UserId));
        for queue in nobodys().map(Stage::queue_name) {
            by_queue.entry(queue).or_insert_with(|| {
                let mut own = nobodys().filter(|stage| stage.queue_name() == queue);
                let has_bot = own.any(|stage| stage.status == Some(Status::Bot));
                let (name, kind) = match queue {
                    Some(name) if has_bot => (name, "queue and bot"),
                    Some(name) => (name, "queue"),
                    None if has_bot => ("Bot", "no queue"),
                    None => ("Nobody", "no queue, no user"),
                };
                lanes.push(Lane { name: name.to_owned(), kind });
                lanes.len() - 1
            });
        }
        (lanes, by_queue)
    }

    fn stretch(&self, stage: &'r Stage<'r>, lane: usize) -> Stretch<'r> {
        let label = [Coded::Status, Coded::Event, Coded::Reason].into_iter().find_map(|field| stage.text(field));
        Stretch {
            lane,
            from: stage.started_at,
            to: self.end(stage),
            label: label.unwrap_or_default(),
            tone: tones::of_status(stage.status),
            look: if stage.ring.is_some() { Look::Striped } else { Look::Solid },
        }
    }

    /// The change of status with which a stage begins, if there is one.
    fn change(&self, stretch: usize) -> Option<Change> {
        let stage = &self.timeline.stages[stretch];
        let (before, now) = (self.timeline.previous_status(stage), stage.text(Coded::Status));
        let label = || format!("{} → {}", before.unwrap_or_default(), now.unwrap_or_default());
        stage.is_status_change().then(|| Change { stretch, label: label() })
    }
}
