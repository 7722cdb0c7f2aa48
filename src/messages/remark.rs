//! One message on standard error, for people or as JSON.

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
    /// For programs: one object per line, with severity, message, file, line, field, header, value, want, hint, status
    Json,
}

/// How severe a remark is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Good to know.
    #[default]
    Note,
    /// Something is wrong, although the report is made.
    Warning,
    /// Something asked for is missing, or no report is made.
    Error,
}

/// Something said. JSON leaves out what doesn't apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Remark {
    pub(super) severity: Level,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) report: Option<String>,
    /// One line, without the place and the advice.
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// The field's header in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// What was found instead of what was expected; in JSON part of the message.
    #[serde(skip)]
    found: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    want: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u8>,
}

impl Remark {
    /// Something good to know.
    pub fn note(message: impl fmt::Display) -> Remark {
        Remark { message: message.to_string(), ..Remark::default() }
    }

    /// Something that is wrong, although the report is made.
    pub fn warning(message: impl fmt::Display) -> Remark {
        Remark { severity: Level::Warning, ..Remark::note(message) }
    }

    /// Something missing or not made, with the exit status that it leads to.
    pub fn error(message: impl fmt::Display, status: u8) -> Remark {
        Remark { severity: Level::Error, status: Some(status), ..Remark::note(message) }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<Option<String>>) -> Remark {
        Remark { hint: hint.into(), ..self }
    }

    fn at(self, file: &Path, line: Option<u64>) -> Remark {
        Remark { file: Some(file.display().to_string()), line, ..self }
    }

    /// The error that ends the work, with its exit status: 2 for a usage error, 1 for anything else.
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

    /// Replaces the names in its texts.
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
                // Serializing a remark can't fail.
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
        // Some of the text comes from the data.
        f.write_str(&printable(&self.message))?;
        for (word, advice) in [("found", &self.found), ("want ", &self.want), ("hint ", &self.hint)] {
            if let Some(advice) = advice {
                write!(f, "\n  {word} {}", printable(advice))?;
            }
        }
        Ok(())
    }
}

/// So that a remark can be the error that ends the work.
impl std::error::Error for Remark {}
