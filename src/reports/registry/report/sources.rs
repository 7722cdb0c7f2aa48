//! `--explain`: where each derived value of a timeline came from.

use crate::reports::Each;
use crate::timelines::{EndSource, Outcome, PreviousSource, ResponseSource, Timeline};

/// A line for each segment, then for the measures.
pub(super) fn of<'r>(timeline: &'r Timeline<'r>) -> Each<'r, String> {
    let (stages, measures) = (timeline.stages.len(), measures(timeline));
    Each::new(stages + measures.len(), move |at| match at.checked_sub(stages) {
        Some(of_measures) => measures.get(of_measures).cloned(),
        None => Some(segment(timeline, at)),
    })
}

fn measures(timeline: &Timeline<'_>) -> Vec<String> {
    let (mut lines, measures) = (Vec::new(), &timeline.measures);
    let created = if timeline.interaction.created_at.is_some() { "exported" } else { "the first segment's start" };
    lines.push(format!("created: {created}"));
    lines.push(match (timeline.interaction.completed_at, measures.completion) {
        (Some(_), _) => "completion: exported".to_owned(),
        (None, Some(_)) => "completion: the start of the first Completed segment".to_owned(),
        (None, None) if measures.state.is_none() => "completion: none, and no segment has a status".to_owned(),
        (None, None) => "completion: none, so the interaction is open".to_owned(),
    });
    if let Some(answered) = measures.answered {
        let stage = &timeline.stages[answered.stage];
        let how = if stage.started_at == answered.at && stage.is_handling() {
            "the first Connected segment with a user"
        } else {
            "the end of the first accepted ring, as no segment with a user is Connected"
        };
        lines.push(format!("answered: segment {}, {how}", answered.stage + 1));
    }
    let wait = match (measures.queued_at, measures.wait, measures.outcome) {
        (None, ..) => "not recorded: no segment is Creating, Open, Pending or Bot, and none rings",
        (_, Some(_), Some(Outcome::Answered)) => "answered_at - queued_at",
        (_, Some(_), _) => "completion - queued_at, as nobody answered",
        (_, None, Some(Outcome::Open)) => "none, as it is open",
        (_, None, None) => "none, as nothing says how it ended",
        (_, None, Some(_)) => "none, as nobody answered, it was never Open or Pending and never rang",
    };
    lines.push(format!("wait: {wait}"));
    lines
}

fn segment(timeline: &Timeline<'_>, at: usize) -> String {
    let stage = &timeline.stages[at];
    let end = match stage.end {
        Some((_, EndSource::Exported)) => "exported",
        Some((_, EndSource::ExportedDuration)) => "start + exported duration",
        Some((_, EndSource::NextStart)) if stage.ring.is_some() => {
            "start of the next segment that is not another user's ring with the same start"
        }
        Some((_, EndSource::NextStart)) => "start of the next segment",
        Some((_, EndSource::Completion)) => "completion of the interaction",
        None => "none, still open",
    };
    let duration = match (stage.exported_duration(), stage.lasted()) {
        (Some(_), _) => "exported",
        (None, Some(_)) => "end - start",
        (None, None) => "none, still open",
    };
    let previous = match stage.previous {
        Some(PreviousSource::Exported) => "exported".to_owned(),
        Some(PreviousSource::Stage(earlier)) => format!("status of segment {}", earlier + 1),
        None => "none before".to_owned(),
    };
    let mut line = format!("segment {}: end: {end}; duration: {duration}; previous status: {previous}", at + 1);
    if let Some((order, ring)) = timeline.ring_at(at) {
        line += &match ring.response {
            Some((response, ResponseSource::Recorded)) => format!("; ring {order}: {}, recorded", response.name()),
            Some((response, ResponseSource::Inferred)) => {
                format!("; ring {order}: {}, inferred from the following Connected with the same user", response.name())
            }
            None => format!("; ring {order}: no response recorded, none to infer"),
        };
    }
    line
}
