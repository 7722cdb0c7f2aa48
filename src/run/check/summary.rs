//! What people see first: the rules that found something, the worst first.

use anyhow::Result;

use crate::audit::{Rule, Severity};
use crate::exports::Exports;
use crate::plain::counted;
use crate::reports::{Align, Cell, Lines, Section, SectionColumn, Shrink, Styled, Title, Tone};

use super::super::destination::Destination;
use super::super::files::Files;
use super::counts::{Count, Counts};

/// The rules that found something, by severity, then those that found most.
pub(super) fn section(
    rules: &[(usize, &'static Rule)],
    counts: &Counts,
    lines: &Lines<'_>,
    exports: &Exports,
) -> Section<'static> {
    let mut found: Vec<(&'static Rule, &Count)> =
        rules.iter().filter_map(|(number, rule)| Some((*rule, counts.of(*number)?))).collect();
    // Stable: rules that found as much stay in their own order.
    found.sort_by(|(one, of_one), (other, of_other)| {
        other.severity.cmp(&one.severity).then(of_other.findings.cmp(&of_one.findings))
    });
    let nothing = counted((rules.len() - found.len()) as u64, "rule");
    let rows: Vec<Vec<Styled<'static>>> =
        found.into_iter().map(|(rule, count)| row(rule, count, lines, exports)).collect();
    let remark = match rows.is_empty() {
        true => format!("Nothing found by {nothing}."),
        false => format!("{}; nothing found by {nothing}", counts.sentence(rules)),
    };
    let remarks = vec![remark];
    Section { columns: columns(), rows: rows.into(), remarks, names_left_out: true, ..Section::default() }
}

fn columns() -> Vec<SectionColumn> {
    let column = |title: &str, align, shrink| SectionColumn { title: Title::Word(title.to_owned()), align, shrink };
    vec![
        column("severity", Align::Left, Shrink::Never),
        column("rule", Align::Left, Shrink::Never),
        column("findings", Align::Right, Shrink::Never),
        column("interactions", Align::Right, Shrink::LeaveOut(5)),
        column("first at", Align::Left, Shrink::To(12)),
        column("what to do", Align::Left, Shrink::Wrap(14)),
    ]
}

fn row(rule: &'static Rule, found: &Count, lines: &Lines<'_>, exports: &Exports) -> Vec<Styled<'static>> {
    let tone = match rule.severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Doubtful,
        Severity::Info => Tone::Plain,
    };
    let example = found.example.map(|place| format!("{}:{}", exports.files[place.file()].name, lines.line(place)));
    let interactions = Some(found.interactions()).filter(|interactions| *interactions > 0);
    vec![
        Styled::text(rule.severity.name()).toned(tone),
        Styled::text(rule.name).toned(Tone::Strong),
        Styled::from(Cell::Count(found.findings)),
        interactions.map_or_else(Styled::none, |interactions| Styled::from(Cell::Count(interactions))),
        Styled::text(example.unwrap_or_default()),
        Styled::text(rule.cure),
    ]
}

/// Writes it as a table, which is all that people see.
pub(super) fn write(mut section: Section<'_>, caption: Vec<String>, destination: &Destination<'_>) -> Result<Files> {
    let mut bytes = Vec::new();
    if section.rows.iter().next().is_none() {
        section.remarks.extend(caption);
        section.remarks.iter().for_each(|line| bytes.extend_from_slice(format!("{line}\n").as_bytes()));
    } else {
        section.remarks.splice(0..0, caption);
        section.remarks.extend(HINTS.map(str::to_owned));
        // Memory takes whatever is written to it.
        let _ = destination.table.section(&section, &mut bytes);
    }
    let mut writer = destination.open()?;
    writer.write(&bytes)?;
    Ok(writer.finish()?)
}

/// Where there is more.
const HINTS: [&str; 2] = [
    "each finding with its line: --rule NAME, or all of them with -f csv or -o findings.csv",
    "what a rule compares, and what to do: segrep check --list --rule NAME",
];
