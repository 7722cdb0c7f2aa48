//! The names of tables and fields.

use std::fmt;

use super::names::named;

named! {
    /// One of the five exported tables.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Table {
        /// Who the contact centre works for: name, address, time zone.
        Organizations = "organizations",
        /// One row per call, chat, email, task or video call.
        Interactions = "interactions",
        /// One row per stage of an interaction. The only table that every report needs.
        Segments = "segments",
        /// Where interactions wait.
        Queues = "queues",
        /// Who handles them.
        Users = "users",
    }
}

impl Table {
    /// The table of a name.
    pub fn named(name: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.name() == name)
    }

    /// The fields without which a file of this table can't be read, [`Table::key`] first.
    pub const fn required(self) -> &'static [Field] {
        match self {
            Table::Segments => &[Field::InteractionId, Field::StartedAt],
            Table::Interactions => &[Field::InteractionId],
            Table::Queues => &[Field::QueueId],
            Table::Users => &[Field::UserId],
            Table::Organizations => &[Field::AccountId],
        }
    }

    /// The field that identifies the row's subject: of a segment its interaction, of any other row itself.
    pub const fn key(self) -> Field {
        self.required()[0]
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

named! {
    /// A column whose meaning segrep knows. The same word means the same in every table.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Field {
        /// The id of a segment.
        SegmentId = "segment_id",
        /// The id of an interaction.
        InteractionId = "interaction_id",
        /// The id of a queue.
        QueueId = "queue_id",
        /// The id of a user.
        UserId = "user_id",
        /// The id of an organization.
        AccountId = "account_id",
        /// Email, Messaging, Phone, Task or Video.
        CommunicationType = "communication_type",
        /// A finer kind, as callback or voicemail.
        SubCommunicationType = "sub_communication_type",
        /// Inbound or outbound.
        Direction = "direction",
        /// Why a segment was created.
        Reason = "reason",
        /// What happened in a segment, above all how a user responded.
        Event = "event",
        /// The status of an interaction, in a segment or now.
        Status = "status",
        /// The status before a segment's.
        PreviousStatus = "previous_status",
        /// When a segment began.
        StartedAt = "started_at",
        /// When a segment ended.
        EndedAt = "ended_at",
        /// How long a segment lasted.
        Duration = "duration",
        /// How an interaction was completed, in words.
        CompletionDisplay = "completion_display",
        /// A segment's number in its interaction.
        Sequence = "sequence",
        /// When an interaction was created.
        CreatedAt = "created_at",
        /// When an interaction was completed.
        CompletedAt = "completed_at",
        /// Who an interaction was assigned to at the end.
        AssigneeAtCompletion = "assignee_at_completion",
        /// Who completed an interaction.
        CompletedUserId = "completed_user_id",
        /// The telephone system's id of a call.
        CallId = "call_id",
        /// The vendor's own waiting time. segrep computes its own.
        WaitTime = "wait_time",
        /// The vendor's own handle time. segrep computes its own.
        HandleTime = "handle_time",
        /// The name of a queue, a user or an organization.
        Name = "name",
        /// A queue's weight.
        Weight = "weight",
        /// Whether a queue or user is in use.
        IsActive = "is_active",
        /// A user's first name.
        FirstName = "first_name",
        /// A user's last name.
        LastName = "last_name",
        /// A user's title.
        Title = "title",
        /// A user's work email address.
        Email = "email",
        /// A user's work phone number.
        Phone = "phone",
        /// An organization's time zone.
        TimeZone = "time_zone",
    }
}
