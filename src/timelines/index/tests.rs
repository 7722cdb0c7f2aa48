//! Which interactions there are, in which order, and which row stands for each.

use crate::timelines::Timeline;
use crate::timelines::told::{Told, second};
use crate::timelines::{Decoded, everything};

/// Each interaction in report order, with its creation as exported.
fn ids(files: &[(&str, &str)]) -> Vec<String> {
    let tell = |timeline: &Timeline<'_>| format!("{} {}", timeline.id(), second(timeline.interaction.created_at));
    Told::new(files).timelines(tell)
}

#[test]
fn interactions_are_ordered_by_creation_else_by_their_earliest_start_then_by_id() {
    let segments = ("segments", "in at\n b 5\n b 9\n a 7\n c 1\n d 7");
    assert_eq!(ids(&[segments]), ["c .", "b .", "a .", "d ."]);
    assert_eq!(ids(&[segments, ("interactions", "in created\n c 8\n a 5\n d .")]), ["a 5", "b .", "d .", "c 8"]);
    // Bytes of ids, not letters.
    assert_eq!(ids(&[("segments", "in at\n b 0\n B 0\n a1 0\n a 0\n ä 0")]), ["B .", "a .", "a1 .", "b .", "ä ."]);
}

#[test]
fn a_row_that_was_left_out_counts_for_the_earliest_start() {
    assert_eq!(ids(&[("segments", "in id at\n a s 1\n a s 9\n b t 5")]), ["a .", "b ."]);
}

#[test]
fn the_last_row_of_an_interaction_stands() {
    let rows = "in created\n a 1\n b 2\n a 3\n e 4\n e 5\n f 9";
    let told = Told::new(&[
        ("interactions", rows),
        ("interactions (2)", "in created\n b 6"),
        ("segments", "in at\n a 0\n b 0\n c 0"),
    ]);
    assert_eq!(
        told.timelines(|timeline| format!("{} {}", timeline.id(), second(timeline.interaction.created_at))),
        ["c .", "a 3", "b 6"]
    );
    let index = everything(&told.exports, Decoded::default(), &|_| {}).unwrap();
    assert_eq!((index.replaced.len(), index.without_segments.len()), (3, 2));
    assert_eq!((index.read.segments, index.read.interactions, index.read.interaction_ids), (3, 7, 4));
}

#[test]
fn the_newest_time_of_a_table_is_its_latest() {
    let newest = |files: &[(&str, &str)]| -> Vec<String> {
        let told = Told::new(files);
        let newest = everything(&told.exports, Decoded::default(), &|_| {}).unwrap().newest(&told.exports);
        newest.into_iter().map(|(table, at)| format!("{table} {}", second(at))).collect()
    };
    let segments = ("segments", "in at\n a 9\n a 4\n b 2");
    assert_eq!(newest(&[segments]), ["segments 9"]);
    assert_eq!(
        newest(&[segments, ("interactions", "in created\n a 7\n z 12\n b .")]),
        ["segments 9", "interactions 12"]
    );
    assert_eq!(newest(&[segments, ("interactions", "in created")]), ["segments 9", "interactions ."]);
    assert_eq!(newest(&[segments, ("interactions", "in status\n a Open")]), ["segments 9"]);
}
