//! Rules about rings and who was connected.

use std::collections::BTreeSet;

use crate::tables::{Response, Status, same_word};
use crate::timelines::{Coded, Stage};

use super::cases::Case;
use super::rule::{Found, Look, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "ring-without-response",
        severity: Severity::Warning,
        reason: "The ring counts against the user, as one that was not accepted, though nobody knows what they did.",
        meaning: "A ring that is over has a response: recorded, or inferred from what came next. A ring that still rings, and one that was withdrawn, need none.",
        cure: "find out which column holds the responses",
        looks: &[Look::Timeline(without_response)],
    },
    Rule {
        name: "accepted-twice",
        severity: Severity::Warning,
        reason: "One of the two may be no acceptance, or a transfer is missing; both count in acceptance rates.",
        meaning: "Between two accepted rings of an interaction, or at the second, there is a segment with a transfer reason. Only where the segments have a reason column.",
        cure: "check whether transfers have another reason here",
        looks: &[Look::Timeline(accepted_twice)],
    },
    Rule {
        name: "connected-without-ring",
        severity: Severity::Warning,
        reason: "The user handled it, but no ring says so: acceptance rates know nothing of it. The ring may be missing in the export.",
        meaning: "A user who is Connected in an interaction that is not outbound has an accepted ring before it. Reported once per user of an interaction.",
        cure: "check whether rings are exported, and with which reason",
        looks: &[Look::Timeline(connected_without_ring)],
    },
    Rule {
        name: "connected-without-user",
        severity: Severity::Warning,
        reason: "The time is in the interaction's talk and in no user's, and it can't make the interaction answered.",
        meaning: "A Connected segment has a user.",
        cure: "find out which column holds the user",
        looks: &[Look::Timeline(connected_without_user)],
    },
];

fn without_response(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let timeline = case.timeline;
    for ring in &timeline.rings {
        if ring.response.is_some() || ring.withdrawn || timeline.is_still_ringing(ring) {
            continue;
        }
        let stage = &timeline.stages[ring.first];
        let event = timeline.stages[ring.first..=ring.last].iter().find_map(|stage| stage.text(Coded::Event));
        let who = stage.user_name().unwrap_or_default();
        let text = match event {
            Some(event) => format!("a ring of {who} with the event {event}"),
            None => format!("a ring of {who} without an event"),
        };
        found.at(stage.place, case.name(ring.first), text, "accepted, rejected, ignored or clear");
    }
}

fn accepted_twice(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let timeline = case.timeline;
    if timeline.measures.transfers.is_none() {
        return;
    }
    let mut earlier = None;
    for ring in timeline.rings.iter().filter(|ring| matches!(ring.response, Some((Response::Accepted, _)))) {
        if let Some(earlier) = earlier.replace(ring)
            && !timeline.stages[earlier.last + 1..=ring.last].iter().any(|stage| stage.is_transfer)
        {
            let (first, second) = (&timeline.stages[earlier.first], &timeline.stages[ring.first]);
            let who = |stage: &Stage<'_>| stage.user_name().unwrap_or_default().to_owned();
            let text = format_args!("accepted by {}, and by {} before", who(second), who(first));
            found.at(second.place, case.name(ring.first), text, "a transfer between them");
        }
    }
}

fn connected_without_ring(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let timeline = case.timeline;
    let is_outbound = || timeline.direction().is_some_and(|direction| same_word(direction, "outbound"));
    let mut rings = timeline.rings.iter().peekable();
    let mut accepting = BTreeSet::new();
    for (at, stage) in timeline.stages.iter().enumerate() {
        while let Some(ring) = rings.next_if(|ring| ring.first <= at) {
            if matches!(ring.response, Some((Response::Accepted, _))) {
                accepting.extend(timeline.stages[ring.first].text(Coded::UserId));
            }
        }
        let user = stage.text(Coded::UserId).filter(|_| stage.first_connected == at);
        if user.is_some_and(|user| !accepting.contains(user)) && !is_outbound() {
            let text = format_args!("{} Connected without an accepted ring", stage.user_name().unwrap_or_default());
            found.at(stage.place, case.name(at), text, "a ring that they accepted before");
        }
    }
}

fn connected_without_user(case: &Case<'_>, found: &mut Found<'_, '_>) {
    for (at, stage) in case.stages().iter().enumerate() {
        if stage.status == Some(Status::Connected) && !stage.has(Coded::UserId) {
            found.at(stage.place, case.name(at), "Connected with nobody", "a user");
        }
    }
}
