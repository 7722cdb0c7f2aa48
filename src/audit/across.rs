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

fn shared(case: &RowCase<'_>, found: &mut Found<'_, '_>) {
    let Role::SharesItsId(first) = case.role else { return };
    let interaction_id = |place| case.ground.text(Table::Segments, place, Field::InteractionId).unwrap_or_default();
    let [of_this, of_first] = [case.place, first].map(interaction_id);
    if of_this != of_first {
        let text = format_args!("in interaction {of_this}, and in {of_first} before");
        found.of(&of_this, case.place, case.id, text, "one interaction");
    }
}
