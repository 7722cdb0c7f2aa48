//! The lines of records, without counting from the beginning of the file each time.

use std::mem::replace;

use memchr::memchr_iter;
use rayon::prelude::*;

/// The line on which each step of a file begins.
#[derive(Clone, Debug, Default)]
pub struct LineSteps(Vec<u64>);

impl LineSteps {
    /// Bytes between two places whose lines are known.
    const STEP: usize = 1024;

    /// Counts through the whole text of a file.
    pub fn of(bytes: &[u8]) -> LineSteps {
        let mut steps: Vec<u64> = bytes.par_chunks(LineSteps::STEP).map(line_feeds).collect();
        let mut line = 1;
        for step in &mut steps {
            line += replace(step, line);
        }
        LineSteps(steps)
    }

    /// The line, as an editor counts it, of an offset in that text, which `bytes` reach.
    pub fn line(&self, bytes: &[u8], offset: usize) -> u64 {
        let step = offset / LineSteps::STEP;
        self.0.get(step).copied().unwrap_or(1) + line_feeds(&bytes[step * LineSteps::STEP..offset])
    }
}

fn line_feeds(bytes: &[u8]) -> u64 {
    memchr_iter(b'\n', bytes).count() as u64
}
