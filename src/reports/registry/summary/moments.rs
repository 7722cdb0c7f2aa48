//! Days and intervals without anything: for pictures, and as rows if they are asked for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::reports::{Cell, Scope};
use crate::tables::Duration;

use super::asked::SummaryAsked;
use super::intervals::intervals;
use super::key::Key;
use super::part::Part;
use super::totals::Totals;

/// The cells of all moments from the first to the last of the rows, if they are by day or interval alone.
pub(super) fn moments(asked: &SummaryAsked, scope: &Scope, rows: &BTreeMap<Vec<Part>, Totals>) -> Vec<Cell<'static>> {
    let (first, last) = (rows.first_key_value(), rows.last_key_value());
    let ends = first.zip(last).map(|((first, _), (last, _))| (&first[0], &last[0]));
    let all: Vec<Part> = match (&*asked.keys, ends) {
        ([Key::Day], Some((Part::Text(Some(first)), Part::Text(Some(last))))) => days(first, last),
        ([Key::Interval], Some((Part::Moment(_, first), Part::Moment(_, last)))) => {
            let end = *last + Duration::from_micros(1);
            let starts = intervals(*first, end, scope.zone, asked.interval).take(MOST_DRAWN);
            starts.map(|start| Part::moment(start, scope.zone)).collect()
        }
        _ => Vec::new(),
    };
    if all.len() < MOST_DRAWN { all.into_iter().flat_map(Part::cells).collect() } else { Vec::new() }
}

/// Of more moments only those with a row are drawn.
const MOST_DRAWN: usize = 5_000;

/// Adds rows for intervals without any, from the first to the last of the chosen time, else of those in use.
/// Returns a note if they would be too many.
pub(super) fn fill(rows: &mut BTreeMap<Vec<Part>, Totals>, asked: &SummaryAsked, scope: &Scope) -> Option<String> {
    let at = asked.keys.iter().position(|key| *key == Key::Interval)?;
    let used = || rows.keys().filter_map(|key| key[at].as_moment());
    let used = used().min().zip(used().max().map(|last| last + Duration::from_micros(1)));
    let (start, end) = scope.chosen.or(used)?;
    let without_interval = |key: &Vec<Part>| {
        let mut other = key.clone();
        other[at] = Part::All;
        other
    };
    let others: BTreeSet<Vec<Part>> = match asked.keys.len() {
        1 => BTreeSet::from([vec![Part::All]]),
        _ => rows.keys().map(without_interval).collect(),
    };
    let intervals = || intervals(start, end, scope.zone, asked.interval);
    if intervals().take(MOST_INTERVALS).count() * others.len() >= MOST_INTERVALS {
        return Some(
            "--all-intervals: these would be more than a million rows; only intervals in use have some".to_owned(),
        );
    }
    for interval in intervals() {
        for other in &others {
            let mut key = other.clone();
            key[at] = Part::moment(interval, scope.zone);
            rows.entry(key).or_default();
        }
    }
    None
}

/// As many rows are added for intervals without any at most.
const MOST_INTERVALS: usize = 1_000_000;

/// The days from one to another, as they are printed.
fn days(first: &str, last: &str) -> Vec<Part> {
    let read = |day: &str| day.parse::<NaiveDate>().ok();
    let Some((first, last)) = read(first).zip(read(last)) else { return Vec::new() };
    first.iter_days().take_while(|day| *day <= last).map(|day| Part::Text(Some(day.to_string()))).collect()
}
