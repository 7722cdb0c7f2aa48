//! Rules about times: ends before starts, durations, overlaps, gaps, segments outside their interaction, sequence.

use crate::tables::{Duration, Field, Instant, Place, Status, Sum, Table};
use crate::timelines::EndSource;

use super::cases::{Case, seconds};
use super::rule::{Found, Look, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "end-before-start",
        severity: Severity::Error,
        reason: "A negative length can't be true, and makes sums of talk, hold and waits too small.",
        meaning: "A segment's exported end is not before its start, whatever --tolerance says; without an end, its exported duration is not negative.",
        cure: "correct the start or the end in the source",
        looks: &[Look::Timeline(end_before_start)],
    },
    Rule {
        name: "duration-differs",
        severity: Severity::Error,
        reason: "One of the two is wrong, and sums use the duration: a unit that changed (seconds, milliseconds) shows here.",
        meaning: "Where a segment has an exported end and an exported duration, the duration is end - start, give or take --tolerance.",
        cure: "check the unit of the duration, and which of the two is right",
        looks: &[Look::Timeline(duration_differs)],
    },
    Rule {
        name: "overlap",
        severity: Severity::Warning,
        reason: "The time of the overlap is counted twice, so that talk, hold and wrap-up can add up to more than the total.",
        meaning: "A segment's exported end (else start + exported duration) is not after the start of the next segment, give or take --tolerance. Rings of different users may overlap.",
        cure: "check whether the end is too late or the next start too early",
        looks: &[Look::Timeline(overlap)],
    },
    Rule {
        name: "gap",
        severity: Severity::Warning,
        reason: "Nobody knows what happened in between: a segment may be missing in the export.",
        meaning: "A segment does not start after all segments before it have ended, give or take --tolerance. Up to the first Completed segment.",
        cure: "export the period again; look for a missing part",
        looks: &[Look::Timeline(gap)],
    },
    Rule {
        name: "segment-before-created",
        severity: Severity::Warning,
        reason: "Elapsed times are negative, and waits and totals are measured from a creation that came too late.",
        meaning: "No segment starts before the interaction's exported created_at, give or take --tolerance.",
        cure: "check whether created_at is the creation, and its zone",
        looks: &[Look::Timeline(before_created)],
    },
    Rule {
        name: "segment-after-completed",
        severity: Severity::Warning,
        reason: "The total ends before the work did.",
        meaning: "No segment starts, or ends by its exported end, after the interaction's exported completed_at, give or take --tolerance.",
        cure: "check whether completed_at is the completion, and its zone",
        looks: &[Look::Timeline(after_completed)],
    },
    Rule {
        name: "completed-before-created",
        severity: Severity::Error,
        reason: "The total is negative, which can't be true.",
        meaning: "An interaction's exported completed_at is not before its exported created_at, whatever --tolerance says.",
        cure: "correct the interaction's times in the source",
        looks: &[Look::Timeline(completed_before_created)],
    },
    Rule {
        name: "time-in-the-future",
        severity: Severity::Warning,
        reason: "A time that far off is nearly always a wrong year or a swapped day and month, and puts an interaction where no report of its period finds it; but a few chosen interactions may lie so far apart.",
        meaning: "No start, end, created_at or completed_at lies more than 30 days after the newest start of the rest. The rest is what remains without the newest interactions, one in a hundred at most (one in three interactions is the least), that a gap of more than 30 days divides from all others: exports are taken without a pause of a month, and a wrong month or year is farther off.",
        cure: "correct the date in the source",
        looks: &[Look::AmongAll(in_the_future)],
    },
    Rule {
        name: "sequence-against-time",
        severity: Severity::Warning,
        reason: "One of the two orders is wrong; segrep goes by time, so the previous status and what follows a ring may be others.",
        meaning: "Where two neighbouring segments have a sequence and different starts, the later one's sequence is not the smaller.",
        cure: "check which order is right: sequence or start",
        looks: &[Look::Timeline(sequence_against_time)],
    },
];

const NOT_NEGATIVE: &str = "0 s or more";

fn end_before_start(case: &Case<'_>, found: &mut Found<'_, '_>) {
    for (at, stage) in case.stages().iter().enumerate() {
        let (length, what) = match (stage.exported_end(), stage.exported_duration()) {
            (Some(end), _) => (end - stage.started_at, "end - start"),
            (None, Some(duration)) => (duration, "duration"),
            (None, None) => continue,
        };
        if length < Duration::ZERO {
            found.at(stage.place, case.name(at), format_args!("{what} = {}", seconds(length)), NOT_NEGATIVE);
        }
    }
}

fn duration_differs(case: &Case<'_>, found: &mut Found<'_, '_>) {
    for (at, stage) in case.stages().iter().enumerate() {
        let (Some(end), Some(duration)) = (stage.exported_end(), stage.exported_duration()) else { continue };
        let length = end - stage.started_at;
        if case.is_notable(distance(duration, length)) {
            let header = case.ground.header(stage.place, Table::Segments, Field::Duration);
            let expected = format_args!("end - start = {}", seconds(length));
            found.at(stage.place, case.name(at), format_args!("{header} = {}", seconds(duration)), expected);
        }
    }
}

fn overlap(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let stages = case.stages();
    for (at, stage) in stages.iter().enumerate() {
        let Some((end, EndSource::Exported | EndSource::ExportedDuration)) = stage.end else { continue };
        let ring = stage.ring.map(|ring| &case.timeline.rings[ring]).filter(|ring| ring.last == at);
        let next = ring.map_or(Some(at + 1).filter(|next| *next < stages.len()), |ring| ring.next);
        let Some(next) = next else { continue };
        let length = end - stages[next].started_at;
        if case.is_notable(length) {
            let text = format_args!("ends {} after {} starts", seconds(length), case.name(next));
            found.at(stage.place, case.name(at), text, "an end by the start of the next segment");
        }
    }
}

fn gap(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let mut reach: Option<Instant> = None;
    for (at, stage) in case.stages().iter().enumerate() {
        let start = stage.started_at;
        if let Some(reach) = reach.filter(|reach| case.is_notable(start - *reach)) {
            let text = format_args!("starts {} after all before it ended", seconds(start - reach));
            found.at(stage.place, case.name(at), text, "no time between them");
        }
        if stage.status == Some(Status::Completed) {
            return;
        }
        // An open stage covers everything after it.
        let end = stage.ended_at().unwrap_or(Instant::MAX);
        reach = reach.max(Some(start.max(end)));
    }
}

fn before_created(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let Some(created) = case.timeline.interaction.created_at else { return };
    for (at, stage) in case.stages().iter().enumerate() {
        let length = created - stage.started_at;
        // Stages are ordered by start: none after this one is too early.
        if !case.is_notable(length) {
            return;
        }
        let text = format_args!("starts {} before created_at", seconds(length));
        found.at(stage.place, case.name(at), text, "a start at or after created_at");
    }
}

fn after_completed(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let Some(completed) = case.timeline.interaction.completed_at else { return };
    for (at, stage) in case.stages().iter().enumerate() {
        let start = stage.started_at - completed;
        let end = stage.exported_end().map(|end| end - completed).filter(|length| case.is_notable(*length));
        let text = match end {
            _ if case.is_notable(start) => format!("starts {} after completed_at", seconds(start)),
            Some(end) => format!("ends {} after completed_at", seconds(end)),
            None => continue,
        };
        found.at(stage.place, case.name(at), text, "all of it by completed_at");
    }
}

fn completed_before_created(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let interaction = &case.timeline.interaction;
    if let (Some(created), Some(completed)) = (interaction.created_at, interaction.completed_at)
        && completed < created
    {
        let text = format_args!("completed_at - created_at = {}", seconds(completed - created));
        let place = case.timeline.row.unwrap_or(case.stages()[0].place);
        found.at(place, case.timeline.id(), text, NOT_NEGATIVE);
    }
}

fn in_the_future(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let Some(latest) = case.ground.latest else { return };
    let day = |at: Instant| case.ground.zone.civil(at).format("%Y-%m-%d").to_string();
    let late = |at: Option<Instant>| at.filter(|at| *at > latest);
    let mut tell = |place: Place, subject: &str, name: &str, at: Instant| {
        found.at(place, subject, format_args!("{name} on {}", day(at)), format_args!("by {}", day(latest)));
    };
    if let Some(place) = case.timeline.row {
        let interaction = &case.timeline.interaction;
        let times = [("created_at", late(interaction.created_at)), ("completed_at", late(interaction.completed_at))];
        for (name, at) in times {
            at.into_iter().for_each(|at| tell(place, case.timeline.id(), name, at));
        }
    }
    for (number, stage) in case.stages().iter().enumerate() {
        let times = [("started_at", late(Some(stage.started_at))), ("ended_at", late(stage.exported_end()))];
        for (name, at) in times {
            at.into_iter().for_each(|at| tell(stage.place, &case.name(number), name, at));
        }
    }
}

fn sequence_against_time(case: &Case<'_>, found: &mut Found<'_, '_>) {
    for (at, pair) in case.stages().windows(2).enumerate() {
        let (Some(before), Some(now)) = (pair[0].sequence(), pair[1].sequence()) else { continue };
        if pair[0].started_at < pair[1].started_at && now < before {
            let text = format_args!("sequence {now}, and starts after sequence {before}");
            found.at(pair[1].place, case.name(at + 1), text, "sequences in the order of the starts");
        }
    }
}

pub(super) fn distance(one: impl Into<Sum>, other: impl Into<Sum>) -> Sum {
    Sum::from_micros((one.into().micros() - other.into().micros()).abs())
}
