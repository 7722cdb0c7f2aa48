//! Rows of cells for people.

use super::{Align, Cell, Column, Kind, Number, Role, SectionColumn, Shrink, Styled, Title, Tone};

/// How many columns always stay; those after them are left out from the right if there is little room.
const STAYING: usize = 4;

/// A column as people see it, at its place among others.
pub(crate) fn head(column: &Column, at: usize) -> SectionColumn {
    SectionColumn {
        title: Title::Word(column.title()),
        align: if column.kind.is_amount() { Align::Right } else { Align::Left },
        shrink: match column.kind {
            _ if column.wraps => Shrink::Wrap(14),
            _ if at >= STAYING => Shrink::LeaveOut(u8::try_from(at).unwrap_or(u8::MAX)),
            Kind::Text | Kind::Word => Shrink::To(8),
            Kind::Count | Kind::Seconds | Kind::Time | Kind::Rate | Kind::Flag => Shrink::Never,
        },
    }
}

pub(crate) fn styled<'r>(cell: Cell<'r>, column: &Column) -> Styled<'r> {
    let tone = match &cell {
        Cell::Text(text) => (column.tone)(text),
        Cell::Number(Number { role: Role::TooFew, .. }) => Tone::Faint,
        _ => Tone::Plain,
    };
    Styled::from(cell).toned(tone)
}
