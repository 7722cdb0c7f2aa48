//! `check`: what is wrong with the exports, one row per finding.

use super::{About, Cell, Column, Row, RowReport, Told, Tone};

/// The report.
pub const CHECK: RowReport = RowReport {
    name: "check",
    title: "Findings",
    noun: "finding",
    columns: &[SEVERITY, RULE, TABLE, FILE, LINE, INTERACTION_ID, SUBJECT, FOUND, EXPECTED],
    for_people: &["rule", "file", "line", "found", "interaction_id", "expected", "subject", "severity"],
    about: About::Finding,
    rows: |_, _| {},
};

fn of<'r, C: Into<Cell<'r>>>(row: &Row<'r>, cell: impl FnOnce(&'r Told<'r>) -> C) -> Cell<'r> {
    row.finding.map_or(Cell::Blank, |told| cell(told).into())
}

/// A text, blank where it is empty.
fn text(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

const SEVERITY: Column = Column::word("severity", "How bad it is: error, warning or info.")
    .from("that of the rule; segrep check --list says why")
    .cell(|row| of(row, |told| Some(told.finding.rule.severity.name())));

const RULE: Column = Column::word("rule", "The rule that found it.")
    .from("segrep check --list explains each")
    .cell(|row| of(row, |told| Some(told.finding.rule.name)));

const TABLE: Column =
    Column::word("table", "The table that it is about: organizations, interactions, segments, queues or users.")
        .from("that of the record, or that of which something is missing")
        .cell(|row| of(row, |told| Some(told.finding.table.name())));

const FILE: Column = Column::text("file", "The file of the record that it is about, without its folder.")
    .blank("where it is about no single record")
    .from("the file's name")
    .cell(|row| of(row, |told| told.file.as_deref()));

const LINE: Column = Column::count("line", "The line on which the record begins, as an editor counts.")
    .blank("where it is about no single record")
    .from("counted")
    .cell(|row| of(row, |told| told.line));

const INTERACTION_ID: Column = Column::text("interaction_id", "The interaction that it is about.")
    .blank("where it is about a row of another table, or the export as a whole")
    .from("exported")
    .toned(|_| Tone::Strong)
    .cell(|row| of(row, |told| told.interaction_id));

const SUBJECT: Column = Column::text(
    "subject",
    "What it is about: the id of a segment (# and its number in the interaction where it has none), \
        of an interaction, a queue or a user, a word, a field, a day.",
)
.blank("where there is nothing to name it by")
.from("exported or derived")
.cell(|row| of(row, |told| text(&told.finding.subject)));

const FOUND: Column = Column::text("found", "What stands there, or what was computed of it.")
    .from("in words; lengths of time in seconds")
    .cell(|row| of(row, |told| text(&told.finding.found)));

const EXPECTED: Column = Column::text("expected", "What was expected instead.")
    .from("in words; lengths of time in seconds")
    .cell(|row| of(row, |told| text(&told.finding.expected)));
