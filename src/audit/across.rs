//! Rules about what only shows across interactions.

use super::cases::Shared;
use super::{Found, Look, Rule, Severity};

pub(super) const RULES: &[Rule] = &[Rule {
    name: "segment-id-in-two-interactions",
    severity: Severity::Error,
    reason: "A segment belongs to one interaction: here it counts in two, and its id no longer says which row is meant.",
    meaning: "A segment id is in one interaction only. Told at each segment but the first, in input order, of all that are checked.",
    cure: "see which interaction the segment belongs to",
    needs_background: false,
    looks: &[Look::Shared(shared)],
}];

fn shared(case: &Shared<'_>, found: &mut Found<'_>) {
    let ((place, interaction), (_, first)) = (case.here, case.first);
    let text = format!("in interaction {interaction}, and in {first} before");
    found.of(interaction, place, case.segment_id, text, "one interaction");
}
