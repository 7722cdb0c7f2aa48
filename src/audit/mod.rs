//! The audit: what is wrong with the exports, before anyone builds a decision on them.
//!
//! A [`Rule`] is a small value: its name, its severity and the reason for it, what it compares, what to do, and how it
//! looks. Rules that are alike live in one file, which lists them in its `RULES`; adding a rule is adding it there.
//! A rule looks at whole timelines, at single rows (those that no timeline shows, that share an id, that were left out),
//! or at the export as a whole. What it finds is a [`Finding`]: a place, what stands there and what was expected.
//!
//! [`Audit`] asks the rules that were chosen; who makes it, in which order and in which format findings are told, is for
//! [`run()`](crate::run()) to say.

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

pub use background::Background;
pub use cases::{Case, Ground, InteractionRow, Role, RowCase, Rows, Whole};
pub use catalogue::{explain, list, reference, rules};
pub use gathered::{Contents, Gathered, Work};
pub use inspect::Audit;
pub use rule::{Finding, Found, Look, Needs, Rule, Severity};
