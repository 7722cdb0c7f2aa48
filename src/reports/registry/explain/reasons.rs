//! All reasons of a timeline, by number: of the interaction's measures, then of each ring's, of each segment's, then of
//! rows left out.

use std::ops::Range;

use crate::reports::Cell;
use crate::tables::Place;
use crate::timelines::Timeline;

use super::reason::Reason;
use super::{measures, rings, segments};

/// The numbers that reasons of a timeline may have. Not all have one.
pub(super) fn numbered(timeline: &Timeline<'_>) -> Range<u64> {
    let rings = timeline.rings.len() * rings::REASONS.len();
    let segments = timeline.stages.len() * segments::REASONS.len();
    0..(measures::REASONS.len() + rings + segments + timeline.left_out.len()) as u64
}

/// The reason with a number; not all have one.
pub(super) fn reason<'r>(timeline: &'r Timeline<'r>, number: u64) -> Option<Reason<'r>> {
    let mut number = number as usize;
    let mut within = |count: usize| {
        let found = (number < count).then_some(number);
        number = number.saturating_sub(count);
        found
    };
    if let Some(at) = within(measures::REASONS.len()) {
        return measures::REASONS[at](timeline);
    }
    if let Some(at) = within(timeline.rings.len() * rings::REASONS.len()) {
        return rings::REASONS[at % rings::REASONS.len()](timeline, at / rings::REASONS.len());
    }
    if let Some(at) = within(timeline.stages.len() * segments::REASONS.len()) {
        return segments::REASONS[at % segments::REASONS.len()](timeline, at / segments::REASONS.len());
    }
    timeline.left_out.get(number).map(left_out)
}

/// Why a row tells nothing: another one stands for its segment.
fn left_out<'r>((row, stands): &(Place, Place)) -> Reason<'r> {
    let rule = match row < stands {
        true => "the first of these rows is left out: the second has its segment_id too, and is newer",
        false => "the first of these rows is left out: the second equals it, or has its segment_id too and is newer",
    };
    Reason { rows: vec![*row, *stands], ..Reason::new("left_out", Cell::Blank, rule) }
}
