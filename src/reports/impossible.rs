//! Lengths of time that can't be true, as broken clocks make them: shown in rows as they are, and in no average,
//! percentile, maximum, sum or service level.

use std::collections::BTreeMap;

use crate::plain::{count, counted, quoted};
use crate::tables::Duration;
use crate::timelines::Timeline;

#[derive(Clone, Debug, Default)]
pub struct Impossible {
    /// How many, by what they measure.
    by_measure: BTreeMap<&'static str, u64>,
    /// The first interaction that has one, in report order.
    first: Option<String>,
}

impl Impossible {
    /// A length of an interaction; `None`, and counted, if it is negative.
    pub fn sift(
        &mut self,
        measure: &'static str,
        length: Option<Duration>,
        timeline: &Timeline<'_>,
    ) -> Option<Duration> {
        length.and_then(|length| self.keep(measure, length, length >= Duration::ZERO, timeline))
    }

    /// A length of an interaction; `None`, and counted, if it isn't possible.
    pub fn keep<L>(
        &mut self,
        measure: &'static str,
        length: L,
        is_possible: bool,
        timeline: &Timeline<'_>,
    ) -> Option<L> {
        if !is_possible {
            *self.by_measure.entry(measure).or_default() += 1;
            self.first.get_or_insert_with(|| timeline.id().to_owned());
        }
        is_possible.then_some(length)
    }

    pub fn merge(&mut self, later: Impossible) {
        later.by_measure.into_iter().for_each(|(measure, count)| *self.by_measure.entry(measure).or_default() += count);
        self.first = self.first.take().or(later.first);
    }

    /// How many there are, and where the first is; `None` if there are none.
    pub fn told(&self) -> Option<String> {
        let first = quoted(self.first.as_ref()?);
        let all: u64 = self.by_measure.values().sum();
        let verb = if all == 1 { "is" } else { "are" };
        let by: Vec<String> = self.by_measure.iter().map(|(measure, of)| format!("{measure} {}", count(*of))).collect();
        let (lengths, by) = (counted(all, "impossible length"), by.join(", "));
        Some(format!(
            "{lengths} ({by}) {verb} in no average, percentile, maximum, sum or service level: first in {first}"
        ))
    }
}
