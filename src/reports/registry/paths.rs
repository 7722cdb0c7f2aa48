//! `paths`: the paths that interactions take, one row per distinct path.

use std::collections::BTreeMap;

use clap::Args;

use crate::tables::same_word;
use crate::timelines::Timeline;
use crate::usage::UsageError;

use crate::reports::folded::{Measured, Scope, part_of};
use crate::reports::{
    Asking, Cell, Column, Fold, Folded, Impossible, Options, Question, Reply, Report, Sketch, Spellings, Spread,
};

pub(super) static PATHS: Report = Report {
    name: "paths",
    about: "The paths that interactions take, by status, ring response or reason",
    examples: "  segrep paths --date last-month
  segrep paths --of ring --queue Billing --limit 10",
    options: Options::of::<PathsOptions>(),
    items: None,
    folded: || vec![("paths", Measured::columns(&COLUMNS).collect())],
};

#[derive(Debug, Args)]
struct PathsOptions {
    /// What the steps of a path are
    #[arg(long, value_enum, default_value_t)]
    of: PathOf,
}

impl Asking for PathsOptions {
    fn ask(&self, report: &'static Report) -> Result<Reply, UsageError> {
        let of = self.of;
        let start = move |_: &Scope| -> Box<dyn Fold> { Box::new(Paths { of, ..Paths::default() }) };
        Ok(Reply::Question(Question {
            counts_rings: (of == PathOf::Ring).then(Vec::new),
            ..Question::folding(report.name, Measured::columns(&COLUMNS), Box::new(start))
        }))
    }
}

/// What the steps of a path are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum PathOf {
    /// Statuses, skipping blanks and immediate repeats
    #[default]
    Status,
    /// Responses in ring order, `?` if unknown; `-` if nobody was rung
    Ring,
    /// Reasons, skipping blanks and immediate repeats
    Reason,
}

/// Ids that are named as examples.
const EXAMPLES: usize = 3;

static COLUMNS: [Measured<PrintedPath>; 6] = [
    Column::text("path", "The steps in order, joined by \" > \".")
        .blank("where there is no step; of rings, where the segments have no reason, status and event column")
        .from(
            "of statuses or reasons: blanks passed over, repeats in a row once; of rings: responses in ring \
            order, ? for unknown, - for no ring",
        )
        .measured(|row| if row.text.is_empty() { Cell::Blank } else { Cell::Text(row.text.clone().into()) }),
    Column::count("interactions", "Interactions that took the path.")
        .from("counted")
        .measured(|row| Cell::Count(row.path.interactions)),
    Column::rate("share", "Their share of the chosen interactions.")
        .from("interactions / all chosen interactions")
        .measured(|row| Cell::rate(row.path.interactions, row.all)),
    Column::seconds("total_seconds_p50", "Median of how long they took.")
        .blank("where all are open")
        .from(TOTAL_PERCENTILE)
        .measured(|row| row.path.totals.percentile(50)),
    Column::seconds("total_seconds_p90", "90th percentile of how long they took.")
        .blank("where all are open")
        .from(TOTAL_PERCENTILE)
        .measured(|row| row.path.totals.percentile(90)),
    Column::text("example_ids", "The first interactions that took it, at most three, separated by spaces.")
        .from("in report order")
        .measured(|row| Cell::Text(row.path.examples.join(" ").into())),
];

/// How a percentile of what they took is computed.
const TOTAL_PERCENTILE: &str = "nearest-rank percentile of total_seconds, blanks and impossible ones left out: the value \
                                at position ceil(p*n) of the sorted values";

/// A path as it is printed, and what is counted of it and of all.
struct PrintedPath {
    text: String,
    path: Path,
    all: u64,
}

#[derive(Default)]
struct Paths {
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

    fn merge(&mut self, later: Box<dyn Fold>) {
        let later: Paths = part_of(later);
        self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        for (steps, path) in later.by_steps {
            let known = self.by_steps.entry(steps).or_default();
            known.interactions += path.interactions;
            known.totals.merge(path.totals);
            let room = EXAMPLES - known.examples.len();
            known.examples.extend(path.examples.into_iter().take(room));
        }
    }

    fn finish(self: Box<Self>) -> Folded {
        let all: u64 = self.by_steps.values().map(|path| path.interactions).sum();
        let spelled = |step: String| self.spellings.of(step);
        let text = |steps: Vec<String>| steps.into_iter().map(spelled).collect::<Vec<_>>().join(" > ");
        let row = |(steps, path): (Vec<String>, Path)| PrintedPath { text: text(steps), path, all };
        let mut rows: Vec<PrintedPath> = self.by_steps.into_iter().map(row).collect();
        rows.sort_by(|a, b| b.path.interactions.cmp(&a.path.interactions).then_with(|| a.text.cmp(&b.text)));
        let flow =
            Sketch::Flow { title: "Which way they went".to_owned(), steps: vec!["path"], weight: "interactions" };
        Folded {
            title: "Paths".to_owned(),
            impossible: self.impossible,
            sketches: vec![flow],
            ..Folded::of(&COLUMNS, rows)
        }
    }
}
