//! `check`: what is wrong with the exports, one row per finding.

use crate::audit;
use crate::reports::{
    About, Asking, Cell, Column, Options, Question, Reply, Report, Row, RowReport, RuleOptions, Rules, Told, Tone,
};
use crate::usage::UsageError;

/// The report.
pub(super) static CHECK: Report = Report {
    name: "check",
    about: "What is wrong with the exports: rows that contradict each other, lead nowhere or can't be true",
    examples: "  segrep check                               what is wrong, by rule
  segrep check --rule gap,overlap            each finding of these rules
  segrep check -o findings.csv               every finding with its file and line
  segrep check --date yesterday --fail-on warning --quiet  exit status 4 where there is one
  segrep check --list                        what each rule compares, and why",
    options: Options::of::<RuleOptions>(),
    rows: Some(&ROWS),
    folded: Vec::new,
};

impl Asking for RuleOptions {
    fn ask(&self, report: &'static Report) -> Result<Reply, UsageError> {
        if self.reference {
            return Ok(Reply::Text(audit::reference()));
        }
        let rules = Rules::new(self)?;
        Ok(match self.list {
            true => Reply::Text(audit::list(&rules.chosen)),
            false => Reply::Question(Question::Check { report, rows: &ROWS, rules }),
        })
    }
}

/// What it lists.
static ROWS: RowReport = RowReport {
    title: "Findings",
    noun: "finding",
    columns: &[SEVERITY, RULE, TABLE, FILE, LINE, INTERACTION_ID, SUBJECT, FOUND, EXPECTED],
    for_people: &["rule", "file", "line", "found", "interaction_id", "expected", "subject", "severity"],
    about: About::Finding,
    has_measures: true,
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
