//! `--find`: text anywhere in an interaction's exported values.

use bumpalo::Bump;
use regex::{Regex, RegexBuilder};

use crate::exports::Exports;
use crate::tables::Place;
use crate::timelines::Timeline;

/// Texts, one of which must be found.
#[derive(Clone, Debug)]
pub(super) struct Find {
    patterns: Vec<Regex>,
}

impl Find {
    pub(super) fn new(texts: &[String]) -> Find {
        let pattern =
            |text: &String| RegexBuilder::new(&regex::escape(text.trim())).case_insensitive(true).build().ok();
        // An escaped text is always a pattern, unless it is larger than any value.
        Find { patterns: texts.iter().filter_map(pattern).collect() }
    }

    /// Whether one of the texts is in a value of the interaction's row or of one of its segments.
    pub(super) fn is_in(&self, timeline: &Timeline<'_>, exports: &Exports) -> bool {
        let mut places = timeline.row.into_iter().chain(timeline.stages.iter().map(|stage| stage.place));
        self.patterns.is_empty() || places.any(|place| self.is_in_record(place, exports))
    }

    fn is_in_record(&self, place: Place, exports: &Exports) -> bool {
        let arena = Bump::new();
        let is_in = exports.at(place, |_, record| {
            (0..record.record().len())
                .any(|column| self.patterns.iter().any(|pattern| pattern.is_match(record.get(column, &arena))))
        });
        is_in.unwrap_or(false)
    }
}
