//! The reasons of what is derived of each segment. What is exported needs none.

use crate::reports::Cell;
use crate::timelines::{Coded, EndSource, PreviousSource, Timeline};

use super::reason::Reason;

pub(super) const REASONS: [for<'r> fn(&'r Timeline<'r>, usize) -> Option<Reason<'r>>; 3] =
    [ended_at, duration, previous_status];

fn ended_at<'r>(timeline: &'r Timeline<'r>, at: usize) -> Option<Reason<'r>> {
    let stage = &timeline.stages[at];
    let rule = match stage.end {
        Some((_, EndSource::Exported)) => return None,
        Some((_, EndSource::ExportedDuration)) => "start + exported duration",
        Some((_, EndSource::NextStart)) if stage.ring.is_some() => {
            "the start of the next segment that is not another user's ring with the same start, as no end is exported"
        }
        Some((_, EndSource::NextStart)) => "the start of the next segment, as no end is exported",
        Some((_, EndSource::Completion)) => "the interaction's completed_at, as no end is exported and nothing follows",
        None => "none: no end is exported, and neither a segment nor a completion follows",
    };
    Some(Reason::new("ended_at", stage.ended_at(), rule).resting_on([at]))
}

/// Where it is more than the time between start and end.
fn duration<'r>(timeline: &'r Timeline<'r>, at: usize) -> Option<Reason<'r>> {
    let stage = &timeline.stages[at];
    let exported = stage.exported_duration().filter(|_| stage.exported_end().is_some())?;
    let between = stage.ended_at()? - stage.started_at;
    let rule = if exported == between { return None } else { "exported, although end - start is another length" };
    Some(Reason::new("duration_seconds", Some(exported), rule).resting_on([at]))
}

/// Where it isn't that of the nearest earlier segment with one.
fn previous_status<'r>(timeline: &'r Timeline<'r>, at: usize) -> Option<Reason<'r>> {
    let stage = &timeline.stages[at];
    let earlier = timeline.stages[..at].last().and_then(|earlier| earlier.text(Coded::Status));
    let previous = timeline.previous_status(stage);
    match stage.previous? {
        PreviousSource::Exported if previous != earlier => {
            Some(Reason::new("previous_status", Cell::from(previous), "exported").resting_on([at]))
        }
        PreviousSource::Stage(nearest) if nearest + 1 < at => {
            let rule = "that of the nearest earlier segment with a status";
            Some(Reason::new("previous_status", Cell::from(previous), rule).resting_on([nearest]))
        }
        PreviousSource::Exported | PreviousSource::Stage(_) => None,
    }
}
