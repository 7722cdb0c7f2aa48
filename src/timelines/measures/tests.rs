//! What an interaction amounts to.

use super::*;
use crate::timelines::Timeline;
use crate::timelines::told::{Told, length, or_dot, second, seen, seen_with};

fn outcome(timeline: &Timeline<'_>) -> String {
    or_dot(timeline.measures.outcome.map(Outcome::name))
}

fn state(timeline: &Timeline<'_>) -> String {
    or_dot(timeline.measures.state.map(State::name))
}

/// When waiting began, when and by whom it was answered, and how long that took.
fn wait(timeline: &Timeline<'_>) -> String {
    let Measures { queued_at, answered, wait, .. } = &timeline.measures;
    let (at, by) = (second(answered.map(|answered| answered.at)), or_dot(timeline.answered_by()));
    format!("queued {}, answered {at} by {by}, wait {}", second(*queued_at), length(*wait))
}

#[track_caller]
fn check(see: fn(&Timeline<'_>) -> String, segments: &str, expected: &str) {
    assert_eq!(seen(segments, see), expected, "{segments}");
}

#[test]
fn creation_and_completion_are_exported_or_those_of_the_segments() {
    let span = |timeline: &Timeline<'_>| {
        let Measures { created, completion, total, .. } = timeline.measures;
        format!("{} to {}, {}", second(Some(created)), second(completion), length(total))
    };
    let segments = "at status\n 5 Open\n 9 Completed\n 12 Completed";
    check(span, segments, "5 to 9, 4");
    assert_eq!(seen_with("created completed\n 2 20", segments, span), "2 to 20, 18");
    assert_eq!(seen_with("created completed\n 2 .", segments, span), "2 to 9, 7");
    check(span, "at status\n 5 Open", "5 to ., .");
}

#[test]
fn waiting_begins_with_the_first_open_or_pending() {
    check(
        wait,
        "at status user\n 0 Creating .\n 3 Open .\n 5 Pending ana\n 9 Connected ana",
        "queued 3, answered 9 by ana, wait 6",
    );
    check(
        wait,
        "at status user\n 0 Creating .\n 5 Pending ana\n 9 Connected ana",
        "queued 5, answered 9 by ana, wait 4",
    );
    // One that starts with the answer counts, one after it doesn't.
    check(wait, "at status user\n 0 Creating .\n 4 Connected ana\n 4 Open .", "queued 4, answered 4 by ana, wait 0");
    check(wait, "at status user\n 0 Creating .\n 4 Connected ana\n 5 Open .", "queued 0, answered 4 by ana, wait 4");
}

#[test]
fn a_menu_that_leads_is_no_queue() {
    let answered = "9 Connected ana";
    for (menu, queued) in [
        ("0 Creating .\n 2 Bot .\n 6 Hold .", 6),
        ("0 Bot .\n 2 Creating .\n 6 Hold .", 6),
        // Without a Bot, or with something before it, it is none; a segment without a status ends it.
        ("0 Creating .\n 6 Hold .", 0),
        ("0 Hold .\n 2 Bot .\n 6 Creating .", 0),
        ("0 Creating .\n 2 Bot .\n 4 . .\n 6 Bot .", 4),
    ] {
        let expected = format!("queued {queued}, answered 9 by ana, wait {}", 9 - queued);
        check(wait, &format!("at status user\n {menu}\n {answered}"), &expected);
    }
    // Nothing after it: it waited from the beginning.
    check(wait, "at status user\n 0 Creating .\n 2 Bot .", "queued 0, answered . by ., wait .");
}

#[test]
fn nothing_that_tells_of_waiting_is_no_wait() {
    check(wait, "at status user\n 0 Connected ana", "queued ., answered 0 by ana, wait .");
    for (status, queued) in [("Creating", 0), ("Open", 0), ("Pending", 0), ("Bot", 7)] {
        let expected = format!("queued {queued}, answered 7 by ana, wait {}", 7 - queued);
        check(wait, &format!("at status user\n 0 {status} .\n 7 Connected ana"), &expected);
    }
    check(wait, "at status user\n 0 Hold .\n 7 Connected ana", "queued ., answered 7 by ana, wait .");
    check(wait, "at reason user\n 0 ring ana\n 7 . .", "queued 0, answered . by ., wait .");
}

#[test]
fn the_first_connected_with_a_user_answers_else_an_accepted_ring() {
    check(
        wait,
        "at status user\n 0 Open .\n 2 Connected .\n 5 Connected ben\n 7 Connected ana",
        "queued 0, answered 5 by ben, wait 5",
    );
    let ring = "at end user reason event\n 0 4 ana ring ignored\n 4 9 ben ring accepted\n 9 12 cem ring accepted";
    check(wait, ring, "queued 0, answered 9 by ben, wait 9");
    // A ring without an end answers at its start.
    check(wait, "at user reason event\n 3 ben ring accepted", "queued 3, answered 3 by ben, wait 0");
    // Being connected tells more than a ring.
    check(
        wait,
        "at end user status reason event\n 0 4 ana . ring accepted\n 8 9 ben Connected . .",
        "queued 0, answered 8 by ben, wait 8",
    );
}

#[test]
fn who_was_not_answered_waited_until_the_completion() {
    check(wait, "at status\n 0 Creating\n 3 Open\n 9 Completed", "queued 3, answered . by ., wait 6");
    check(wait, "at status user\n 0 Creating .\n 3 Bot .\n 9 Completed .", "queued 9, answered . by ., wait .");
    check(wait, "at status\n 3 Open", "queued 3, answered . by ., wait .");
    // It rang, so it waited for somebody.
    check(
        wait,
        "at status reason user\n 0 Creating . .\n 3 Bot ring ana\n 9 Completed . .",
        "queued 9, answered . by ., wait 0",
    );
}

#[test]
fn the_outcome_tells_how_it_ended_for_the_customer() {
    check(outcome, "at status user\n 0 Connected ana\n 9 Completed .", "answered");
    check(outcome, "at status user\n 0 Open .\n 9 Connected ana", "answered");
    check(outcome, "at status\n 0 Open", "open");
    check(outcome, "at status\n 0 Open\n 9 Completed", "unanswered");
    check(outcome, "at status\n 0 Open\n 5 Bot\n 9 Completed", "exited");
    // A word that segrep doesn't know is a status, a blank is none, and what comes after the end doesn't count.
    check(outcome, "at status\n 0 Bot\n 5 Lunch\n 9 Completed", "unanswered");
    check(outcome, "at status\n 0 Bot\n 5 .\n 9 Completed", "exited");
    check(outcome, "at status\n 0 Open\n 9 Completed\n 10 Bot", "unanswered");
    // Without a Completed segment all of them are before the end.
    assert_eq!(seen_with("completed\n 20", "at status\n 0 Open\n 5 Bot", outcome), "exited");
}

#[test]
fn without_a_status_outcome_and_state_are_told_by_rings_and_the_completion() {
    for (row, segments, expected) in [
        ("completed\n 20", "at reason user\n 0 ring ana", "unanswered completed"),
        ("completed\n 20", "at reason user\n 0 hello ana", ". completed"),
        ("completed\n .", "at reason user\n 0 ring ana", ". ."),
        ("completed\n .", "at event user\n 0 accepted ana", "answered ."),
        ("completed\n .", "at status user\n 0 Lunch ana", "open open"),
        ("completed\n 20", "at status user\n 0 Lunch ana", "unanswered completed"),
    ] {
        let seen = seen_with(row, segments, |timeline| format!("{} {}", outcome(timeline), state(timeline)));
        assert_eq!(seen, expected, "{row} {segments}");
    }
}

#[test]
fn talk_hold_and_wrap_up_are_sums_of_durations() {
    let handling = |timeline: &Timeline<'_>| {
        timeline.measures.handling.map_or_else(
            || ".".to_owned(),
            |sums| format!("{} + {} + {} = {}", sums.talk, sums.hold, sums.wrap_up, sums.handle()),
        )
    };
    let rows = "at end duration status\n 0 5 3 Connected\n 5 9 . Hold\n 9 20 . Connected\n 20 22 . ACW\n 22 . . WrapUp";
    assert_eq!(seen(rows, handling), "14 + 4 + 2 = 20");
    assert_eq!(seen("at status\n 0 Open", handling), "0 + 0 + 0 = 0");
    assert_eq!(seen("at status\n 0 .", handling), ".");
}

#[test]
fn a_transfer_is_a_run_of_segments_up_to_the_next_connected() {
    let transfers = |timeline: &Timeline<'_>| or_dot(timeline.measures.transfers);
    check(transfers, "at status\n 0 Open", ".");
    check(transfers, "at status reason\n 0 Open hello", "0");
    check(transfers, "at status reason\n 0 Pending transfer\n 1 Open .\n 2 Pending transfer\n 3 Connected .", "1");
    check(transfers, "at status reason\n 0 Connected transfer\n 1 Connected transfer\n 2 Open transfer", "3");
    check(transfers, "at status reason\n 0 Connected .\n 1 Open .\n 2 Open blind-transfer", "1");
}

#[test]
fn the_status_path_has_each_status_once_in_a_row_as_first_spelled() {
    let path = |timeline: &Timeline<'_>| timeline.status_path().collect::<Vec<_>>().join(">");
    check(path, "at status\n 0 wrap-up\n 1 .\n 2 WrapUp\n 3 ACW\n 4 Open\n 5 acw", "wrap-up>ACW>Open>acw");
    check(path, "at status\n 0 .", "");
}

#[test]
fn rings_are_known_where_a_column_can_tell_of_them() {
    let known = |timeline: &Timeline<'_>| or_dot(timeline.known_rings().map(<[Ring]>::len));
    for (column, expected) in [("queue", "."), ("reason", "0"), ("status", "0"), ("event", "0")] {
        check(known, &format!("at user {column}\n 0 ana ."), expected);
    }
    // Of all parts of the table together.
    let told = Told::new(&[("segments", "at user\n 0 ana"), ("segments (2)", "at reason\n 5 .")]);
    assert_eq!(told.timelines(known), ["0"]);
}
