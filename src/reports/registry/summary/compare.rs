//! `--compare`: each row beside the same of another period.

mod columns;
mod sides;

use std::collections::BTreeMap;

use crate::plain::{count, counted};
use crate::reports::folded::part_of;
use crate::reports::{Comparison, Fold, Folded, Reader, Scope, Shift};
use crate::timelines::Timeline;

use super::asked::SummaryAsked;
use super::fold::{Summary, title};
use super::key::Key;
use super::measured::{keys_of_all, measures};
use super::part::Part;
use super::sketches;
use super::totals::Totals;

pub(super) use columns::{columns, own_columns};
use sides::Sides;

/// The chosen period and those before it, each counted by itself.
pub(super) struct Compared {
    asked: SummaryAsked,
    comparison: Comparison,
    /// The chosen one first.
    periods: Vec<Summary>,
    /// How many interactions each has.
    interactions: Vec<u64>,
}

impl Compared {
    pub(super) fn new(asked: &SummaryAsked, scope: &Scope, comparison: &Comparison) -> Compared {
        let shifts = std::iter::once(Shift::default()).chain(comparison.shifts.iter().copied());
        let periods: Vec<Summary> =
            shifts.map(|shift| Summary::new(asked.clone(), Scope { shift, ..scope.clone() })).collect();
        let interactions = vec![0; periods.len()];
        Compared { asked: asked.clone(), comparison: comparison.clone(), periods, interactions }
    }
}

impl Fold for Compared {
    fn add(&mut self, timeline: &Timeline<'_>, reader: &Reader<'_>) {
        for (at, (period, interactions)) in self.periods.iter_mut().zip(&mut self.interactions).enumerate() {
            if (self.comparison.has)(at, timeline) {
                *interactions += 1;
                period.add(timeline, reader);
            }
        }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        let later: Compared = part_of(later);
        self.periods.iter_mut().zip(later.periods).for_each(|(known, more)| known.join(more));
        self.interactions.iter_mut().zip(later.interactions).for_each(|(known, more)| *known += more);
    }

    fn finish(self: Box<Self>) -> Folded {
        let Compared { asked, comparison, periods, interactions } = *self;
        let mut periods = periods.into_iter();
        let now = periods.next().unwrap_or_else(|| unreachable!("the chosen period is always there"));
        let weeks = periods.len() as u64;
        let before = periods.reduce(|mut before, more| {
            before.join(more);
            before
        });
        let mut spellings = now.spellings.clone();
        // A word has one spelling in both.
        if let Some(before) = &before {
            spellings.merge(before.spellings.clone());
        }
        let (mut impossible, mut notes, mut remarks) = (now.impossible.clone(), now.notes(), now.remarks());
        if let Some(before) = &before {
            impossible.merge(before.impossible.clone());
            notes.extend(before.notes());
        }
        remarks.extend(comparison.remarks.iter().cloned());
        let sides = Sides {
            asked: &asked,
            comparison: &comparison,
            weeks,
            scope: now.scope.clone(),
            measures: measures(&asked),
        };
        let (rows_now, all_now) = now.counted(&spellings, &mut notes);
        let (mut rows_before, all_before) =
            before.map(|before| before.counted(&spellings, &mut Vec::new())).unwrap_or_default();
        let mut rows: BTreeMap<Vec<Part>, (Option<Totals>, Option<Totals>)> = BTreeMap::new();
        for (key, totals) in rows_now {
            let before = rows_before.remove(&key);
            rows.insert(key, (Some(totals), before));
        }
        rows.extend(rows_before.into_iter().map(|(key, totals)| (key, (None, Some(totals)))));
        let row = |(key, (now, before)): (Vec<Part>, (Option<Totals>, Option<Totals>))| {
            let was = sides.keys_before(&key);
            key.into_iter().flat_map(Part::cells).chain(was).chain(sides.cells(now, before)).collect()
        };
        let keys_before = asked.keys.iter().filter(|key| key.is_of_period()).count();
        let all = keys_of_all(asked.key_columns().count() + keys_before);
        let all = all.chain(sides.cells(Some(all_now), Some(all_before))).collect();
        let by_all = asked.keys.contains(&Key::All);
        let before: u64 = interactions[1..].iter().sum();
        let beside = if weeks == 0 { String::new() } else { format!("{} in ", count(before)) };
        Folded {
            title: format!("{}, compared", title(&asked.keys)),
            columns: columns(&asked),
            rows: rows.into_iter().map(row).collect(),
            totals: Some(all).filter(|_| !by_all),
            for_people: sides.for_people(),
            counted: Some(format!(
                "{} in {} beside {beside}{}",
                counted(interactions[0], "interaction"),
                comparison.now,
                comparison.before
            )),
            remarks,
            notes,
            impossible,
            sketches: if by_all { Vec::new() } else { sketches::compared(&asked) },
        }
    }
}
