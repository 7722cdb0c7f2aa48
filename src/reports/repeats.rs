//! Which cells of a column are known to be the same, so that they need to be spelled only once.

use crate::timelines::{Coded, ResponseSource};

use super::row::Row;

/// Which of a column's cells, but for those for people, are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// None.
    Never,
    /// Those of a timeline.
    InTimeline,
    ByPreviousStatus,
    ByResponse,
    /// Those of segments with the same code.
    ByCode(Coded),
}

impl Repeats {
    /// Where its number is.
    pub(crate) const fn slot(self) -> usize {
        match self {
            Repeats::Never => 0,
            Repeats::InTimeline => 1,
            Repeats::ByPreviousStatus => 2,
            Repeats::ByResponse => 3,
            Repeats::ByCode(field) => Repeats::CODES + field as usize,
        }
    }

    /// Where the numbers of codes begin.
    const CODES: usize = 4;
}

/// How a row's cells repeat: a small number for each [slot](Repeats::slot). Cells with the same number are the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers([usize; Numbers::SLOTS]);

impl Numbers {
    /// A power of two, so that no slot is out of bounds.
    const SLOTS: usize = 16;

    /// Cells with it may be like no others.
    pub(crate) const NONE: usize = usize::MAX;

    /// Of a row whose cells may be like no others.
    pub(crate) const NEVER: Numbers = Numbers([Numbers::NONE; Numbers::SLOTS]);

    #[inline]
    pub(crate) fn of(row: &Row<'_>) -> Numbers {
        let stage = row.stage();
        let mut numbers = Numbers::NEVER;
        let mut set = |repeats: Repeats, number: Option<usize>| {
            numbers.0[repeats.slot()] = number.unwrap_or(Numbers::NONE);
        };
        set(Repeats::InTimeline, Some(0));
        set(Repeats::ByPreviousStatus, row.timeline.previous_status_code(stage));
        let of_response = |(response, source)| 1 + response as usize * ResponseSource::ALL.len() + source as usize;
        set(Repeats::ByResponse, Some(row.response().map_or(0, of_response)));
        for (at, code) in stage.codes().into_iter().enumerate() {
            numbers.0[Repeats::CODES + at] = code.unwrap_or(Numbers::NONE);
        }
        numbers
    }

    #[inline]
    pub(crate) fn get(&self, slot: usize) -> usize {
        self.0[slot % Numbers::SLOTS]
    }
}
