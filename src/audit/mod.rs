//! The audit: what is wrong with the exports, before anyone builds a decision on them.
//!
//! A [`Rule`] is a small value: its name, its severity and the reason for it, what it compares, what to do, and how it
//! looks. Similar rules live in one file, which lists them in its `RULES`; to add a rule, add it there. A rule looks at
//! whole timelines, at single rows (those that no timeline shows, that share an id, that were left out), or at the
//! export as a whole. What it finds is a [`Finding`]: a place, what is there and what was expected.
//!
//! [`Audit`] asks the chosen rules; [`run()`](crate::run()) makes it and writes the findings.

mod across;
mod background;
mod cases;
mod catalogue;
mod gathered;
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

pub(crate) use background::Background;
pub(crate) use cases::Ground;
pub(crate) use catalogue::{explain, list, reference, rules};
pub(crate) use gathered::Gathered;
pub(crate) use inspect::Audit;
pub(crate) use rule::{Finding, Needs, Rule, Severity};
