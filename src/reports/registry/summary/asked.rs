//! What a summary is asked for.

use crate::reports::Column;
use crate::tables::Duration;
use crate::timelines::Coded;

use super::key::Key;
use super::service_level::ServiceLevel;

#[derive(Clone, Debug)]
pub(super) struct SummaryAsked {
    pub(super) keys: Vec<Key>,
    /// The waits within which an answer is in time, each with its text; none if they have targets of their own.
    pub(super) slas: Vec<(Duration, String)>,
    /// The wait within which an abandonment is short.
    pub(super) short_abandon: Duration,
    pub(super) service_levels: Vec<ServiceLevel>,
    pub(super) interval: Duration,
    /// Whether intervals without an interaction have rows.
    pub(super) has_all_intervals: bool,
    /// How many interactions or rings are enough to tell a change.
    pub(super) min_count: u64,
}

impl SummaryAsked {
    /// Whether rows are about what users did, not about interactions.
    pub(super) fn is_by_user(&self) -> bool {
        self.keys.iter().any(|key| key.is_of_users())
    }

    /// The columns of the keys.
    pub(super) fn key_columns(&self) -> impl Iterator<Item = &'static Column> {
        self.keys.iter().flat_map(|key| key.columns())
    }

    /// Whether the texts of a field tell rows apart, or what a remark is about.
    pub(super) fn needs(&self, field: Coded) -> bool {
        match field {
            Coded::CommunicationType => self.keys.contains(&Key::CommunicationType),
            Coded::Direction => self.keys.contains(&Key::Direction) || !self.is_by_user(),
            Coded::CompletionDisplay => self.keys.contains(&Key::CompletionDisplay),
            _ => true,
        }
    }

    /// Whether rings, and what users did, count at their own queues.
    pub(super) fn is_by_queue(&self) -> bool {
        self.keys.iter().any(|key| key.is_of_queues())
    }
}
