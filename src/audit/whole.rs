//! Rules about the export as a whole: days with too few segments, and columns that no segment fills.

use chrono::NaiveDate;

use crate::plain::{count, counted};
use crate::tables::Table;

use super::background::Hole;
use super::cases::Whole;
use super::gathered::Contents;
use super::rule::{Found, Look, Rule, Severity};

/// Segments that are hardly those of a single interaction.
const MANY: u64 = 20;

/// Interactions of which at least one normally has a second segment.
const SEVERAL: u64 = 5;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "day-with-few-rows",
        severity: Severity::Warning,
        reason: "A part of the export may be missing, and every figure of that day with it; but it may also be a holiday.",
        meaning: "A day of the output zone has a tenth at least of the segments of its neighbours (of the one with fewer), where each of them has 50 or more: below that, chance alone makes such days. Neighbours are the nearest days of the same weekday, before and after, that have segments; where there are none on both sides, the day before and the day after. A weekday on which there is never a segment, though it comes twice or more, is closed; the first and the last day may be cut off and are not looked at. A segment counts on the day on which its interaction's first one starts. Consecutive days are reported as one. Only where all interactions are checked.",
        cure: "export the day again, or check that it was a holiday",
        looks: &[Look::Whole(few_rows)],
    },
    Rule {
        name: "one-interaction-id",
        severity: Severity::Warning,
        reason: "The column of the interaction id may hold something else, and every figure is that of one interaction; but it may also be an export of just this one.",
        meaning: "All segments have the same interaction id, and there are 20 or more. Only where all interactions are checked.",
        cure: "find out which column holds the interaction id (segrep schema)",
        looks: &[Look::Whole(one_interaction)],
    },
    Rule {
        name: "one-segment-each",
        severity: Severity::Warning,
        reason: "The column of the interaction id may hold that of a segment: then nothing shows who was rung before, and no transfer. But each row may also be a whole call.",
        meaning: "No interaction has a second segment, and there are 5 interactions or more. Only where all interactions are checked.",
        cure: "map the id that all rows of an interaction share (segrep schema)",
        looks: &[Look::Whole(one_segment_each)],
    },
    Rule {
        name: "export-without-status",
        severity: Severity::Warning,
        reason: "Talk, hold, wrap-up and handle are unknown, and so blank; outcome and wait are known only where somebody rang.",
        meaning: "No segment has a status. Only where all interactions are checked.",
        cure: "export the status, or map its column (segrep schema)",
        looks: &[Look::Whole(|whole, found| {
            tell_none(whole, whole.contents.with_status, "status", found, "the interaction's status in each segment")
        })],
    },
    Rule {
        name: "export-without-rings",
        severity: Severity::Info,
        reason: "Nobody rings in any report; if users were rung, the export doesn't show it.",
        meaning: "No segment rings: none has a user and a ring reason, the status Pending or, as its event, a response. Only where all interactions are checked.",
        cure: "check whether a column says who was rung (segrep schema)",
        looks: &[Look::Whole(|whole, found| {
            tell_none(whole, whole.contents.rings, "rings", found, "segments in which a user was rung")
        })],
    },
    Rule {
        name: "export-without-lengths",
        severity: Severity::Warning,
        reason: "Each segment is taken to last until the next one starts: pauses between them count, and the last one has no length.",
        meaning: "No segment has an exported end or duration. Only where all interactions are checked.",
        cure: "export the end or duration of segments, or map its column",
        looks: &[Look::Whole(|whole, found| {
            let expected = "the end or the duration of each segment";
            tell_none(whole, whole.contents.with_length, "ended_at, duration", found, expected)
        })],
    },
];

fn few_rows(whole: &Whole<'_>, found: &mut Found<'_, '_>) {
    for Hole { first, last, segments, neighbours } in whole.background.holes() {
        let day = |number: i64| {
            let number = i32::try_from(number).ok().and_then(|number| number.checked_add(719_163));
            number.and_then(NaiveDate::from_num_days_from_ce_opt).map_or_else(String::new, |day| day.to_string())
        };
        let days = if first == last { day(first) } else { format!("{} to {}", day(first), day(last)) };
        let expected = format_args!("about as many as beside it: {} or more", count(neighbours));
        found.about(Table::Segments, days, counted(segments, "segment"), expected);
    }
}

fn one_interaction(whole: &Whole<'_>, found: &mut Found<'_, '_>) {
    let Contents { interactions, segments, .. } = *whole.contents;
    if interactions == 1 && segments >= MANY {
        let text = format_args!("the same in {} segments", count(segments));
        found.about(Table::Segments, "interaction_id", text, "an id for each interaction");
    }
}

fn one_segment_each(whole: &Whole<'_>, found: &mut Found<'_, '_>) {
    let Contents { interactions, segments, .. } = *whole.contents;
    if interactions >= SEVERAL && segments == interactions {
        let text = format_args!("another one in each of {} segments", count(segments));
        found.about(Table::Segments, "interaction_id", text, "several segments of an interaction");
    }
}

fn tell_none(whole: &Whole<'_>, number: u64, field: &str, found: &mut Found<'_, '_>, expected: &str) {
    let segments = whole.contents.segments;
    if segments > 0 && number == 0 {
        found.about(Table::Segments, field, format_args!("in none of {}", counted(segments, "segment")), expected);
    }
}
