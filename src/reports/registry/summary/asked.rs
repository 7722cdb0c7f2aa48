//! What a summary is asked for.

use crate::tables::Duration;

use super::key::Key;
use super::service_level::ServiceLevel;

#[derive(Clone, Debug)]
pub(super) struct SummaryAsked {
    pub(super) keys: Vec<Key>,
    /// The wait within which an answer is in time.
    pub(super) sla: Duration,
    /// The wait within which an abandonment is short.
    pub(super) short_abandon: Duration,
    pub(super) service_levels: Vec<ServiceLevel>,
    pub(super) interval: Duration,
    /// How many interactions or rings are enough to tell a change.
    pub(super) min_count: u64,
}
