//! What only the export as a whole shows: the segments of each day, and where its time ends.

use std::collections::BTreeMap;

use crate::tables::{Duration, Instant, Zone};
use crate::timelines::Index;

#[derive(Clone, Debug, Default)]
pub(crate) struct Background {
    /// The last moment that isn't too far in the future (rule `time-in-the-future`); `None` if too little is known.
    pub(crate) latest: Option<Instant>,
    /// The number of segments of each day that has any, by days since 1970-01-01.
    days: BTreeMap<i64, u64>,
}

/// Consecutive days, in days since 1970-01-01, with far fewer segments than their neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) segments: u64,
    /// The segments of the neighbour with the fewest.
    pub(super) neighbours: u64,
}

/// A pause that a complete export never has.
const PAUSE: Duration = Duration::from_seconds(30 * 86_400);

/// One interaction in this many may lie beyond the pause.
const STRAYS: usize = 100;

/// With fewer interactions nothing can be called usual.
const REST: usize = 3;

/// The least that a hole's neighbours have: below that, chance alone makes such days.
const ENOUGH: u64 = 50;

/// How many times more segments than the hole they have.
const FEWER: u64 = 10;

const DAY: i64 = 86_400;

impl Background {
    pub(crate) fn of(index: &Index, zone: Zone) -> Background {
        let clock = zone.clock();
        let mut days: BTreeMap<i64, u64> = BTreeMap::new();
        // Groups are ordered by creation, so neighbours nearly always share the day.
        let mut run = (i64::MIN, 0);
        for group in &index.groups {
            let at = group.earliest;
            let day = (at.seconds() + i64::from(clock.offset_at(at))).div_euclid(DAY);
            if day != run.0 {
                *days.entry(run.0).or_default() += run.1;
                run = (day, 0);
            }
            run.1 += group.len() as u64;
        }
        *days.entry(run.0).or_default() += run.1;
        days.retain(|_, segments| *segments > 0);
        Background { latest: latest(index.groups.iter().map(|group| group.latest).collect()), days }
    }

    /// Days with far fewer segments than their neighbours; consecutive ones are one hole.
    pub(super) fn holes(&self) -> Vec<Hole> {
        let (Some((&first, _)), Some((&last, _))) = (self.days.first_key_value(), self.days.last_key_value()) else {
            return Vec::new();
        };
        let mut by_weekday: [Vec<i64>; 7] = Default::default();
        for day in self.days.keys() {
            by_weekday[day.rem_euclid(7) as usize].push(*day);
        }
        let mut holes: Vec<Hole> = Vec::new();
        for day in first + 1..last {
            let segments = self.segments(day);
            let of_weekday = &by_weekday[day.rem_euclid(7) as usize];
            let comes_again = day - 7 >= first || day + 7 <= last;
            if of_weekday.is_empty() && comes_again {
                continue;
            }
            let neighbours = self.neighbours(day, of_weekday);
            if neighbours < ENOUGH || segments * FEWER >= neighbours {
                continue;
            }
            match holes.last_mut() {
                Some(hole) if hole.last + 1 == day => {
                    hole.last = day;
                    hole.segments += segments;
                    hole.neighbours = hole.neighbours.min(neighbours);
                }
                _ => holes.push(Hole { first: day, last: day, segments, neighbours }),
            }
        }
        holes
    }

    fn segments(&self, day: i64) -> u64 {
        self.days.get(&day).copied().unwrap_or(0)
    }

    /// The segments of the day's neighbour with fewer.
    fn neighbours(&self, day: i64, of_weekday: &[i64]) -> u64 {
        let before = of_weekday.partition_point(|known| *known < day).checked_sub(1).map(|at| of_weekday[at]);
        let after = of_weekday.get(of_weekday.partition_point(|known| *known <= day)).copied();
        let (before, after) = before.zip(after).unwrap_or((day - 1, day + 1));
        self.segments(before).min(self.segments(after))
    }
}

/// The newest start apart from strays, plus a pause.
fn latest(mut starts: Vec<Instant>) -> Option<Instant> {
    if starts.len() < REST {
        return None;
    }
    let strays = (starts.len() / STRAYS).max(1);
    let newest = starts.len() - strays - 1;
    starts.select_nth_unstable(newest);
    let tail = &mut starts[newest..];
    tail.sort_unstable();
    let pause = tail.windows(2).position(|pair| pair[1] - pair[0] > PAUSE);
    Some(tail[pause.unwrap_or(tail.len() - 1)] + PAUSE)
}
