//! Rules about exports that say too little: what none of their segments has.

use crate::plain::{count, counted};
use crate::tables::Table;
use crate::timelines::Timeline;

use super::{Found, Look, Rule, Severity, Whole};

/// What all timelines have together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    interactions: u64,
    segments: u64,
    /// Segments with a status.
    statuses: u64,
    rings: u64,
    /// Segments with an exported end or duration.
    lengths: u64,
}

/// So many segments are hardly one interaction.
const MANY: u64 = 20;

/// Of so many interactions one at least has a second segment.
const SEVERAL: u64 = 5;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "one-interaction-id",
        severity: Severity::Warning,
        reason: "The column of the interaction id may hold something else, and every figure is that of one interaction; but it may also be an export of just this one.",
        meaning: "All segments have the same interaction id, and there are 20 or more. Only where all interactions are checked.",
        cure: "see which column holds the interaction id (segrep schema)",
        needs_background: false,
        looks: &[Look::Whole(one_interaction)],
    },
    Rule {
        name: "one-segment-each",
        severity: Severity::Warning,
        reason: "The column of the interaction id may hold that of a segment: then nothing shows who was rung before, and no transfer. But each row may also be a whole call.",
        meaning: "No interaction has a second segment, and there are 5 interactions or more. Only where all interactions are checked.",
        cure: "map the id that all rows of an interaction share (segrep schema)",
        needs_background: false,
        looks: &[Look::Whole(one_segment_each)],
    },
    Rule {
        name: "export-without-status",
        severity: Severity::Warning,
        reason: "Talk, hold, wrap-up and handle can't be told, outcome and wait only where somebody rang: they are blank.",
        meaning: "No segment has a status. Only where all interactions are checked.",
        cure: "export the status, or map its column (segrep schema)",
        needs_background: false,
        looks: &[Look::Whole(no_status)],
    },
    Rule {
        name: "export-without-rings",
        severity: Severity::Info,
        reason: "Nobody rings in any report; where users were rung all the same, the export doesn't say it.",
        meaning: "No segment rings: none has a user and a ring reason, the status Pending or, as its event, a response. Only where all interactions are checked.",
        cure: "see whether a column says who was rung (segrep schema)",
        needs_background: false,
        looks: &[Look::Whole(no_ring)],
    },
    Rule {
        name: "export-without-lengths",
        severity: Severity::Warning,
        reason: "Each segment is taken to last until the next one starts: pauses between them count, and the last one has no length.",
        meaning: "No segment has an exported end or duration. Only where all interactions are checked.",
        cure: "export the end or duration of segments, or map its column",
        needs_background: false,
        looks: &[Look::Whole(no_length)],
    },
];

impl Contents {
    /// Takes in a timeline.
    pub fn add(&mut self, timeline: &Timeline<'_>) {
        let segments = || timeline.stages.iter().map(|stage| &stage.segment);
        self.interactions += 1;
        self.segments += timeline.stages.len() as u64;
        self.statuses += segments().filter(|segment| segment.status.is_some()).count() as u64;
        self.rings += timeline.rings.len() as u64;
        self.lengths +=
            segments().filter(|segment| segment.ended_at.is_some() || segment.duration.is_some()).count() as u64;
    }

    /// Takes in other timelines.
    pub fn append(&mut self, later: Contents) {
        self.interactions += later.interactions;
        self.segments += later.segments;
        self.statuses += later.statuses;
        self.rings += later.rings;
        self.lengths += later.lengths;
    }

    /// Says that none of its segments has something.
    fn tell_none(&self, number: u64, field: &str, found: &mut Found<'_>, expected: &str) {
        if self.segments > 0 && number == 0 {
            let text = format!("in none of {}", counted(self.segments, "segment"));
            found.about(Table::Segments, field.to_owned(), text, expected.to_owned());
        }
    }
}

fn one_interaction(whole: &Whole<'_>, found: &mut Found<'_>) {
    let Contents { interactions, segments, .. } = *whole.contents;
    if interactions == 1 && segments >= MANY {
        let text = format!("the same in {} segments", count(segments));
        found.about(Table::Segments, "interaction_id".to_owned(), text, "an id for each interaction".to_owned());
    }
}

fn one_segment_each(whole: &Whole<'_>, found: &mut Found<'_>) {
    let Contents { interactions, segments, .. } = *whole.contents;
    if interactions >= SEVERAL && segments == interactions {
        let text = format!("another one in each of {} segments", count(segments));
        found.about(
            Table::Segments,
            "interaction_id".to_owned(),
            text,
            "several segments of an interaction".to_owned(),
        );
    }
}

fn no_status(whole: &Whole<'_>, found: &mut Found<'_>) {
    let contents = whole.contents;
    contents.tell_none(contents.statuses, "status", found, "the interaction's status in each segment");
}

fn no_ring(whole: &Whole<'_>, found: &mut Found<'_>) {
    let contents = whole.contents;
    contents.tell_none(contents.rings, "rings", found, "segments in which a user was rung");
}

fn no_length(whole: &Whole<'_>, found: &mut Found<'_>) {
    let contents = whole.contents;
    contents.tell_none(contents.lengths, "ended_at, duration", found, "the end or the duration of each segment");
}
