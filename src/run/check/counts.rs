//! How much each rule found.

use crate::audit::{Finding, Rule, Severity};
use crate::plain::counted;
use crate::pseudonyms::fingerprint;
use crate::tables::Place;

/// What was found, by the rule's number among all.
#[derive(Default)]
pub(super) struct Counts {
    by_rule: Vec<Count>,
    /// The number of the current timeline.
    timeline: u64,
}

#[derive(Clone, Default)]
pub(super) struct Count {
    pub(super) findings: u64,
    /// The place of the first finding that has one.
    pub(super) example: Option<Place>,
    /// Interactions met only once, as timelines.
    timelines: u64,
    /// The timeline counted last.
    last: u64,
    /// Interactions that may be met again, by fingerprint.
    met: Vec<u64>,
}

impl Count {
    /// In how many interactions something was found.
    pub(super) fn interactions(&self) -> u64 {
        let mut met = self.met.clone();
        met.sort_unstable();
        met.dedup();
        self.timelines + met.len() as u64
    }
}

impl Counts {
    /// Adds what was found in a timeline.
    pub(super) fn add_timeline(&mut self, findings: &[Finding<'_>], id: &str) {
        self.timeline += 1;
        let timeline = self.timeline;
        for finding in findings {
            let count = self.count(finding);
            if count.last == timeline {
                continue;
            }
            count.last = timeline;
            // Rules with several looks may find something in rows of the same interaction, too.
            if finding.rule.has_several_looks() { count.met.push(fingerprint(id)) } else { count.timelines += 1 }
        }
    }

    /// Adds what was found outside of timelines.
    pub(super) fn add_beside(&mut self, findings: &[Finding<'_>]) {
        for finding in findings {
            let count = self.count(finding);
            count.met.extend(finding.interaction_id.map(fingerprint));
        }
    }

    /// Adds the counts of later timelines.
    pub(super) fn append(&mut self, later: Counts) {
        self.by_rule.resize_with(self.by_rule.len().max(later.by_rule.len()), Count::default);
        for (count, mut later) in self.by_rule.iter_mut().zip(later.by_rule) {
            count.findings += later.findings;
            count.timelines += later.timelines;
            count.example = count.example.or(later.example);
            count.met.append(&mut later.met);
        }
    }

    /// What a rule found.
    pub(super) fn of(&self, number: usize) -> Option<&Count> {
        self.by_rule.get(number).filter(|count| count.findings > 0)
    }

    /// How much rules of a severity found, or of any.
    pub(super) fn total(&self, rules: &[(usize, &Rule)], severity: Option<Severity>) -> u64 {
        let is_asked = |rule: &Rule| severity.is_none_or(|severity| rule.severity == severity);
        let counts = rules.iter().filter(|(_, rule)| is_asked(rule)).filter_map(|(number, _)| self.of(*number));
        counts.map(|count| count.findings).sum()
    }

    /// How much was found of each severity, in words.
    pub(super) fn sentence(&self, rules: &[(usize, &Rule)]) -> String {
        let of = |severity: Severity| self.total(rules, Some(severity));
        let [infos, warnings, errors] = Severity::ALL.map(of);
        format!("{}, {}, {}", counted(errors, "error"), counted(warnings, "warning"), counted(infos, "info"))
    }

    fn count(&mut self, finding: &Finding<'_>) -> &mut Count {
        if self.by_rule.len() <= finding.number {
            self.by_rule.resize_with(finding.number + 1, Count::default);
        }
        let count = &mut self.by_rule[finding.number];
        count.findings += 1;
        count.example = count.example.or(finding.place);
        count
    }
}
