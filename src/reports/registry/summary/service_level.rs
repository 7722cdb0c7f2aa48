//! Formulas of the service level: what answers in time are divided by. The field has no single one.

use clap::ValueEnum;

use crate::plain::value_names;
use crate::reports::folded::Measured;
use crate::reports::{Cell, Column};

use super::totals::{Count, Totals};

/// What a service level is a share of. Open interactions never count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(in super::super) enum ServiceLevel {
    /// Answered, unanswered and exited: abandoned ones count against it
    All,
    /// Those offered: without what ended before it waited for anybody
    Offered,
    /// Those offered, without short abandons
    NoShort,
    /// Those offered, without what was abandoned within the level
    NoEarly,
    /// Those offered, without abandoned ones: it flatters, as only the answered ones are left
    NoAbandons,
}

impl ServiceLevel {
    /// As it is typed.
    pub(in super::super) fn name(self) -> String {
        value_names(&[self]).concat()
    }

    pub(in super::super) fn column(self) -> &'static str {
        &self.measured()[0].column.name
    }

    pub(super) fn measured(self) -> &'static [Measured<Totals>] {
        &COLUMNS[self as usize]
    }
}

const fn level(
    name: &'static str,
    meaning: &'static str,
    formula: &'static str,
    cell: fn(&mut Totals) -> Cell<'static>,
) -> [Measured<Totals>; 1] {
    [Column::rate(name, meaning)
        .blank("where answered_in_sla is, and where there is nothing to divide by")
        .from(formula)
        .measured(cell)]
}

/// In the order of [`ServiceLevel`].
pub(super) static COLUMNS: [[Measured<Totals>; 1]; 5] = [
    level(
        "service_level_all",
        "Share of ended interactions that were answered in time: the service level itself.",
        "answered_in_sla / (answered + unanswered + exited)",
        |all| all.level(all.ended()),
    ),
    level(
        "service_level_offered",
        "Share of offered interactions that were answered in time.",
        "answered_in_sla / offered",
        |all| all.level(all.offered()),
    ),
    level(
        "service_level_no_short",
        "Share of offered interactions that were answered in time, short abandons left out.",
        "answered_in_sla / (offered - short_abandoned)",
        |all| all.level(all.offered() - all.of(Count::ShortAbandoned)),
    ),
    level(
        "service_level_no_early",
        "Share of offered interactions that were answered in time, those abandoned within the level left out.",
        "answered_in_sla / (offered - abandoned_in_sla)",
        |all| all.level(all.offered() - all.of(Count::AbandonedInSla)),
    ),
    level(
        "service_level_no_abandons",
        "Share of offered interactions that were answered in time, abandoned ones left out. It flatters: the more customers \
        give up, the better it looks.",
        "answered_in_sla / (offered - abandoned)",
        |all| all.level(all.offered() - all.of(Count::Abandoned)),
    ),
];

impl Totals {
    /// Answers in time as a share of some interactions.
    pub(super) fn level(&self, of: u64) -> Cell<'static> {
        self.of_sla(Cell::rate(self.of(Count::AnsweredInSla), of))
    }
}
