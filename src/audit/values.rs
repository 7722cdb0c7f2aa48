//! Rules about values that can't be read.

use bumpalo::Bump;

use crate::exports::{
    DurationUnit, Export, Exports, Meaning, Record, WANT_BOOLEAN, WANT_NUMBER, boolean, decimal, duration, is_blank,
    is_too_long,
};
use crate::plain::quoted;
use crate::tables::{Field, Table, Zone};

use super::cases::{Case, Role, RowCase};
use super::rule::{Found, Look, Needs, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "row-left-out",
        severity: Severity::Error,
        reason: "Every report is made without the row, so its data is missing from all figures.",
        meaning: "No row was left out because it can't be read: its shape, its quotes, its key or a value that reports need. Only with --on-error skip; without it the first such row ends the run. Only where everything is checked.",
        cure: "correct the row in the source; --rejects FILE keeps it",
        looks: &[Look::Row(Needs::Everything, left_out)],
    },
    Rule {
        name: "unreadable-value",
        severity: Severity::Error,
        reason: "The column doesn't hold what its header says, or a row is broken; the value counts as blank.",
        meaning: "Every value of a column that segrep knows can be read, even if no report needs it: times, durations, numbers, yes or no, time zones. (A value that reports need and can't read ends check as it ends them, or its row is left out: see row-left-out.)",
        cure: "correct the value, or the header",
        looks: &[Look::Timeline(of_interaction), Look::Row(Needs::Everything, of_row)],
    },
];

fn left_out(case: &RowCase<'_>, found: &mut Found<'_, '_>) {
    let Role::LeftOut(reject) = case.role else { return };
    let problem = reject.fault.problem.to_string();
    let want = reject.fault.problem.want().unwrap_or_else(|| "a row that can be read".to_owned());
    let subject = reject.fault.problem.field().unwrap_or_default();
    found.at(case.place, subject, problem.lines().next().unwrap_or_default(), want);
}

fn of_interaction(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let (Some(place), exports) = (case.timeline.row, case.ground.exports) else { return };
    for field in [Field::WaitTime, Field::HandleTime] {
        let Some(value) = case.row_value(field) else { continue };
        let unit = unit(exports, &exports.files[place.file()], Table::Interactions, field);
        if duration(value.as_bytes(), unit).is_none() {
            let text = format_args!("{} {}", case.ground.header(place, Table::Interactions, field), quoted(value));
            found.at(place, case.timeline.id(), text, want(value.as_bytes(), unit));
        }
    }
}

fn of_row(case: &RowCase<'_>, found: &mut Found<'_, '_>) {
    if !matches!(case.role, Role::Stands | Role::WithoutSegments | Role::Replaced(_)) {
        return;
    }
    let (arena, exports) = (Bump::new(), case.ground.exports);
    exports.at(case.place, |file, record| {
        for (at, column) in file.header.columns().iter().enumerate() {
            let Some(Meaning { table, field, .. }) = column.meaning else { continue };
            let value = record.get(at, &arena);
            if is_blank(value.as_bytes()) {
                continue;
            }
            if let Some(want) = unreadable(exports, file, (table, field), record.record(), value) {
                let text = format_args!("{} {}", quoted(&column.header), quoted(value));
                found.of(case.interaction_id(), case.place, case.id, text, want);
            }
        }
    });
}

/// What a value of a field should look like; `None` if it does. `record` is the value's record.
fn unreadable(
    exports: &Exports,
    file: &Export,
    (table, field): (Table, Field),
    record: &Record<'_, '_>,
    value: &str,
) -> Option<String> {
    let bytes = value.as_bytes();
    let (is_readable, want) = match field {
        Field::StartedAt | Field::EndedAt | Field::CreatedAt | Field::CompletedAt => {
            return exports.time(file, table, field, record, bytes).err().and_then(|fault| fault.problem.want());
        }
        Field::Duration | Field::WaitTime | Field::HandleTime => {
            let unit = unit(exports, file, table, field);
            (duration(bytes, unit).is_some(), want(bytes, unit))
        }
        Field::Sequence | Field::Weight => (decimal(bytes).is_some(), WANT_NUMBER),
        Field::IsActive => (boolean(bytes).is_some(), WANT_BOOLEAN),
        Field::TimeZone => (Zone::named(value).is_some(), "a time zone, as Europe/Berlin"),
        _ => return None,
    };
    (!is_readable).then(|| want.to_owned())
}

/// What an unreadable duration should look like.
fn want(text: &[u8], unit: DurationUnit) -> &'static str {
    if is_too_long(text, unit) { "at most a hundred years" } else { unit.want() }
}

/// The unit of a column of durations: for segments' durations that of the options, else that of the header.
pub(super) fn unit(exports: &Exports, file: &Export, table: Table, field: Field) -> DurationUnit {
    if field == Field::Duration {
        return exports.duration_unit(file);
    }
    let column = file.header.column_of(table, field);
    column.map_or(DurationUnit::Seconds, |column| DurationUnit::of_header(&file.header.columns()[column].header))
}
