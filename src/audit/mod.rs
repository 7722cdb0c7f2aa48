//! The audit: what is wrong with the exports, before anyone builds a decision on them.
//!
//! A [`Rule`] is a small value: its name, its severity and the reason for it, what it compares, what to do, and how it
//! looks. Rules that are alike live in one file, which lists them in its `RULES`; adding a rule is adding it there.
//! A rule looks at whole timelines, at rows that no timeline shows (those of the small tables, interactions without a
//! segment, rows that a later one replaces), at what only shows across interactions, or at the export as a whole. What
//! it finds is a [`Finding`]: a place, what stands there and what was expected.
//!
//! [`Audit`] asks the rules that were chosen; who makes it, in which order and in which format findings are told, is for
//! [`run()`](crate::run()) to say.

mod across;
mod background;
mod cases;
mod catalogue;
mod contents;
mod finding;
mod inspect;
mod measures;
mod references;
mod remains;
mod repeats;
mod rings;
mod rule;
mod statuses;
mod times;
mod values;
mod whole;
mod words;

pub use background::Background;
pub use cases::{AtWork, Case, Ground, InteractionRow, Role, RowCase, Shared, Work};
pub use catalogue::{explain, list, reference};
pub use contents::Contents;
pub use finding::{Finding, Found};
pub use inspect::{Audit, SegmentIds, WorkOfInactive};
pub use remains::Remains;
pub use rule::{Look, Rule, Severity};
pub use whole::Whole;

/// All rules, those about alike things together, in the order in which findings at one place are told.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
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
        contents::RULES,
    ]
    .into_iter()
    .flatten()
}
