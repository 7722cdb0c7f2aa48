//! Times that the clocks of their zone showed twice or never, counted.

use std::collections::BTreeMap;

use crate::tables::{ClockChange, Zone};

/// How many times were such, by the name of their zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClockChanges {
    by_zone: BTreeMap<&'static str, ChangeCounts>,
}

/// How many times of a zone were such.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// Shown twice.
    pub twice: u64,
    /// Never shown.
    pub never: u64,
}

impl ClockChanges {
    /// ChangeCounts a time.
    pub(super) fn add(&mut self, zone: Zone, change: ClockChange) {
        let counts = self.by_zone.entry(zone.name()).or_default();
        match change {
            ClockChange::Twice => counts.twice += 1,
            ClockChange::Never => counts.never += 1,
        }
    }

    /// Adds what was counted elsewhere.
    pub(super) fn merge(&mut self, other: &ClockChanges) {
        for (zone, counts) in &other.by_zone {
            let sum = self.by_zone.entry(zone).or_default();
            sum.twice += counts.twice;
            sum.never += counts.never;
        }
    }

    /// The counts by zone, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, ChangeCounts)> {
        self.by_zone.iter().map(|(zone, counts)| (*zone, *counts))
    }
}
