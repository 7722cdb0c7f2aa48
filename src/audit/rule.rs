//! What a rule is.

use crate::exports::Reject;
use crate::tables::Place;

use super::cases::{AtWork, Case, RowCase, Shared};
use super::{Found, Whole};

/// One thing that can be wrong.
#[derive(Debug)]
pub struct Rule {
    /// Its name in files and options.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Why it is as bad as that.
    pub reason: &'static str,
    /// What is compared, and with which threshold.
    pub meaning: &'static str,
    /// What to do about it, in a few words.
    pub cure: &'static str,
    /// Whether it compares with the export as a whole.
    pub needs_background: bool,
    /// How it looks. More than one look where the same thing can be wrong in different places.
    pub looks: &'static [Look],
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No figure is wrong by it: something to know when reading a report.
    Info,
    /// A figure or a name may be missing or not what it seems.
    Warning,
    /// A report says something that can't be true, or leaves something out.
    Error,
}

/// How a rule looks, and at what.
#[derive(Clone, Copy, Debug)]
pub enum Look {
    /// At each interaction that has segments.
    Timeline(fn(&Case<'_>, &mut Found<'_>)),
    /// At each row that no timeline shows: of organizations, queues and users, of interactions without a segment, and of
    /// interactions that a later row replaces.
    Row(fn(&RowCase<'_>, &mut Found<'_>)),
    /// At each segment whose id another interaction has, too.
    Shared(fn(&Shared<'_>, &mut Found<'_>)),
    /// At each queue and user that is inactive and has segments.
    AtWork(fn(&AtWork<'_>, &mut Found<'_>)),
    /// At each record that was left out because it can't be read, and its place.
    Reject(fn(Place, &Reject, &mut Found<'_>)),
    /// At the export as a whole.
    Whole(fn(&Whole<'_>, &mut Found<'_>)),
}

impl Severity {
    /// The severities, the worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The severity's name in files and options.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}
