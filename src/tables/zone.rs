//! Time zones: the local time at an instant, and the instant of a local time.

use std::cell::Cell;
use std::fmt;

use chrono::{
    DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike,
};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::{Duration, Instant};

/// A time zone of the IANA database, as `Europe/Berlin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

/// A local date and time, without a zone.
pub type Civil = NaiveDateTime;

/// How often a zone's clocks showed a time, if not once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClockChange {
    /// Twice: they were put back.
    Twice,
    /// Never: they were put forward.
    Never,
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone(Tz::UTC);

    /// The zone of a name, case-insensitive; `None` if the IANA database has no such name.
    pub fn named(name: &str) -> Option<Zone> {
        let any_case = || TZ_VARIANTS.into_iter().find(|zone| zone.name().eq_ignore_ascii_case(name));
        name.parse().ok().or_else(any_case).map(Zone)
    }

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TZ_VARIANTS.into_iter().map(Tz::name)
    }

    /// The zone's name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Whether this is UTC itself, by any of its names, not a zone that happens to have its time.
    pub fn is_utc(self) -> bool {
        let name = self.name();
        ["UTC", "UCT", "Universal", "Zulu"].contains(&name.strip_prefix("Etc/").unwrap_or(name))
    }

    /// The offset from UTC at an instant, in seconds but of whole minutes, as in RFC 3339: local mean times before about
    /// 1900 are rounded. 0 if the clocks would show a year before 0001 or after 9999.
    pub fn offset_at(self, instant: Instant) -> i32 {
        let utc = civil_of_seconds(instant.seconds());
        let exact = self.0.offset_from_utc_datetime(&utc).fix().local_minus_utc();
        let offset = exact.signum() * ((exact.abs() + 30) / 60 * 60);
        let shown = instant + Duration::from_seconds(offset.into());
        if shown.is_in_years() { offset } else { 0 }
    }

    /// The instant at which the zone's clocks showed a time: the earlier of two; for a time that they skipped, by the
    /// offset before the gap.
    pub fn instant_of(self, civil: Civil) -> Instant {
        self.read(civil).0
    }

    /// As [`Zone::instant_of`], with the change of the clocks that the time is in.
    pub fn read(self, civil: Civil) -> (Instant, Option<ClockChange>) {
        let seconds = |offset: FixedOffset| offset.local_minus_utc();
        let (offset, change) = match self.0.offset_from_local_datetime(&civil) {
            MappedLocalTime::Single(offset) => (seconds(offset.fix()), None),
            MappedLocalTime::Ambiguous(one, other) => {
                (seconds(one.fix()).max(seconds(other.fix())), Some(ClockChange::Twice))
            }
            MappedLocalTime::None => (self.offset_before_gap(civil), Some(ClockChange::Never)),
        };
        let utc = civil.and_utc();
        let micros = (utc.timestamp() - i64::from(offset)) * 1_000_000 + i64::from(utc.nanosecond()) / 1000;
        (Instant::from_micros(micros), change)
    }

    /// The offset before the gap that `civil` is in: that of the nearest earlier time that exists.
    fn offset_before_gap(self, civil: Civil) -> i32 {
        // The longest gap in the database is a whole day (Pacific/Apia skipped 2011-12-30).
        const STEPS: i32 = 3 * 24 * 4;
        (1..=STEPS)
            .filter_map(|step| civil.checked_sub_signed(TimeDelta::minutes(15) * step))
            .find_map(|earlier| self.0.offset_from_local_datetime(&earlier).latest())
            .map_or(0, |offset| offset.fix().local_minus_utc())
    }

    /// The first instant of a local day: midnight, or the end of the gap if clocks skip midnight.
    pub fn start_of_day(self, day: NaiveDate) -> Instant {
        self.instant_of(day.and_time(NaiveTime::MIN))
    }

    /// What the zone's clocks showed at an instant, to the second.
    pub fn civil(self, instant: Instant) -> Civil {
        civil_of_seconds(instant.seconds() + i64::from(self.offset_at(instant)))
    }

    /// What the zone's clocks showed at an instant, with their offset.
    pub fn local(self, instant: Instant) -> DateTime<FixedOffset> {
        let utc = DateTime::from_timestamp_micros(instant.micros());
        let offset = FixedOffset::east_opt(self.offset_at(instant));
        utc.zip(offset).map(|(utc, offset)| utc.with_timezone(&offset)).unwrap_or_default()
    }

    /// A clock of this zone, to be asked many times.
    pub fn clock(self) -> Clock {
        Clock { zone: self, block: Cell::new((i64::MIN, 0)) }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A [`Zone`] that caches the last offset: neighbouring instants nearly always share it.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: Zone,
    /// The number of a [`BLOCK`] with a constant offset, and that offset.
    block: Cell<(i64, i32)>,
}

/// Seconds of a cached block. No zone ever changed its offset twice within one.
const BLOCK: i64 = 900;

impl Clock {
    /// The clock's zone.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// As [`Zone::offset_at`].
    #[inline]
    pub fn offset_at(&self, instant: Instant) -> i32 {
        if self.zone == Zone::UTC { 0 } else { self.offset_in_block(instant) }
    }

    fn offset_in_block(&self, instant: Instant) -> i32 {
        let block = instant.seconds().div_euclid(BLOCK);
        let (known, offset) = self.block.get();
        if known == block {
            return offset;
        }
        let at = |seconds: i64| self.zone.offset_at(Instant::from_micros(seconds.saturating_mul(1_000_000)));
        let (first, last) = (at(block * BLOCK), at(block * BLOCK + BLOCK - 1));
        if first != last {
            return self.zone.offset_at(instant);
        }
        self.block.set((block, first));
        first
    }
}

/// The local time this many seconds after 1970-01-01T00:00:00, clamped to the years that chrono knows.
fn civil_of_seconds(seconds: i64) -> Civil {
    match DateTime::from_timestamp(seconds, 0) {
        Some(utc) => utc.naive_utc(),
        None if seconds < 0 => NaiveDateTime::MIN,
        None => NaiveDateTime::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(zone: &str, civil: &str) -> String {
        let zone = Zone::named(zone).unwrap();
        let instant = zone.instant_of(civil.parse().unwrap());
        let utc = civil_of_seconds(instant.seconds());
        format!("{utc}Z")
    }

    #[test]
    fn a_time_that_exists_twice_is_the_earlier_one() {
        assert_eq!(instant("Europe/Berlin", "2026-10-25T02:30:00"), "2026-10-25 00:30:00Z");
        assert_eq!(instant("America/New_York", "2026-11-01T01:30:00"), "2026-11-01 05:30:00Z");
    }

    #[test]
    fn a_time_in_a_gap_has_the_offset_from_before_it() {
        assert_eq!(instant("Europe/Berlin", "2026-03-29T02:30:00"), "2026-03-29 01:30:00Z");
        assert_eq!(instant("Pacific/Apia", "2011-12-30T12:00:00"), "2011-12-30 22:00:00Z");
    }

    #[test]
    fn a_day_starts_after_the_gap_where_midnight_is_skipped() {
        let zone = Zone::named("America/Asuncion").unwrap();
        let start = zone.start_of_day("2023-10-01".parse().unwrap());
        assert_eq!(zone.civil(start).to_string(), "2023-10-01 01:00:00");
    }

    #[test]
    fn a_clock_remembers_nothing_wrong() {
        for name in ["Europe/Berlin", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kathmandu", "Etc/UTC"] {
            let zone = Zone::named(name).unwrap();
            let clock = zone.clock();
            for step in 0..40_000 {
                let instant = Instant::from_micros(1_700_000_000_000_000 + step * 1_234_567_891);
                assert_eq!(clock.offset_at(instant), zone.offset_at(instant), "{name} at {instant:?}");
            }
        }
    }

    #[test]
    fn utc_is_utc_by_every_name_and_greenwich_is_not() {
        assert!(Zone::named("etc/zulu").unwrap().is_utc());
        assert!(!Zone::named("GMT").unwrap().is_utc());
        assert!(Zone::named("Mars/Olympus").is_none());
    }
}
