//! `paths`: the paths that interactions take, one row per distinct path.

use std::collections::{BTreeMap, HashMap};

use clap::Args;
use rapidhash::fast::RandomState;

use crate::tables::same_word;
use crate::timelines::{Coded, Timeline};
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
    by_steps: BTreeMap<Vec<String>, usize>,
    paths: Vec<Path>,
    /// The same paths, by the codes of segments: most take a path that was met before.
    by_codes: HashMap<Vec<usize>, usize, RandomState>,
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
            for reason in timeline.stages.iter().filter_map(|stage| stage.text(Coded::Reason)) {
                if steps.last().is_none_or(|last| !same_word(last, reason)) {
                    steps.push(reason);
                }
            }
            steps
        }
    }
}

/// What tells the path of a timeline: equal codes, equal steps. `None` if a segment has none, and for rings, whose paths are
/// told as fast.
fn codes(of: PathOf, timeline: &Timeline<'_>) -> Option<Vec<usize>> {
    let field = match of {
        PathOf::Status => Coded::Status,
        PathOf::Reason => Coded::Reason,
        PathOf::Ring => return None,
    };
    timeline.stages.iter().map(|stage| stage.code(field)).collect()
}

impl Fold for Paths {
    fn add(&mut self, timeline: &Timeline<'_>) {
        let codes = codes(self.of, timeline);
        let known = codes.as_ref().and_then(|codes| self.by_codes.get(codes));
        let at = known.copied().unwrap_or_else(|| {
            let steps = steps(self.of, timeline).into_iter().map(|step| self.spellings.meet(step)).collect();
            let at = *self.by_steps.entry(steps).or_insert(self.paths.len());
            self.paths.resize_with(self.paths.len().max(at + 1), Path::default);
            self.by_codes.extend(codes.map(|codes| (codes, at)));
            at
        });
        let path = &mut self.paths[at];
        path.interactions += 1;
        path.totals.add(self.impossible.sift("total", timeline.measures.total, timeline.id));
        if path.examples.len() < EXAMPLES {
            path.examples.push(timeline.id.to_owned());
        }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        let mut later: Paths = part_of(later);
        self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        for (steps, at) in later.by_steps {
            let path = std::mem::take(&mut later.paths[at]);
            match self.by_steps.get(&steps) {
                Some(known) => {
                    let known = &mut self.paths[*known];
                    known.interactions += path.interactions;
                    known.totals.merge(path.totals);
                    let room = EXAMPLES - known.examples.len();
                    known.examples.extend(path.examples.into_iter().take(room));
                }
                None => {
                    self.by_steps.insert(steps, self.paths.len());
                    self.paths.push(path);
                }
            }
        }
    }

    fn finish(self: Box<Self>) -> Folded {
        let Paths { by_steps, mut paths, .. } = *self;
        let all: u64 = paths.iter().map(|path| path.interactions).sum();
        let spelled = |step: String| self.spellings.of(step);
        let text = |steps: Vec<String>| steps.into_iter().map(spelled).collect::<Vec<_>>().join(" > ");
        let row =
            |(steps, at): (_, usize)| PrintedPath { text: text(steps), path: std::mem::take(&mut paths[at]), all };
        let mut rows: Vec<PrintedPath> = by_steps.into_iter().map(row).collect();
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
