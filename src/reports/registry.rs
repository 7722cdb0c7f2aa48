//! The reports that there are. A new one is a file and a line here.

mod check;
mod interactions;
mod paths;
mod report;
mod rings;
mod statuses;
mod summary;

use super::Report;

pub use report::{outline, section};

/// All reports, in the order of help.
pub static REPORTS: [&Report; 7] = [
    &report::REPORT,
    &rings::RINGS,
    &statuses::STATUSES,
    &interactions::INTERACTIONS,
    &summary::SUMMARY,
    &paths::PATHS,
    &check::CHECK,
];
