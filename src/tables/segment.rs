//! The table of interaction segments.

use super::{Decimal, Duration, Instant};

/// One stage of an interaction, as exported. `None` if the value is blank or has no column.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// The segment's own id.
    pub segment_id: Option<&'a str>,
    /// The queue that it was in.
    pub queue_id: Option<&'a str>,
    /// The user who was rung, or who handled it.
    pub user_id: Option<&'a str>,
    /// Email, Messaging, Phone, Task, Video. May differ from segment to segment.
    pub communication_type: Option<&'a str>,
    /// Inbound or outbound.
    pub direction: Option<&'a str>,
    /// Why the segment was created.
    pub reason: Option<&'a str>,
    /// What happened in it; for a ring, the user's response.
    pub event: Option<&'a str>,
    /// The interaction's status in this stage.
    pub status: Option<&'a str>,
    /// The status before it.
    pub previous_status: Option<&'a str>,
    /// When the stage began.
    pub started_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// How long it lasted.
    pub duration: Option<Duration>,
    /// How the interaction was completed.
    pub completion_display: Option<&'a str>,
    /// Its number in the interaction.
    pub sequence: Option<Decimal>,
}
