//! The ticks of an axis of time: at round clock times of the output zone.

use crate::tables::{Instant, Zone};

use crate::formats::human;

/// The possible distances of ticks in seconds; the smallest is taken that makes at most [`MOST`] of them.
const STEPS: [i64; 20] =
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000];

/// The most ticks.
const MOST: i64 = 7;

/// Seconds of a day, and of thirty.
const DAY: i64 = 86_400;
const MONTH: i64 = 30 * DAY;

/// The ticks between two moments, each with its label.
pub(super) fn ticks(from: Instant, to: Instant, zone: Zone) -> Vec<(Instant, String)> {
    let span = to.seconds().saturating_sub(from.seconds());
    let longest = || span / MOST / DAY * DAY + DAY;
    let step = STEPS.into_iter().find(|step| span / step <= MOST).unwrap_or_else(longest);
    // Round by the wall clock at the beginning.
    let offset = i64::from(zone.offset_at(from));
    let first = (from.seconds() + offset).div_euclid(step) * step - offset;
    let (mut ticks, mut last_day) = (Vec::new(), zone.civil(from).date());
    for number in 0..=MOST + 1 {
        let at = Instant::from_micros((first + number * step).saturating_mul(1_000_000));
        if at < from || at > to {
            continue;
        }
        let day = zone.civil(at).date();
        let clock = human::clock(at, zone, None);
        let time = if step < 60 { clock.as_str() } else { &clock[..5] };
        let label = if step >= MONTH {
            day.format("%Y-%m-%d").to_string()
        } else if step >= DAY {
            day.format("%m-%d").to_string()
        } else if day == last_day {
            time.to_owned()
        } else {
            format!("{} {time}", day.format("%m-%d"))
        };
        last_day = day;
        ticks.push((at, label));
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zone: &str, from: i64, span: i64, expected: &str) {
        let (from, to) = (Instant::from_micros(from * 1_000_000), Instant::from_micros((from + span) * 1_000_000));
        let ticks = ticks(from, to, Zone::named(zone).unwrap());
        let labels: Vec<String> = ticks.into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels.join(" | "), expected);
    }

    #[test]
    fn ticks_stand_at_round_clock_times() {
        // 2026-11-20 at 10:00:02 in Berlin.
        check("Europe/Berlin", 1_795_165_202, 313, "10:01 | 10:02 | 10:03 | 10:04 | 10:05");
        check("Europe/Berlin", 1_795_165_202, 9, "10:00:02 | 10:00:04 | 10:00:06 | 10:00:08 | 10:00:10");
        check("Europe/Berlin", 1_795_165_202, 0, "10:00:02");
        check(
            "Asia/Kathmandu",
            1_795_165_202,
            3 * 86_400,
            "11-21 00:00 | 12:00 | 11-22 00:00 | 12:00 | 11-23 00:00 | 12:00",
        );
        check(
            "UTC",
            1_795_165_202,
            500 * 86_400,
            "2026-12-21 | 2027-03-03 | 2027-05-14 | 2027-07-25 | 2027-10-05 | 2027-12-16 | 2028-02-26",
        );
    }
}
