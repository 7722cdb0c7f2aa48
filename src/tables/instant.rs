//! Moments and lengths of time, in whole microseconds.

use std::fmt;
use std::iter;
use std::ops::{Add, AddAssign, Sub};

use super::decimal::write_scaled;

/// Microseconds in a second.
const SECOND: i64 = 1_000_000;

/// A moment: whole microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Integers, so that neither the order of additions nor the machine makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// A length of time in whole microseconds. Negative if something ended before it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(i64);

/// An exact sum of lengths of time, in 128 bits, which no number of them overflows.
///
/// Aligned like a [`Duration`], so that an enum of either is no larger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(Rust, packed(8))]
pub struct Sum(i128);

impl Instant {
    /// Earlier than every exported time.
    pub const MIN: Instant = Instant(i64::MIN);
    /// Later than every exported time.
    pub const MAX: Instant = Instant(i64::MAX);

    /// Whether it is in the years 0001 to 9999 of UTC, which RFC 3339 can express.
    #[inline]
    pub const fn is_in_years(self) -> bool {
        const FIRST: i64 = -62_135_596_800 * SECOND;
        const AFTER: i64 = 253_402_300_800 * SECOND;
        FIRST <= self.0 && self.0 < AFTER
    }

    /// The moment this many microseconds after 1970-01-01T00:00:00Z.
    pub const fn from_micros(micros: i64) -> Instant {
        Instant(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// The microseconds after [`Instant::seconds`], 0 to 999 999.
    pub const fn subsecond(self) -> u32 {
        self.0.rem_euclid(SECOND) as u32
    }
}

impl Duration {
    /// Zero.
    pub const ZERO: Duration = Duration(0);
    /// The longest duration that a value may have, a hundred calendar years: far beyond any real one.
    pub const LONGEST: Duration = Duration(36_525 * 86_400 * SECOND);

    /// A duration of this many microseconds.
    pub const fn from_micros(micros: i64) -> Duration {
        Duration(micros)
    }

    /// A duration of this many seconds.
    pub const fn from_seconds(seconds: i64) -> Duration {
        Duration(seconds * SECOND)
    }

    /// Its microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }
}

impl Sum {
    /// Zero.
    pub const ZERO: Sum = Sum(0);

    /// A sum of this many microseconds.
    pub const fn from_micros(micros: i128) -> Sum {
        Sum(micros)
    }

    /// Its microseconds.
    pub const fn micros(self) -> i128 {
        self.0
    }
}

impl From<Duration> for Sum {
    fn from(duration: Duration) -> Sum {
        Sum(duration.0.into())
    }
}

impl fmt::Display for Sum {
    /// Seconds as a decimal without trailing zeros, as `24.124` or `-3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.0, 6)
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Instant) -> Duration {
        Duration(self.0.saturating_sub(earlier.0))
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;

    fn sub(self, duration: Duration) -> Instant {
        Instant(self.0.saturating_sub(duration.0))
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;

    fn add(self, duration: Duration) -> Instant {
        Instant(self.0.saturating_add(duration.0))
    }
}

impl Add for Sum {
    type Output = Sum;

    fn add(self, other: Sum) -> Sum {
        Sum(self.0 + other.0)
    }
}

impl<D: Into<Sum>> AddAssign<D> for Sum {
    fn add_assign(&mut self, other: D) {
        *self = *self + other.into();
    }
}

impl iter::Sum<Duration> for Sum {
    fn sum<I: Iterator<Item = Duration>>(durations: I) -> Sum {
        durations.fold(Sum::ZERO, |sum, duration| sum + duration.into())
    }
}
