//! What a rule finds.

use crate::exports::Exports;
use crate::tables::{Place, Table};

use super::Rule;

/// Something that is wrong, and where.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's number among all rules.
    pub number: usize,
    /// The rule.
    pub rule: &'static Rule,
    /// The table that it is about.
    pub table: Table,
    /// The record that it is about; `None` where it is about no single one.
    pub place: Option<Place>,
    /// The id of the interaction that it is about, where that is not the one whose timeline was looked at.
    pub interaction_id: Option<String>,
    /// What it is about: the id of a segment, queue or user, a word, a day.
    pub subject: String,
    /// What stands there.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

/// Where a rule puts what it finds.
#[derive(Debug)]
pub struct Found<'f> {
    pub(super) number: usize,
    pub(super) rule: &'static Rule,
    pub(super) exports: &'f Exports,
    pub(super) findings: &'f mut Vec<Finding>,
}

impl Found<'_> {
    /// Something about a record.
    pub(super) fn at(
        &mut self,
        place: Place,
        subject: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        let table = self.exports.files[place.file()].table;
        self.add(table, Some(place), None, subject.into(), found.into(), expected.into());
    }

    /// Something about a record of an interaction whose timeline is not at hand.
    pub(super) fn of(
        &mut self,
        interaction_id: &str,
        place: Place,
        subject: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        let table = self.exports.files[place.file()].table;
        let interaction_id = Some(interaction_id.to_owned()).filter(|id| !id.is_empty());
        self.add(table, Some(place), interaction_id, subject.into(), found.into(), expected.into());
    }

    /// Something about a table as a whole.
    pub(super) fn about(
        &mut self,
        table: Table,
        subject: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.add(table, None, None, subject.into(), found.into(), expected.into());
    }

    fn add(
        &mut self,
        table: Table,
        place: Option<Place>,
        interaction_id: Option<String>,
        subject: String,
        found: String,
        expected: String,
    ) {
        let Found { number, rule, .. } = *self;
        self.findings.push(Finding { number, rule, table, place, interaction_id, subject, found, expected });
    }
}
