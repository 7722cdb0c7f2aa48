//! One thing said on standard error, for people or as JSON.

use std::fmt;
use std::path::Path;

use anyhow::Error;
use clap::ValueEnum;
use serde::Serialize;

use crate::exports::{ExportError, Problem};
use crate::plain::printable;
use crate::usage::UsageError;

/// How errors, warnings and notes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Spelling {
    /// For people
    #[default]
    Text,
    /// For programs: an object a line, with severity, message, file, line, field, header, value, want, hint, status
    Json,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
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
    pub severity: Severity,
    /// The saved report that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// What is said, without the place and the advice.
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
    /// Something said, without a place.
    pub fn new(severity: Severity, message: impl fmt::Display) -> Remark {
        let message = message.to_string();
        // Some say at once what to do.
        let (message, hint) = match message.split_once("\n  hint  ") {
            Some((message, hint)) => (message.to_owned(), Some(hint.to_owned())),
            None => (message, None),
        };
        Remark {
            severity,
            report: None,
            message,
            file: None,
            line: None,
            field: None,
            header: None,
            value: None,
            want: None,
            hint,
            status: None,
        }
    }

    /// The same with what to do about it, where something can be said.
    pub fn hinted(self, hint: Option<String>) -> Remark {
        Remark { hint: hint.or(self.hint), ..self }
    }

    /// The same with the exit status that it leads to.
    pub fn ending(self, status: u8) -> Remark {
        Remark { status: Some(status), ..self }
    }

    fn at(self, file: &Path, line: Option<u64>) -> Remark {
        Remark { file: Some(file.display().to_string()), line, ..self }
    }

    /// An error that ends the work, with the exit status that it leads to: 2 for a wrong use, 1 for anything else.
    pub fn of(error: &Error) -> Remark {
        if let Some(usage) = error.downcast_ref::<UsageError>() {
            let remark = Remark::new(Severity::Error, &usage.problem).hinted(usage.hint.clone()).ending(2);
            return match &usage.place {
                Some((file, line)) => remark.at(file, Some(*line)),
                None => remark,
            };
        }
        match error.downcast_ref::<ExportError>() {
            Some(export) => Remark::of_export(export).ending(1),
            None => Remark::new(Severity::Error, format!("{error:#}")).ending(1),
        }
    }

    fn of_export(error: &ExportError) -> Remark {
        let (want, hint) = error.problem.advice();
        let (field, header, value) = match &*error.problem {
            Problem::Value { field, header, value, .. } => (Some(*field), Some(header.clone()), Some(value.clone())),
            Problem::BlankKey { field, header } => (Some(*field), Some(header.clone()), None),
            Problem::MissingColumn { field, .. } => (Some(*field), None, None),
            _ => (None, None, None),
        };
        let remark = Remark::new(Severity::Error, &error.problem).hinted(hint).at(&error.file, error.line);
        Remark { field, header, value, want, ..remark }
    }

    /// Its line or lines on standard error, where it is about a saved report with its name.
    pub fn spelled(&self, spelling: Spelling, report: Option<&str>) -> String {
        let report = report.map(str::to_owned);
        match spelling {
            Spelling::Text => Remark { report, ..self.clone() }.to_string(),
            Spelling::Json => {
                let message = self.message.replace("\n  ", "; ");
                // Nothing in it can't be spelled as JSON.
                serde_json::to_string(&Remark { report, message, ..self.clone() }).unwrap_or_default()
            }
        }
    }
}

/// For people: the place and the message, then what was expected and what to do, a line each.
impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
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
        // Some of the text is from the data: its lines are segrep's own, everything else in them is made visible.
        let mut write_lines = |text: &str| -> fmt::Result {
            let lines: Vec<_> = text.split('\n').map(printable).collect();
            f.write_str(&lines.join("\n"))
        };
        write_lines(&self.message)?;
        for (word, advice) in [("want", &self.want), ("hint", &self.hint)] {
            if let Some(advice) = advice {
                write_lines(&format!("\n  {word}  {advice}"))?;
            }
        }
        Ok(())
    }
}
