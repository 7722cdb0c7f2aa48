//! The pictures of a summary.

use crate::reports::{Cell, Sketch, Tone};

use super::asked::SummaryAsked;
use super::key::{self, Key};

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
    let (labels, by) = (labels(keys), key::told(keys));
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

/// The pictures of two periods: pairs of bars.
pub(super) fn compared(asked: &SummaryAsked) -> Vec<Sketch> {
    let pair = |title: &str, now: &'static str, before: &'static str| Sketch::Bars {
        title: title.to_owned(),
        names: labels(&asked.keys),
        series: vec![(now, "now", Tone::Good), (before, "before", Tone::Plain)],
        whole: None,
        is_time: asked.keys.iter().all(|key| key.is_time()),
        moments: Vec::new(),
    };
    if asked.is_by_user() {
        return vec![pair("Rings", "rings", "rings_before")];
    }
    vec![
        pair("Interactions", "interactions", "interactions_before"),
        pair("Average wait of answered interactions", "wait_seconds_avg", "wait_seconds_avg_before"),
    ]
}

/// The columns that name bars: the last of a key's is the one that people read.
fn labels(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().filter_map(|key| Some(&*key.columns().last()?.name)).collect()
}
