//! Records that can't be read, where the rest is wanted all the same.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::error::Fault;

/// What is done with a record that can't be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnError {
    /// Nothing is reported; the first such record is told
    #[default]
    Fail,
    /// It is left out, counted and kept for --rejects
    Skip,
}

/// A record that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Where it lies in its file, without its line end.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub fault: Fault,
}

/// The records that were left out, by file and place.
#[derive(Debug, Default)]
pub(super) struct Rejects(Mutex<BTreeMap<(usize, usize), Reject>>);

impl Rejects {
    pub(super) fn all(&self) -> MutexGuard<'_, BTreeMap<(usize, usize), Reject>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
