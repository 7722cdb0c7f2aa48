//! Rules about the export as a whole.

use chrono::NaiveDate;

use crate::plain::{count, counted};
use crate::tables::Table;

use super::background::Hole;
use super::{Background, Contents, Found, Look, Rule, Severity};

/// The export as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Whole<'w> {
    /// What its index says.
    pub background: &'w Background,
    /// What its timelines have together.
    pub contents: &'w Contents,
}

pub(super) const RULES: &[Rule] = &[Rule {
    name: "day-with-few-rows",
    severity: Severity::Warning,
    reason: "A part of the export may be missing, and every figure of that day with it; but it may also be a holiday.",
    meaning: "A day of the output zone has a tenth at least of the segments of its neighbours (of the one with fewer), where each of them has 50 or more: below that, chance alone makes such days. Neighbours are the nearest days of the same weekday, before and after, that have segments; where there are none on both sides, the day before and the day after. A weekday on which there is never a segment, though it comes twice or more, is closed; the first and the last day may be cut off and are not looked at. A segment counts on the day on which its interaction's first one starts. Days in a row are told as one. Only where all interactions are checked.",
    cure: "export the day again, or see that it was a holiday",
    needs_background: true,
    looks: &[Look::Whole(few_rows)],
}];

fn few_rows(whole: &Whole<'_>, found: &mut Found<'_>) {
    for Hole { first, last, segments, neighbours } in whole.background.holes() {
        let day = |number: i64| {
            let number = i32::try_from(number).ok().and_then(|number| number.checked_add(719_163));
            number.and_then(NaiveDate::from_num_days_from_ce_opt).map_or_else(String::new, |day| day.to_string())
        };
        let days = if first == last { day(first) } else { format!("{} to {}", day(first), day(last)) };
        let text = counted(segments, "segment");
        let expected = format!("about as many as beside it: {} or more", count(neighbours));
        found.about(Table::Segments, days, text, expected);
    }
}
