//! The lines of records, without counting from the beginning of the file each time.

use memchr::memchr_iter;

/// The line on which each step of a file begins.
#[derive(Clone, Debug, Default)]
pub struct LineSteps(Vec<u64>);

impl LineSteps {
    /// Bytes between two places whose lines are known.
    const STEP: usize = 1024;

    /// Counts through the whole text of a file.
    pub fn of(bytes: &[u8]) -> LineSteps {
        let mut line = 1;
        let begins = |chunk: &[u8]| {
            let begins = line;
            line += line_feeds(chunk);
            begins
        };
        LineSteps(bytes.chunks(LineSteps::STEP).map(begins).collect())
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
