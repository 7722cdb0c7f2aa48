//! A timeline as people see it: what its table, its facts and its lanes have in common.

use crate::distinct::distinct;
use crate::reports::{Styled, Tone};
use crate::tables::{Instant, Response, Status};
use crate::timelines::{ResponseSource, Ring, Stage, Timeline};

#[derive(Clone, Copy)]
pub(super) struct View<'r> {
    pub(super) timeline: &'r Timeline<'r>,
    /// From its earliest to its latest moment.
    pub(super) scale: (Instant, Instant),
}

impl<'r> View<'r> {
    pub(super) fn of(timeline: &'r Timeline<'r>) -> View<'r> {
        let measures = &timeline.measures;
        let starts = timeline.stages.iter().map(|stage| stage.started_at);
        let ends = timeline.stages.iter().filter_map(Stage::ended_at);
        let from = starts.clone().min().unwrap_or(measures.created).min(measures.created);
        let to = starts.chain(ends).chain(measures.completion).max().unwrap_or(from);
        View { timeline, scale: (from, to) }
    }

    /// Type and direction; `None` if neither is known.
    pub(super) fn kind(&self) -> Option<String> {
        let kind = [self.timeline.communication_type(), self.timeline.direction().map(lower)];
        let kind: Vec<&str> = kind.into_iter().flatten().collect();
        (!kind.is_empty()).then(|| kind.join(" "))
    }

    /// The queues that it went through; `None` if it has none.
    pub(super) fn queues(&self) -> Option<String> {
        let mut queues = distinct(self.timeline.stages.iter().filter_map(Stage::queue_name));
        if queues.is_empty() {
            queues.extend(self.timeline.queue_name());
        }
        (!queues.is_empty()).then(|| queues.join(" > "))
    }

    /// Where a stage ends on the scale; the Completed one is the end by itself.
    pub(super) fn end(&self, stage: &Stage<'_>) -> Option<Instant> {
        let is_end = stage.status == Some(Status::Completed);
        stage.ended_at().or(Some(stage.started_at).filter(|_| is_end))
    }

    pub(super) fn response(&self, ring: &Ring) -> Styled<'r> {
        let withdrawn = if ring.withdrawn { "†" } else { "" };
        let (word, tone) = match ring.response {
            Some((Response::Accepted, ResponseSource::Inferred)) => ("accepted*", Tone::Good),
            Some((Response::Accepted, ResponseSource::Recorded)) => ("accepted", Tone::Good),
            Some((Response::Rejected, _)) => ("REJECTED", Tone::Bad),
            Some((Response::Ignored, _)) => ("IGNORED", Tone::Bad),
            Some((Response::Clear, _)) => ("clear", Tone::Doubtful),
            None if self.timeline.stages[ring.last].end.is_none() => ("still ringing", Tone::Waiting),
            None => ("?", Tone::Doubtful),
        };
        Styled::text(format!("{word}{withdrawn}")).toned(tone)
    }

    /// Whether nobody answered although a segment is Connected: it has no user.
    pub(super) fn is_connected_to_nobody(&self) -> bool {
        let mut statuses = self.timeline.stages.iter().map(|stage| stage.status);
        self.timeline.measures.answered.is_none() && statuses.any(|status| status == Some(Status::Connected))
    }
}

/// Whether a response is none that was recorded.
pub(super) fn is_inferred(ring: &Ring) -> bool {
    matches!(ring.response, Some((_, ResponseSource::Inferred)))
}

/// A direction as it stands within a sentence.
fn lower(direction: &str) -> &str {
    match direction {
        "Inbound" => "inbound",
        "Outbound" => "outbound",
        other => other,
    }
}
