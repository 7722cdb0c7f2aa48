//! One pass over all chosen timelines: read and derived in parallel, batch by batch, passed on in report order.

use std::ops::{ControlFlow, Range};

use bumpalo::Bump;

use crate::audit::Background;
use crate::choices::{Choice, Fate, Interval};
use crate::exports::{ExportError, Exports, Vocabulary};
use crate::progress::Progress;
use crate::pseudonyms::Pseudonyms;
use crate::reports::Comparison;
use crate::tables::{Directory, Instant};
use crate::targets::Targets;
use crate::timelines::{Early, Index, Linker, Tally, Timeline, in_order};

use super::coverage::Coverage;
use super::destination::Destination;
use super::inputs::Inputs;

/// How many timelines one thread makes at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Batches {
    /// For rows: enough that handing over is cheap, few enough that several batches take little memory.
    OfRows,
    /// For folds: many, as each batch has to be merged.
    OfFolds,
}

impl Batches {
    fn size(self, groups: usize, threads: usize) -> usize {
        match self {
            Batches::OfRows => 256,
            Batches::OfFolds => (groups / (threads * 8)).clamp(256, 8192),
        }
    }
}

/// How many timelines' rows are fetched at a time: as many as stay in the cache until they are looked at.
const FETCHED: usize = 32;

/// Everything a pass over timelines needs, and what writing its report needs.
pub(super) struct Pass<'p> {
    pub(super) inputs: &'p Inputs,
    pub(super) exports: &'p Exports,
    /// The small tables, with pseudonyms if asked for.
    pub(super) directory: &'p Directory,
    pub(super) pseudonyms: Option<&'p Pseudonyms>,
    pub(super) vocabulary: &'p Vocabulary,
    pub(super) index: &'p Index,
    pub(super) choice: &'p Choice,
    /// What the exports say as a whole; only for `check` over everything.
    pub(super) background: Option<&'p Background>,
    pub(super) destination: &'p Destination<'p>,
    pub(super) coverage: &'p Coverage,
    pub(super) targets: &'p Targets,
    /// The chosen interval, if it has a start and an end.
    /// Whether a column that rows are counted by was decoded with the rest.
    pub(super) is_lent: bool,
    pub(super) chosen: Option<Interval>,
    /// The first and last moments that the exports tell of.
    pub(super) known: [Option<Instant>; 2],
    pub(super) comparison: Option<&'p Comparison>,
    pub(super) progress: &'p Progress,
}

/// Why a pass stops early.
enum Stop<B> {
    Unreadable(ExportError),
    /// The taker of the batches wants no more.
    Enough(B),
}

#[derive(Default)]
struct Made<T> {
    made: T,
    tally: Tally,
    records: u64,
}

impl Pass<'_> {
    /// Calls `make` for each chosen timeline. Every thread has a `worker` of its own; what `make` collects for a batch goes
    /// to `take`, in report order, until that breaks. If it becomes too much, `make` passes on what it has. Returns what
    /// was counted until then, and why it broke.
    pub(super) fn run<W, T: Default + Send, B>(
        &self,
        batches: Batches,
        worker: impl Fn() -> W + Sync,
        make: impl Fn(&mut W, &mut T, &Timeline<'_>, &Bump, &dyn Fn(T)) + Sync,
        mut take: impl FnMut(T) -> ControlFlow<B>,
    ) -> Result<(Tally, Option<B>), ExportError> {
        let groups = self.index.groups.len();
        let size = batches.size(groups, self.inputs.threads);
        let batches: Vec<Range<usize>> =
            (0..groups).step_by(size).map(|first| first..groups.min(first + size)).collect();
        let mut tally = Tally::default();
        let flow = in_order(
            self.inputs.threads,
            batches.len(),
            || (self.linker(), worker()),
            |(linker, worker), batch, early: Early<'_, Result<Made<T>, ExportError>>| {
                let pass_on = |made| early.give(Ok(Made { made, ..Made::default() }));
                self.batch(linker, batches[batch].clone(), |made, timeline, arena| {
                    make(worker, made, timeline, arena, &pass_on);
                })
            },
            |batch| {
                // Checked first: a read error may be due to a change.
                match self.exports.check_now_and_then().and(batch) {
                    Ok(batch) => {
                        self.progress.add(batch.records);
                        tally.merge(&batch.tally);
                        take(batch.made).map_break(Stop::Enough)
                    }
                    Err(error) => ControlFlow::Break(Stop::Unreadable(error)),
                }
            },
        );
        match flow {
            ControlFlow::Continue(()) => Ok((tally, None)),
            ControlFlow::Break(Stop::Enough(why)) => Ok((tally, Some(why))),
            ControlFlow::Break(Stop::Unreadable(met)) => Err(self.first_error(met)),
        }
    }

    /// The error to tell where one was met: that a file changed, or else the first in input order, as batches come in
    /// report order.
    fn first_error(&self, met: ExportError) -> ExportError {
        let changed = self.exports.check_unchanged().err();
        changed.or_else(|| Linker::first_error(self.index, || self.linker())).unwrap_or(met)
    }

    fn linker(&self) -> Linker<'_> {
        Linker::new(self.exports, self.directory, &self.vocabulary.words, self.index)
    }

    fn batch<'l, T: Default>(
        &'l self,
        linker: &mut Linker<'l>,
        groups: Range<usize>,
        mut make: impl FnMut(&mut T, &Timeline<'_>, &Bump),
    ) -> Result<Made<T>, ExportError> {
        let mut batch = Made::default();
        let mut arena = Bump::new();
        for (at, group) in groups.clone().zip(&self.index.groups[groups.clone()]) {
            if (at - groups.start).is_multiple_of(FETCHED) {
                linker.fetch(&self.index.groups[at..groups.end.min(at + FETCHED)]);
            }
            batch.records += group.len() as u64;
            let mut timeline = linker.timeline(group, &arena)?;
            // Before anything else looks at it.
            if let Some(pseudonyms) = self.pseudonyms {
                pseudonyms.pseudonymize(&mut timeline, &arena);
            }
            match self.choice.fate(&timeline, self.exports) {
                Fate::Reported => {
                    batch.tally.add(&timeline, self.directory, self.exports);
                    make(&mut batch.made, &timeline, &arena);
                }
                Fate::NotChosen => {}
                Fate::OutOfHours => batch.tally.out_of_hours += 1,
                Fate::Excluded => batch.tally.excluded += 1,
            }
            linker.reuse(timeline);
            arena.reset();
        }
        Ok(batch)
    }
}
