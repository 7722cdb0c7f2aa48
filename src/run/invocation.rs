//! How a report was asked for, and how that ended.

use std::cell::RefCell;
use std::ffi::OsString;
use std::path::PathBuf;

/// How a report was asked for.
pub(super) struct Invocation<'r> {
    /// The arguments after `segrep`, as typed or saved.
    pub(super) arguments: Vec<OsString>,
    /// The saved report's name; `None` if it was typed.
    pub(super) report: Option<String>,
    /// Whether to only say what would be read and written.
    pub(super) is_dry_run: bool,
    /// The settings files already named in this run.
    pub(super) named: &'r RefCell<Vec<PathBuf>>,
}

/// How a run ended, unless it failed. In order of severity: of several reports the worst ending stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Everything asked for is done.
    Done,
    /// Something asked for is not there; the rest is reported.
    Missing,
    /// `check` found problems as bad as asked for, or worse.
    Problems,
    /// One of several reports was a wrong use; the others are made.
    Misused,
    /// One of several reports failed; the others are made.
    Failed,
}

impl Ending {
    /// The exit status.
    pub fn status(self) -> u8 {
        match self {
            Ending::Done => 0,
            Ending::Missing => 3,
            Ending::Problems => 4,
            Ending::Misused => 2,
            Ending::Failed => 1,
        }
    }
}
