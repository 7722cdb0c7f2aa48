//! The table of interactions.

use super::Instant;

/// One call, chat, email, task or video call, as exported. `None` if the value is blank or has no column.
#[derive(Clone, Copy, Debug, Default)]
pub struct Interaction<'a> {
    /// The organization that it belongs to.
    pub account_id: Option<&'a str>,
    /// The queue that it is or was in.
    pub queue_id: Option<&'a str>,
    /// Email, Messaging, Phone, Task, Video.
    pub communication_type: Option<&'a str>,
    /// Inbound, callback, voicemail.
    pub sub_communication_type: Option<&'a str>,
    /// Inbound or outbound.
    pub direction: Option<&'a str>,
    /// When it was created.
    pub created_at: Option<Instant>,
    /// When it was completed; `None` while it is open.
    pub completed_at: Option<Instant>,
    /// How it was completed.
    pub completion_display: Option<&'a str>,
}
