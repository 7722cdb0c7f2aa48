//! Values for people, and the columns they are in.

use std::borrow::Cow;

use crate::tables::{Duration, Instant, Sum};

use super::Cell;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SectionColumn {
    pub title: Title,
    pub align: Align,
    /// What happens to it if there is little room.
    pub shrink: Shrink,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    Word(String),
    /// The scale of a bar: from nothing to this length.
    Scale(Duration),
}

/// The side of a column on which values stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// What a column does if there is little room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shrink {
    Never,
    /// Its values are cut, with a mark, down to this many columns.
    To(usize),
    /// Its values go on in further lines, down to this many columns.
    Wrap(usize),
    /// It is left out; the highest number first.
    LeaveOut(u8),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Styled<'r> {
    pub value: Value<'r>,
    pub tone: Tone,
}

/// A value for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value<'r> {
    /// As it stands in the cell of a row.
    Cell(Cell<'r>),
    /// The time of day, with the date if the section spans several days.
    Clock(Instant),
    /// A place on the scale of the column.
    Bar(Bar),
}

/// A stretch of a bar's scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    /// Where it begins, from the start of the scale.
    pub from: Duration,
    /// Where it ends; `None` while it is open.
    pub to: Option<Duration>,
    pub scale: Duration,
}

/// How a value is meant. Formats may colour it, never instead of a word. A page's script knows tones by their order here
/// (`TONES` in `data.js`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As any other.
    #[default]
    Plain,
    /// What matters most.
    Strong,
    /// What matters least.
    Faint,
    /// As it should be.
    Good,
    /// As it shouldn't.
    Bad,
    /// Neither: worth a look.
    Doubtful,
    /// Waiting for somebody.
    Waiting,
    /// With a machine.
    Machine,
}

impl<'r> Styled<'r> {
    pub(crate) fn new(value: Value<'r>, tone: Tone) -> Styled<'r> {
        Styled { value, tone }
    }

    /// Text, in no particular tone.
    pub(crate) fn text(text: impl Into<Cow<'r, str>>) -> Styled<'r> {
        Cell::Text(text.into()).into()
    }

    /// A length of time, in no particular tone.
    pub(crate) fn length(length: impl Into<Sum>) -> Styled<'r> {
        Cell::Seconds(length.into()).into()
    }

    pub(crate) fn none() -> Styled<'r> {
        Cell::Blank.into()
    }

    pub(crate) fn toned(self, tone: Tone) -> Styled<'r> {
        Styled { tone, ..self }
    }
}

impl<'r> From<Cell<'r>> for Styled<'r> {
    fn from(cell: Cell<'r>) -> Styled<'r> {
        Styled::new(Value::Cell(cell), Tone::Plain)
    }
}
