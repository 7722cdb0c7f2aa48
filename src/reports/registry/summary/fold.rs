//! Interactions, or what users did in them, counted by key.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rapidhash::fast::RandomState;

use crate::plain::value_names;
use crate::reports::folded::{Measured, Scope, part_of};
use crate::reports::{Cell, Column, Fold, Folded, Impossible, Spellings};
use crate::tables::{Duration, Status, Sum, Zone, normalised};
use crate::timelines::{Coded, Timeline};

use super::interactions::{self, Lengths, OUTCOME_UNKNOWN};
use super::key::{Key, Part, Whose};
use super::totals::{Count, Length, Totals};
use super::{sketches, users};

#[derive(Clone, Debug)]
pub(super) struct SummaryAsked {
    pub(super) keys: Vec<Key>,
    /// The wait within which an answer is in time.
    pub(super) sla: Duration,
    pub(super) interval: Duration,
}

#[derive(Clone, Debug)]
pub(super) struct Summary {
    asked: SummaryAsked,
    scope: Scope,
    rows: Rows,
    all: Totals,
    /// How many interactions were added.
    added: u64,
    spellings: Spellings,
    impossible: Impossible,
    /// The directions met, as spelled, for a remark if inbound and outbound are counted together.
    directions: BTreeSet<String>,
}

#[derive(Clone, Debug, Default)]
struct Rows {
    by_key: HashMap<Vec<Part>, Totals, RandomState>,
    /// What codes in keys stand for.
    coded: HashMap<(Key, usize), Part, RandomState>,
    /// The key looked for.
    key: Vec<Part>,
}

impl Rows {
    /// The row of an interaction, or of something of it that counts at its own queue and for its own user.
    fn of(
        &mut self,
        asked: &SummaryAsked,
        zone: Zone,
        timeline: &Timeline<'_>,
        queue: Whose<'_>,
        user: Whose<'_>,
    ) -> &mut Totals {
        let Rows { by_key, coded, key } = self;
        key.clear();
        key.extend(asked.keys.iter().map(|key| key.part(timeline, queue, user, zone, asked.interval)));
        if !by_key.contains_key(key) {
            for (part, of) in key.iter().zip(&asked.keys) {
                if let Part::Coded(code) = part {
                    coded.entry((*of, *code)).or_insert_with(|| of.named(queue, user));
                }
            }
            by_key.insert(key.clone(), Totals::default());
        }
        by_key.get_mut(key).expect("it was just inserted if it wasn't there")
    }

    fn merge(&mut self, later: Rows) {
        // In any order: sums and percentiles are the same.
        later.by_key.into_iter().for_each(|(key, totals)| self.by_key.entry(key).or_default().merge(totals));
        self.coded.extend(later.coded);
    }

    /// The rows in order.
    fn finish(self, keys: &[Key], spellings: &Spellings) -> BTreeMap<Vec<Part>, Totals> {
        let Rows { by_key, coded, .. } = self;
        let part = |(part, of): (Part, &Key)| match part {
            Part::Coded(code) => coded[&(*of, code)].clone(),
            other => other.spelled(spellings),
        };
        let mut rows: BTreeMap<Vec<Part>, Totals> = BTreeMap::new();
        by_key.into_iter().for_each(|(key, totals)| {
            // What is blank may have a code or none.
            rows.entry(key.into_iter().zip(keys).map(part).collect()).or_default().merge(totals);
        });
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

    /// The columns for people: names in place of ids, then what the row amounts to, then what it is made of.
    fn for_people(keys: &[Key], shows: impl Fn(&str) -> bool) -> Vec<&'static str> {
        let names = keys.iter().flat_map(|key| key.columns()).map(|column| &*column.name);
        let named = names.filter(|name| !name.ends_with("_id"));
        let rest = if keys.contains(&Key::User) { users::FOR_PEOPLE } else { interactions::FOR_PEOPLE };
        named.chain(rest.split(' ')).filter(|name| shows(name)).collect()
    }

    fn is_by(&self, key: Key) -> bool {
        self.asked.keys.contains(&key)
    }

    /// Whether what counts at a queue is asked for. Where rows are about neither queues nor users, whole interactions are.
    fn wants_queue(&self, queue: Whose<'_>) -> bool {
        !(self.is_by(Key::Queue) || self.is_by(Key::User)) || queue.is_one_of(self.scope.queues.as_deref())
    }

    fn add_interaction(&mut self, timeline: &Timeline<'_>) {
        let sla = self.asked.sla;
        let (whole, nobody) = (Whose::queue_of(timeline), Whose::default());
        if self.wants_queue(whole) {
            let lengths = Lengths::of(timeline, &mut self.impossible);
            let row = self.rows.of(&self.asked, self.scope.zone, timeline, whole, nobody);
            for totals in [row, &mut self.all] {
                totals.add_interaction(timeline, &lengths, sla);
            }
        }
        for (at, queue) in queues(timeline) {
            let Some((_, ring)) = timeline.ring_at(at).filter(|_| self.wants_queue(queue)) else { continue };
            let row = self.rows.of(&self.asked, self.scope.zone, timeline, queue, nobody);
            for totals in [row, &mut self.all] {
                totals.add_ring(timeline, ring, None);
            }
        }
    }

    fn add_users(&mut self, timeline: &Timeline<'_>) {
        for (at, queue) in queues(timeline) {
            let stage = &timeline.stages[at];
            let ring = timeline.ring_at(at).map(|(_, ring)| ring);
            let user = Whose::user_at(stage);
            let counts = ring.is_some() || (stage.is_handling() && stage.has(Coded::UserId));
            if !counts || !user.is_one_of(self.scope.users.as_deref()) || !self.wants_queue(queue) {
                continue;
            }
            let seconds = ring.and_then(|ring| self.impossible.sift("ring", ring.seconds, timeline.id));
            let (measure, part) = match stage.status {
                Some(Status::Hold) => ("hold", Length::Hold),
                Some(Status::WrapUp) => ("wrap-up", Length::WrapUp),
                _ => ("talk", Length::Talk),
            };
            let length = stage.lasted().filter(|_| stage.is_handling());
            let length = self.impossible.sift(measure, length, timeline.id).map(Sum::from);
            let row = self.rows.of(&self.asked, self.scope.zone, timeline, queue, user);
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

pub(super) fn columns(keys: &[Key]) -> impl Iterator<Item = &'static Column> {
    keys.iter().flat_map(|key| key.columns()).chain(measured(keys).iter().copied().flat_map(Measured::columns))
}

/// What is counted of interactions, or of what users did in them.
fn measured(keys: &[Key]) -> &'static [&'static [Measured<Totals>]] {
    if keys.contains(&Key::User) { &users::COLUMNS } else { &interactions::COLUMNS }
}

/// The segments of a timeline, each with the queue at which it counts: its own, else that of the nearest earlier segment
/// that has one, else the interaction's.
fn queues<'t>(timeline: &'t Timeline<'_>) -> impl Iterator<Item = (usize, Whose<'t>)> {
    let mut queue = Whose::queue_of(timeline);
    timeline.stages.iter().enumerate().map(move |(at, stage)| {
        queue = Whose::queue_at(stage).unwrap_or(queue);
        (at, queue)
    })
}

impl Fold for Summary {
    fn add(&mut self, timeline: &Timeline<'_>) {
        // Also of interactions that have no row of their own: a word has one spelling in the whole report.
        for (key, word) in
            [(Key::CommunicationType, timeline.communication_type()), (Key::Direction, timeline.direction())]
        {
            if let Some(word) = word.filter(|_| self.is_by(key)) {
                self.spellings.meet(word);
            }
        }
        if let Some(direction) = timeline.direction().filter(|direction| !self.directions.contains(*direction)) {
            self.directions.insert(direction.to_owned());
        }
        self.added += 1;
        if self.is_by(Key::User) { self.add_users(timeline) } else { self.add_interaction(timeline) }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        let later: Summary = part_of(later);
        self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        self.rows.merge(later.rows);
        self.all.merge(later.all);
        self.directions.extend(later.directions);
    }

    fn finish(self: Box<Self>) -> Folded {
        let (by_user, has_reasons) = (self.is_by(Key::User), self.scope.has_reasons);
        let rows = self.rows.finish(&self.asked.keys, &self.spellings);
        let columns = columns(&self.asked.keys).cloned().collect();
        let cells = |mut totals: Totals| {
            totals.has_reasons = has_reasons;
            measured(&self.asked.keys).iter().flat_map(|part| Measured::cells(part, &mut totals)).collect::<Vec<_>>()
        };
        let keys = self.asked.keys.iter().map(|key| key.columns().len()).sum();
        let mut all: Vec<Cell<'static>> = vec![Cell::Blank; keys];
        if let Some(first) = all.first_mut() {
            *first = Cell::text("all");
        }
        let has_unknown = self.all.of(Count::OutcomeUnknown) > 0;
        let shows = |name: &str| name != OUTCOME_UNKNOWN || has_unknown;
        let for_people = Summary::for_people(&self.asked.keys, shows);
        all.extend(cells(self.all));
        let mut remarks = Vec::new();
        let has = |word: &str| self.directions.iter().any(|direction| normalised(direction) == word);
        if !by_user && !self.asked.keys.contains(&Key::Direction) && has("inbound") && has("outbound") {
            let why =
                "inbound and outbound stand together here: a service level over both means little (--by direction)";
            remarks.push(why.to_owned());
        }
        Folded {
            title: format!("Summary by {}", value_names(&self.asked.keys).join(" and ").replace('-', " ")),
            rows: rows
                .into_iter()
                .map(|(key, totals)| key.into_iter().flat_map(Part::cells).chain(cells(totals)).collect())
                .collect(),
            totals: Some(all),
            for_people,
            impossible: self.impossible,
            sketches: sketches::of(&self.asked.keys, shows),
            columns,
            remarks,
        }
    }
}
