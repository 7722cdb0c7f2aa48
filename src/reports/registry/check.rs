//! `check`: what is wrong with the exports, one row per finding.

use crate::audit;
use crate::reports::{
    About, Asking, Column, Items, Options, Question, Reply, Report, RuleOptions, Rules, Shown, Task, Tone, Typed,
};
use crate::usage::UsageError;

pub(super) static CHECK: Report = Report {
    name: "check",
    about: "What is wrong with the exports: contradictory rows, dangling references, impossible values",
    examples: "  segrep check                               what is wrong, by rule
  segrep check --rule gap,overlap            each finding of these rules
  segrep check -o findings.csv               every finding with its file and line
  segrep check --date yesterday --fail-on warning --quiet  exit status 4 if there are any
  segrep check --list                        what each rule compares, and why",
    options: Options::of::<RuleOptions>(),
    items: Some(&FINDINGS),
    folded: Vec::new,
};

impl Asking for RuleOptions {
    fn ask(&self, report: &'static Report, _: &Typed) -> Result<Reply, UsageError> {
        if self.reference {
            return Ok(Reply::Text(audit::reference()));
        }
        let rules = Rules::new(self)?;
        Ok(match self.list {
            true => Reply::Text(audit::list(&rules.chosen)),
            false => Question {
                lists: rules.lists(),
                task: Task::Check { items: &FINDINGS, rules },
                ..Question::listing(report, &FINDINGS, false)
            }
            .into(),
        })
    }
}

pub(super) static FINDINGS: Items = Items {
    title: "Findings",
    noun: "finding",
    columns: &[
        Column::word("severity", "How bad it is: error, warning or info.")
            .from("that of the rule; segrep check --list says why")
            .finding(|told| Some(told.finding.rule.severity.name()).into()),
        Column::word("rule", "The rule that found it.")
            .from("segrep check --list explains each")
            .finding(|told| Some(told.finding.rule.name).into()),
        Column::word("table", "The table it is about: organizations, interactions, segments, queues or users.")
            .from("the record's table, or the table in which something is missing")
            .finding(|told| Some(told.finding.table.name()).into()),
        Column::text("file", "The file of the record it is about, without its folder.")
            .blank("where it is about no single record")
            .from("the file's name")
            .finding(|told| told.file.into()),
        Column::count("line", "The line on which the record begins, as an editor counts lines.")
            .blank("where it is about no single record")
            .from("counted")
            .finding(|told| told.line.into()),
        Column::text("interaction_id", "The interaction it is about.")
            .blank("where it is about a row of another table, or the export as a whole")
            .from("exported")
            .toned(|_| Tone::Strong)
            .finding(|told| told.interaction_id.into()),
        Column::text(
            "subject",
            "What it is about: the id of a segment (# and its number in the interaction where it has none), \
        of an interaction, a queue or a user, a word, a field, a day.",
        )
        .blank("where there is nothing to name it by")
        .from("exported or derived")
        .finding(|told| text(told.finding.subject).into()),
        Column::text("found", "What the record says, or what was computed from it.")
            .from("in words; lengths of time in seconds")
            .wrapping()
            .finding(|told| text(told.finding.found).into()),
        Column::text("expected", "What was expected instead.")
            .from("in words; lengths of time in seconds")
            .wrapping()
            .finding(|told| text(told.finding.expected).into()),
    ],
    for_people: "rule file line found interaction_id expected subject severity",
    about: About::Finding,
    has_measures: true,
    shown: Shown::Rows,
    // Rules find them.
    rows: |_, _| {},
};

/// A text, blank if empty.
fn text(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
