//! `paths`: the paths that interactions take, one row per distinct path.

use std::collections::HashMap;

use clap::Args;
use rapidhash::fast::RandomState;

use crate::timelines::{Coded, Ring, Timeline};
use crate::usage::UsageError;

use crate::reports::folded::{Measured, Scope, part_of};
use crate::reports::{
    Asking, Cell, Column, Fold, Folded, Impossible, Options, Query, Question, Reader, Reply, Report, Sketch, Spellings,
    Spread, Typed,
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
    fn ask(&self, report: &'static Report, _: &Typed) -> Result<Reply, UsageError> {
        let of = self.of;
        let start = move |_: &Scope| -> Box<dyn Fold> { Box::new(Paths { of, ..Paths::default() }) };
        Ok(Question {
            counts_rings: (of == PathOf::Ring).then(Vec::new),
            spared: Question::SPARED.to_vec(),
            query: Some(Query::of("paths").with("steps", of.steps()).with("repeats", of.repeats())),
            ..Question::folding(report.name, Measured::columns(&COLUMNS).cloned().collect(), Box::new(start))
        }
        .into())
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

impl PathOf {
    /// The steps in SQL.
    fn steps(self) -> &'static str {
        match self {
            PathOf::Status => "segrep_status_words",
            PathOf::Ring => "segrep_ring_words",
            PathOf::Reason => "segrep_reason_words",
        }
    }

    /// Whether repeats in a row are steps, in SQL.
    fn repeats(self) -> &'static str {
        if self == PathOf::Ring { "TRUE" } else { "FALSE" }
    }
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
    /// By the numbers of the words that are its steps.
    paths: HashMap<Vec<usize>, Path, RandomState>,
    /// Those of the path looked for.
    steps: Vec<usize>,
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
    /// Steps to the path looked for.
    fn walk(&mut self, timeline: &Timeline<'_>) {
        let Paths { of, steps, spellings, .. } = self;
        steps.clear();
        let field = match of {
            PathOf::Status => Coded::Status,
            PathOf::Reason => Coded::Reason,
            PathOf::Ring => {
                let name = |ring: &Ring| ring.response.map_or("?", |(response, _)| response.name());
                let none = timeline.known_rings().filter(|rings| rings.is_empty()).map(|_| "-");
                let names = timeline.known_rings().unwrap_or_default().iter().map(name);
                steps.extend(names.chain(none).map(|name| spellings.meet(None, name)));
                return;
            }
        };
        for stage in &timeline.stages {
            if let Some(word) = stage.text(field) {
                let number = spellings.meet(stage.code(field), word);
                if steps.last() != Some(&number) {
                    steps.push(number);
                }
            }
        }
    }
}

impl Path {
    fn merge(&mut self, later: Path) {
        self.interactions += later.interactions;
        self.totals.merge(later.totals);
        let room = EXAMPLES - self.examples.len();
        self.examples.extend(later.examples.into_iter().take(room));
    }
}

impl Fold for Paths {
    fn add(&mut self, timeline: &Timeline<'_>, _: &Reader<'_>) {
        self.walk(timeline);
        let path = match self.paths.get_mut(&self.steps) {
            Some(path) => path,
            None => self.paths.entry(self.steps.clone()).or_default(),
        };
        path.interactions += 1;
        path.totals.add(self.impossible.sift("total", timeline.measures.total, timeline));
        if path.examples.len() < EXAMPLES {
            path.examples.push(timeline.id().to_owned());
        }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        let later: Paths = part_of(later);
        let numbers = self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        // In any order: no two become one.
        later.paths.into_iter().for_each(|(mut steps, path)| {
            steps.iter_mut().for_each(|step| *step = numbers[*step]);
            self.paths.entry(steps).or_default().merge(path);
        });
    }

    fn finish(self: Box<Self>) -> Folded {
        let Paths { paths, spellings, impossible, .. } = *self;
        let all: u64 = paths.values().map(|path| path.interactions).sum();
        let text = |steps: &[usize]| steps.iter().map(|step| spellings.of(*step)).collect::<Vec<_>>().join(" > ");
        let row = |(steps, path): (Vec<usize>, Path)| (PrintedPath { text: text(&steps), path, all }, steps);
        let mut rows: Vec<(PrintedPath, Vec<usize>)> = paths.into_iter().map(row).collect();
        // Different steps may be the same text, where words hold what stands between steps.
        rows.sort_by(|(a, steps_a), (b, steps_b)| {
            let most = b.path.interactions.cmp(&a.path.interactions);
            most.then_with(|| a.text.cmp(&b.text)).then_with(|| steps_a.cmp(steps_b))
        });
        let flow =
            Sketch::Flow { title: "Which way they went".to_owned(), steps: vec!["path"], weight: "interactions" };
        Folded {
            title: "Paths".to_owned(),
            impossible,
            sketches: vec![flow],
            ..Folded::of(&COLUMNS, rows.into_iter().map(|(row, _)| row).collect())
        }
    }
}
