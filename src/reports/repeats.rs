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
    /// Those of rows with the same number.
    ByNumber,
    ByPreviousStatus,
    /// Those of segments that begin a ring of the same number.
    ByRing,
    ByResponse,
    /// Those of segments with the same code.
    ByCode(Coded),
}

impl Repeats {
    /// Where its number is; `None` if it has none.
    pub(crate) const fn slot(self) -> Option<usize> {
        Some(match self {
            Repeats::Never => return None,
            Repeats::InTimeline => 0,
            Repeats::ByNumber => 1,
            Repeats::ByPreviousStatus => 2,
            Repeats::ByRing => 3,
            Repeats::ByResponse => 4,
            Repeats::ByCode(field) => Repeats::CODES + field as usize,
        })
    }

    /// Whether it is one of words, of which there are so few that several columns side by side repeat, too.
    pub(crate) const fn is_of_words(self) -> bool {
        match self {
            Repeats::Never | Repeats::InTimeline | Repeats::ByNumber => false,
            Repeats::ByPreviousStatus | Repeats::ByRing | Repeats::ByResponse => true,
            Repeats::ByCode(field) => !matches!(field, Coded::QueueId | Coded::UserId),
        }
    }

    /// Where the numbers of codes begin.
    const CODES: usize = 5;
}

/// How a row's cells repeat: a small number for each [slot](Repeats::slot). Cells with the same number are the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers([usize; Numbers::SLOTS]);

impl Numbers {
    /// A power of two, so that no slot is out of bounds.
    const SLOTS: usize = 16;

    /// Of words, all numbers are less.
    pub(crate) const MANY: usize = 1000;

    /// Cells with it may be like no others.
    pub(crate) const NONE: usize = usize::MAX;

    /// Of a row whose cells may be like no others.
    pub(crate) const NEVER: Numbers = Numbers([Numbers::NONE; Numbers::SLOTS]);

    #[inline]
    pub(crate) fn of(row: &Row<'_>) -> Numbers {
        let stage = row.stage();
        let mut numbers = Numbers::NEVER;
        let mut set = |repeats: Repeats, number: Option<usize>| {
            if let Some(slot) = repeats.slot() {
                numbers.0[slot] = number.unwrap_or(Numbers::NONE);
            }
        };
        set(Repeats::InTimeline, Some(0));
        set(Repeats::ByNumber, Some(row.number as usize).filter(|number| *number < Numbers::MANY));
        set(Repeats::ByPreviousStatus, row.timeline.previous_status_code(stage));
        let of_response = |(response, source)| 1 + response as usize * ResponseSource::ALL.len() + source as usize;
        let ring = row.timeline.ring_at(row.at);
        let order = ring.map_or(0, |(order, _)| order);
        set(Repeats::ByRing, Some(order).filter(|order| *order < Numbers::MANY));
        let response = ring.and_then(|(_, ring)| ring.response);
        set(Repeats::ByResponse, Some(response.map_or(0, of_response)));
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
