//! `paths`: the paths that interactions take, one row per distinct path.

use std::collections::BTreeMap;

use crate::tables::same_word;
use crate::timelines::Timeline;

use super::{Cell, Column, Fold, Folded, Impossible, Sketch, Spellings, Spread};

/// What the steps of a path are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum PathOf {
    /// Statuses, blanks passed over, repeats in a row once
    Status,
    /// Responses in ring order, `?` where unknown; `-` where nobody was rung
    Ring,
    /// Reasons, blanks passed over, repeats in a row once
    Reason,
}

/// Ids that are named as examples.
const EXAMPLES: usize = 3;

/// The columns of `paths`.
pub static COLUMNS: [Column; 6] = [
    Column::text("path", "The steps in order, joined by \" > \".")
        .blank("where there is no step; of rings, where the segments have no reason, status and event column")
        .from(
            "of statuses or reasons: blanks passed over, repeats in a row once; of rings: responses in ring \
        order, ? for unknown, - for no ring",
        ),
    Column::count("interactions", "Interactions that took the path.").from("counted"),
    Column::rate("share", "Their share of the chosen interactions.").from("interactions / all chosen interactions"),
    Column::seconds("total_seconds_p50", "How long half of them took at most.").blank("where all are open").from(
        "nearest-rank percentile of total_seconds, blanks and impossible ones left out: the value at \
        position ceil(p*n) of the sorted values",
    ),
    Column::seconds("total_seconds_p90", "How long nine of ten took at most.").blank("where all are open").from(
        "nearest-rank percentile of total_seconds, blanks and impossible ones left out: the value at \
        position ceil(p*n) of the sorted values",
    ),
    Column::text("example_ids", "The first interactions that took it, three at most, joined by blanks.")
        .from("in report order"),
];

/// The paths of the interactions taken in.
#[derive(Clone, Debug)]
pub struct Paths {
    of: PathOf,
    by_steps: BTreeMap<Vec<String>, Path>,
    spellings: Spellings,
    impossible: Impossible,
}

#[derive(Clone, Debug, Default)]
struct Path {
    interactions: u64,
    totals: Spread,
    examples: Vec<String>,
}

impl Paths {
    /// No paths yet.
    pub fn new(of: PathOf) -> Paths {
        Paths { of, by_steps: BTreeMap::new(), spellings: Spellings::default(), impossible: Impossible::default() }
    }
}

fn steps<'t>(of: PathOf, timeline: &'t Timeline<'_>) -> Vec<&'t str> {
    match of {
        PathOf::Status => timeline.status_path(),
        PathOf::Ring => match timeline.known_rings() {
            None => Vec::new(),
            Some([]) => vec!["-"],
            Some(rings) => {
                rings.iter().map(|ring| ring.response.map_or("?", |(response, _)| response.name())).collect()
            }
        },
        PathOf::Reason => {
            let mut steps: Vec<&str> = Vec::new();
            for reason in timeline.stages.iter().filter_map(|stage| stage.segment.reason) {
                if steps.last().is_none_or(|last| !same_word(last, reason)) {
                    steps.push(reason);
                }
            }
            steps
        }
    }
}

impl Fold for Paths {
    fn add(&mut self, timeline: &Timeline<'_>) {
        let steps = steps(self.of, timeline);
        let key = steps.into_iter().map(|step| self.spellings.meet(step)).collect();
        let path = self.by_steps.entry(key).or_default();
        path.interactions += 1;
        path.totals.add(self.impossible.sift("total", timeline.measures.total, timeline.id));
        if path.examples.len() < EXAMPLES {
            path.examples.push(timeline.id.to_owned());
        }
    }

    fn merge(&mut self, later: Paths) {
        self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        for (steps, path) in later.by_steps {
            match self.by_steps.get_mut(&steps) {
                None => _ = self.by_steps.insert(steps, path),
                Some(known) => {
                    known.interactions += path.interactions;
                    known.totals.merge(path.totals);
                    let room = EXAMPLES - known.examples.len();
                    known.examples.extend(path.examples.into_iter().take(room));
                }
            }
        }
    }

    fn finish(self) -> Folded {
        let all: u64 = self.by_steps.values().map(|path| path.interactions).sum();
        let spelled = |step: String| self.spellings.of(step);
        let text = |steps: Vec<String>| steps.into_iter().map(spelled).collect::<Vec<_>>().join(" > ");
        let mut paths: Vec<(String, Path)> =
            self.by_steps.into_iter().map(|(steps, path)| (text(steps), path)).collect();
        paths.sort_by(|(a, of_a), (b, of_b)| of_b.interactions.cmp(&of_a.interactions).then_with(|| a.cmp(b)));
        let row = |(text, mut path): (String, Path)| {
            vec![
                if text.is_empty() { Cell::Blank } else { Cell::Text(text.into()) },
                Cell::Count(path.interactions),
                Cell::rate(path.interactions, all),
                path.totals.percentile(50),
                path.totals.percentile(90),
                Cell::Text(path.examples.join(" ").into()),
            ]
        };
        let flow =
            Sketch::Flow { title: "Which way they went".to_owned(), steps: vec!["path"], weight: "interactions" };
        Folded {
            title: "Paths".to_owned(),
            columns: COLUMNS.to_vec(),
            rows: paths.into_iter().map(row).collect(),
            impossible: self.impossible,
            sketches: vec![flow],
            ..Folded::default()
        }
    }
}
