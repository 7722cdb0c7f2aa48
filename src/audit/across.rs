//! Rules that compare interactions with each other.

use crate::tables::{Field, Table};

use super::cases::{Role, RowCase};
use super::rule::{Found, Look, Needs, Rule, Severity};

pub(super) const RULES: &[Rule] = &[Rule {
    name: "segment-id-in-two-interactions",
    severity: Severity::Error,
    reason: "A segment belongs to one interaction: here it counts in two, and its id no longer says which row is meant.",
    meaning: "A segment id is in one interaction only. Reported at each segment except the first, in input order.",
    cure: "find out which interaction the segment belongs to",
    looks: &[Look::Row(Needs::Chosen, shared)],
}];

fn shared(case: &RowCase<'_>, found: &mut Found<'_>) {
    let Role::SharesItsId(first) = case.role else { return };
    let text = |place, field| case.ground.text(Table::Segments, place, field).unwrap_or_default();
    let [of_this, of_first] = [case.place, first].map(|place| text(place, Field::InteractionId));
    // So far only their fingerprints are known to be the same.
    if of_this != of_first && text(first, Field::SegmentId) == case.id {
        let text = format!("in interaction {of_this}, and in {of_first} before");
        found.of(&of_this, case.place, case.id, &text, "one interaction");
    }
}
