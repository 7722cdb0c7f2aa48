//! Rows about something in a timeline: a segment, a ring, a status change, or the interaction itself.

use crate::audit::Finding;
use crate::tables::{Duration, Response};
use crate::timelines::{Coded, ResponseSource, Ring, Stage, Timeline};

/// A row of a report that lists something of each timeline.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    pub timeline: &'r Timeline<'r>,
    /// The number, from 0, of the segment that the row is about; of a ring its first.
    pub at: usize,
    /// The number, from 1, of the segment, ring or change in its timeline.
    pub number: u64,
}

/// A finding with where it is.
#[derive(Clone, Debug)]
pub struct FindingRow<'r> {
    pub(crate) finding: &'r Finding<'r>,
    /// The timeline in which it was found; `None` if it was found outside of them.
    pub timeline: Option<&'r Timeline<'r>>,
    pub interaction_id: Option<&'r str>,
    pub file: Option<&'r str>,
    pub line: Option<u64>,
}

impl<'r> Row<'r> {
    /// The status changes of a timeline, numbered from 1.
    pub(super) fn status_changes(timeline: &'r Timeline<'r>) -> impl Iterator<Item = Row<'r>> {
        let changes = timeline.stages.iter().enumerate().filter(|(_, stage)| stage.is_status_change());
        changes.zip(1..).map(|((at, _), number)| Row { timeline, at, number })
    }

    #[inline]
    pub fn stage(&self) -> &'r Stage<'r> {
        &self.timeline.stages[self.at]
    }

    /// The ring that begins with the segment.
    #[inline]
    pub fn ring(&self) -> Option<&'r Ring> {
        self.timeline.ring_at(self.at).map(|(_, ring)| ring)
    }

    /// The user who answered the interaction; `None` if nobody did.
    pub fn answered_by_id(&self) -> Option<&'r str> {
        self.timeline.stages[self.timeline.measures.answered?.stage].text(Coded::UserId)
    }

    #[inline]
    pub fn response(&self) -> Option<(Response, ResponseSource)> {
        self.ring()?.response
    }

    /// How long the status before the segment's had lasted: from the first segment of its unbroken run, passing over
    /// segments without a status. `None` if the nearest earlier segment with a status has another one.
    pub fn seconds_in_from(&self) -> Option<Duration> {
        let from = self.stage().previous_word;
        let earlier = self.timeline.stages[..self.at].iter().rev().filter(|stage| stage.word != 0);
        let first = earlier.take_while(|stage| stage.word == from).last()?;
        Some(self.stage().started_at - first.started_at)
    }

    /// How many rings of the interaction pass; `None` if rings aren't recorded.
    pub fn count_rings(&self, passes: impl Fn(&Ring) -> bool) -> Option<u64> {
        Some(self.timeline.known_rings()?.iter().filter(|ring| passes(ring)).count() as u64)
    }

    /// How many of its rings had a response; without one, how many had none that is known.
    pub fn responses(&self, response: Option<Response>) -> Option<u64> {
        self.count_rings(|ring| ring.response.map(|(response, _)| response) == response)
    }
}
