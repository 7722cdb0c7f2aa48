//! Filtering, as early as possible: ids before anything is decoded, intervals by the index, the rest by timeline.

mod against;
mod find;
mod hours;
mod ids;
mod interval;
mod names;
mod period;
mod query;
mod terms;
mod words;

use std::ops::ControlFlow;

use chrono::NaiveDate;

use crate::cli::{Choosing, On};
use crate::exports::{ExportError, Exports, Vocabulary};
use crate::messages::Messages;
use crate::pseudonyms::{Pseudonyms, Subject};
use crate::tables::{Directory, Duration, Field, Instant, Table, Zone, same_word};
use crate::timelines::{Coded, Group, Index, Ring, Timeline};

use find::Find;
use hours::Hours;
use names::Names;

pub(crate) use against::{Against, Periods};
pub(crate) use ids::{asked, lists};
pub(crate) use interval::{Bounds, Interval};
pub(crate) use period::{Present, When};
pub(crate) use terms::Terms;

/// Which interactions are reported. All options must hold; repeats of one are alternatives.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) bounds: Bounds,
    options: Choosing,
    now: Instant,
    /// The ids of the queues chosen; `None` for all.
    pub(crate) queues: Option<Vec<String>>,
    pub(crate) users: Option<Vec<String>>,
    pub(crate) organizations: Option<Vec<String>>,
    min_wait: Option<Duration>,
    min_duration: Option<Duration>,
    find: Find,
    hours: Hours,
    zone: Zone,
    /// The ids of the queues and users of which none may be; `None` for none.
    pub(crate) excluded_queues: Option<Vec<String>>,
    pub(crate) excluded_users: Option<Vec<String>>,
}

/// What becomes of an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Reported,
    NotChosen,
    /// It was at another hour or on another day.
    OutOfHours,
    /// It has a queue or user of which none may be.
    Excluded,
}

impl Choice {
    /// Resolves `terms` against the exports. Names that match nothing, or are ambiguous, are reported and choose nothing.
    pub(crate) fn new(
        terms: &Terms<'_>,
        bounds: Bounds,
        present: &Present,
        exports: &Exports,
        directory: &Directory,
        pseudonyms: Option<&Pseudonyms>,
        messages: &mut Messages<'_>,
    ) -> Result<Choice, ExportError> {
        let options = terms.options;
        let mut names = Names { exports, pseudonyms, messages };
        let organization = ("organization", Subject::Organizations);
        let [queues, users] = [Field::QueueId, Field::UserId].map(|field| (Table::Segments, field));
        let organizations = (Table::Interactions, Field::AccountId);
        Ok(Choice {
            bounds,
            options: options.clone(),
            now: present.now,
            queues: names.ids(&options.queue, ("queue", Subject::Queues), &directory.queues, queues)?,
            users: names.ids(&options.user, ("user", Subject::Users), &directory.users, users)?,
            organizations: names.ids(&options.organization, organization, &directory.organizations, organizations)?,
            min_wait: terms.min_wait,
            min_duration: terms.min_duration,
            find: Find::new(&options.find),
            hours: terms.hours.clone(),
            zone: present.zone,
            excluded_queues: names.ids(
                &options.exclude_queue,
                ("queue", Subject::Queues),
                &directory.queues,
                queues,
            )?,
            excluded_users: names.ids(&options.exclude_user, ("user", Subject::Users), &directory.users, users)?,
        })
    }

    /// Reports words known to neither the data read nor the vocabulary: they choose nothing. Returns whether an option has
    /// no other words. `looked_up` is given with ids, as the rest isn't read then.
    pub(crate) fn is_unheard(
        &self,
        looked_up: Option<&Index>,
        exports: &Exports,
        vocabulary: &Vocabulary,
        pseudonyms: Option<&Pseudonyms>,
        messages: &mut Messages<'_>,
    ) -> bool {
        const BOTH: &[Table] = &[Table::Segments, Table::Interactions];
        let asked = |noun, words, field, tables| words::WordOption { noun, words, field, tables };
        let read = looked_up.map_or(words::Reading::Everything, words::Reading::Some);
        let options = [
            asked("communication type", &self.options.communication_type, Field::CommunicationType, BOTH),
            asked("direction", &self.options.direction, Field::Direction, BOTH),
            asked("status", &self.options.status, Field::Status, &[Table::Segments]),
        ];
        // All are asked, not just the first: each reports its words.
        let unheard = options.map(|option| option.is_unheard(read, exports, vocabulary, pseudonyms, messages));
        unheard.contains(&true)
    }

    /// Whether nothing is chosen because no name of an option exists.
    pub(crate) fn is_unknown(&self) -> bool {
        let named = [&self.queues, &self.users, &self.organizations, &self.excluded_queues, &self.excluded_users];
        named.into_iter().flatten().any(Vec::is_empty)
    }

    /// The same with pseudonyms, as in the timelines.
    #[must_use]
    pub(crate) fn pseudonymized(&self, pseudonyms: &Pseudonyms) -> Choice {
        let ids = |subject, ids: &Option<Vec<String>>| {
            ids.as_ref().map(|ids| ids.iter().map(|id| pseudonyms.id(subject, id)).collect())
        };
        let words = |words: &[String]| words.iter().map(|word| pseudonyms.text(word).into_owned()).collect();
        Choice {
            queues: ids(Subject::Queues, &self.queues),
            users: ids(Subject::Users, &self.users),
            organizations: ids(Subject::Organizations, &self.organizations),
            excluded_queues: ids(Subject::Queues, &self.excluded_queues),
            excluded_users: ids(Subject::Users, &self.excluded_users),
            options: Choosing {
                status: words(&self.options.status),
                communication_type: words(&self.options.communication_type),
                direction: words(&self.options.direction),
                ..self.options.clone()
            },
            ..self.clone()
        }
    }

    /// The days of the chosen interval, if it is about creation and has a start and an end.
    pub(crate) fn days(&self, zone: Zone) -> Vec<NaiveDate> {
        if self.options.on == On::Created { self.bounds.days(zone) } else { Vec::new() }
    }

    /// Whether a group may be chosen, by what the index knows. Never false for one that is.
    pub(crate) fn may_keep(&self, group: &Group) -> bool {
        match (self.options.on, group.created) {
            (On::Completed, _) => true,
            (On::Created, Some(created)) => self.bounds.has(created),
            // Some start lies between the earliest and the latest.
            (On::Created, None) | (On::Active, _) => self.bounds.may_have(group.earliest, group.latest),
        }
    }

    pub(crate) fn fate(&self, timeline: &Timeline<'_>, exports: &Exports) -> Fate {
        // A name that is not there chooses nothing, also where it is to be left out.
        if self.is_unknown() || self.check(timeline).is_break() || !self.find.is_in(timeline, exports) {
            return Fate::NotChosen;
        }
        if !self.hours.are_all() {
            let is_on_time = |at: Instant| self.hours.have(self.zone.civil(at));
            if !is_in(self.options.on, timeline, |_| true) {
                return Fate::NotChosen;
            }
            if !is_in(self.options.on, timeline, is_on_time) {
                return Fate::OutOfHours;
            }
        }
        let has = |ids: &[String], coded| timeline.stages.iter().any(|stage| is_one_of(ids, stage.text(coded)));
        let has_queue = |ids: &[String]| is_one_of(ids, timeline.queue_id()) || has(ids, Coded::QueueId);
        let has_user = |ids: &[String]| has(ids, Coded::UserId);
        let is_excluded = self.excluded_queues.as_deref().is_some_and(has_queue)
            || self.excluded_users.as_deref().is_some_and(has_user);
        if is_excluded { Fate::Excluded } else { Fate::Reported }
    }

    /// What a timeline is in an interval by, as `--on` says; of several moments any may be.
    pub(crate) fn is_in(&self, interval: Interval, timeline: &Timeline<'_>) -> bool {
        is_in(self.options.on, timeline, |at| interval.start <= at && at < interval.end)
    }

    /// Whether a ring has a chosen user, queue and response.
    pub(crate) fn keeps_ring(&self, timeline: &Timeline<'_>, ring: &Ring) -> bool {
        let stage = &timeline.stages[ring.first];
        touches(&self.queues, || stage.text(Coded::QueueId))
            && touches(&self.users, || stage.text(Coded::UserId))
            && (self.options.response.is_empty() || self.has_response(ring))
    }

    fn check(&self, timeline: &Timeline<'_>) -> ControlFlow<()> {
        let Choosing { on, communication_type, direction, status, response, outcome, state, min_rings, .. } =
            &self.options;
        let measures = &timeline.measures;
        let must = |holds: bool| if holds { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        let word = |chosen: &[String], word: Option<&str>| {
            word.is_some_and(|word| chosen.iter().any(|chosen| same_word(chosen, word)))
        };
        let stages = &timeline.stages;
        must(self.bounds.is_always() || is_in(*on, timeline, |at| self.bounds.has(at)))?;
        // There is a stage, so that one touches where nothing is chosen.
        must(stages.iter().any(|stage| touches(&self.queues, || stage.text(Coded::QueueId))))?;
        must(stages.iter().any(|stage| touches(&self.users, || stage.text(Coded::UserId))))?;
        must(touches(&self.organizations, || timeline.interaction.account_id))?;
        must(communication_type.is_empty() || word(communication_type, timeline.communication_type()))?;
        must(direction.is_empty() || word(direction, timeline.direction()))?;
        must(status.is_empty() || stages.iter().any(|stage| word(status, stage.text(Coded::Status))))?;
        must(response.is_empty() || timeline.rings.iter().any(|ring| self.has_response(ring)))?;
        must(outcome.is_empty() || measures.outcome.is_some_and(|known| outcome.contains(&known)))?;
        must(state.is_empty() || measures.state.is_some_and(|known| state.contains(&known)))?;
        must(self.min_wait.is_none_or(|bound| measures.waited(self.now).is_some_and(|wait| wait >= bound)))?;
        must(self.min_duration.is_none_or(|bound| measures.total.is_some_and(|total| total >= bound)))?;
        let rings = timeline.known_rings().map(|rings| rings.len() as u64);
        must(min_rings.is_empty() || rings.is_some_and(|rings| min_rings.iter().any(|bound| rings >= *bound)))
    }

    fn has_response(&self, ring: &Ring) -> bool {
        let response = ring.response.map(|(response, _)| response);
        self.options.response.contains(&response)
    }
}

/// Whether a moment that `--on` means is in an interval.
fn is_in(on: On, timeline: &Timeline<'_>, has: impl Fn(Instant) -> bool) -> bool {
    match on {
        On::Created => has(timeline.measures.created),
        On::Completed => timeline.measures.completion.is_some_and(has),
        On::Active => timeline.stages.iter().any(|stage| has(stage.started_at)),
    }
}

/// Whether an id is chosen; always true if none were asked for.
fn touches<'t>(chosen: &Option<Vec<String>>, id: impl Fn() -> Option<&'t str>) -> bool {
    chosen.as_ref().is_none_or(|chosen| is_one_of(chosen, id()))
}

fn is_one_of(ids: &[String], id: Option<&str>) -> bool {
    id.is_some_and(|id| ids.iter().any(|known| known == id))
}
