//! What a day's page says of single interactions.

use crate::reports::Cell;
use crate::tables::{Duration, Instant, same_word};
use crate::timelines::{Outcome, Timeline};

/// An interaction of the day.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    created: Instant,
    /// How long it waited; until now if it is open.
    pub(super) wait: Option<Duration>,
    pub(super) outcome: Option<Outcome>,
    pub(super) is_abandoned: bool,
    pub(super) direction: Option<String>,
    queue: Option<String>,
}

impl Entry {
    pub(super) fn of(timeline: &Timeline<'_>, now: Instant) -> Entry {
        let measures = &timeline.measures;
        Entry {
            id: timeline.id().to_owned(),
            created: measures.created,
            wait: measures.waited(now),
            outcome: measures.outcome,
            is_abandoned: measures.abandoned,
            direction: timeline.direction().map(str::to_owned),
            queue: timeline.queue_name().map(str::to_owned),
        }
    }

    pub(super) fn is_outbound(&self) -> bool {
        self.direction.as_deref().is_some_and(|direction| same_word(direction, "outbound"))
    }

    /// When it was created, how it ended, how long it waited, and at which queue.
    pub(super) fn cells(&self) -> Vec<Cell<'static>> {
        let text = |text: Option<&str>| text.map_or(Cell::Blank, |text| Cell::Text(text.to_owned().into()));
        let outcome = self.outcome.map_or(Cell::text("not recorded"), |outcome| Cell::text(outcome.name()));
        vec![Cell::Time(self.created), outcome, self.wait.into(), text(self.queue.as_deref())]
    }
}
