//! Cells for the page's script.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::formats::human;
use crate::reports::{Cell, Kind, Number, Styled, Tone, Value};
use crate::tables::Zone;

/// A cell as the script reads it: text alone, with its tone's number, or also with its sort key and the key's kind.
pub(super) struct PageCell<'v> {
    styled: Styled<'v>,
    cells: PageCells,
}

/// Formats values for people.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageCells {
    pub(super) zone: Zone,
    /// The day from which clock times are counted; `None` if all are of one day.
    pub(super) first: Option<NaiveDate>,
}

impl PageCells {
    pub(super) fn cell<'v>(self, styled: impl Into<Styled<'v>>) -> PageCell<'v> {
        PageCell { styled: styled.into(), cells: self }
    }

    /// The cells of a row, without bars.
    pub(super) fn cells<'v>(self, row: impl IntoIterator<Item = Styled<'v>>) -> Vec<PageCell<'v>> {
        let shown = row.into_iter().filter(|styled| !matches!(styled.value, Value::Bar(_)));
        shown.map(|styled| self.cell(styled)).collect()
    }

    /// Cells without a column.
    pub(super) fn plain(self, cells: &[Cell<'static>]) -> Vec<PageCell<'static>> {
        cells.iter().map(|cell| self.cell(cell.clone())).collect()
    }
}

impl Serialize for PageCell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Styled { value, tone } = &self.styled;
        let text = human::value(value, self.cells.zone, self.cells.first);
        match (key(value), *tone) {
            (Some((kind, key)), tone) => (text, tone as u8, key, kind).serialize(serializer),
            (None, Tone::Plain) => text.serialize(serializer),
            (None, tone) => (text, tone as u8).serialize(serializer),
        }
    }
}

/// A value's sort key unless that is its text, after the key's kind: 0 a number, 1 a share in ten thousandths, 2 a length
/// and 3 a moment in microseconds.
fn key(value: &Value<'_>) -> Option<(u8, i128)> {
    match value {
        Value::Bar(_) | Value::Cell(Cell::Blank | Cell::Text(_) | Cell::Uuid(_) | Cell::Flag(_)) => None,
        Value::Cell(Cell::Count(count)) => Some((0, (*count).into())),
        Value::Cell(Cell::Rate(rate)) => Some((1, rate.ten_thousandths())),
        Value::Cell(Cell::Number(Number { kind: Kind::Rate, amount, .. })) => Some((1, amount.micros() / 100)),
        Value::Cell(Cell::Number(Number { amount, .. })) => Some((2, amount.micros())),
        Value::Cell(Cell::Seconds(length)) => Some((2, length.micros())),
        Value::Cell(Cell::Average(average)) => Some((2, average.exact().micros())),
        Value::Clock(at) | Value::Cell(Cell::Time(at) | Cell::Micros(at)) => Some((3, at.micros().into())),
    }
}
