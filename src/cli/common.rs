//! The options of every report.

use clap::Args;

use super::{Choosing, Input, Output, Rows};

/// What every report takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Interactions by id, like --interaction
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// Where the tables come from.
    #[command(flatten)]
    pub input: Input,
    /// What is reported.
    #[command(flatten)]
    pub choosing: Choosing,
    /// Which rows and columns.
    #[command(flatten)]
    pub rows: Rows,
    /// Where it goes, and how it looks.
    #[command(flatten)]
    pub output: Output,
}
