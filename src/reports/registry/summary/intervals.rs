//! The intervals of a day: steps of elapsed time from its midnight.

use chrono::{NaiveDate, TimeDelta};

use crate::reports::Shift;
use crate::tables::{Duration, Instant, Zone};

/// The interval in whose place another one is: that at the same time of day, later by what the periods' starts are apart.
pub(super) fn moved_interval(start: Instant, shift: Shift, zone: Zone, length: Duration) -> Instant {
    if shift.days == 0 && shift.seconds == 0 {
        return start;
    }
    let moved = zone.civil(start) + TimeDelta::days(shift.days) + TimeDelta::seconds(shift.seconds);
    start_of_interval(zone.instant_of(moved), zone, length)
}

/// The start of the interval that a moment is in, in steps from its day's midnight.
pub(super) fn start_of_interval(at: Instant, zone: Zone, length: Duration) -> Instant {
    let midnight = zone.start_of_day(zone.civil(at).date());
    let length = length.micros().max(1);
    midnight + Duration::from_micros((at - midnight).micros().div_euclid(length) * length)
}

/// The starts of the intervals of each day from one moment up to another.
pub(super) fn intervals(start: Instant, end: Instant, zone: Zone, length: Duration) -> impl Iterator<Item = Instant> {
    let days = zone.civil(start).date().iter_days().map(move |day| (zone.start_of_day(day), day.succ_opt()));
    let of_day = move |(midnight, next): (Instant, Option<NaiveDate>)| {
        let next = next.map_or(end, |next| zone.start_of_day(next));
        let starts = (0..).map(move |step| midnight + Duration::from_micros(step * length.micros().max(1)));
        starts.take_while(move |at| *at < next && *at < end)
    };
    let starts = days.take_while(move |(midnight, _)| *midnight < end).flat_map(of_day);
    starts.filter(move |at| *at + length > start)
}
