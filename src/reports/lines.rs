//! The lines of records.

use std::sync::OnceLock;

use crate::exports::{Exports, LineSteps};
use crate::tables::Place;

/// The lines of records of all files.
#[derive(Debug)]
pub struct Lines<'e> {
    exports: &'e Exports,
    /// By file, counted through when the first of its lines is asked for.
    steps: Vec<OnceLock<LineSteps>>,
}

impl<'e> Lines<'e> {
    pub fn new(exports: &'e Exports) -> Lines<'e> {
        Lines { exports, steps: exports.files.iter().map(|_| OnceLock::new()).collect() }
    }

    pub fn exports(&self) -> &'e Exports {
        self.exports
    }

    /// The files and lines of records, in this order: `segments.csv:3,7; segments 2.csv:2`.
    pub fn names(&self, places: &[Place]) -> String {
        let of_files = places.chunk_by(|one, next| one.file() == next.file());
        let named = of_files.map(|places| {
            let lines: Vec<String> = places.iter().map(|place| self.line(*place).to_string()).collect();
            format!("{}:{}", self.exports.files[places[0].file()].name, lines.join(","))
        });
        named.collect::<Vec<_>>().join("; ")
    }

    /// The line, as an editor counts it, on which a record begins.
    pub fn line(&self, place: Place) -> u64 {
        let bytes = self.exports.files[place.file()].bytes();
        self.steps[place.file()].get_or_init(|| LineSteps::of(bytes)).line(bytes, place.offset())
    }
}
