//! Rules about words that segrep doesn't know.

use crate::plain::quoted;
use crate::timelines::{Coded, ResponseSource};

use super::cases::Case;
use super::rule::{Found, Look, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "unknown-status",
        severity: Severity::Warning,
        reason: "The status is shown, but means nothing: its time is in no talk, hold or wrap-up, and it is no answer and no end.",
        meaning: "The status of a segment is one of the words that segrep knows (segrep explain Connected lists those of a status). Reported once per word of an interaction.",
        cure: "see what the word stands for",
        looks: &[Look::Timeline(unknown_status)],
    },
    Rule {
        name: "unknown-response",
        severity: Severity::Warning,
        reason: "If the word is a response, the ring has none, or one that was only inferred.",
        meaning: "The event of a segment that rings is a response that segrep knows (segrep explain accepted lists its words), unless another segment of the ring records one. Reported once per ring.",
        cure: "see what the word stands for",
        looks: &[Look::Timeline(unknown_response)],
    },
];

fn unknown_status(case: &Case<'_>, found: &mut Found<'_, '_>) {
    for (place, word) in case.each_once(|stage| stage.status.is_none(), Coded::Status) {
        found.at(place, word, format_args!("status {}", quoted(word)), "a status that segrep knows");
    }
}

fn unknown_response(case: &Case<'_>, found: &mut Found<'_, '_>) {
    for ring in &case.timeline.rings {
        if matches!(ring.response, Some((_, ResponseSource::Recorded))) {
            continue;
        }
        let stages = &case.stages()[ring.first..=ring.last];
        if let Some((stage, word)) = stages.iter().find_map(|stage| stage.text(Coded::Event).map(|word| (stage, word)))
        {
            found.at(
                stage.place,
                word,
                format_args!("event {} of a ring", quoted(word)),
                "a response that segrep knows",
            );
        }
    }
}
