//! Interactions, or what users did in them, counted by key.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::take;

use rapidhash::fast::RandomState;

use crate::plain::value_names;
use crate::reports::folded::{Measured, Scope, part_of};
use crate::reports::{Cell, Column, Fold, Folded, Impossible, Spellings};
use crate::tables::{Status, Sum, normalised};
use crate::timelines::{Coded, Stage, Timeline};

use super::asked::SummaryAsked;
use super::interactions::{self, Lengths, OUTCOME_UNKNOWN};
use super::key::{Key, Part, Spot};
use super::service_level::ServiceLevel;
use super::totals::{Count, Length, Totals};
use super::{sketches, users};

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
}

#[derive(Clone, Debug, Default)]
struct Rows {
    rows: Vec<(Vec<Part>, Totals)>,
    /// Those whose parts all have numbers.
    by_numbers: HashMap<Vec<i64>, usize, RandomState>,
    /// The others.
    by_key: HashMap<Vec<Part>, usize, RandomState>,
    /// Those of the row looked for.
    numbers: Vec<i64>,
}

impl Rows {
    /// The row in which something counts.
    fn of(&mut self, keys: &[Key], spot: &Spot<'_>) -> &mut Totals {
        let Rows { rows, by_numbers, by_key, numbers } = self;
        numbers.clear();
        numbers.extend(keys.iter().map_while(|key| key.number(spot)));
        let key = || keys.iter().map(|key| key.part(spot)).collect();
        let at = match by_numbers.get(numbers) {
            Some(at) => *at,
            None if numbers.len() == keys.len() => *by_numbers.entry(numbers.clone()).or_insert(rows.len()),
            None => *by_key.entry(key()).or_insert(rows.len()),
        };
        if at == rows.len() {
            rows.push((key(), Totals::default()));
        }
        &mut rows[at].1
    }

    fn merge(&mut self, mut later: Rows) {
        // In any order: sums and percentiles are the same.
        later.by_numbers.into_iter().for_each(|(numbers, row)| {
            let at = *self.by_numbers.entry(numbers).or_insert(self.rows.len());
            self.add(at, take(&mut later.rows[row]));
        });
        later.by_key.into_iter().for_each(|(key, row)| {
            let at = *self.by_key.entry(key).or_insert(self.rows.len());
            self.add(at, take(&mut later.rows[row]));
        });
    }

    fn add(&mut self, at: usize, row: (Vec<Part>, Totals)) {
        match self.rows.get_mut(at) {
            Some((_, totals)) => totals.merge(row.1),
            None => self.rows.push(row),
        }
    }

    /// The rows in order.
    fn finish(self, spellings: &Spellings) -> BTreeMap<Vec<Part>, Totals> {
        let mut rows: BTreeMap<Vec<Part>, Totals> = BTreeMap::new();
        for (key, totals) in self.rows {
            // Spellings of one word have numbers of their own.
            let key = key.into_iter().map(|part| part.spelled(spellings)).collect();
            rows.entry(key).or_default().merge(totals);
        }
        rows
    }
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
        }
    }

    /// Takes in what was counted after it.
    pub(super) fn join(&mut self, later: Summary) {
        self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        self.rows.merge(later.rows);
        self.all.merge(later.all);
        self.directions.extend(later.directions);
    }

    /// The rows in order, and what they amount to. Words are spelled as in `spellings`.
    pub(super) fn counted(self, spellings: &Spellings) -> (BTreeMap<Vec<Part>, Totals>, Totals) {
        let by_all = self.is_by(Key::All);
        let mut rows = self.rows.finish(spellings);
        if by_all {
            // Also over nothing.
            rows.entry(vec![Part::All]).or_default();
        }
        (rows, self.all)
    }

    /// The columns for people: names in place of ids, what was asked for, what the row amounts to, what it is made of.
    pub(super) fn for_people(
        SummaryAsked { keys, service_levels, .. }: &SummaryAsked,
        shows: impl Fn(&str) -> bool,
    ) -> Vec<Cow<'static, str>> {
        let levels = service_levels.iter().flat_map(|level| Measured::columns(level.measured()));
        let names = keys.iter().flat_map(|key| key.columns()).map(|column| &*column.name);
        let named = names.filter(|name| !name.ends_with("_id"));
        let rest = if keys.contains(&Key::User) { users::FOR_PEOPLE } else { interactions::FOR_PEOPLE };
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
        !(self.is_by(Key::Queue) || self.is_by(Key::User))
            || is_one_of(self.scope.queues.as_deref(), || spot.queue_id())
    }

    fn remarks(&self) -> Vec<String> {
        let has = |word: &str| self.directions.iter().any(|direction| normalised(direction) == word);
        let stand_together = !self.is_by(Key::User) && !self.is_by(Key::Direction) && has("inbound") && has("outbound");
        let why = "inbound and outbound stand together here: a service level over both means little (--by direction)";
        stand_together.then(|| why.to_owned()).into_iter().collect()
    }

    fn add_interaction(&mut self, whole: Spot<'_>) {
        let timeline = whole.timeline;
        if self.wants_queue(&whole) {
            let lengths = Lengths::of(timeline, &mut self.impossible);
            let row = self.rows.of(&self.asked.keys, &whole);
            for totals in [row, &mut self.all] {
                totals.add_interaction(timeline, &lengths, &self.asked);
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
    format!("Summary by {}", value_names(keys).join(" and ").replace('-', " "))
}

/// The measures of a row.
pub(super) fn cells(asked: &SummaryAsked, scope: &Scope, mut totals: Totals) -> Vec<Cell<'static>> {
    totals.has_reasons = scope.has_reasons;
    measured(&asked.keys, &asked.service_levels).flat_map(|part| Measured::cells(part, &mut totals)).collect()
}

pub(super) fn columns(keys: &[Key], service_levels: &[ServiceLevel]) -> Vec<&'static Column> {
    let measured = measured(keys, service_levels).flat_map(Measured::columns);
    keys.iter().flat_map(|key| key.columns()).chain(measured).collect()
}

/// What is counted of interactions, or of what users did in them.
pub(super) fn measured(
    keys: &[Key],
    service_levels: &[ServiceLevel],
) -> impl Iterator<Item = &'static [Measured<Totals>]> + Clone {
    let parts: &[&[Measured<Totals>]] =
        if keys.contains(&Key::User) { &users::COLUMNS } else { &interactions::COLUMNS };
    parts.iter().copied().chain(service_levels.iter().map(|level| level.measured()))
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
    fn add(&mut self, timeline: &Timeline<'_>) {
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
        let whole = Spot { timeline, queue: None, user: None, zone, interval: self.asked.interval, shift };
        if self.is_by(Key::User) { self.add_users(whole) } else { self.add_interaction(whole) }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        self.join(part_of(later));
    }

    fn finish(self: Box<Self>) -> Folded {
        let remarks = self.remarks();
        let Summary { asked, scope, spellings, impossible, .. } = (*self).clone();
        let (rows, totals) = self.counted(&spellings);
        let keys = &asked.keys;
        let mut all = vec![Cell::Blank; keys.iter().map(|key| key.columns().len()).sum()];
        if let Some(first) = all.first_mut() {
            *first = Cell::text("all");
        }
        let has_unknown = totals.of(Count::OutcomeUnknown) > 0;
        let shows = |name: &str| name != OUTCOME_UNKNOWN || has_unknown;
        all.extend(cells(&asked, &scope, totals));
        let row = |(key, totals): (Vec<Part>, Totals)| {
            key.into_iter().flat_map(Part::cells).chain(cells(&asked, &scope, totals)).collect()
        };
        let by_all = keys.contains(&Key::All);
        Folded {
            title: title(keys),
            columns: columns(keys, &asked.service_levels).into_iter().cloned().collect(),
            rows: rows.into_iter().map(row).collect(),
            totals: Some(all).filter(|_| !by_all),
            for_people: Summary::for_people(&asked, shows),
            counted: None,
            impossible,
            sketches: if by_all { Vec::new() } else { sketches::of(keys, shows) },
            remarks,
        }
    }
}
