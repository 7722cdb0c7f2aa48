//! The chosen intervals, as instants.

use chrono::NaiveDate;

use crate::tables::{Instant, Zone};

/// From `start`, inclusive, to `end`, exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub start: Instant,
    pub end: Instant,
}

impl Interval {
    /// Its first day, and the one after its last; `None` if it isn't of whole days.
    pub(crate) fn whole_days(self, zone: Zone) -> Option<(NaiveDate, NaiveDate)> {
        let [first, after] = [self.start, self.end].map(|at| zone.civil(at).date());
        let is_whole = [first, after].map(|day| zone.start_of_day(day)) == [self.start, self.end];
        is_whole.then_some((first, after))
    }
}

/// The chosen instants: those in one of `dates`, if there are any, at or after `since`, and before `until`.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    pub(super) dates: Vec<Interval>,
    pub(super) since: Instant,
    pub(super) until: Instant,
}

impl Bounds {
    /// The end of the chosen interval; `None` if it is open.
    pub(crate) fn end(&self) -> Option<Instant> {
        let dates = self.dates.iter().map(|date| date.end).max();
        let end = dates.map_or(self.until, |end| end.min(self.until));
        (end < Instant::MAX).then_some(end)
    }

    /// The chosen interval; `None` if it is open at either end.
    pub(crate) fn interval(&self) -> Option<Interval> {
        let dates = self.dates.iter().map(|date| date.start).min();
        let start = dates.map_or(self.since, |start| start.max(self.since));
        self.end().filter(|_| start > Instant::MIN).map(|end| Interval { start, end })
    }

    /// The days of the chosen interval; none if it is open at either end.
    pub(super) fn days(&self, zone: Zone) -> Vec<NaiveDate> {
        let always = [Interval { start: Instant::MIN, end: Instant::MAX }];
        let dates = if self.dates.is_empty() { &always[..] } else { &self.dates };
        let bounds = dates.iter().map(|date| (date.start.max(self.since), date.end.min(self.until)));
        let mut days: Vec<NaiveDate> = bounds
            .filter(|(start, end)| *start > Instant::MIN && *end < Instant::MAX && start < end)
            .flat_map(|(start, end)| {
                let first = zone.civil(start).date();
                first.iter_days().take_while(move |day| zone.start_of_day(*day) < end)
            })
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    pub(super) fn is_always(&self) -> bool {
        self.dates.is_empty() && self.since == Instant::MIN && self.until == Instant::MAX
    }

    pub(super) fn has(&self, at: Instant) -> bool {
        at >= self.since
            && (at < self.until || self.until == Instant::MAX)
            && (self.dates.is_empty() || self.dates.iter().any(|date| date.start <= at && at < date.end))
    }

    /// Whether an instant from `earliest` to `latest` may be chosen.
    pub(super) fn may_have(&self, earliest: Instant, latest: Instant) -> bool {
        let meets = |from: Instant, to: Instant| latest >= from && earliest < to;
        meets(self.since, self.until)
            && (self.dates.is_empty() || self.dates.iter().any(|date| meets(date.start, date.end)))
    }
}
