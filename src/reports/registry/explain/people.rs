//! Reasons as people see them, below the timeline that they are of.

use crate::reports::{Align, Cell, Each, Grid, Lines, SectionColumn, Shrink, Styled, Title, Tone, Value, tones};
use crate::timelines::Timeline;

use super::reason::Reason;
use super::reasons::{numbered, reason};

/// A sum may rest on thousands of segments: so many are named.
const NAMED: usize = 12;

pub(crate) fn columns() -> Vec<SectionColumn> {
    let column =
        |title: &str, shrink| SectionColumn { title: Title::Word(title.to_owned()), align: Align::Left, shrink };
    vec![
        column("measure", Shrink::Never),
        column("value", Shrink::Wrap(8)),
        column("why", Shrink::Wrap(16)),
        column("segments", Shrink::Wrap(8)),
        column("records", Shrink::Wrap(12)),
    ]
}

pub(crate) fn table<'r>(timeline: &'r Timeline<'r>, lines: &'r Lines<'_>) -> Grid<'r> {
    let row = move |number: usize| Some(row(&reason(timeline, number as u64)?, timeline, lines));
    Grid { columns: columns(), rows: Each::new(numbered(timeline).end as usize, row) }
}

fn row<'r>(reason: &Reason<'r>, timeline: &'r Timeline<'r>, lines: &Lines<'_>) -> Vec<Styled<'r>> {
    let name = reason.measure.replace("_seconds", "").replace('_', " ");
    let name = reason.ring.map_or(name.clone(), |ring| format!("R{} {name}", ring + 1));
    let value = match &reason.value {
        // As a blank it would look unknown.
        Cell::Flag(false) => Styled::text("no"),
        Cell::Text(word) if reason.measure == "outcome" => {
            Styled::from(reason.value.clone()).toned(tones::of_outcome_word(word))
        }
        Cell::Text(word) if reason.measure == "response" => {
            Styled::from(reason.value.clone()).toned(tones::of_response_word(word))
        }
        Cell::Time(at) => Styled::new(Value::Clock(*at), Tone::Plain),
        value => Styled::from(value.clone()),
    };
    let mut numbers: Vec<String> = reason.segments.iter().take(NAMED).map(|at| (at + 1).to_string()).collect();
    if let Some(more @ 1..) = reason.segments.len().checked_sub(NAMED) {
        numbers.push(format!("and {more} more"));
    }
    let mut places = reason.places(timeline);
    let more = places.len().saturating_sub(NAMED);
    places.truncate(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    vec![
        Styled::text(name).toned(Tone::Faint),
        value,
        Styled::text(reason.rule.clone()),
        Styled::text(numbers.join(" ")),
        Styled::text(format!("{}{more}", lines.names(&places))).toned(Tone::Faint),
    ]
}
