//! How a report was asked for, and how that ended.

use std::cell::RefCell;
use std::ffi::OsString;
use std::path::PathBuf;

/// How a report was asked for.
pub(super) struct Invocation<'r> {
    /// What was typed after `segrep`, or would have been.
    pub(super) arguments: Vec<OsString>,
    /// The name under which it is saved; `None` where it was typed.
    pub(super) report: Option<String>,
    /// Whether only to say what would be read and written.
    pub(super) is_dry_run: bool,
    /// The files of settings that were named before in this run.
    pub(super) named: &'r RefCell<Vec<PathBuf>>,
}

/// How a run ended, where it didn't fail.
/// In the order of how bad it is: of several reports the worst ending stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Everything asked for is done.
    Done,
    /// Something asked for is not there; the rest is reported.
    Missing,
    /// `check` found problems as bad as asked for, or worse.
    Problems,
    /// One of several reports was asked wrongly; the others are made.
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
