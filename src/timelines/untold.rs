//! Interactions that tell too little for a measure.

use super::timeline::Timeline;

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

impl Untold {
    pub(super) fn add(&mut self, timeline: &Timeline<'_>) {
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

    pub(super) fn merge(&mut self, later: &Untold) {
        self.handling += later.handling;
        self.outcome += later.outcome;
        self.state += later.state;
        self.wait += later.wait;
        self.wait_alone += later.wait_alone;
        self.rings += later.rings;
    }
}
