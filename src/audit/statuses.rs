//! Rules about statuses: what comes first, what comes after what, what comes after the end.

use crate::tables::{Status, same_word};
use crate::timelines::{Coded, Stage};

use super::cases::Case;
use super::rule::{Found, Look, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "after-completed",
        severity: Severity::Warning,
        reason: "It was not the end, or it is in the wrong interaction; the outcome looks at what came before the first Completed.",
        meaning: "No segment with another status starts after the first Completed one. Reported once, at the first such segment.",
        cure: "check whether it was reopened, or the rows belong elsewhere",
        looks: &[Look::Timeline(after_completed)],
    },
    Rule {
        name: "previous-status-differs",
        severity: Severity::Warning,
        reason: "A segment between the two may be missing in the export, and the status change is told with an exported status that no segment has.",
        meaning: "An exported previous status is the status, by its meaning or its word, of the nearest earlier segment that has one.",
        cure: "export the period again; look for a missing part",
        looks: &[Look::Timeline(previous_status)],
    },
    Rule {
        name: "unusual-status-move",
        severity: Severity::Warning,
        reason: "The move may be right, but such systems don't usually make it: a segment may be missing, or a word may mean something else.",
        meaning: "From one known status to another known one only these moves are usual: Creating to Pending, Open, Bot, Connected; Open to Pending, Bot, Connected, Completed; Pending to Connected, Open, Completed; Bot to Open, Pending, Completed; Connected to Hold, WrapUp, Open, Pending, Completed; Hold to Connected, WrapUp, Open, Completed; WrapUp to Completed, Open. Segments without a status or with an unknown one are passed over; what follows Completed is for after-completed.",
        cure: "check whether segments are missing or out of order",
        looks: &[Look::Timeline(unusual_move)],
    },
    Rule {
        name: "first-status-not-creating",
        severity: Severity::Info,
        reason: "No figure depends on it: many systems never say Creating; but where it is rare, the beginning of the interaction may lie in an earlier export.",
        meaning: "The first status of an interaction that segrep knows is Creating.",
        cure: "where it is rare, look for an earlier export",
        looks: &[Look::Timeline(first_status)],
    },
];

fn after_completed(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let stages = case.stages();
    let is_end = |stage: &Stage<'_>| stage.status == Some(Status::Completed);
    let Some(end) = stages.iter().position(is_end) else { return };
    let mut later = (end + 1..stages.len()).filter(|at| !is_end(&stages[*at]));
    if let Some(first) = later.next() {
        let status = stages[first].text(Coded::Status).unwrap_or("no status");
        let more = match later.count() {
            0 => String::new(),
            more => format!(", and {more} more after it"),
        };
        let text = format_args!("{status} after {}{more}", case.name(end));
        found.at(stages[first].place, case.name(first), text, "nothing after Completed");
    }
}

fn previous_status(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let mut before: Option<&Stage<'_>> = None;
    for (at, stage) in case.stages().iter().enumerate() {
        if let Some(previous) = stage.text(Coded::PreviousStatus) {
            let status = before.and_then(|before| before.text(Coded::Status));
            if !status.is_some_and(|status| same_word(status, previous)) {
                let meaning = before.and_then(|before| before.status);
                if meaning.is_none() || case.ground.words.statuses.meaning(previous) != meaning {
                    let expected = status.map_or("none: no segment before has a status".to_owned(), str::to_owned);
                    found.at(stage.place, case.name(at), previous, expected);
                }
            }
        }
        if stage.has(Coded::Status) {
            before = Some(stage);
        }
    }
}

fn unusual_move(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let mut before: Option<Status> = None;
    for (at, stage) in case.stages().iter().enumerate() {
        let Some(now) = stage.status else { continue };
        let is_unusual = |before: &Status| *before != Status::Completed && !moves(*before).contains(&now);
        if let Some(before) = before.filter(|before| *before != now && is_unusual(before)) {
            let usual: Vec<String> = moves(before).iter().map(|status| format!("{status:?}")).collect();
            let text = format_args!("{before:?} to {now:?}");
            found.at(stage.place, case.name(at), text, format_args!("{before:?} to {}", usual.join(", ")));
        }
        before = Some(now);
    }
}

fn first_status(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let first = case.stages().iter().enumerate().find_map(|(at, stage)| stage.status.map(|status| (at, stage, status)));
    if let Some((at, stage, status)) = first.filter(|(_, _, status)| *status != Status::Creating) {
        found.at(stage.place, case.name(at), format_args!("{status:?}"), "Creating");
    }
}

/// The statuses that usually come after one.
fn moves(from: Status) -> &'static [Status] {
    use Status::*;
    match from {
        Creating => &[Pending, Open, Bot, Connected],
        Open => &[Pending, Bot, Connected, Completed],
        Pending => &[Connected, Open, Completed],
        Bot => &[Open, Pending, Completed],
        Connected => &[Hold, WrapUp, Open, Pending, Completed],
        Hold => &[Connected, WrapUp, Open, Completed],
        WrapUp => &[Completed, Open],
        Completed => &[],
    }
}
