//! Who was rung, how they responded, how long, and whether the ring was withdrawn.

use super::*;
use crate::timelines::Coded;
use crate::timelines::told::{length, seen};

/// The rings of an interaction, each as its user, its segments from 1, its response (`?` without one, `*` where it is
/// inferred), its length, and whether it is withdrawn.
fn rings(segments: &str) -> String {
    let rings: Vec<String> = seen(segments, |timeline| {
        let tell = |ring: &Ring| {
            let user = timeline.stages[ring.first].text(Coded::UserId).unwrap_or_default();
            let at = if ring.first == ring.last { String::new() } else { format!("-{}", ring.last + 1) };
            let response = match ring.response {
                Some((response, ResponseSource::Recorded)) => format!("{response:?}"),
                Some((response, ResponseSource::Inferred)) => format!("{response:?}*"),
                None => "?".to_owned(),
            };
            let withdrawn = if ring.withdrawn { " withdrawn" } else { "" };
            format!("{user} {}{at} {response} {}{withdrawn}", ring.first + 1, length(ring.seconds))
        };
        timeline.rings.iter().map(tell).collect()
    });
    rings.join(", ")
}

#[track_caller]
fn check(segments: &str, expected: &str) {
    assert_eq!(rings(segments), expected, "{segments}");
}

#[test]
fn a_ring_reason_or_pending_rings_a_user() {
    check("at end user status reason\n 0 5 ana Open ring", "ana 1 ? 5");
    check("at end user status reason\n 0 5 ana Pending transfer", "ana 1 ? 5");
    check("at end user status reason\n 0 5 . Pending ring", "");
    check("at end user status reason\n 0 5 ana Open transfer", "");
}

#[test]
fn a_response_rings_where_nothing_rings_by_the_rule() {
    check("at end user event\n 0 5 ana ignored\n 5 9 ben accepted", "ana 1 Ignored 5, ben 2 Accepted 4");
    // Each one is a ring of its own, and a word that is no response is none.
    check("at end user event\n 0 5 ana ignored\n 5 9 ana ignored", "ana 1 Ignored 5, ana 2 Ignored 4");
    check("at end user event\n 0 5 ana lunch\n 5 9 . accepted", "");
    // Somebody rings by the rule: then a response alone is no ring.
    check("at end user event reason\n 0 5 ana ignored ring\n 5 9 ben accepted .", "ana 1 Ignored 5");
}

#[test]
fn pending_alone_continues_the_ring_before_it() {
    check("at end user status reason\n 0 5 ana Open ring\n 5 9 ana Pending .", "ana 1-2 ? 9");
    check("at end user status\n 0 5 ana Pending\n 5 9 ana Pending\n 9 11 ana Pending", "ana 1-3 ? 11");
    // Not another user's, not one that begins with a reason, not one that was responded to, not across a pause.
    check("at end user status\n 0 5 ana Pending\n 5 9 ben Pending", "ana 1 ? 5, ben 2 ? 4");
    check("at end user status reason\n 0 5 ana Pending .\n 5 9 ana Pending ring", "ana 1 ? 5, ana 2 ? 4");
    check("at end user status event\n 0 5 ana Pending ignored\n 5 9 ana Pending .", "ana 1 Ignored 5, ana 2 ? 4");
    check("at end user status\n 0 5 ana Pending\n 5 6 . Open\n 6 9 ana Pending", "ana 1 ? 5, ana 3 ? 3");
    check("at end user status\n 0 5 ana Open\n 5 9 ana Pending", "ana 2 ? 4");
    check("at end user status\n 0 5 ana Pending\n 5 6 ana Open\n 6 9 ana Pending", "ana 1 ? 5, ana 3 ? 3");
}

#[test]
fn the_first_response_of_its_segments_is_recorded() {
    let run = "at end user status event\n 0 5 ana Pending .\n 5 9 ana Pending rejected";
    check(run, "ana 1-2 Rejected 9");
    check(&format!("{run}\n 9 20 ana Connected ."), "ana 1-2 Rejected 9");
    check("at end user status event\n 0 5 ana Pending lunch", "ana 1 ? 5");
}

#[test]
fn a_response_in_the_users_next_segment_is_recorded() {
    let ring = "at end user reason event\n 0 5 ana ring .\n";
    check(&format!("{ring} 5 6 ana . rejected"), "ana 1 Rejected 5");
    // Only rings of others may lie between, overlapping or not.
    check(&format!("{ring} 5 6 ben ring .\n 6 7 ana . rejected"), "ana 1 Rejected 5, ben 2 ? 1");
    check(&format!("{ring} 5 6 ben . .\n 6 7 ana . rejected"), "ana 1 ? 5");
    check(&format!("{ring} 5 6 . . rejected\n 6 7 ana . rejected"), "ana 1 ? 5");
    check(&format!("{ring} 5 6 ben . rejected"), "ana 1 ? 5");
    // What rings itself tells of its own ring.
    check(&format!("{ring} 5 6 ana ring rejected"), "ana 1 ? 5, ana 2 Rejected 1");
    check(&format!("{ring} 5 6 ana ring .\n 6 7 ana . rejected"), "ana 1 ? 5, ana 2 Rejected 1");
}

#[test]
fn connected_with_the_user_next_means_accepted() {
    let ring = "at end user status\n 0 5 ana Pending\n";
    check(&format!("{ring} 5 9 ana Connected"), "ana 1 Accepted* 5");
    check(&format!("{ring} 5 9 ben Connected"), "ana 1 ? 5 withdrawn");
    check(&format!("{ring} 5 9 ana Hold"), "ana 1 ? 5");
    check(&format!("{ring} 5 6 . Open\n 6 9 ana Connected"), "ana 1 ? 5");
    check("at end user status event\n 0 5 ana Pending accepted\n 5 9 ana Connected .", "ana 1 Accepted 5");
}

#[test]
fn rings_of_others_that_start_before_its_end_are_passed_over() {
    let next = " 9 20 ana Connected";
    check(
        &format!("at end user status\n 0 9 ana Pending\n 3 9 ben Pending\n{next}"),
        "ana 1 Accepted* 9, ben 2 ? 6 withdrawn",
    );
    // One that starts when it ends is what came next.
    check(&format!("at end user status\n 0 5 ana Pending\n 5 9 ben Pending\n{next}"), "ana 1 ? 5, ben 2 ? 4 withdrawn");
    // It is the start of the whole ring that counts, not that of the segment.
    check(
        &format!("at end user status\n 0 4 ana Pending\n 3 4 ben Pending\n 4 9 ben Pending\n{next}"),
        "ana 1 Accepted* 4, ben 2-3 ? 6 withdrawn",
    );
    // Another ring of the same user is not passed over.
    check(
        "at end user status reason\n 0 9 ana Pending ring\n 3 9 ana Pending ring\n 9 20 ana Connected .",
        "ana 1 ? 9, ana 2 Accepted* 6",
    );
}

#[test]
fn a_ring_without_an_end_ends_after_all_others() {
    // Somebody else's ring at the same start is no end of it, and passed over, though he is Connected in it.
    check("at user status reason\n 0 ana Pending ring\n 0 ben Connected ring", "ana 1 ? ., ben 2 ? .");
}

#[test]
fn a_ring_lasts_as_its_segment_says_or_from_its_first_start_to_its_last_end() {
    check("at end duration user status\n 0 5 4 ana Pending", "ana 1 ? 4");
    check("at end duration user status\n 0 5 4 ana Pending\n 6 9 2 ana Pending", "ana 1-2 ? 9");
    check("at user status\n 0 ana Pending", "ana 1 ? .");
    // Time in contact says nothing about ringing.
    for handling in ["Connected", "Hold", "WrapUp"] {
        check(&format!("at end user status reason\n 0 5 ana {handling} ring"), "ana 1 ? .");
    }
    check("at end user status reason\n 0 5 ana Bot ring", "ana 1 ? 5");
}

#[test]
fn a_ring_is_withdrawn_where_the_customer_or_another_user_was_quicker() {
    let with =
        |event: &str, next: &str| rings(&format!("at end user status event\n 0 5 ana Pending {event}\n 5 9 {next}"));
    assert_eq!(with(".", ". Completed"), "ana 1 ? 5 withdrawn");
    assert_eq!(with("cancelled", ". Completed"), "ana 1 Clear 5 withdrawn");
    assert_eq!(with("cancelled", "ben Connected"), "ana 1 Clear 5 withdrawn");
    for (word, response) in [("accepted", "Accepted"), ("rejected", "Rejected"), ("ignored", "Ignored")] {
        assert_eq!(with(word, ". Completed"), format!("ana 1 {response} 5"));
        assert_eq!(with(word, "ben Connected"), format!("ana 1 {response} 5"));
    }
    // Not by nobody, not by the user's own contact, not by another status.
    assert_eq!(with(".", ". Connected"), "ana 1 ? 5");
    assert_eq!(with("cancelled", "ana Connected"), "ana 1 Clear 5");
    assert_eq!(with(".", ". Open"), "ana 1 ? 5");
}

#[test]
fn a_user_who_was_connected_before_was_not_quicker() {
    let after =
        |first: &str| rings(&format!("at end user status\n 0 5 {first}\n 5 9 ana Pending\n 9 20 ben Connected"));
    assert_eq!(after("ben Connected"), "ana 2 ? 4");
    assert_eq!(after("ben Hold"), "ana 2 ? 4 withdrawn");
    assert_eq!(after("cem Connected"), "ana 2 ? 4 withdrawn");
}
