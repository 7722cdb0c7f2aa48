//! All rules, and their texts for `check --list`, `explain` and the page in the docs.

use std::fmt::Write;

use super::rule::{Rule, Severity};
use super::{across, measures, references, repeats, rings, statuses, times, values, whole, words};

/// All rules, grouped by subject, in the order of findings at one place.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        values::RULES,
        references::RULES,
        repeats::RULES,
        times::RULES,
        statuses::RULES,
        rings::RULES,
        words::RULES,
        measures::RULES,
        across::RULES,
        whole::RULES,
    ]
    .into_iter()
    .flatten()
}

fn entry(rule: &Rule) -> String {
    let mut text = format!("{}  ({})\n", rule.name, rule.severity.name());
    for (name, said) in [("compared", rule.meaning), ("severity", rule.reason), ("to do", rule.cure)] {
        let _ = writeln!(text, "  {name:<9} {said}");
    }
    text
}

pub(crate) fn list(chosen: &[(usize, &'static Rule)]) -> String {
    chosen.iter().map(|(_, rule)| entry(rule)).collect::<Vec<_>>().join("\n")
}

pub(crate) fn explain(name: &str) -> Option<String> {
    rules().find(|rule| rule.name == name).map(entry)
}

pub(crate) fn reference() -> String {
    let mut text = "# What `segrep check` looks for\n\n\
        Every rule: what is compared, how bad a finding is and why, and what to do about it. `segrep check --list` prints\n\
        the same. Generated from the code by `segrep check --reference`; a test keeps the two equal.\n\n\
        Where interactions are chosen (by id, date, queue …), only these are checked, by the rules about interactions and\n\
        their segments. Rules about other rows and about the export as a whole need everything, and say on standard error\n\
        that they were left out.\n"
        .to_owned();
    for severity in Severity::ALL.into_iter().rev() {
        let name = severity.name();
        let _ = writeln!(text, "\n## {}{}s", name[..1].to_uppercase(), &name[1..]);
        for rule in rules().filter(|rule| rule.severity == severity) {
            let _ = write!(
                text,
                "\n### {}\n\n{}\n\n- Severity: {name}. {}\n- To do: {}.\n",
                rule.name, rule.meaning, rule.reason, rule.cure
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_name_of_its_own_and_says_everything() {
        let names: Vec<&str> = rules().map(|rule| rule.name).collect();
        let mut distinct = names.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), names.len());
        for rule in rules() {
            assert!(rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.name);
            assert!(rule.meaning.ends_with(['.', ')']) && rule.reason.ends_with('.'), "{}", rule.name);
            assert!(!rule.cure.is_empty() && !rule.looks.is_empty(), "{}", rule.name);
            // It is the last column of a summary, and has to fit a terminal.
            assert!(rule.cure.len() <= 64, "{}: {}", rule.name, rule.cure);
        }
    }
}
