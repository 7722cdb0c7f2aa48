//! What is kept, as early as possible: ids before anything is decoded, intervals by the index, the rest by timeline.

mod find;
mod ids;
mod names;
mod period;
mod words;

use std::ops::ControlFlow;

use chrono::NaiveDate;

use crate::cli::{Choosing, On, ResponseChoice};
use crate::exports::{ExportError, Exports, Vocabulary};
use crate::messages::Messages;
use crate::plain::printable;
use crate::pseudonyms::{Pseudonyms, Subject};
use crate::tables::{Directory, Duration, Field, Instant, Table, Zone, same_word};
use crate::timelines::{Group, Index, Measures, Outcome, Ring, State, Timeline};
use crate::usage::UsageError;

use find::Find;

pub use ids::{asked, lists};
pub use period::{Interval, moment_or_day, now, span};

/// Which interactions are reported. Different choices hold together; within one, any alternative will do.
#[derive(Clone, Debug)]
pub struct Choice {
    dates: Vec<Interval>,
    since: Instant,
    until: Instant,
    on: On,
    now: Instant,
    queues: Option<Vec<String>>,
    users: Option<Vec<String>>,
    organizations: Option<Vec<String>>,
    communication_types: Vec<String>,
    directions: Vec<String>,
    statuses: Vec<String>,
    responses: Vec<ResponseChoice>,
    outcomes: Vec<Outcome>,
    states: Vec<State>,
    min_wait: Option<Duration>,
    min_duration: Option<Duration>,
    min_rings: Option<u64>,
    find: Find,
    /// Whether an option has only words that nothing answers to.
    is_unheard: bool,
}

impl Choice {
    /// Understands the options. Names that nothing answers to are told, and choose nothing.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for a date, time or duration that can't be read.
    pub fn new(options: &Choosing, zone: Zone, now: Instant) -> Result<Choice, UsageError> {
        let today = zone.civil(now).date();
        let intervals = |texts: &[String], option| -> Result<Vec<Interval>, UsageError> {
            texts.iter().map(|text| period::interval(text, option, today, zone)).collect()
        };
        let spans = |texts: &[String], option| -> Result<Option<Duration>, UsageError> {
            let spans: Result<Vec<Duration>, UsageError> =
                texts.iter().map(|text| period::span(text, option)).collect();
            // Of alternatives the weakest bound holds.
            Ok(spans?.into_iter().min())
        };
        let dates: Result<Vec<Interval>, UsageError> =
            options.date.iter().map(|text| period::days(text, "--date", today, zone)).collect();
        let since = intervals(&options.since, "--since")?.iter().map(|at| at.start).min().unwrap_or(Instant::MIN);
        let until = intervals(&options.until, "--until")?.iter().map(|at| at.end).max().unwrap_or(Instant::MAX);
        Ok(Choice {
            dates: dates?,
            since,
            until,
            on: options.on,
            now,
            queues: None,
            users: None,
            organizations: None,
            communication_types: options.communication_type.clone(),
            directions: options.direction.clone(),
            statuses: options.status.clone(),
            responses: options.response.clone(),
            outcomes: options.outcome.clone(),
            states: options.state.clone(),
            min_wait: spans(&options.min_wait, "--min-wait")?,
            min_duration: spans(&options.min_duration, "--min-duration")?,
            min_rings: options.min_rings.iter().copied().min(),
            find: Find::new(&options.find),
            is_unheard: false,
        })
    }

    /// Checks that the interval doesn't end before it begins, in a zone that is known to be the output's.
    ///
    /// # Errors
    ///
    /// [`UsageError`] where it does.
    pub fn check_order(&self, options: &Choosing) -> Result<(), UsageError> {
        if self.since <= self.until {
            return Ok(());
        }
        let [since, until] = [&options.since, &options.until].map(|texts| texts.join(" or "));
        let problem = format!("--until {} ends before --since {} begins", printable(&until), printable(&since));
        Err(UsageError::new(problem).hint("--since is where the interval begins, --until where it ends"))
    }

    /// Finds the queues, users and organizations that are named. Those that nothing answers to, or several do, are told
    /// and choose nothing.
    ///
    /// # Errors
    ///
    /// As [`crate::timelines::contains`].
    pub fn resolve(
        &mut self,
        options: &Choosing,
        exports: &Exports,
        directory: &Directory,
        messages: &mut Messages<'_>,
    ) -> Result<(), ExportError> {
        self.queues = names::queues(&options.queue, exports, directory, messages)?;
        self.users = names::users(&options.user, exports, directory, messages)?;
        self.organizations = names::organizations(&options.organization, exports, directory, messages)?;
        Ok(())
    }

    /// Tells the words that neither the data read nor the vocabulary knows: they choose nothing. `looked_up` where ids
    /// were given, as then the rest was not read.
    pub fn hear(
        &mut self,
        looked_up: Option<&Index>,
        exports: &Exports,
        vocabulary: &Vocabulary,
        messages: &mut Messages<'_>,
    ) {
        const BOTH: &[Table] = &[Table::Segments, Table::Interactions];
        let asked = |noun, words, field, tables| words::Asked { noun, words, field, tables };
        let read = looked_up.map_or(words::Read::Everything, words::Read::Some);
        let options = [
            asked("communication type", &self.communication_types, Field::CommunicationType, BOTH),
            asked("direction", &self.directions, Field::Direction, BOTH),
            asked("status", &self.statuses, Field::Status, &[Table::Segments]),
        ];
        // Not the first alone: each is told.
        let unheard = options.map(|option| option.is_unheard(read, exports, vocabulary, messages));
        self.is_unheard = unheard.contains(&true);
    }

    /// Whether nothing is chosen because nothing answers to any name or word of an option.
    pub fn is_unknown(&self) -> bool {
        let named = [&self.queues, &self.users, &self.organizations];
        self.is_unheard || named.into_iter().flatten().any(Vec::is_empty)
    }

    /// Chooses by pseudonyms, as timelines have them.
    pub fn veil(&mut self, pseudonyms: &Pseudonyms) {
        let chosen = [
            (Subject::Queues, &mut self.queues),
            (Subject::Users, &mut self.users),
            (Subject::Organizations, &mut self.organizations),
        ];
        for (subject, ids) in chosen {
            ids.iter_mut().flatten().for_each(|id| *id = pseudonyms.id(subject, id));
        }
        for words in [&mut self.statuses, &mut self.communication_types, &mut self.directions] {
            words.iter_mut().for_each(|word| *word = pseudonyms.text(word).into_owned());
        }
    }

    /// The end of the chosen interval; `None` where it has none.
    pub fn end(&self) -> Option<Instant> {
        let dates = self.dates.iter().map(|date| date.end).max();
        let end = dates.map_or(self.until, |end| end.min(self.until));
        (end < Instant::MAX).then_some(end)
    }

    /// The chosen interval; `None` where it has no start or no end.
    pub fn interval(&self) -> Option<(Instant, Instant)> {
        let dates = self.dates.iter().map(|date| date.start).min();
        let start = dates.map_or(self.since, |start| start.max(self.since));
        self.end().filter(|_| start > Instant::MIN).map(|end| (start, end))
    }

    /// The days of the chosen interval on which interactions are created, where it has a beginning and an end.
    pub fn days(&self, zone: Zone) -> Vec<NaiveDate> {
        let always = [Interval { start: Instant::MIN, end: Instant::MAX }];
        let dates = if self.dates.is_empty() { &always[..] } else { &self.dates };
        let bounds = dates.iter().map(|date| (date.start.max(self.since), date.end.min(self.until)));
        let mut days: Vec<NaiveDate> = bounds
            .filter(|(start, end)| {
                self.on == On::Created && *start > Instant::MIN && *end < Instant::MAX && start < end
            })
            .flat_map(|(start, end)| {
                let first = zone.civil(start).date();
                first.iter_days().take_while(move |day| zone.start_of_day(*day) < end)
            })
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Whether a group may hold a chosen interaction, by what the index knows. Never says no to one that is chosen.
    pub fn may_keep(&self, group: &Group) -> bool {
        match (self.on, group.created) {
            (On::Completed, _) => true,
            (On::Created, Some(created)) => self.has_moment(created),
            // Some start lies between the earliest and the latest.
            (On::Created, None) | (On::Active, _) => {
                let meets = |from: Instant, to: Instant| group.latest >= from && group.earliest < to;
                meets(self.since, self.until)
                    && (self.dates.is_empty() || self.dates.iter().any(|date| meets(date.start, date.end)))
            }
        }
    }

    /// Whether a timeline is chosen.
    pub fn keeps(&self, timeline: &Timeline<'_>, exports: &Exports) -> bool {
        self.check(timeline).is_continue() && self.find.is_in(timeline, exports)
    }

    /// Whether a ring is one of the users, queues and responses chosen.
    pub fn keeps_ring(&self, timeline: &Timeline<'_>, ring: &Ring) -> bool {
        let segment = &timeline.stages[ring.first].segment;
        touches(&self.queues, segment.queue_id)
            && touches(&self.users, segment.user_id)
            && (self.responses.is_empty() || self.has_response(ring))
    }

    /// The ids of the queues chosen; `None` for all.
    pub fn queues(&self) -> Option<&[String]> {
        self.queues.as_deref()
    }

    /// The ids of the users chosen; `None` for all.
    pub fn users(&self) -> Option<&[String]> {
        self.users.as_deref()
    }

    /// The ids of the organizations chosen; `None` for all.
    pub fn organizations(&self) -> Option<&[String]> {
        self.organizations.as_deref()
    }

    fn check(&self, timeline: &Timeline<'_>) -> ControlFlow<()> {
        let measures = &timeline.measures;
        let must = |holds: bool| if holds { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        let word = |chosen: &[String], word: Option<&str>| {
            chosen.is_empty() || word.is_some_and(|word| chosen.iter().any(|chosen| same_word(chosen, word)))
        };
        let stages = &timeline.stages;
        must(match self.on {
            On::Created => self.has_moment(measures.created),
            On::Completed => measures.completion.map_or(self.is_always(), |at| self.has_moment(at)),
            On::Active => stages.iter().any(|stage| self.has_moment(stage.segment.started_at)),
        })?;
        must(self.queues.is_none() || stages.iter().any(|stage| touches(&self.queues, stage.segment.queue_id)))?;
        must(self.users.is_none() || stages.iter().any(|stage| touches(&self.users, stage.segment.user_id)))?;
        must(touches(&self.organizations, timeline.interaction.account_id))?;
        must(word(&self.communication_types, timeline.communication_type()))?;
        must(word(&self.directions, timeline.direction()))?;
        must(self.statuses.is_empty() || stages.iter().any(|stage| word(&self.statuses, stage.segment.status)))?;
        must(self.responses.is_empty() || timeline.rings.iter().any(|ring| self.has_response(ring)))?;
        must(self.outcomes.is_empty() || measures.outcome.is_some_and(|outcome| self.outcomes.contains(&outcome)))?;
        must(self.states.is_empty() || measures.state.is_some_and(|state| self.states.contains(&state)))?;
        must(self.min_wait.is_none_or(|bound| self.waited(measures).is_some_and(|wait| wait >= bound)))?;
        must(self.min_duration.is_none_or(|bound| measures.total.is_some_and(|total| total >= bound)))?;
        must(self.min_rings.is_none_or(|bound| timeline.known_rings().is_some_and(|rings| rings.len() as u64 >= bound)))
    }

    /// How long an interaction waited; an open one until now.
    fn waited(&self, measures: &Measures) -> Option<Duration> {
        match measures.outcome {
            Some(Outcome::Open) => measures.queued_at.map(|queued_at| self.now - queued_at),
            _ => measures.wait,
        }
    }

    fn has_response(&self, ring: &Ring) -> bool {
        let response = ring.response.map_or(ResponseChoice::Unknown, |(response, _)| ResponseChoice::Known(response));
        self.responses.contains(&response)
    }

    /// Whether no interval was asked for.
    fn is_always(&self) -> bool {
        self.dates.is_empty() && self.since == Instant::MIN && self.until == Instant::MAX
    }

    fn has_moment(&self, at: Instant) -> bool {
        at >= self.since
            && (at < self.until || self.until == Instant::MAX)
            && (self.dates.is_empty() || self.dates.iter().any(|date| date.start <= at && at < date.end))
    }
}

/// Whether an id is one of those chosen; always where none are.
fn touches(chosen: &Option<Vec<String>>, id: Option<&str>) -> bool {
    chosen.as_ref().is_none_or(|chosen| id.is_some_and(|id| chosen.iter().any(|chosen| chosen == id)))
}
