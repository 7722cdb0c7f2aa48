//! The names of tables and fields.

use std::fmt;

/// One of the five exported tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Who the contact centre works for: name, address, time zone.
    Organizations,
    /// One row per call, chat, email, task or video call.
    Interactions,
    /// One row per stage of an interaction. The only table that every report needs.
    Segments,
    /// Where interactions wait.
    Queues,
    /// Who handles them.
    Users,
}

impl Table {
    /// All tables, in the order in which they are spoken of.
    pub const ALL: [Table; 5] =
        [Table::Organizations, Table::Interactions, Table::Segments, Table::Queues, Table::Users];

    /// The table of a name.
    pub fn named(name: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.name() == name)
    }

    /// The table's name in options and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Organizations => "organizations",
            Table::Interactions => "interactions",
            Table::Segments => "segments",
            Table::Queues => "queues",
            Table::Users => "users",
        }
    }

    /// The fields without which a file of this table can't be read.
    pub const fn required(self) -> &'static [Field] {
        match self {
            Table::Segments => &[Field::InteractionId, Field::StartedAt],
            _ => match self.key() {
                Field::InteractionId => &[Field::InteractionId],
                Field::QueueId => &[Field::QueueId],
                Field::UserId => &[Field::UserId],
                _ => &[Field::AccountId],
            },
        }
    }

    /// The field that names the row's subject: of a segment its interaction, of any other row its own id.
    pub const fn key(self) -> Field {
        match self {
            Table::Interactions | Table::Segments => Field::InteractionId,
            Table::Queues => Field::QueueId,
            Table::Users => Field::UserId,
            Table::Organizations => Field::AccountId,
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Declares [`Field`] with its names, so that no variant can be without one.
macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A column whose meaning segrep knows. The same word means the same in every table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $variant,)* }

        impl Field {
            /// All fields.
            pub const ALL: &[Field] = &[$(Field::$variant,)*];

            /// The field's name in options, messages and `segrep.toml`.
            pub const fn name(self) -> &'static str {
                match self { $(Field::$variant => $name,)* }
            }
        }
    };
}

fields! {
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
