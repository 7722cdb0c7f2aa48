//! What a rule is, and what it finds.

use std::fmt::{Display, Write};

use bumpalo::Bump;
use bumpalo::collections::String as ArenaString;

use crate::exports::Exports;
use crate::tables::{Place, Table, named};

use super::cases::{Case, RowCase, Whole};

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    pub(crate) reason: &'static str,
    /// What is compared, and with which threshold.
    pub(crate) meaning: &'static str,
    pub(crate) cure: &'static str,
    /// More than one where the same thing can be wrong in different places.
    pub(super) looks: &'static [Look],
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    /// Each interaction that has segments.
    Timeline(fn(&Case<'_>, &mut Found<'_, '_>)),
    /// Each interaction that has segments, compared with the export as a whole.
    AmongAll(fn(&Case<'_>, &mut Found<'_, '_>)),
    /// Rows one by one, whatever their role.
    Row(Needs, fn(&RowCase<'_>, &mut Found<'_, '_>)),
    Whole(fn(&Whole<'_>, &mut Found<'_, '_>)),
}

named! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub(crate) enum Severity {
        /// No figure is wrong: something to know when reading a report.
        Info = "info",
        /// A figure or a name may be missing or not what it seems.
        Warning = "warning",
        /// A report says something that can't be true, or leaves something out.
        Error = "error",
    }
}

/// How much has to be read for a rule to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Needs {
    Chosen,
    /// The times of all interactions, even if only chosen ones are checked.
    Background,
    Everything,
}

#[derive(Clone, Debug)]
pub(crate) struct Finding<'a> {
    /// The rule's number among all rules.
    pub(crate) number: usize,
    pub(crate) rule: &'static Rule,
    pub(crate) table: Table,
    /// The record that it is about; `None` if it is about no single one.
    pub(crate) place: Option<Place>,
    /// The interaction that it is about, if it isn't the one whose timeline was looked at.
    pub(crate) interaction_id: Option<&'a str>,
    /// What it is about: the id of a segment, queue or user, a word, a day.
    pub(crate) subject: &'a str,
    pub(crate) found: &'a str,
    pub(crate) expected: &'a str,
}

/// Where a rule puts what it finds.
pub(super) struct Found<'f, 'a> {
    pub(super) number: usize,
    pub(super) rule: &'static Rule,
    pub(super) exports: &'f Exports,
    pub(super) arena: &'a Bump,
    pub(super) findings: &'f mut Vec<Finding<'a>>,
}

impl Rule {
    /// Whether it has several looks, so that an interaction may be met in more than one of them.
    pub(crate) fn has_several_looks(&self) -> bool {
        self.looks.len() > 1
    }

    /// The least that it needs: with less, none of its looks sees anything.
    pub(crate) fn needs(&self) -> Needs {
        let needs = self.looks.iter().map(|look| match look {
            Look::Timeline(_) => Needs::Chosen,
            Look::AmongAll(_) => Needs::Background,
            Look::Row(needs, _) => *needs,
            Look::Whole(_) => Needs::Everything,
        });
        needs.min().unwrap_or(Needs::Chosen)
    }
}

impl<'a> Found<'_, 'a> {
    /// Adds something about a record.
    pub(super) fn at(&mut self, place: Place, subject: impl Display, found: impl Display, expected: impl Display) {
        self.of("", place, subject, found, expected);
    }

    /// Adds something about a record of an interaction whose timeline isn't looked at; the id is blank if it is of none.
    pub(super) fn of(
        &mut self,
        interaction_id: &str,
        place: Place,
        subject: impl Display,
        found: impl Display,
        expected: impl Display,
    ) {
        let interaction_id = (!interaction_id.is_empty()).then(|| self.text(interaction_id));
        let finding = self.finding(self.exports.files[place.file()].table, subject, found, expected);
        self.findings.push(Finding { place: Some(place), interaction_id, ..finding });
    }

    /// Adds something about a whole table.
    pub(super) fn about(&mut self, table: Table, subject: impl Display, found: impl Display, expected: impl Display) {
        self.findings.push(self.finding(table, subject, found, expected));
    }

    fn finding(&self, table: Table, subject: impl Display, found: impl Display, expected: impl Display) -> Finding<'a> {
        let Found { number, rule, .. } = *self;
        let (subject, found, expected) = (self.text(subject), self.text(found), self.text(expected));
        Finding { number, rule, table, place: None, interaction_id: None, subject, found, expected }
    }

    fn text(&self, text: impl Display) -> &'a str {
        let mut written = ArenaString::new_in(self.arena);
        // There is always room.
        let _ = write!(written, "{text}");
        written.into_bump_str()
    }
}
