//! The rows of a summary while they are counted.

use std::collections::{BTreeMap, HashMap};
use std::mem::take;

use rapidhash::fast::RandomState;

use crate::reports::Spellings;

use super::key::{Key, Spot};
use super::part::Part;
use super::totals::Totals;

#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<(Vec<Part>, Totals)>,
    /// Those whose parts all have numbers.
    by_numbers: HashMap<Vec<i64>, usize, RandomState>,
    /// The others.
    by_key: HashMap<Vec<Part>, usize, RandomState>,
    /// Those of the row looked for.
    numbers: Vec<i64>,
}

impl Rows {
    /// The row in which something counts.
    pub(super) fn of(&mut self, keys: &[Key], spot: &Spot<'_>) -> &mut Totals {
        let Rows { rows, by_numbers, by_key, numbers } = self;
        numbers.clear();
        numbers.extend(keys.iter().map_while(|key| key.number(spot)));
        let key = || keys.iter().map(|key| key.part(spot)).collect();
        let at = match by_numbers.get(numbers) {
            Some(at) => *at,
            None if numbers.len() == keys.len() => *by_numbers.entry(numbers.clone()).or_insert(rows.len()),
            None => *by_key.entry(key()).or_insert(rows.len()),
        };
        if at == rows.len() {
            rows.push((key(), Totals::default()));
        }
        &mut rows[at].1
    }

    pub(super) fn merge(&mut self, mut later: Rows) {
        // In any order: sums and percentiles are the same.
        later.by_numbers.into_iter().for_each(|(numbers, row)| {
            let at = *self.by_numbers.entry(numbers).or_insert(self.rows.len());
            self.add(at, take(&mut later.rows[row]));
        });
        later.by_key.into_iter().for_each(|(key, row)| {
            let at = *self.by_key.entry(key).or_insert(self.rows.len());
            self.add(at, take(&mut later.rows[row]));
        });
    }

    fn add(&mut self, at: usize, row: (Vec<Part>, Totals)) {
        match self.rows.get_mut(at) {
            Some((_, totals)) => totals.merge(row.1),
            None => self.rows.push(row),
        }
    }

    /// The rows in order.
    pub(super) fn finish(self, spellings: &Spellings) -> BTreeMap<Vec<Part>, Totals> {
        let mut rows: BTreeMap<Vec<Part>, Totals> = BTreeMap::new();
        for (key, totals) in self.rows {
            // Spellings of one word have numbers of their own.
            let key = key.into_iter().map(|part| part.spelled(spellings)).collect();
            rows.entry(key).or_default().merge(totals);
        }
        rows
    }
}
