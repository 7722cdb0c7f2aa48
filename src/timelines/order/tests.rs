//! The order of segments.

use crate::timelines::Timeline;
use crate::timelines::told::{Told, seen};

fn names(timeline: &Timeline<'_>) -> String {
    timeline.stages.iter().filter_map(|stage| timeline.segment_id(stage)).collect()
}

#[test]
fn segments_are_ordered_by_start_then_sequence_then_end_then_place() {
    for (rows, expected) in [
        ("id at\n b 2\n a 1", "ab"),
        // As numbers.
        ("id at seq\n b 0 10\n a 0 9", "ab"),
        ("id at seq\n b 1 1\n a 0 2", "ab"),
        // Sequences count only where every segment of the start has one.
        ("id at seq end\n c 0 1 9\n a 0 . 3\n b 0 2 5", "abc"),
        ("id at seq end\n c 0 1 9\n a 0 0 .\n d 5 . 6", "acd"),
        ("id at end\n c 0 .\n b 0 7\n a 0 5", "abc"),
        ("id at end duration\n b 0 7 1\n a 0 . 6", "ab"),
        ("id at seq end\n b 0 1 7\n a 0 1 5", "ab"),
        ("id at end\n b 0 5\n a 0 5", "ba"),
    ] {
        assert_eq!(seen(rows, names), expected, "{rows}");
    }
}

#[test]
fn the_place_in_the_input_goes_by_file_then_by_record() {
    let told = Told::new(&[("segments (10)", "id at\n c 0\n d 0"), ("segments (2)", "id at\n b 0\n a 0")]);
    assert_eq!(told.timelines(names), ["bacd"]);
}
