//! Fourth state: an index of the chosen records, in report order.

use std::borrow::Cow;

use anyhow::Result;

use crate::audit::Background;
use crate::choices::Choice;
use crate::cli::Choosing;
use crate::messages::Messages;
use crate::plain::quoted;
use crate::progress::{Progress, Unit};
use crate::pseudonyms::{Pseudonyms, Subject};
use crate::reports::{Comparison, Exported, Task};
use crate::tables::{Directory, Instant, Named, Queue};
use crate::targets::Targets;
use crate::timelines::{Decoded, Index, LENT, keys};

use super::compare;
use super::coverage::{self, Coverage};
use super::find;
use super::opened::Opened;
use super::pass::Pass;
use super::reach::{self, Reach};
use super::shape::Chosen;

pub(super) struct Indexed<'a> {
    pub(super) chosen: &'a Chosen<'a>,
    pub(super) index: Index,
    /// The chosen interactions, by the pseudonyms in their timelines.
    choice: Cow<'a, Choice>,
    /// The small tables, with pseudonyms if asked for.
    pub(super) directory: Cow<'a, Directory>,
    /// What the exports say as a whole; only for `check` over everything.
    background: Option<Background>,
    pub(super) reach: Reach,
    coverage: Coverage,
    /// What the chosen interval is compared with.
    comparison: Option<Comparison>,
    /// What counts as answered in time, by the queues in the timelines.
    targets: Targets,
    /// Whether a column that rows are counted by was decoded with the rest.
    is_lent: bool,
    /// The first and last moments that the exports tell of.
    known: [Option<Instant>; 2],
    /// Whether nothing matches what was asked for by id, name or word.
    pub(super) is_unknown: bool,
    pub(super) progress: Progress,
}

impl<'a> Indexed<'a> {
    /// Looks the interactions up, or reads everything. Reports ids and words that don't exist.
    pub(super) fn new(chosen: &'a Chosen<'a>, messages: &mut Messages<'_>) -> Result<Indexed<'a>> {
        let Chosen { opened, choice, .. } = chosen;
        let (asked, exports, zone) = (opened.asked, &opened.exports, opened.present.zone);
        let (pseudonyms, ids) = (opened.pseudonyms.as_deref(), asked.ids.as_deref());
        let output = &asked.options.output;
        let shows_progress = !output.no_progress && !output.quiet && !messages.is_for_programs();
        let mut progress = Progress::new(shows_progress, exports.size());
        let spared = asked.spared();
        let instead = chosen.shape.counted_by().filter(|_| spared.contains(&LENT) && pseudonyms.is_none());
        let decoded = Decoded { spared: &spared, instead: instead.map(Exported::by_file) };
        let is_lent = ids.is_none() && instead.is_some();
        let mut index = find::index(ids, decoded, exports, pseudonyms, &progress, messages)?;
        let is_unheard = choice.is_unheard(ids.map(|_| &index), exports, &asked.vocabulary, pseudonyms, messages);
        let is_missing = ids.is_some() && index.groups.is_empty() && messages.has_missing();
        let newest = match ids {
            // The ids asked for say nothing about the rest.
            Some(_) if output.fail_if_empty || asked.stale_after.is_some() => keys(exports, &|_| {})?.newest(exports),
            _ => index.newest(exports),
        };
        let reach = Reach { newest, end: opened.bounds.end(), zone };
        let first = index.groups.iter().map(|group| group.created.unwrap_or(group.earliest)).min();
        let last = reach.newest.iter().filter_map(|(_, newest)| *newest).max();
        let known = [first, last];
        if let (None, Some(interval)) = (ids, opened.bounds.interval()) {
            reach::note_edges(known, interval, zone, messages);
        }
        let compared = |periods| compare::comparison(periods, choice, known, opened.present.now, messages);
        let comparison = opened.periods.clone().map(compared);
        if asked.stale_after.is_some() && reach.end.is_none() {
            messages.warning("--fail-if-stale: nothing is stale, as no interval with an end is chosen");
        }
        let is_whole_check = matches!(asked.question.task, Task::Check { .. }) && ids.is_none();
        let background = is_whole_check.then(|| Background::of(&index, zone));
        index.groups.retain(|group| choice.may_keep(group));
        exports.check_unchanged()?;
        // On a terminal the rows themselves show progress.
        if asked.look.is_terminal {
            progress.stop();
        } else {
            progress.next(Unit::RowsWritten, index.segments() as u64);
        }
        let choice = pseudonyms.map_or(Cow::Borrowed(choice), |all| Cow::Owned(choice.pseudonymized(all)));
        let named = pseudonyms.map(|pseudonyms| in_pseudonyms(opened, &choice, &index, pseudonyms));
        let (options, ids) = match &named {
            Some((options, ids)) => (options, ids.as_deref()),
            None => (&asked.options.choosing, ids),
        };
        Ok(Indexed {
            coverage: Coverage::new(asked.question, asked.options, coverage::chosen(options, ids), pseudonyms, zone),
            is_unknown: chosen.choice.is_unknown() || is_unheard || is_missing,
            choice,
            comparison,
            targets: targets(opened, pseudonyms, messages),
            is_lent,
            known,
            directory: pseudonyms
                .map_or(Cow::Borrowed(&opened.directory), |all| Cow::Owned(all.directory(&opened.directory))),
            chosen,
            index,
            background,
            reach,
            progress,
        })
    }

    /// Everything a pass over the chosen timelines needs.
    pub(super) fn pass(&self) -> Pass<'_> {
        let opened = self.chosen.opened;
        Pass {
            exports: &opened.exports,
            directory: &self.directory,
            pseudonyms: opened.pseudonyms.as_deref(),
            vocabulary: &opened.asked.vocabulary,
            index: &self.index,
            choice: &self.choice,
            inputs: &opened.inputs,
            background: self.background.as_ref(),
            destination: &opened.destination,
            coverage: &self.coverage,
            targets: &self.targets,
            is_lent: self.is_lent,
            chosen: opened.bounds.interval(),
            known: self.known,
            comparison: self.comparison.as_ref(),
            progress: &self.progress,
        }
    }
}

/// The targets of `[sla]`, with queues by their ids. Warns of those that aren't there.
fn targets(opened: &Opened<'_>, pseudonyms: Option<&Pseudonyms>, messages: &mut Messages<'_>) -> Targets {
    let queues = &opened.directory.queues;
    let told = |id: &str| pseudonyms.map_or_else(|| id.to_owned(), |all| all.id(Subject::Queues, id));
    opened.asked.config.sla.with_queues(|name| {
        let lower = name.to_lowercase();
        let is_called = |queue: &Queue| queue.name().is_some_and(|known| known.to_lowercase() == lower);
        let named = queues.iter().filter(|(id, queue)| *id == name || is_called(queue)).map(|(id, _)| told(id));
        let named: Vec<String> = named.collect();
        if !named.is_empty() {
            return named;
        }
        if queues.is_present() {
            messages.warning(format!("[sla]: the queues table has no queue {}", quoted(name)));
        }
        // A queue may be used and have no row.
        vec![told(name)]
    })
}

/// What was asked for, with pseudonyms in place of names.
fn in_pseudonyms(
    opened: &Opened<'_>,
    choice: &Choice,
    index: &Index,
    pseudonyms: &Pseudonyms,
) -> (Choosing, Option<Vec<String>>) {
    // A prefix has no pseudonym of its own: name the interactions it matched.
    let found = |group| {
        let id = index.id(&opened.exports, group);
        pseudonyms.id(Subject::Interactions, &String::from_utf8_lossy(&id))
    };
    let ids = match &opened.asked.ids {
        Some(_) if pseudonyms.has(Subject::Interactions) => Some(index.groups.iter().map(found).collect()),
        ids => ids.clone(),
    };
    (coverage::pseudonymized(&opened.asked.options.choosing, choice, pseudonyms), ids)
}
