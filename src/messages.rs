//! What is said on standard error, and the errors that decide the exit status.

use std::fmt;
use std::io::Write;

use crate::plain::printable;

/// Standard error, and whether something asked for was not there.
pub struct Messages<'w> {
    out: &'w mut dyn Write,
    is_quiet: bool,
    missing: bool,
}

impl<'w> Messages<'w> {
    /// Messages to `out`; quiet ones leave out the notes.
    pub fn new(out: &'w mut dyn Write, is_quiet: bool) -> Messages<'w> {
        Messages { out, is_quiet, missing: false }
    }

    /// Says what a reader may like to know.
    pub fn note(&mut self, text: impl fmt::Display) {
        if !self.is_quiet {
            self.say("note", &text.to_string());
        }
    }

    /// Says what is wrong, although the report is made.
    pub fn warning(&mut self, text: impl fmt::Display) {
        self.say("warning", &text.to_string());
    }

    /// Says that something asked for by id or name is not there: exit status 3.
    pub fn missing(&mut self, text: impl fmt::Display, hint: Option<String>) {
        self.missing = true;
        let hint = hint.map(|hint| format!("\n  hint  {hint}")).unwrap_or_default();
        self.say("error", &format!("{text}{hint}"));
    }

    /// Whether something asked for was not there.
    pub fn has_missing(&self) -> bool {
        self.missing
    }

    fn say(&mut self, kind: &str, text: &str) {
        // Some of the text is from the data: its lines are segrep's own, everything else in them is made visible.
        let lines: Vec<_> = text.split('\n').map(printable).collect();
        // Nothing is left to do where even standard error is closed.
        let _ = writeln!(self.out, "segrep: {kind}: {}", lines.join("\n"));
    }
}

/// A wrong use of the command line: exit status 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError {
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub hint: Option<String>,
}

impl UsageError {
    /// A wrong use, with what to do about it where something can be said.
    pub fn new(problem: impl Into<String>, hint: Option<String>) -> UsageError {
        UsageError { problem: problem.into(), hint }
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint  {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UsageError {}
