//! One value of a report's row.

use std::borrow::Cow;

use crate::tables::{Duration, Instant, Sum, Uuid};

use super::Kind;

/// A value with its kind, so that each format can spell it in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'r> {
    Blank,
    /// Text as it came; an id, a name, a word.
    Text(Cow<'r, str>),
    /// An id, spelled as such in every format.
    Uuid(Uuid),
    /// A count or an ordinal.
    Count(u64),
    Seconds(Sum),
    /// The average of several lengths of time, to at most three decimals of a second.
    Average(Average),
    /// A moment, shown in the output zone.
    Time(Instant),
    /// The same, with six decimals in files, whatever it needs.
    Micros(Instant),
    Rate(Rate),
    Number(Number),
    Flag(bool),
}

/// An amount that may be no whole number, or negative, rounded as files have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Counts, seconds or shares.
    pub kind: Kind,
    /// In millionths.
    pub amount: Sum,
    pub role: Role,
}

/// What a number is, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An amount.
    Amount,
    /// By how much something changed; a share by points.
    Change,
    /// By which share of what it was before something changed.
    ChangeRate,
    /// A change of what is too few to tell.
    TooFew,
}

/// A sum of lengths of time over their number, which is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Average {
    pub sum: Sum,
    pub count: u64,
}

/// A part of a whole, which is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub part: u64,
    pub whole: u64,
}

impl Average {
    /// Thousandths of a second, half to even on the exact value.
    pub fn milliseconds(self) -> i128 {
        half_even(self.sum.micros(), i128::from(self.count) * 1000)
    }

    /// The average to whole microseconds: for people, who are shown it to the unit that a length of its size has.
    pub fn exact(self) -> Sum {
        Sum::from_micros(half_even(self.sum.micros(), i128::from(self.count)))
    }

    /// The average to the nearest thousandth of a second.
    pub fn length(self) -> Sum {
        Sum::from_micros(self.milliseconds() * 1000)
    }
}

impl Rate {
    /// Thousandths, half to even on the exact value.
    pub fn thousandths(self) -> i128 {
        half_even(i128::from(self.part) * 1000, i128::from(self.whole))
    }

    /// Ten thousandths, half to even on the exact value.
    pub fn ten_thousandths(self) -> i128 {
        half_even(i128::from(self.part) * 10_000, i128::from(self.whole))
    }
}

/// A fraction of integers as the nearest integer, half to even. `below` is positive.
pub(crate) fn half_even(above: i128, below: i128) -> i128 {
    let (whole, rest) = (above.div_euclid(below), above.rem_euclid(below));
    let rounds_up = rest * 2 > below || (rest * 2 == below && whole % 2 != 0);
    whole + i128::from(rounds_up)
}

impl<'r> Cell<'r> {
    pub fn text(text: &'r str) -> Cell<'r> {
        Cell::Text(Cow::Borrowed(text))
    }

    /// Texts joined by ` > `; blank if there are none.
    pub fn path<'p>(texts: impl IntoIterator<Item = &'p str>) -> Cell<'r> {
        let mut joined = String::new();
        for text in texts {
            if joined.is_empty() {
                // As long as most paths.
                joined.reserve(80);
            } else {
                joined.push_str(" > ");
            }
            joined.push_str(text);
        }
        if joined.is_empty() { Cell::Blank } else { Cell::Text(Cow::Owned(joined)) }
    }

    /// The average of `count` lengths of time; blank over none.
    pub fn average(sum: Sum, count: u64) -> Cell<'r> {
        if count == 0 { Cell::Blank } else { Cell::Average(Average { sum, count }) }
    }

    pub fn rate(part: u64, whole: u64) -> Cell<'r> {
        if whole == 0 { Cell::Blank } else { Cell::Rate(Rate { part, whole }) }
    }

    /// A fraction of integers as a number of a kind: counts and seconds to thousandths, shares to ten thousandths, half to
    /// even on the exact value. Whole microseconds stay as they are if they are `exact`. `below` is positive.
    pub fn number(kind: Kind, role: Role, above: i128, below: i128, exact: bool) -> Cell<'r> {
        let unit = match kind {
            Kind::Seconds if below == 1 && exact => 1_000_000,
            Kind::Rate => 10_000,
            _ => 1_000,
        };
        // Seconds are given in microseconds.
        let (above, below) =
            if kind == Kind::Seconds { (above, below * (1_000_000 / unit)) } else { (above * unit, below) };
        let amount = Sum::from_micros(half_even(above, below) * (1_000_000 / unit));
        Cell::Number(Number { kind, amount, role })
    }

    /// Its kind; a blank may be among values of any kind.
    pub fn kind(&self) -> Kind {
        match self {
            Cell::Blank | Cell::Text(_) | Cell::Uuid(_) => Kind::Text,
            Cell::Count(_) => Kind::Count,
            Cell::Seconds(_) | Cell::Average(_) => Kind::Seconds,
            Cell::Time(_) | Cell::Micros(_) => Kind::Time,
            Cell::Rate(_) => Kind::Rate,
            Cell::Number(number) => number.kind,
            Cell::Flag(_) => Kind::Flag,
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Blank => Cell::Blank,
            Cell::Uuid(uuid) => Cell::Uuid(uuid),
            Cell::Count(count) => Cell::Count(count),
            Cell::Seconds(duration) => Cell::Seconds(duration),
            Cell::Average(average) => Cell::Average(average),
            Cell::Time(instant) => Cell::Time(instant),
            Cell::Micros(instant) => Cell::Micros(instant),
            Cell::Rate(rate) => Cell::Rate(rate),
            Cell::Number(number) => Cell::Number(number),
            Cell::Flag(flag) => Cell::Flag(flag),
        }
    }
}

impl<'r> From<Option<&'r str>> for Cell<'r> {
    fn from(text: Option<&'r str>) -> Self {
        text.map_or(Cell::Blank, Cell::text)
    }
}

impl From<Option<Sum>> for Cell<'_> {
    fn from(sum: Option<Sum>) -> Self {
        sum.map_or(Cell::Blank, Cell::Seconds)
    }
}

impl From<Option<Duration>> for Cell<'_> {
    fn from(duration: Option<Duration>) -> Self {
        duration.map_or(Cell::Blank, |duration| Cell::Seconds(duration.into()))
    }
}

impl From<Option<Instant>> for Cell<'_> {
    fn from(instant: Option<Instant>) -> Self {
        instant.map_or(Cell::Blank, Cell::Time)
    }
}

impl From<Option<u64>> for Cell<'_> {
    fn from(count: Option<u64>) -> Self {
        count.map_or(Cell::Blank, Cell::Count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_rounded_half_to_even() {
        assert_eq!(half_even(5, 10), 0);
        assert_eq!(half_even(15, 10), 2);
        assert_eq!(half_even(25, 10), 2);
        assert_eq!(half_even(26, 10), 3);
        assert_eq!(half_even(-5, 10), 0);
        assert_eq!(half_even(-15, 10), -2);
        assert_eq!(half_even(-16, 10), -2);
    }
}
