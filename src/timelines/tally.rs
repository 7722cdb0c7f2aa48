//! What is counted of timelines.

use std::collections::BTreeMap;

use crate::exports::Exports;
use crate::tables::{ClockChange, Directory, Instant, Table};

use super::codes::Coded;
use super::held::Misfits;
use super::timeline::Timeline;

/// What was counted, to be reported at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reported interactions.
    pub interactions: u64,
    /// The earliest and the latest creation among them.
    pub created: Option<(Instant, Instant)>,
    /// Reported segments.
    pub segments: u64,
    /// The rows that these are of: a row may hold several.
    pub rows: u64,
    /// Those whose stages don't tell all of them.
    pub misfits: Misfits,
    /// Rows left out because they repeat a segment.
    pub left_out: u64,
    /// Interactions that would be reported, but for the hours and days that count.
    pub out_of_hours: u64,
    /// Interactions that would be reported, but for a queue or user that is excluded.
    pub excluded: u64,
    /// Interactions that tell too little for a measure.
    pub untold: Untold,
    /// Times that the clocks of their zone showed twice or never, by the zone's name.
    pub clock_changes: BTreeMap<&'static str, ChangeCounts>,
    /// References of segments to interactions without a row.
    pub to_interactions: Dangling,
    /// References of interactions to organizations without a row.
    pub to_organizations: Dangling,
    /// References of segments to queues without a row.
    pub to_queues: Dangling,
    /// References of segments to users without a row.
    pub to_users: Dangling,
}

/// Numbers of interactions that don't tell something; none of them is left out of any report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Untold {
    /// Without any status: how they were handled is unknown.
    pub handling: u64,
    /// Of these, those whose outcome is unknown.
    pub outcome: u64,
    /// Of these, those of which it is unknown whether they are open.
    pub state: u64,
    /// Of these, those that don't tell of waiting either.
    pub wait: u64,
    /// With a status, but without any segment that tells of waiting.
    pub wait_alone: u64,
    /// Without any column that could tell of rings.
    pub rings: u64,
}

/// Times of a zone that its clocks showed twice or never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// Shown twice.
    pub twice: u64,
    /// Never shown.
    pub never: u64,
}

/// Dangling references.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dangling {
    /// Their number.
    pub count: u64,
    /// The first few distinct ids, in report order.
    pub examples: Vec<String>,
    /// Whether there are more ids than these.
    pub has_more: bool,
}

const EXAMPLES: usize = 3;

impl Dangling {
    /// Counts a reference, if there is one, whose row is missing.
    fn add(&mut self, id: Option<&str>) {
        if let Some(id) = id {
            self.count += 1;
            self.example(id);
        }
    }

    fn example(&mut self, id: &str) {
        if self.examples.iter().any(|known| known == id) {
            return;
        }
        if self.examples.len() < EXAMPLES {
            self.examples.push(id.to_owned());
        } else {
            self.has_more = true;
        }
    }

    fn merge(&mut self, later: &Dangling) {
        self.count += later.count;
        self.has_more |= later.has_more;
        later.examples.iter().for_each(|id| self.example(id));
    }
}

impl Tally {
    /// Counts a reported timeline.
    pub fn add(&mut self, timeline: &Timeline<'_>, directory: &Directory, exports: &Exports) {
        self.interactions += 1;
        self.span(timeline.measures.created, timeline.measures.created);
        self.segments += timeline.stages.len() as u64;
        self.rows += timeline.rows as u64;
        self.misfits.merge(timeline.misfits);
        self.left_out += timeline.left_out.len() as u64;
        self.untold.add(timeline);
        for (zone, change) in &timeline.clock_changes {
            let counts = self.clock_changes.entry(zone.name()).or_default();
            match change {
                ClockChange::Twice => counts.twice += 1,
                ClockChange::Never => counts.never += 1,
            }
        }
        let Directory { organizations, queues, users } = directory;
        if timeline.row.is_none() && exports.has(Table::Interactions) {
            self.to_interactions.add(Some(timeline.id()));
        }
        if timeline.organization.is_none() && organizations.is_present() {
            self.to_organizations.add(timeline.interaction.account_id);
        }
        for stage in &timeline.stages {
            if stage.queue.is_none() && queues.is_present() {
                self.to_queues.add(stage.text(Coded::QueueId));
            }
            if stage.user.is_none() && users.is_present() {
                self.to_users.add(stage.text(Coded::UserId));
            }
        }
    }

    fn span(&mut self, first: Instant, last: Instant) {
        let (known_first, known_last) = self.created.unwrap_or((first, last));
        self.created = Some((known_first.min(first), known_last.max(last)));
    }

    /// Adds what was counted later.
    pub fn merge(&mut self, later: &Tally) {
        self.interactions += later.interactions;
        if let Some((first, last)) = later.created {
            self.span(first, last);
        }
        self.segments += later.segments;
        self.rows += later.rows;
        self.misfits.merge(later.misfits);
        self.left_out += later.left_out;
        self.out_of_hours += later.out_of_hours;
        self.excluded += later.excluded;
        self.untold.merge(&later.untold);
        for (zone, ChangeCounts { twice, never }) in &later.clock_changes {
            let counts = self.clock_changes.entry(zone).or_default();
            counts.twice += twice;
            counts.never += never;
        }
        self.to_interactions.merge(&later.to_interactions);
        self.to_organizations.merge(&later.to_organizations);
        self.to_queues.merge(&later.to_queues);
        self.to_users.merge(&later.to_users);
    }
}

impl Untold {
    fn add(&mut self, timeline: &Timeline<'_>) {
        let measures = &timeline.measures;
        let has_status = measures.handling.is_some();
        let no_wait = measures.queued_at.is_none();
        self.handling += u64::from(!has_status);
        self.outcome += u64::from(measures.outcome.is_none());
        self.state += u64::from(measures.state.is_none());
        self.wait += u64::from(no_wait && !has_status);
        self.wait_alone += u64::from(no_wait && has_status);
        self.rings += u64::from(timeline.known_rings().is_none());
    }

    fn merge(&mut self, later: &Untold) {
        self.handling += later.handling;
        self.outcome += later.outcome;
        self.state += later.state;
        self.wait += later.wait;
        self.wait_alone += later.wait_alone;
        self.rings += later.rings;
    }
}
