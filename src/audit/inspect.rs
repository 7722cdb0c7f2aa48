//! Asking the rules.

use bumpalo::Bump;

use crate::exports::Export;
use crate::tables::{Field, Place, Table};
use crate::timelines::Timeline;

use super::cases::{Case, Ground, ROW_FIELDS, Role, RowCase, Whole, row_values};
use super::gathered::Gathered;
use super::rule::{Finding, Found, Look, Needs, Rule};

#[derive(Debug)]
pub(crate) struct Audit<'a> {
    pub(crate) ground: Ground<'a>,
    looks: Vec<(usize, &'static Rule, Look)>,
    /// Whether interactions have any column of [`ROW_FIELDS`].
    reads_rows: bool,
}

impl<'a> Audit<'a> {
    /// An audit by these rules, each with its number among all.
    pub(crate) fn new(rules: &[(usize, &'static Rule)], ground: Ground<'a>) -> Audit<'a> {
        let looks = rules.iter().flat_map(|(number, rule)| rule.looks.iter().map(|look| (*number, *rule, *look)));
        let has = |file: &Export, field| file.header.column_of(Table::Interactions, field).is_some();
        let mut files = ground.exports.serving(Table::Interactions);
        let reads_rows = files.any(|(_, file)| ROW_FIELDS.into_iter().any(|field| has(file, field)));
        Audit { looks: looks.collect(), reads_rows, ground }
    }

    /// Appends what is wrong with a timeline, by place, then in the order of the rules.
    pub(crate) fn timeline<'t>(&self, timeline: &'t Timeline<'t>, arena: &'t Bump, findings: &mut Vec<Finding<'t>>)
    where
        'a: 't,
    {
        let row = timeline.row.filter(|_| self.reads_rows);
        let row = row.map(|place| row_values(self.ground.exports, place, arena)).unwrap_or_default();
        let case = Case { timeline, row, ground: &self.ground };
        let first = findings.len();
        self.ask(arena, findings, |look, found| {
            if let Look::Timeline(look) | Look::AmongAll(look) = look {
                look(&case, found);
            }
        });
        by_place(&mut findings[first..]);
    }

    /// Gathers from a timeline what rules that look across timelines need.
    pub(crate) fn gather(&self, timeline: &Timeline<'_>, gathered: &mut Gathered) {
        gathered.contents.add(timeline);
        if self.looks.iter().any(|(_, _, look)| matches!(look, Look::Row(Needs::Chosen, _))) {
            gathered.add(timeline);
        }
    }

    pub(super) fn row<'t>(
        &self,
        table: Table,
        place: Place,
        role: Role<'_>,
        arena: &'t Bump,
        findings: &mut Vec<Finding<'t>>,
    ) {
        let key = if table == Table::Segments { Field::SegmentId } else { table.key() };
        // Nothing in a row that was left out can be trusted.
        let is_left_out = matches!(role, Role::LeftOut(_));
        let id = if is_left_out { Some(String::new()) } else { self.ground.text(table, place, key) };
        let Some(id) = id else { return };
        let case = RowCase { place, id: &id, role, ground: &self.ground };
        self.ask(arena, findings, |look, found| {
            if let Look::Row(_, look) = look {
                look(&case, found);
            }
        });
    }

    pub(super) fn whole<'t>(&self, whole: &Whole<'_>, arena: &'t Bump, findings: &mut Vec<Finding<'t>>) {
        self.ask(arena, findings, |look, found| {
            if let Look::Whole(look) = look {
                look(whole, found);
            }
        });
    }

    fn ask<'t>(&self, arena: &'t Bump, findings: &mut Vec<Finding<'t>>, ask: impl Fn(&Look, &mut Found<'_, 't>)) {
        for (number, rule, look) in &self.looks {
            ask(look, &mut Found { number: *number, rule, exports: self.ground.exports, arena, findings });
        }
    }
}

/// Sorts findings by place, those without one last, then in the order of the rules.
pub(super) fn by_place(findings: &mut [Finding<'_>]) {
    findings.sort_by_key(|finding| (finding.place.is_none(), finding.place, finding.number));
}
