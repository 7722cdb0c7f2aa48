//! The lines of records.

use std::mem::replace;
use std::sync::OnceLock;

use memchr::memchr_iter;
use rayon::prelude::*;

use crate::exports::Exports;
use crate::tables::Place;

/// The lines of records, without counting from the beginning of the file each time. A file is counted through once, when
/// the first of its lines is asked for.
#[derive(Debug)]
pub struct Lines<'e> {
    exports: &'e Exports,
    /// For each file the line that each of its steps begins on.
    steps: Vec<OnceLock<Vec<u64>>>,
}

/// Bytes between two places whose lines are known.
const STEP: usize = 1024;

impl<'e> Lines<'e> {
    pub fn new(exports: &'e Exports) -> Lines<'e> {
        Lines { exports, steps: exports.files.iter().map(|_| OnceLock::new()).collect() }
    }

    pub fn exports(&self) -> &'e Exports {
        self.exports
    }

    /// The line, as an editor counts it, on which a record begins.
    pub fn line(&self, place: Place) -> u64 {
        let bytes = self.exports.files[place.file()].bytes();
        let steps = self.steps[place.file()].get_or_init(|| {
            let mut steps: Vec<u64> =
                bytes.par_chunks(STEP).map(|chunk| memchr_iter(b'\n', chunk).count() as u64).collect();
            let mut line = 1;
            for step in &mut steps {
                line += replace(step, line);
            }
            steps
        });
        let step = place.offset() / STEP;
        let before = memchr_iter(b'\n', &bytes[step * STEP..place.offset()]).count() as u64;
        steps.get(step).copied().unwrap_or(1) + before
    }
}
