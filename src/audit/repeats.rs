//! Rules about repeated rows and interactions without segments.

use std::collections::BTreeSet;

use crate::exports::{Exports, HeaderColumn};
use crate::plain::quoted;
use crate::tables::{Field, Place, Table};
use crate::timelines::values;

use super::cases::{Case, Role, RowCase};
use super::rule::{Found, Look, Needs, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "interaction-without-segments",
        severity: Severity::Warning,
        reason: "It is in no report, and so in no count; very short calls may have none, but its segments may also be missing in the export.",
        meaning: "An interaction has a segment. Only where all interactions are checked.",
        cure: "export the segments of the same period",
        looks: &[Look::Row(Needs::Everything, without_segments)],
    },
    Rule {
        name: "repeated-row-differs",
        severity: Severity::Warning,
        reason: "Only one of the rows can be right. The last one stands, as it does where a later export corrects an earlier one.",
        meaning: "Rows of one id have the same values: segments of an interaction, and interactions, queues, users and organizations. Reported at each row that a later one replaces.",
        cure: "check whether the last row is the right one",
        looks: &[
            Look::Timeline(|case, found| of_segments(case, found, differs)),
            Look::Row(Needs::Everything, differs),
        ],
    },
    Rule {
        name: "repeated-row",
        severity: Severity::Info,
        reason: "No figure is wrong: the row counts once. Overlapping exports repeat rows.",
        meaning: "No row appears twice with the same values. Reported at each row that is left out.",
        cure: "nothing, if the exports overlap",
        looks: &[
            Look::Timeline(|case, found| of_segments(case, found, repeats)),
            Look::Row(Needs::Everything, repeats),
        ],
    },
];

fn without_segments(case: &RowCase<'_>, found: &mut Found<'_, '_>) {
    if matches!(case.role, Role::WithoutSegments) {
        found.of(case.id, case.place, case.id, "no segment", "one at least");
    }
}

/// Asks about the segments of an interaction that other rows replace.
fn of_segments(case: &Case<'_>, found: &mut Found<'_, '_>, look: fn(&RowCase<'_>, &mut Found<'_, '_>)) {
    for (place, stands) in &case.timeline.left_out {
        let id = case.ground.text(Table::Segments, *place, Field::SegmentId).unwrap_or_default();
        look(&RowCase { place: *place, id: &id, role: Role::Replaced(*stands), ground: case.ground }, found);
    }
}

fn differs(case: &RowCase<'_>, found: &mut Found<'_, '_>) {
    let Role::Replaced(stands) = case.role else { return };
    if let Some((here, there)) = difference(case.ground.exports, case.place, stands) {
        found.of(case.interaction_id(), case.place, case.id, here, format_args!("{there}, as in the last row"));
    }
}

fn repeats(case: &RowCase<'_>, found: &mut Found<'_, '_>) {
    let Role::Replaced(stands) = case.role else { return };
    if difference(case.ground.exports, case.place, stands).is_none() {
        found.of(case.interaction_id(), case.place, case.id, "the same values as another row", "each row once");
    }
}

/// Differing columns that are named one by one.
const NAMED: usize = 3;

/// The columns in which two rows differ, with the values of each row; `None` if they are the same.
fn difference(exports: &Exports, place: Place, stands: Place) -> Option<(String, String)> {
    let raw = |place| exports.at(place, |file, record| &file.bytes()[record.record().start()..record.record().end()]);
    if place.file() == stands.file() && raw(place) == raw(stands) {
        return None;
    }
    let (one, other) = (values(exports, place), values(exports, stands));
    let columns = |place: Place| exports.files[place.file()].header.columns().iter();
    // Looked up, as there may be thousands of columns.
    let known: BTreeSet<&str> = columns(place).map(HeaderColumn::identity).collect();
    let of_other = columns(stands).filter(|column| !known.contains(column.identity()));
    let mut differing = columns(place)
        .chain(of_other)
        .map(|column| (column, one.get(column.identity()), other.get(column.identity())))
        .filter(|(_, here, there)| here != there);
    let shown = |value: Option<&String>| value.map_or_else(|| "blank".to_owned(), |value| quoted(value));
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for (column, one, other) in differing.by_ref().take(NAMED) {
        here.push(format!("{} {}", column.header, shown(one)));
        there.push(format!("{} {}", column.header, shown(other)));
    }
    let more = match differing.count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!here.is_empty()).then(|| (here.join(", ") + &more, there.join(", ") + &more))
}
