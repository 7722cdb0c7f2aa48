//! Ends, durations, previous statuses and elapsed times, each with where it comes from.

use super::*;
use crate::timelines::Timeline;
use crate::timelines::told::{length, or_dot, second, seen, seen_with};

fn ends(timeline: &Timeline<'_>) -> String {
    let end = |stage: &Stage<'_>| {
        let source = match stage.end {
            None => "",
            Some((_, EndSource::Exported)) => " exported",
            Some((_, EndSource::ExportedDuration)) => " duration",
            Some((_, EndSource::NextStart)) => " next",
            Some((_, EndSource::Completion)) => " completion",
        };
        second(stage.ended_at()) + source
    };
    timeline.stages.iter().map(end).collect::<Vec<_>>().join(", ")
}

#[test]
fn an_end_is_exported_or_follows_from_the_duration_or_the_next_start() {
    let rows = "at end duration\n 0 5 3\n 10 . 7\n 20 . .\n 30 . .";
    assert_eq!(seen(rows, ends), "5 exported, 17 duration, 30 next, .");
}

#[test]
fn the_last_end_is_the_completion_unless_that_lies_before_the_start() {
    for (completed, end) in [("50", "50 completion"), ("30", "30 completion"), ("29", "."), (".", ".")] {
        assert_eq!(seen_with(&format!("completed\n{completed}"), "at\n30", ends), end);
    }
    assert_eq!(seen_with("completed\n50", "at\n30\n40", ends), "40 next, 50 completion");
}

#[test]
fn a_ring_ends_with_the_next_segment_that_is_no_ring_of_another_user_at_its_start() {
    let of = |rows: &str| seen(&format!("at user status\n{rows}\n 9 . Completed"), ends);
    assert_eq!(of("0 ana Pending\n 0 ben Pending\n 0 cem Pending"), "9 next, 9 next, 9 next, .");
    assert_eq!(of("0 ana Pending\n 4 ben Pending"), "4 next, 9 next, .");
    // Two rings of one user are none beside each other, nor is what doesn't ring.
    assert_eq!(of("0 ana Pending\n 0 ana Pending"), "0 next, 9 next, .");
    assert_eq!(of("0 ana Pending\n 0 ben Open"), "0 next, 9 next, .");
    assert_eq!(of("0 ana Open\n 0 ben Pending"), "0 next, 9 next, .");
}

#[test]
fn a_duration_is_exported_or_the_end_less_the_start() {
    let durations = |timeline: &Timeline<'_>| {
        let duration = |stage: &Stage<'_>| {
            let source = match (stage.exported_duration(), stage.lasted()) {
                (Some(_), _) => " exported",
                (None, Some(_)) => " computed",
                (None, None) => "",
            };
            length(stage.lasted()) + source
        };
        timeline.stages.iter().map(duration).collect::<Vec<_>>().join(", ")
    };
    let rows = "at end duration\n 0 5 3\n 10 14 .\n 20 18 .\n 30 . .";
    assert_eq!(seen(rows, durations), "3 exported, 4 computed, -2 computed, .");
}

#[test]
fn the_previous_status_is_exported_or_that_of_the_nearest_earlier_segment_with_one() {
    let previous = |timeline: &Timeline<'_>| {
        let tell = |stage: &Stage<'_>| {
            let change = if stage.is_status_change() { "!" } else { "" };
            or_dot(timeline.previous_status(stage)) + change
        };
        timeline.stages.iter().map(tell).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(seen("at status\n 0 .\n 1 Open\n 2 .\n 3 Pending\n 4 Pending", previous), ". . Open Open! Pending");
    assert_eq!(seen("at status priorstatus\n 0 Open Bot\n 1 Pending Bot", previous), "Bot! Bot!");
    // The word counts, neither its spelling nor its meaning.
    assert_eq!(seen("at status\n 0 wrap-up\n 1 WrapUp\n 2 ACW", previous), ". wrap-up WrapUp!");
}

#[test]
fn elapsed_time_counts_from_the_creation() {
    let elapsed = |timeline: &Timeline<'_>| {
        timeline.stages.iter().map(|stage| length(Some(timeline.elapsed(stage)))).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(seen("at\n 5\n 9", elapsed), "0 4");
    assert_eq!(seen_with("created\n7", "at\n 5\n 9", elapsed), "-2 2");
}
