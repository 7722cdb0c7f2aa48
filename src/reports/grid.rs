//! Rows of cells for people.

use std::borrow::Cow;

use super::{Align, Cell, Kind, Section, SectionColumn, Shrink, Styled, Title, Tone, Value};

/// Columns that stay where there is little room; those after them are left out from the right.
const STAYING: usize = 4;

/// A table of rows under columns that have a name and a kind.
pub fn grid(columns: &[(String, Kind)], rows: Vec<Vec<Cell<'static>>>) -> Section<'static> {
    let column = |(at, (name, kind)): (usize, &(String, Kind))| SectionColumn {
        title: Title::Word(title(name)),
        align: match kind {
            Kind::Count | Kind::Seconds | Kind::Rate => Align::Right,
            Kind::Text | Kind::Word | Kind::Time | Kind::Flag => Align::Left,
        },
        shrink: match kind {
            _ if at >= STAYING => Shrink::LeaveOut(u8::try_from(at).unwrap_or(u8::MAX)),
            Kind::Text | Kind::Word => Shrink::To(8),
            _ => Shrink::Never,
        },
    };
    Section {
        columns: columns.iter().enumerate().map(column).collect(),
        rows: rows
            .into_iter()
            .map(|row| row.into_iter().zip(columns).map(|(cell, (name, _))| styled(cell, name)).collect())
            .collect(),
        names_left_out: true,
        ..Section::default()
    }
}

/// A column's name as people say it: the unit stands at the values.
fn title(name: &str) -> String {
    match name {
        "seconds_in_from" => "lasted".to_owned(),
        "ring_seconds" => "rang".to_owned(),
        _ => name.replace("seconds_in_from_", "lasted_").replace("_seconds", "").replace('_', " "),
    }
}

/// A cell of a column of some name, for people.
pub fn styled<'r>(cell: Cell<'r>, name: &str) -> Styled<'r> {
    let tone = tone(&cell, name);
    let value = match cell {
        Cell::Blank => Value::Text(String::new()),
        Cell::Text(Cow::Borrowed(text)) => Value::Data(text),
        Cell::Text(Cow::Owned(text)) => Value::Text(text),
        Cell::Count(count) => Value::Count(count),
        Cell::Seconds(length) => Value::Length(length),
        Cell::Average(average) => Value::Length(average.exact()),
        Cell::Time(at) => Value::Moment(at),
        Cell::Rate(rate) => Value::Rate(rate),
        Cell::Flag(flag) => Value::Text(if flag { "yes" } else { "" }.to_owned()),
    };
    Styled::new(value, tone)
}

/// What words say well, or ill, by themselves.
fn tone(cell: &Cell<'_>, name: &str) -> Tone {
    let Cell::Text(text) = cell else { return Tone::Plain };
    match (name, text.as_ref()) {
        ("response", "accepted") | ("outcome", "answered") => Tone::Good,
        ("response", "rejected" | "ignored") | ("outcome", "unanswered") => Tone::Bad,
        ("response", "clear") => Tone::Doubtful,
        ("outcome", "exited") => Tone::Machine,
        ("outcome", "open") => Tone::Waiting,
        ("interaction_id", _) => Tone::Strong,
        _ => Tone::Plain,
    }
}
