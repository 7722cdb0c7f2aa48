//! Rules about exported measures that differ from segrep's.

use crate::exports::duration;
use crate::tables::{Field, Sum, Table};
use crate::timelines::Outcome;

use super::cases::{Case, seconds};
use super::rule::{Found, Look, Rule, Severity};
use super::times::distance;
use super::values::unit;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "wait-time-differs",
        severity: Severity::Warning,
        reason: "The two use different formulas: figures of segrep and of the exporting system will not agree.",
        meaning: "An interaction's exported wait time is segrep's wait (answered_at - queued_at; unanswered or exited: completion - queued_at), give or take --tolerance. Not where segrep knows no wait.",
        cure: "find out what the exporting system counts as waiting",
        looks: &[Look::Timeline(wait_time)],
    },
    Rule {
        name: "handle-time-differs",
        severity: Severity::Warning,
        reason: "The two use different formulas: figures of segrep and of the exporting system will not agree.",
        meaning: "A completed interaction's exported handle time is segrep's handle (talk + hold + wrap-up), give or take --tolerance. Not where no segment has a status.",
        cure: "find out what the exporting system counts as handling",
        looks: &[Look::Timeline(handle_time)],
    },
];

fn wait_time(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let measures = &case.timeline.measures;
    let Some(wait) = measures.wait else { return };
    let formula = match measures.outcome {
        Some(Outcome::Answered) => "segrep's wait, answered_at - queued_at",
        _ => "segrep's wait, completion - queued_at",
    };
    compare(case, Field::WaitTime, wait.into(), formula, found);
}

fn handle_time(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let measures = &case.timeline.measures;
    if let (Some(_), Some(handling)) = (measures.completion, measures.handling) {
        let formula = "segrep's handle, talk + hold + wrap-up";
        compare(case, Field::HandleTime, handling.handle(), formula, found);
    }
}

fn compare(case: &Case<'_>, field: Field, own: Sum, formula: &str, found: &mut Found<'_, '_>) {
    let (Some(place), Some(text)) = (case.timeline.row, case.row_value(field)) else { return };
    let file = &case.ground.exports.files[place.file()];
    let Some(exported) = duration(text.as_bytes(), unit(case.ground.exports, file, Table::Interactions, field)) else {
        return;
    };
    if case.is_notable(distance(exported, own)) {
        let header = case.ground.header(place, Table::Interactions, field);
        let text = format_args!("the export's {header} = {}", seconds(exported));
        found.at(place, case.timeline.id(), text, format_args!("{formula} = {}", seconds(own)));
    }
}
