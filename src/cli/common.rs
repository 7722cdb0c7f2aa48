//! The options of every report.

use clap::Args;

use super::{Choosing, Input, Output, Rows};

/// What every report takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Interactions by id, like --interaction
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub choosing: Choosing,
    #[command(flatten)]
    pub rows: Rows,
    #[command(flatten)]
    pub output: Output,
}
