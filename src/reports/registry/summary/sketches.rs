//! The pictures of a summary.

use crate::reports::{Cell, Sketch, Tone};

use super::asked::SummaryAsked;
use super::key;

/// What is drawn: a column, what it is called, and how it is meant.
type Drawn = (&'static str, &'static str, Tone);

const RESPONSES: [Drawn; 5] = [
    ("accepted", "accepted", Tone::Good),
    ("ignored", "ignored", Tone::Bad),
    ("rejected", "rejected", Tone::Machine),
    ("clear", "clear", Tone::Doubtful),
    ("unknown", "unknown", Tone::Faint),
];

const HANDLING: [Drawn; 3] = [
    ("talk_seconds", "talk", Tone::Good),
    ("hold_seconds", "hold", Tone::Doubtful),
    ("wrap_up_seconds", "wrap-up", Tone::Plain),
];

/// How long answered ones waited.
const WAITS: [Drawn; 2] = [
    ("wait_seconds_p50", "half of them at most", Tone::Waiting),
    ("wait_seconds_p90", "nine of ten at most", Tone::Plain),
];

const OUTCOMES: [Drawn; 5] = [
    ("answered", "answered", Tone::Good),
    ("unanswered", "unanswered", Tone::Bad),
    ("exited", "exited", Tone::Machine),
    ("open", "open", Tone::Waiting),
    ("outcome_unknown", "not recorded", Tone::Faint),
];

/// The pictures of a summary by these keys, with the columns that people are shown.
pub(super) fn of(asked: &SummaryAsked, moments: Vec<Cell<'static>>, shows: impl Fn(&str) -> bool) -> Vec<Sketch> {
    let (keys, by_user) = (&asked.keys, asked.is_by_user());
    // The last of a key's columns is the one that people read.
    let labels: Vec<&'static str> = keys.iter().filter_map(|key| Some(&*key.columns().last()?.name)).collect();
    let by = key::names(keys).join(" and ").replace('-', " ");
    let is_time = !by_user && keys.iter().all(|key| key.is_time());
    let bars = |title: &str, series: &[Drawn], whole: Option<&'static str>| Sketch::Bars {
        title: format!("{title} by {by}"),
        names: labels.clone(),
        series: series.iter().copied().filter(|(name, ..)| shows(name)).collect(),
        whole,
        is_time,
        moments: moments.clone(),
    };
    if by_user {
        vec![bars("Responses", &RESPONSES, Some("rings")), bars("Handling time", &HANDLING, Some("handle_seconds"))]
    } else {
        let waits = bars("Waits of answered interactions", &WAITS, None);
        vec![waits, bars("Interactions", &OUTCOMES, Some("interactions"))]
    }
}
