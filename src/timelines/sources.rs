//! Where the derived values of a stage come from.

/// Where the end of a stage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndSource {
    /// The export.
    Exported,
    /// Start plus the exported duration.
    ExportedDuration,
    /// The start of the next stage; of a ring, of the next stage that is not another user's ring with the same start.
    NextStart,
    /// The exported completion of the interaction.
    Completion,
}

/// Where the previous status of a stage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviousSource {
    /// The export.
    Exported,
    /// The nearest earlier stage that has a status, by its number from 0.
    Stage(usize),
}
