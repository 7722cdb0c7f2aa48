//! A timeline: one interaction with everything derived from its segments.

use std::mem::replace;

use bumpalo::Bump;

use crate::tables::{ClockChange, Duration, Interaction, Named, Organization, Place, Queue, Status, Uuid, Zone};

use super::codes::{Coded, Codes};
use super::held::Misfits;
use super::measures::{self, Measures, Telling};
use super::order;
use super::packed::Packed;
use super::rings::{self, Ring};
use super::sources::PreviousSource;
use super::stages::{self, Stage};
use super::users::Users;

/// One interaction: its row, its stages in order, its rings and its measures.
#[derive(Clone, Debug)]
pub struct Timeline<'a> {
    /// What its rows are grouped by.
    pub(super) packed_id: Packed,
    /// Its id, unless that is spelled as it is packed.
    pub(crate) own_id: Option<&'a str>,
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
    pub(super) telling: Telling,
    pub(super) codes: Codes,
    /// For texts that aren't in the exports as such.
    pub(super) arena: &'a Bump,
    /// Its measures.
    pub measures: Measures,
    /// Rows left out because another one repeats the segment, in input order, each with that other one.
    pub left_out: Vec<(Place, Place)>,
    /// How many rows its stages are of.
    pub rows: usize,
    /// Those of them whose stages don't tell all of them.
    pub misfits: Misfits,
    /// Its times that the clocks of their zone showed twice or never. Nearly always empty.
    pub clock_changes: Vec<(Zone, ClockChange)>,
}

/// Derives everything of stages, which are ordered by start and place; their rings go to `rings`.
pub(super) fn derive(
    interaction: &Interaction<'_>,
    stages: &mut [Stage<'_>],
    rings: &mut Vec<Ring>,
    telling: Telling,
    users: &mut Users,
) -> Measures {
    order::sort(stages);
    users.link(stages);
    rings::find(stages, rings);
    stages::derive(stages, interaction.completed_at);
    rings::derive(stages, rings);
    measures::measure(interaction, stages, rings, telling)
}

impl<'a> Timeline<'a> {
    /// The interaction's id.
    pub fn id(&self) -> &'a str {
        self.own_id.or_else(|| self.packed_id.text(self.arena)).unwrap_or_default()
    }

    /// The interaction's id, if it is packed as a UUID.
    pub fn uuid(&self) -> Option<Uuid> {
        if self.own_id.is_none() { self.packed_id.as_uuid() } else { None }
    }

    /// A stage's own id.
    pub fn segment_id(&self, stage: &Stage<'a>) -> Option<&'a str> {
        stage.segment_id(self.arena)
    }

    /// From its creation to the start of a stage; negative if that started before.
    pub fn elapsed(&self, stage: &Stage<'a>) -> Duration {
        stage.started_at - self.measures.created
    }

    /// The organization's name, else its id.
    pub fn organization_name(&self) -> Option<&'a str> {
        self.organization.and_then(Named::name).or(self.interaction.account_id)
    }

    /// The previous status of a stage, as spelled; `None` if there was none.
    pub fn previous_status<'s>(&'s self, stage: &'s Stage<'a>) -> Option<&'s str> {
        match stage.previous? {
            PreviousSource::Exported => stage.text(Coded::PreviousStatus),
            PreviousSource::Stage(earlier) => self.stages[earlier].text(Coded::Status),
        }
    }

    /// A small number for the previous status, as [`Stage::code`].
    #[inline]
    pub(crate) fn previous_status_code(&self, stage: &Stage<'a>) -> Option<usize> {
        Some(match stage.previous {
            None => 0,
            Some(PreviousSource::Exported) => stage.code(Coded::PreviousStatus)? * 2 + 1,
            Some(PreviousSource::Stage(earlier)) => self.stages[earlier].status_code()?,
        })
    }

    /// Its rings, to be counted; `None` if the segments have no column that could tell of any.
    pub fn known_rings(&self) -> Option<&[Ring]> {
        self.telling.rings.then_some(&self.rings)
    }

    /// The ring that begins with a stage, with its number from 1.
    #[inline]
    pub fn ring_at(&self, stage: usize) -> Option<(usize, &Ring)> {
        let ring = self.stages[stage].ring?;
        Some((ring + 1, &self.rings[ring])).filter(|(_, ring)| ring.first == stage)
    }

    /// Email, Messaging, Phone, Task, Video: the interaction's own, else that of its first segment with one.
    pub fn communication_type(&self) -> Option<&str> {
        let own = self.interaction.communication_type;
        own.or_else(|| self.stages.iter().find_map(|stage| stage.text(Coded::CommunicationType)))
    }

    /// Inbound or outbound: the interaction's own, else that of its first segment with one.
    pub fn direction(&self) -> Option<&str> {
        self.interaction.direction.or_else(|| self.stages.iter().find_map(|stage| stage.text(Coded::Direction)))
    }

    /// A small number for its communication type, as [`Stage::code`].
    pub(crate) fn communication_type_code(&self) -> Option<usize> {
        self.word_code(Coded::CommunicationType, self.interaction.communication_type)
    }

    /// A small number for its direction, as [`Stage::code`].
    pub(crate) fn direction_code(&self) -> Option<usize> {
        self.word_code(Coded::Direction, self.interaction.direction)
    }

    /// That of its own word, else of the first segment with one.
    fn word_code(&self, field: Coded, own: Option<&str>) -> Option<usize> {
        let in_segments = self.stages.iter().find(|stage| own.is_none() && stage.has(field));
        in_segments.map_or_else(|| self.codes.get(field as usize), |stage| stage.code(field))
    }

    /// The queue: that of the first segment with one, else the interaction's own.
    pub fn queue_id(&self) -> Option<&str> {
        self.stages.iter().find_map(|stage| stage.text(Coded::QueueId)).or(self.interaction.queue_id)
    }

    /// A small number for its organization, as [`Stage::code`].
    pub(crate) fn organization_code(&self) -> Option<usize> {
        self.codes.get(Coded::UserId as usize)
    }

    /// A small number for that queue, as [`Stage::code`].
    pub(crate) fn queue_code(&self) -> Option<usize> {
        let in_segments = self.stages.iter().find(|stage| stage.has(Coded::QueueId));
        in_segments.map_or_else(|| self.codes.get(Coded::QueueId as usize), |stage| stage.code(Coded::QueueId))
    }

    /// The name of that queue, else its id.
    pub fn queue_name(&self) -> Option<&str> {
        let in_segments = self.stages.iter().find_map(Stage::queue_name);
        in_segments.or_else(|| self.queue.and_then(Named::name).or(self.interaction.queue_id))
    }

    /// Whether it is completed only because `segrep.toml` says that all interactions are.
    pub fn is_finished_by_setting(&self) -> bool {
        self.stages.iter().any(|stage| stage.is_added)
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
        let of_segment = || self.stages.iter().rev().find_map(|stage| stage.text(Coded::CompletionDisplay));
        self.interaction.completion_display.or_else(of_segment)
    }

    /// The name of the user who answered, else the id; `None` if nobody did.
    pub fn answered_by(&self) -> Option<&'a str> {
        self.stages[self.measures.answered?.stage].user_name()
    }

    /// The statuses in order, without blanks and immediate repeats, as first spelled.
    pub fn status_path(&self) -> impl Iterator<Item = &str> {
        let mut last = 0;
        let is_next = move |stage: &&Stage<'_>| stage.word != 0 && replace(&mut last, stage.word) != stage.word;
        self.stages.iter().filter(is_next).filter_map(|stage| stage.text(Coded::Status))
    }
}
