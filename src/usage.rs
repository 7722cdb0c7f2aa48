//! What is asked wrongly, on the command line or in `segrep.toml`.

use std::fmt;
use std::path::PathBuf;

use crate::plain::printable;

/// A wrong use of the command line or of the config file: exit status 2.
///
/// Displayed as the place and the problem; [`Remark`](crate::messages::Remark) shows the hint as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError {
    /// The file and line where it stands; `None` on the command line.
    pub place: Option<(PathBuf, u64)>,
    pub problem: String,
    /// What to do, where something can be said.
    pub hint: Option<String>,
}

impl UsageError {
    pub fn new(problem: impl Into<String>) -> UsageError {
        UsageError { place: None, problem: problem.into(), hint: None }
    }

    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> UsageError {
        UsageError { hint: Some(hint.into()), ..self }
    }

    #[must_use]
    pub fn at(self, file: impl Into<PathBuf>, line: usize) -> UsageError {
        UsageError { place: Some((file.into(), line as u64)), ..self }
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((file, line)) = &self.place {
            write!(f, "{}:{line}: ", printable(&file.display().to_string()))?;
        }
        f.write_str(&self.problem)
    }
}

impl std::error::Error for UsageError {}
