//! One thing said on standard error, for people or as JSON.

use std::fmt;
use std::path::Path;

use anyhow::Error;
use clap::ValueEnum;
use serde::Serialize;

use crate::exports::{ExportError, Problem};
use crate::plain::printable;
use crate::usage::UsageError;

use super::Unwritable;

/// How errors, warnings and notes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageForm {
    /// For people
    #[default]
    Text,
    /// For programs: an object a line, with severity, message, file, line, field, header, value, want, hint, status
    Json,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// What a reader may like to know.
    Note,
    /// Something is wrong, although the report is made.
    Warning,
    /// Something asked for is not there, or nothing is made at all.
    Error,
}

/// Something said. What does not apply is left out of its JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// How bad it is.
    pub severity: Level,
    /// The saved report that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// What is said, in one line, without the place and the advice.
    pub message: String,
    /// The file that it is about, as it was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in it, as an editor counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// The field's own header in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The value as it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What is there instead of what was expected; in JSON a part of the message.
    #[serde(skip)]
    pub found: Option<String>,
    /// What was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub want: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The exit status that it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u8>,
}

impl Remark {
    fn new(severity: Level, message: impl fmt::Display) -> Remark {
        Remark {
            severity,
            report: None,
            message: message.to_string(),
            file: None,
            line: None,
            field: None,
            header: None,
            value: None,
            found: None,
            want: None,
            hint: None,
            status: None,
        }
    }

    /// What a reader may like to know.
    pub fn note(message: impl fmt::Display) -> Remark {
        Remark::new(Level::Note, message)
    }

    /// What is wrong, although the report is made.
    pub fn warning(message: impl fmt::Display) -> Remark {
        Remark::new(Level::Warning, message)
    }

    /// What is not there or not made, with the exit status that it leads to.
    pub fn error(message: impl fmt::Display, status: u8) -> Remark {
        Remark { status: Some(status), ..Remark::new(Level::Error, message) }
    }

    /// The same with what to do about it, where something can be said.
    #[must_use]
    pub fn hint(self, hint: impl Into<Option<String>>) -> Remark {
        Remark { hint: hint.into(), ..self }
    }

    fn at(self, file: &Path, line: Option<u64>) -> Remark {
        Remark { file: Some(file.display().to_string()), line, ..self }
    }

    /// An error that ends the work, with the exit status that it leads to: 2 for a wrong use, 1 for anything else.
    pub fn of(error: &Error) -> Remark {
        if let Some(UsageError { place, problem, hint }) = error.downcast_ref() {
            let remark = Remark::error(problem, 2).hint(hint.clone());
            return match place {
                Some((file, line)) => remark.at(file, Some(*line)),
                None => remark,
            };
        }
        if let Some(export) = error.downcast_ref() {
            return Remark::of_export(export);
        }
        if let Some(remark) = error.downcast_ref() {
            return Remark::clone(remark);
        }
        Remark::error(format!("{error:#}"), 1).hint(error.downcast_ref().and_then(Unwritable::hint))
    }

    fn of_export(ExportError { file, line, problem }: &ExportError) -> Remark {
        let (field, header, value) = match &**problem {
            Problem::Value { field, header, value, .. } => (Some(*field), Some(header.clone()), Some(value.clone())),
            Problem::BlankKey { field, header } => (Some(*field), Some(header.clone()), None),
            Problem::MissingColumn { field, .. } => (Some(*field), None, None),
            _ => (None, None, None),
        };
        let (found, want) = (problem.found(), problem.want());
        let remark = Remark::error(problem, 1).hint(problem.hint()).at(file, *line);
        Remark { field, header, value, found, want, ..remark }
    }

    /// The same with pseudonyms for the names in its texts.
    pub(super) fn pseudonymized(self, text: impl Fn(&str) -> String) -> Remark {
        let some = |advice: Option<String>| advice.map(|advice| text(&advice));
        Remark { message: text(&self.message), found: some(self.found), hint: some(self.hint), ..self }
    }

    /// Its line or lines on standard error.
    pub(super) fn spelled(&self, spelling: MessageForm) -> String {
        match spelling {
            MessageForm::Text => self.to_string(),
            MessageForm::Json => {
                let found = self.found.iter().map(|found| format!("; found {found}"));
                let message = self.message.clone() + &found.collect::<String>();
                // Nothing in it can't be spelled as JSON.
                serde_json::to_string(&Remark { message, ..self.clone() }).unwrap_or_default()
            }
        }
    }
}

/// For people: the place and the message, then what was found and expected and what to do, a line each.
impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        };
        f.write_str("segrep: ")?;
        if let Some(report) = &self.report {
            write!(f, "{}: ", printable(report))?;
        }
        write!(f, "{severity}: ")?;
        if let Some(file) = &self.file {
            write!(f, "{}:", printable(file))?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            f.write_str(" ")?;
        }
        // Some of the text is from the data: it is made visible.
        f.write_str(&printable(&self.message))?;
        for (word, advice) in [("found", &self.found), ("want ", &self.want), ("hint ", &self.hint)] {
            if let Some(advice) = advice {
                write!(f, "\n  {word} {}", printable(advice))?;
            }
        }
        Ok(())
    }
}

/// Also what ends the work may have been said where it was met.
impl std::error::Error for Remark {}
