//! `check`: what is wrong with the exports, one row per finding.

use super::{About, Cell, Column, Kind, Row, RowColumn, RowReport, Told};

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

const SEVERITY: RowColumn = RowColumn {
    column: Column {
        name: "severity",
        kind: Kind::Word,
        meaning: "How bad it is: error, warning or info.",
        blank: "",
        formula: "that of the rule; segrep check --list says why",
    },
    cell: |row| of(row, |told| Some(told.finding.rule.severity.name())),
};

const RULE: RowColumn = RowColumn {
    column: Column {
        name: "rule",
        kind: Kind::Word,
        meaning: "The rule that found it.",
        blank: "",
        formula: "segrep check --list explains each",
    },
    cell: |row| of(row, |told| Some(told.finding.rule.name)),
};

const TABLE: RowColumn = RowColumn {
    column: Column {
        name: "table",
        kind: Kind::Word,
        meaning: "The table that it is about: organizations, interactions, segments, queues or users.",
        blank: "",
        formula: "that of the record, or that of which something is missing",
    },
    cell: |row| of(row, |told| Some(told.finding.table.name())),
};

const FILE: RowColumn = RowColumn {
    column: Column {
        name: "file",
        kind: Kind::Text,
        meaning: "The file of the record that it is about, without its folder.",
        blank: "where it is about no single record",
        formula: "the file's name",
    },
    cell: |row| of(row, |told| told.file.as_deref()),
};

const LINE: RowColumn = RowColumn {
    column: Column {
        name: "line",
        kind: Kind::Count,
        meaning: "The line on which the record begins, as an editor counts.",
        blank: "where it is about no single record",
        formula: "counted",
    },
    cell: |row| of(row, |told| told.line),
};

const INTERACTION_ID: RowColumn = RowColumn {
    column: Column {
        name: "interaction_id",
        kind: Kind::Text,
        meaning: "The interaction that it is about.",
        blank: "where it is about a row of another table, or the export as a whole",
        formula: "exported",
    },
    cell: |row| of(row, |told| told.interaction_id),
};

const SUBJECT: RowColumn = RowColumn {
    column: Column {
        name: "subject",
        kind: Kind::Text,
        meaning: "What it is about: the id of a segment (# and its number in the interaction where it has none), of an interaction, a queue or a user, a word, a field, a day.",
        blank: "where there is nothing to name it by",
        formula: "exported or derived",
    },
    cell: |row| of(row, |told| text(&told.finding.subject)),
};

const FOUND: RowColumn = RowColumn {
    column: Column {
        name: "found",
        kind: Kind::Text,
        meaning: "What stands there, or what was computed of it.",
        blank: "",
        formula: "in words; lengths of time in seconds",
    },
    cell: |row| of(row, |told| text(&told.finding.found)),
};

const EXPECTED: RowColumn = RowColumn {
    column: Column {
        name: "expected",
        kind: Kind::Text,
        meaning: "What was expected instead.",
        blank: "",
        formula: "in words; lengths of time in seconds",
    },
    cell: |row| of(row, |told| text(&told.finding.expected)),
};
