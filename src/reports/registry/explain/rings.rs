//! The reasons of what each ring came to.

use crate::reports::Cell;
use crate::tables::Status;
use crate::timelines::{Coded, ResponseSource, Ring, Timeline};

use super::reason::Reason;

pub(super) const REASONS: [for<'r> fn(&'r Timeline<'r>, usize) -> Option<Reason<'r>>; 4] = [
    |timeline, ring| Some(ring_of(timeline, ring)),
    |timeline, ring| Some(response(timeline, ring)),
    |timeline, ring| Some(seconds(timeline, ring)),
    withdrawn,
];

fn own(ring: &Ring) -> impl Iterator<Item = usize> + use<> {
    ring.first..=ring.last
}

fn ring_of<'r>(timeline: &'r Timeline<'r>, number: usize) -> Reason<'r> {
    let ring = &timeline.rings[number];
    let stage = &timeline.stages[ring.first];
    let rule = match (stage.has_ring_reason, stage.status) {
        (true, _) => format!("its reason is {}", stage.text(Coded::Reason).unwrap_or_default()),
        (false, Some(Status::Pending)) => format!("its status is {}", stage.text(Coded::Status).unwrap_or_default()),
        (false, _) => {
            let event = stage.text(Coded::Event).unwrap_or_default();
            format!("its event is {event}, and no segment has a ring reason or is Pending")
        }
    };
    let run = if ring.first < ring.last { "; the segments after it are of the same user and Pending" } else { "" };
    Reason::new("user_name", stage.user_name(), format!("this user was rung: {rule}{run}"))
        .of_ring(number)
        .resting_on(own(ring))
}

fn response<'r>(timeline: &'r Timeline<'r>, number: usize) -> Reason<'r> {
    let ring = &timeline.rings[number];
    let recorded = |at: &usize| timeline.stages[*at].response.is_some();
    let value = ring.response.map(|(response, _)| response.name());
    let reason = |rule: String| Reason::new("response", value, rule).of_ring(number);
    let event = |at: usize| timeline.stages[at].text(Coded::Event).unwrap_or_default();
    match ring.response {
        Some((_, ResponseSource::Recorded)) => match own(ring).find(recorded).or(ring.next) {
            Some(at) if at <= ring.last => reason(format!("recorded: its event is {}", event(at))).resting_on([at]),
            Some(at) => reason(format!(
                "recorded: the same user's next segment, which doesn't ring, has the event {}",
                event(at)
            ))
            .resting_on([at]),
            None => reason("recorded".to_owned()),
        },
        Some((_, ResponseSource::Inferred)) => {
            let after = "inferred: the next segment, passing over rings of others that start before this one ends, is \
                         Connected with the same user";
            reason(after.to_owned()).resting_on(ring.after)
        }
        None if timeline.is_still_ringing(ring) => reason("none: it is still ringing".to_owned()).resting_on(own(ring)),
        None => {
            let events: Vec<&str> = own(ring).filter_map(|at| timeline.stages[at].text(Coded::Event)).collect();
            let own_words = match events.is_empty() {
                true => "it has no event".to_owned(),
                false => format!("no event of it is a response ({})", events.join(", ")),
            };
            let after = ring.after.map(|at| {
                let stage = &timeline.stages[at];
                let with = stage.user_name().map_or(String::new(), |name| format!(" (with {name})"));
                match stage.text(Coded::Status) {
                    Some(status) => format!("what came next is {status}{with}"),
                    None => format!("what came next{with} has no status"),
                }
            });
            let after = after.unwrap_or_else(|| "nothing came next".to_owned());
            reason(format!("none: {own_words}, and {after}")).resting_on(own(ring).chain(ring.after))
        }
    }
}

fn seconds<'r>(timeline: &'r Timeline<'r>, number: usize) -> Reason<'r> {
    let ring = &timeline.rings[number];
    let rule = match ring.seconds {
        Some(_) if ring.first < ring.last => "the end of its last segment - the start of its first",
        Some(_) => "how long its segment lasted",
        None if own(ring).any(|at| timeline.stages[at].is_handling()) => {
            "none: a segment of it is itself Connected, Hold or WrapUp, whose length says nothing about ringing"
        }
        None => "none: it has no end",
    };
    Reason::new("ring_seconds", ring.seconds, rule).of_ring(number).resting_on(own(ring))
}

/// Of rings that nobody is known to have responded to.
fn withdrawn<'r>(timeline: &'r Timeline<'r>, number: usize) -> Option<Reason<'r>> {
    let ring = &timeline.rings[number];
    if ring.has_responded() {
        return None;
    }
    let response = if ring.response.is_some() { "the response is clear" } else { "it has no response" };
    let reason = |came: &str| {
        Reason::new("withdrawn", Cell::Flag(ring.withdrawn), format!("{response}, and {came}")).of_ring(number)
    };
    let Some(after) = ring.after else { return Some(reason("nothing came after it")) };
    let stage = &timeline.stages[after];
    let rule = match (ring.withdrawn, stage.status) {
        (true, Some(Status::Completed)) => "what came next is Completed: the customer had gone",
        (true, _) => "what came next is Connected with another user: somebody else was quicker",
        (false, Some(Status::Connected)) if !stage.has(Coded::UserId) => {
            "what came next is Connected, but without a user"
        }
        (false, Some(Status::Connected))
            if stage.text(Coded::UserId) == timeline.stages[ring.first].text(Coded::UserId) =>
        {
            "what came next is Connected with the same user"
        }
        (false, Some(Status::Connected)) => "what came next is Connected with a user who was Connected before the ring",
        (false, _) => "what came next is neither Completed nor Connected",
    };
    Some(reason(rule).resting_on([after]))
}
