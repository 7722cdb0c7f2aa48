//! The period that the chosen one is compared with, as far as the exports tell of both.

use std::sync::Arc;

use crate::choices::{Choice, Interval, Periods};
use crate::messages::Messages;
use crate::plain::counted;
use crate::reports::Comparison;
use crate::tables::{Duration, Instant};
use crate::timelines::Timeline;

use super::coverage::moment;

/// The exports hold a week if they begin on its first day.
const DAY: Duration = Duration::from_seconds(24 * 60 * 60);

/// `begin` and `newest` are the first and last moments that the exports tell of, if any.
pub(super) fn comparison(
    mut periods: Periods,
    choice: &Choice,
    [begin, newest]: [Option<Instant>; 2],
    now: Instant,
    messages: &mut Messages<'_>,
) -> Comparison {
    let mut remarks = Vec::new();
    if let Some(end) = periods.end_at(newest.unwrap_or(now), now) {
        let end = moment(end, periods.zone);
        remarks.push(match periods.is_outright {
            true => format!("the chosen period isn't over: it is counted until {end}, the other one whole"),
            false => format!("the chosen period isn't over: both are counted until the same time, {end}"),
        });
    }
    // Of several weeks only those that the exports hold whole make a mean.
    let is_mean = periods.before.len() > 1;
    let begins_before =
        |period: &Interval| begin.is_some_and(|begin| begin < if is_mean { period.start + DAY } else { period.end });
    let covered: Vec<Interval> = periods.before.iter().copied().filter(begins_before).collect();
    if let Some(begin) = begin {
        let start = moment(begin, periods.zone);
        if covered.is_empty() {
            remarks.push("the exports hold nothing of the period before".to_owned());
            messages.warning(format!("the exports begin at {start}, after the period compared with"));
        } else if covered.len() < periods.before.len() || covered.iter().any(|period| period.start < begin) {
            messages.warning(format!("the exports begin at {start}, within the period compared with"));
        }
    }
    let before = match &*periods.before {
        [before] => periods.told(*before),
        weeks => {
            let days: Vec<String> = covered.iter().map(|period| periods.told(*period)).collect();
            let days = if days.is_empty() { String::new() } else { format!(": {}", days.join(", ")) };
            format!("the same weekdays of {} before{days}", counted(weeks.len() as u64, "week"))
        }
    };
    let shifts = covered.iter().map(|period| periods.shift(*period)).collect();
    let (choice, all) = (choice.clone(), [&[periods.now][..], &covered].concat());
    let has = Arc::new(move |at: usize, timeline: &Timeline<'_>| choice.is_in(all[at], timeline));
    Comparison { now: periods.told(periods.now), before, shifts, has, remarks }
}
