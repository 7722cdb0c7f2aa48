//! Interactions, or what users did in them, counted by key.

use std::collections::{BTreeSet, HashMap};

use rapidhash::fast::RandomState;

use crate::plain::value_names;
use crate::reports::folded::{Measured, Scope, part_of};
use crate::reports::{Cell, Column, Fold, Folded, Impossible, Spellings};
use crate::tables::{Duration, Status, Sum, normalised};
use crate::timelines::Timeline;

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
    by_key: HashMap<Vec<Part>, Totals, RandomState>,
    all: Totals,
    spellings: Spellings,
    impossible: Impossible,
    /// The directions met, for a remark if inbound and outbound are counted together.
    directions: BTreeSet<String>,
}

impl Summary {
    pub(super) fn new(asked: SummaryAsked, scope: Scope) -> Summary {
        Summary {
            asked,
            scope,
            by_key: HashMap::default(),
            all: Totals::default(),
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

    /// The key of an interaction, or of something of it that counts at its own queue and for its own user.
    fn key(&self, timeline: &Timeline<'_>, queue: Whose<'_>, user: Whose<'_>) -> Vec<Part> {
        let SummaryAsked { keys, interval, .. } = &self.asked;
        keys.iter().map(|key| key.part(timeline, queue, user, self.scope.zone, *interval)).collect()
    }

    /// Whether what counts at a queue is asked for. Where rows are about neither queues nor users, whole interactions are.
    fn wants_queue(&self, queue: Whose<'_>) -> bool {
        !(self.is_by(Key::Queue) || self.is_by(Key::User)) || queue.is_one_of(self.scope.queues.as_deref())
    }

    fn add_interaction(&mut self, timeline: &Timeline<'_>) {
        let sla = self.asked.sla;
        let whole = Whose::queue_of(timeline);
        if self.wants_queue(whole) {
            let key = self.key(timeline, whole, Whose::default());
            let lengths = Lengths::of(timeline, &mut self.impossible);
            for totals in [self.by_key.entry(key).or_default(), &mut self.all] {
                totals.add_interaction(timeline, &lengths, sla);
            }
        }
        for (at, queue) in queues(timeline) {
            let Some((_, ring)) = timeline.ring_at(at).filter(|_| self.wants_queue(queue)) else { continue };
            let key = self.key(timeline, queue, Whose::default());
            for totals in [self.by_key.entry(key).or_default(), &mut self.all] {
                totals.add_ring(timeline, ring, None);
            }
        }
    }

    fn add_users(&mut self, timeline: &Timeline<'_>) {
        let mut handled: BTreeSet<Vec<Part>> = BTreeSet::new();
        for (at, queue) in queues(timeline) {
            let stage = &timeline.stages[at];
            let ring = timeline.ring_at(at).map(|(_, ring)| ring);
            let user = Whose::user_at(stage);
            let counts = ring.is_some() || (stage.is_handling() && stage.segment.user_id.is_some());
            if !counts || !user.is_one_of(self.scope.users.as_deref()) || !self.wants_queue(queue) {
                continue;
            }
            let key = self.key(timeline, queue, user);
            let seconds = ring.and_then(|ring| self.impossible.sift("ring", ring.seconds, timeline.id));
            let (measure, part) = match stage.status {
                Some(Status::Hold) => ("hold", Length::Hold),
                Some(Status::WrapUp) => ("wrap-up", Length::WrapUp),
                _ => ("talk", Length::Talk),
            };
            let length = stage.lasted().filter(|_| stage.is_handling());
            let length = self.impossible.sift(measure, length, timeline.id).map(Sum::from);
            let is_first = stage.is_handling() && handled.insert(key.clone());
            let row = self.by_key.entry(key).or_default();
            row.count(Count::Handled, is_first);
            for totals in [row, &mut self.all] {
                totals.count(Count::Segments, true);
                totals.count(Count::HandlingUnknown, timeline.measures.handling.is_none());
                if let Some(ring) = ring {
                    totals.add_ring(timeline, ring, seconds);
                }
                totals.add(part, length);
                totals.add(Length::Handle, length);
            }
        }
        self.all.count(Count::Handled, !handled.is_empty());
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
        self.directions.extend(timeline.direction().map(normalised));
        if self.is_by(Key::User) { self.add_users(timeline) } else { self.add_interaction(timeline) }
    }

    fn merge(&mut self, later: Box<dyn Fold>) {
        let later: Summary = part_of(later);
        self.spellings.merge(later.spellings);
        self.impossible.merge(later.impossible);
        // In any order: sums and percentiles are the same.
        later.by_key.into_iter().for_each(|(key, totals)| self.by_key.entry(key).or_default().merge(totals));
        self.all.merge(later.all);
        self.directions.extend(later.directions);
    }

    fn finish(self: Box<Self>) -> Folded {
        let (by_user, has_reasons) = (self.is_by(Key::User), self.scope.has_reasons);
        let spellings = &self.spellings;
        let spelled = |key: Vec<Part>| key.into_iter().map(|part| part.spelled(spellings)).collect::<Vec<_>>();
        let mut rows: Vec<(Vec<Part>, Totals)> =
            self.by_key.into_iter().map(|(key, totals)| (spelled(key), totals)).collect();
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
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
        let has = |word: &str| self.directions.contains(word);
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
