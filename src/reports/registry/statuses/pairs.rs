//! `statuses --summary`: each pair of statuses, how often one followed the other and after how long.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use crate::timelines::{Coded, Timeline};

use crate::reports::folded::{Measured, PERCENTILE, Start, part_of};
use crate::reports::{Cell, Column, Fold, Folded, Impossible, Reader, Row, Sketch, Spellings, Spread};

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
    /// By the numbers of the two words.
    by_words: HashMap<(usize, usize), Pair, RandomState>,
    spellings: Spellings,
    impossible: Impossible,
    /// How many interactions were added.
    added: u64,
}

#[derive(Clone, Debug, Default)]
struct Pair {
    changes: u64,
    interactions: u64,
    /// The last interaction with such a change, by the number of those added until then.
    last: u64,
    seconds_in_from: Spread,
}

pub(super) fn columns() -> impl Iterator<Item = &'static Column> {
    Measured::columns(&COLUMNS)
}

pub(super) fn start() -> Start {
    Box::new(|_| Box::new(Pairs::default()))
}

impl Fold for Pairs {
    fn add(&mut self, timeline: &Timeline<'_>, _: &Reader<'_>) {
        self.added += 1;
        for row in Row::status_changes(timeline) {
            let stage = row.stage();
            let (from, to) =
                (timeline.previous_status(stage).unwrap_or_default(), stage.text(Coded::Status).unwrap_or_default());
            let from = self.spellings.meet(timeline.previous_status_code(stage), from);
            let to = self.spellings.meet(stage.status_code(), to);
            let pair = self.by_words.entry((from, to)).or_default();
            pair.changes += 1;
            pair.interactions += u64::from(std::mem::replace(&mut pair.last, self.added) != self.added);
            pair.seconds_in_from.add(self.impossible.sift("seconds in from", row.seconds_in_from(), timeline));
        }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        let later: Pairs = part_of(later);
        let words = self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        // In any order: sums and percentiles are the same.
        later.by_words.into_iter().for_each(|((from, to), pair)| {
            let known = self.by_words.entry((words[from], words[to])).or_default();
            known.changes += pair.changes;
            known.interactions += pair.interactions;
            known.seconds_in_from.merge(pair.seconds_in_from);
        });
    }

    fn finish(self: Box<Self>) -> Folded {
        let spelled = |(from, to)| (self.spellings.of(from).to_owned(), self.spellings.of(to).to_owned());
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
