//! Interactions, or what users did in them, counted by key.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;
use std::sync::Arc;

use crate::plain::{count, counted};
use crate::reports::folded::{Measured, Scope, part_of};
use crate::reports::{Fold, Folded, Impossible, Reader, Spellings};
use crate::tables::{Status, Sum, normalised};
use crate::timelines::{Coded, Stage, Timeline};

use super::asked::SummaryAsked;
use super::exported::{self, Found};
use super::interactions::{self, Lengths, OUTCOME_UNKNOWN};
use super::key::{self, Key, Spot};
use super::measured::{cells, columns, keys_of_all};
use super::moments::{fill, moments};
use super::part::Part;
use super::rows::Rows;
use super::totals::{Count, Length, Totals};
use super::{sketches, users};

/// More rows than this are noted, where a column of the exports tells them apart.
const MANY: u64 = 1000;

#[derive(Clone, Debug)]
pub(super) struct Summary {
    asked: SummaryAsked,
    pub(super) scope: Scope,
    rows: Rows,
    all: Totals,
    /// How many interactions were added.
    added: u64,
    pub(super) spellings: Spellings,
    pub(super) impossible: Impossible,
    /// The directions met, as spelled, for a remark if inbound and outbound are counted together.
    directions: BTreeSet<String>,
    /// Of how many interactions the segments have several values of a column, by its name.
    several: BTreeMap<&'static str, u64>,
}

impl Summary {
    pub(super) fn new(asked: SummaryAsked, scope: Scope) -> Summary {
        Summary {
            asked,
            scope,
            rows: Rows::default(),
            all: Totals::default(),
            added: 0,
            spellings: Spellings::default(),
            impossible: Impossible::default(),
            directions: BTreeSet::new(),
            several: BTreeMap::new(),
        }
    }

    /// Takes in what was counted after it.
    pub(super) fn join(&mut self, later: Summary) {
        self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        self.rows.merge(later.rows);
        self.all.merge(later.all);
        self.directions.extend(later.directions);
        later.several.into_iter().for_each(|(column, count)| *self.several.entry(column).or_default() += count);
    }

    /// What programs should know of the values counted by.
    pub(super) fn notes(&self) -> Vec<String> {
        let several = self.several.iter().map(|(column, count)| {
            let interactions = counted(*count, "interaction");
            format!("{interactions} with several values of {column}: each counts at the first")
        });
        let values = self.rows.rows.len() as u64;
        let is_many = values > MANY && self.asked.keys.iter().any(|key| matches!(key, Key::Exported(_)));
        several.chain(is_many.then(|| format!("{} rows: is it a column to count by?", count(values)))).collect()
    }

    /// The rows in order, and what they amount to. Words are spelled as in `spellings`.
    pub(super) fn counted(
        self,
        spellings: &Spellings,
        notes: &mut Vec<String>,
    ) -> (BTreeMap<Vec<Part>, Totals>, Totals) {
        let by_all = self.is_by(Key::All);
        let mut rows = self.rows.finish(spellings);
        if by_all {
            // Also over nothing.
            rows.entry(vec![Part::All]).or_default();
        }
        if self.asked.has_all_intervals {
            notes.extend(fill(&mut rows, &self.asked, &self.scope));
        }
        (rows, self.all)
    }

    /// The columns for people: names in place of ids, what was asked for, what the row amounts to, what it is made of.
    pub(super) fn for_people(asked: &SummaryAsked, shows: impl Fn(&str) -> bool) -> Vec<Cow<'static, str>> {
        let levels = asked.service_levels.iter().flat_map(|level| Measured::columns(level.measured()));
        let named = asked.key_columns().map(|column| &*column.name).filter(|name| !name.ends_with("_id"));
        let rest = if asked.is_by_user() { users::FOR_PEOPLE } else { interactions::FOR_PEOPLE };
        named
            .chain(levels.map(|column| &*column.name))
            .chain(rest.split(' '))
            .filter(|name| shows(name))
            .map(Cow::Borrowed)
            .collect()
    }

    fn is_by(&self, key: Key) -> bool {
        self.asked.keys.contains(&key)
    }

    /// Whether what counts at a queue is asked for. Where rows are about neither queues nor users, whole interactions are.
    fn wants_queue(&self, spot: &Spot<'_>) -> bool {
        !(self.asked.is_by_queue() || self.asked.is_by_user())
            || is_one_of(self.scope.queues.as_deref(), || spot.queue_id())
    }

    pub(super) fn remarks(&self) -> Vec<String> {
        let has = |word: &str| self.directions.iter().any(|direction| normalised(direction) == word);
        let stand_together =
            !self.asked.is_by_user() && !self.is_by(Key::Direction) && has("inbound") && has("outbound");
        let why = "inbound and outbound stand together here: a service level over both means little (--by direction)";
        stand_together.then(|| why.to_owned()).into_iter().collect()
    }

    fn add_interaction(&mut self, whole: Spot<'_>) {
        let timeline = whole.timeline;
        if self.wants_queue(&whole) {
            let lengths = Lengths::of(timeline, &mut self.impossible);
            let targets = &self.scope.targets;
            let sla = match self.asked.slas.first() {
                Some((sla, _)) => *sla,
                None if targets.is_one() => targets.of(None, None),
                None => targets.of(timeline.queue_id(), timeline.communication_type()),
            };
            let row = self.rows.of(&self.asked.keys, &whole);
            for totals in [row, &mut self.all] {
                totals.add_interaction(timeline, &lengths, &self.asked, sla);
            }
        }
        for (at, queue) in queues(timeline) {
            let Some((_, ring)) = timeline.ring_at(at) else { continue };
            let spot = Spot { queue, ..whole };
            if !self.wants_queue(&spot) {
                continue;
            }
            let row = self.rows.of(&self.asked.keys, &spot);
            for totals in [row, &mut self.all] {
                totals.add_ring(timeline, ring, None);
            }
        }
    }

    fn add_users(&mut self, whole: Spot<'_>) {
        let timeline = whole.timeline;
        for (at, queue) in queues(timeline) {
            let stage = &timeline.stages[at];
            let ring = timeline.ring_at(at).map(|(_, ring)| ring);
            if ring.is_none() && !(stage.is_handling() && stage.has(Coded::UserId)) {
                continue;
            }
            let spot = Spot { queue, user: Some(stage), ..whole };
            if !is_one_of(self.scope.users.as_deref(), || stage.text(Coded::UserId)) || !self.wants_queue(&spot) {
                continue;
            }
            let seconds = ring.and_then(|ring| self.impossible.sift("ring", ring.seconds, timeline));
            let (measure, part) = match stage.status {
                Some(Status::Hold) => ("hold", Length::Hold),
                Some(Status::WrapUp) => ("wrap-up", Length::WrapUp),
                _ => ("talk", Length::Talk),
            };
            let length = stage.lasted().filter(|_| stage.is_handling());
            let length = self.impossible.sift(measure, length, timeline).map(Sum::from);
            let row = self.rows.of(&self.asked.keys, &spot);
            for totals in [row, &mut self.all] {
                totals.count(Count::Segments, true);
                totals.count(Count::HandlingUnknown, timeline.measures.handling.is_none());
                if let Some(ring) = ring {
                    totals.add_ring(timeline, ring, seconds);
                }
                if stage.is_handling() {
                    totals.count_handled(self.added);
                }
                totals.add(part, length);
                totals.add(Length::Handle, length);
            }
        }
    }
}

/// What a summary is called.
pub(super) fn title(keys: &[Key]) -> String {
    format!("Summary by {}", key::told(keys))
}

/// The segments of a timeline, each with the one at whose queue it counts: itself, else the nearest earlier one that has a
/// queue; `None` if it counts at the interaction's.
fn queues<'t>(timeline: &'t Timeline<'t>) -> impl Iterator<Item = (usize, Option<&'t Stage<'t>>)> {
    let mut queue = None;
    timeline.stages.iter().enumerate().map(move |(at, stage)| {
        queue = Some(stage).filter(|stage| stage.has(Coded::QueueId)).or(queue);
        (at, queue)
    })
}

/// Whether something has one of some ids; always if none are asked for.
fn is_one_of<'t>(ids: Option<&[String]>, id: impl Fn() -> Option<&'t str>) -> bool {
    ids.is_none_or(|ids| id().is_some_and(|id| ids.iter().any(|known| known == id)))
}

impl Fold for Summary {
    fn add(&mut self, timeline: &Timeline<'_>, reader: &Reader<'_>) {
        let direction = timeline.direction();
        // Also of interactions that have no row of their own: a word has one spelling in the whole report.
        let words = [
            (Key::CommunicationType, timeline.communication_type_code(), timeline.communication_type()),
            (Key::Direction, timeline.direction_code(), direction),
        ];
        for (at, (key, code, word)) in words.into_iter().enumerate() {
            if let Some(word) = word.filter(|_| self.is_by(key)) {
                self.spellings.meet(code.map(|code| code * words.len() + at), word);
            }
        }
        if let Some(direction) = direction.filter(|direction| !self.directions.contains(*direction)) {
            self.directions.insert(direction.to_owned());
        }
        self.added += 1;
        let (zone, shift) = (self.scope.zone, self.scope.shift);
        let exported = Arc::clone(&self.scope.exported);
        let keys = self.asked.keys.iter().filter_map(|key| key.as_exported());
        let whole = exported::whole(keys, (&exported, self.scope.is_lent), timeline, reader, &mut self.several);
        let (interval, exported) = (self.asked.interval, Found { reader, columns: &exported, whole: &whole });
        let whole = Spot { timeline, queue: None, user: None, zone, interval, shift, exported };
        if self.asked.is_by_user() { self.add_users(whole) } else { self.add_interaction(whole) }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        self.join(part_of(later));
    }

    fn finish(mut self: Box<Self>) -> Folded {
        let (remarks, mut notes) = (self.remarks(), self.notes());
        let (asked, scope) = (self.asked.clone(), self.scope.clone());
        let (spellings, impossible) = (take(&mut self.spellings), take(&mut self.impossible));
        let (rows, totals) = self.counted(&spellings, &mut notes);
        let moments = moments(&asked, &scope, &rows);
        let has_unknown = totals.of(Count::OutcomeUnknown) > 0;
        let shows = |name: &str| name != OUTCOME_UNKNOWN || has_unknown;
        let all = keys_of_all(asked.key_columns().count()).chain(cells(&asked, &scope, totals)).collect();
        let row = |(key, totals): (Vec<Part>, Totals)| {
            key.into_iter().flat_map(Part::cells).chain(cells(&asked, &scope, totals)).collect()
        };
        let by_all = asked.keys.contains(&Key::All);
        Folded {
            title: title(&asked.keys),
            columns: columns(&asked),
            rows: rows.into_iter().map(row).collect(),
            totals: Some(all).filter(|_| !by_all),
            for_people: Summary::for_people(&asked, shows),
            counted: None,
            impossible,
            sketches: if by_all { Vec::new() } else { sketches::of(&asked, moments, shows) },
            remarks,
            notes,
        }
    }
}
