//! `statuses --summary`: each pair of statuses, how often one followed the other and after how long.

use std::collections::{BTreeMap, BTreeSet};

use crate::timelines::{Coded, Timeline};

use crate::reports::folded::{Measured, PERCENTILE, Start, part_of};
use crate::reports::{Cell, Column, Fold, Folded, Impossible, Row, Sketch, Spellings, Spread};

static COLUMNS: [Measured<Counted>; 7] = [
    Column::word("from_status", "The status before.").from("as first spelled").measured(|row| text(&row.0.0)),
    Column::word("to_status", "The new status.").from("as first spelled").measured(|row| text(&row.0.1)),
    Column::count("changes", "How often the status changed this way.")
        .from("counted")
        .measured(|row| Cell::Count(row.1.changes)),
    Column::count("interactions", "How many interactions have such a change.")
        .from("counted, each interaction once")
        .measured(|row| Cell::Count(row.1.interactions)),
    Column::seconds("seconds_in_from_avg", "How long the status before lasted on average.")
        .titled("lasted avg")
        .blank("where it is known of none")
        .from("sum / number of seconds_in_from, blanks and impossible ones left out")
        .measured(|row| row.1.seconds_in_from.average()),
    Column::seconds("seconds_in_from_p50", "Median of how long the status before lasted.")
        .titled("lasted p50")
        .blank("where it is known of none")
        .from(PERCENTILE)
        .measured(|row| row.1.seconds_in_from.percentile(50)),
    Column::seconds("seconds_in_from_p90", "90th percentile of how long the status before lasted.")
        .titled("lasted p90")
        .blank("where it is known of none")
        .from(PERCENTILE)
        .measured(|row| row.1.seconds_in_from.percentile(90)),
];

/// The two statuses, and what is counted of them.
type Counted = ((String, String), Pair);

fn text(text: &str) -> Cell<'static> {
    Cell::Text(text.to_owned().into())
}

#[derive(Clone, Debug, Default)]
struct Pairs {
    by_words: BTreeMap<(String, String), Pair>,
    spellings: Spellings,
    impossible: Impossible,
}

#[derive(Clone, Debug, Default)]
struct Pair {
    changes: u64,
    interactions: u64,
    seconds_in_from: Spread,
}

pub(super) fn columns() -> impl Iterator<Item = &'static Column> {
    Measured::columns(&COLUMNS)
}

pub(super) fn start() -> Start {
    Box::new(|_| Box::new(Pairs::default()))
}

impl Fold for Pairs {
    fn add(&mut self, timeline: &Timeline<'_>) {
        let mut seen = BTreeSet::new();
        for row in Row::status_changes(timeline) {
            let from = timeline.previous_status(row.stage()).unwrap_or_default();
            let to = row.stage().text(Coded::Status).unwrap_or_default();
            let words = (self.spellings.meet(from), self.spellings.meet(to));
            let pair = self.by_words.entry(words.clone()).or_default();
            pair.changes += 1;
            pair.seconds_in_from.add(self.impossible.sift("seconds in from", row.seconds_in_from(), timeline.id));
            pair.interactions += u64::from(seen.insert(words));
        }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        let later: Pairs = part_of(later);
        self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        for (words, pair) in later.by_words {
            let known = self.by_words.entry(words).or_default();
            known.changes += pair.changes;
            known.interactions += pair.interactions;
            known.seconds_in_from.merge(pair.seconds_in_from);
        }
    }

    fn finish(self: Box<Self>) -> Folded {
        let spelled = |(from, to)| (self.spellings.of(from), self.spellings.of(to));
        let mut pairs: Vec<Counted> = self.by_words.into_iter().map(|(words, pair)| (spelled(words), pair)).collect();
        pairs.sort_by(|(a, of_a), (b, of_b)| of_b.changes.cmp(&of_a.changes).then_with(|| a.cmp(b)));
        let flow = Sketch::Flow {
            title: "Which status followed which".to_owned(),
            steps: vec!["from_status", "to_status"],
            weight: "changes",
        };
        Folded {
            title: "Status changes".to_owned(),
            impossible: self.impossible,
            sketches: vec![flow],
            ..Folded::of(&COLUMNS, pairs)
        }
    }
}
