//! A timeline: one interaction with everything derived from its segments.

use crate::tables::{
    ClockChange, Directory, Duration, Interaction, Named, Organization, Place, Queue, Status, Zone, same_word,
};

use super::codes::{Coded, Codes};
use super::measures::{self, Measures, Telling};
use super::order;
use super::rings::{self, Ring};
use super::stages::{self, PreviousSource, Stage};

/// One interaction: its row, its stages in order, its rings and its measures.
#[derive(Clone, Debug)]
pub struct Timeline<'a> {
    /// The interaction's id.
    pub id: &'a str,
    /// Its row of the interactions table; all blank if it has none.
    pub interaction: Interaction<'a>,
    /// The place of that row, if any.
    pub row: Option<Place>,
    /// Its organization's row, if any.
    pub organization: Option<&'a Organization>,
    /// The row of the queue in its own row, if any.
    pub queue: Option<&'a Queue>,
    /// Its stages in order. Never empty.
    pub stages: Vec<Stage<'a>>,
    /// Its rings in order.
    pub rings: Vec<Ring>,
    telling: Telling,
    pub(super) codes: Codes,
    /// Its measures.
    pub measures: Measures,
    /// Rows left out because another one repeats the segment, in input order, each with that other one.
    pub left_out: Vec<(Place, Place)>,
    /// Its times that the clocks of their zone showed twice or never. Nearly always empty.
    pub clock_changes: Vec<(Zone, ClockChange)>,
}

impl<'a> Timeline<'a> {
    /// Of the stages that are not left out, in any order.
    pub(super) fn derive(
        id: &'a str,
        interaction: Interaction<'a>,
        row: Option<Place>,
        directory: &'a Directory,
        mut stages: Vec<Stage<'a>>,
        left_out: Vec<(Place, Place)>,
        telling: Telling,
    ) -> Timeline<'a> {
        let organization = interaction.account_id.and_then(|id| directory.organizations.get(id));
        let queue = interaction.queue_id.and_then(|id| directory.queues.get(id));
        order::sort(&mut stages);
        let mut rings = rings::find(&mut stages);
        let created = measures::created(&interaction, &stages);
        stages::derive(&mut stages, created, interaction.completed_at);
        rings::derive(&stages, &mut rings);
        let measures = measures::measure(&interaction, &stages, &rings, telling);
        Timeline {
            id,
            interaction,
            row,
            organization,
            queue,
            stages,
            rings,
            telling,
            codes: Codes::NONE,
            measures,
            left_out,
            clock_changes: Vec::new(),
        }
    }

    /// The organization's name, else its id.
    pub fn organization_name(&self) -> Option<&'a str> {
        self.organization.and_then(Named::name).or(self.interaction.account_id)
    }

    /// The previous status of a stage, as spelled; `None` if there was none.
    pub fn previous_status<'s>(&'s self, stage: &'s Stage<'a>) -> Option<&'s str> {
        match stage.previous? {
            PreviousSource::Exported => stage.segment.previous_status,
            PreviousSource::Stage(earlier) => self.stages[earlier].segment.status,
        }
    }

    /// A small number for the previous status, as [`Stage::code`].
    pub(crate) fn previous_status_code(&self, stage: &Stage<'a>) -> Option<usize> {
        Some(match stage.previous {
            None => 0,
            Some(PreviousSource::Exported) => stage.code(Coded::PreviousStatus)? * 2 + 1,
            Some(PreviousSource::Stage(earlier)) => self.stages[earlier].code(Coded::Status)? * 2,
        })
    }

    /// Whether a stage's status is another word than the one before it.
    pub fn is_status_change(&self, stage: &Stage<'a>) -> bool {
        let statuses = self.previous_status(stage).zip(stage.segment.status);
        statuses.is_some_and(|(before, now)| !same_word(before, now))
    }

    /// Its rings, to be counted; `None` if the segments have no column that could tell of any.
    pub fn known_rings(&self) -> Option<&[Ring]> {
        self.telling.rings.then_some(&self.rings)
    }

    /// The ring that begins with a stage, with its number from 1.
    pub fn ring_at(&self, stage: usize) -> Option<(usize, &Ring)> {
        let ring = self.stages[stage].ring?;
        Some((ring + 1, &self.rings[ring])).filter(|(_, ring)| ring.first == stage)
    }

    /// Email, Messaging, Phone, Task, Video: the interaction's own, else that of its first segment with one.
    pub fn communication_type(&self) -> Option<&str> {
        let own = self.interaction.communication_type;
        own.or_else(|| self.stages.iter().find_map(|stage| stage.segment.communication_type))
    }

    /// Inbound or outbound: the interaction's own, else that of its first segment with one.
    pub fn direction(&self) -> Option<&str> {
        self.interaction.direction.or_else(|| self.stages.iter().find_map(|stage| stage.segment.direction))
    }

    /// The queue: that of the first segment with one, else the interaction's own.
    pub fn queue_id(&self) -> Option<&str> {
        self.stages.iter().find_map(|stage| stage.segment.queue_id).or(self.interaction.queue_id)
    }

    /// A small number for that queue, as [`Stage::code`].
    pub(crate) fn queue_code(&self) -> Option<usize> {
        let in_segments = self.stages.iter().find(|stage| stage.segment.queue_id.is_some());
        in_segments.map_or_else(|| self.codes.get(Coded::QueueId as usize), |stage| stage.code(Coded::QueueId))
    }

    /// The name of that queue, else its id.
    pub fn queue_name(&self) -> Option<&str> {
        let in_segments = self.stages.iter().find_map(Stage::queue_name);
        in_segments.or_else(|| self.queue.and_then(Named::name).or(self.interaction.queue_id))
    }

    /// Whether no segment with this status has a negative duration.
    pub fn is_possible(&self, status: Status) -> bool {
        let mut lengths = self.stages.iter().filter(|stage| stage.status == Some(status)).filter_map(Stage::lasted);
        lengths.all(|length| length >= Duration::ZERO)
    }

    /// Whether a ring has neither a response nor an end yet.
    pub fn is_still_ringing(&self, ring: &Ring) -> bool {
        ring.response.is_none() && self.stages[ring.last].end.is_none()
    }

    /// How it was completed: the interaction's own display, else that of the last segment with one.
    pub fn completion_display(&self) -> Option<&str> {
        let of_segment = || self.stages.iter().rev().find_map(|stage| stage.segment.completion_display);
        self.interaction.completion_display.or_else(of_segment)
    }

    /// The name of the user who answered, else the id; `None` if nobody did.
    pub fn answered_by(&self) -> Option<&'a str> {
        self.stages[self.measures.answered?.stage].user_name()
    }

    /// The statuses in order, without blanks and immediate repeats, as first spelled.
    pub fn status_path(&self) -> Vec<&str> {
        let mut path: Vec<&str> = Vec::new();
        for status in self.stages.iter().filter_map(|stage| stage.segment.status) {
            if path.last().is_none_or(|last| !same_word(last, status)) {
                path.push(status);
            }
        }
        path
    }
}
