//! What is reported.

use anyhow::Result;

use crate::choices;
use crate::cli;
use crate::reports::{CHECK, Column, INTERACTIONS, Key, Pairs, PathOf, Paths, REPORT, RowReport, Summary};
use crate::tables::Duration;
use crate::usage::UsageError;

use super::check::Rules;

/// What is reported.
pub(super) enum Question {
    /// Something of each timeline.
    Rows { report: &'static RowReport, explains: bool },
    /// Each pair of statuses.
    Pairs,
    /// A row for each combination of keys.
    Summary { keys: Vec<Key>, sla: Duration, interval: Duration },
    /// A row for each path.
    Paths(PathOf),
    /// What is wrong, by some rules.
    Check(Rules),
}

impl Question {
    /// The name that the report has in documents.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Question::Rows { report, .. } => report.name,
            Question::Pairs => "statuses summary",
            Question::Summary { .. } => "summary",
            Question::Paths(_) => "paths",
            Question::Check(_) => CHECK.name,
        }
    }

    /// Whether it is about what interactions amount to.
    pub(super) fn has_measures(&self) -> bool {
        match self {
            Question::Rows { report, .. } => [REPORT.name, INTERACTIONS.name].contains(&report.name),
            Question::Summary { .. } | Question::Check(_) => true,
            Question::Pairs | Question::Paths(_) => false,
        }
    }

    /// The columns that the report has of its own.
    pub(super) fn columns(&self) -> Vec<Column> {
        match self {
            Question::Rows { report, .. } => report.columns.to_vec(),
            Question::Pairs => Pairs::columns().cloned().collect(),
            Question::Summary { keys, .. } => Summary::columns(keys),
            Question::Paths(_) => Paths::columns().cloned().collect(),
            Question::Check(_) => CHECK.columns.to_vec(),
        }
    }

    /// What `segrep summary` reports.
    pub(super) fn summary(options: &cli::Summary) -> Result<Question> {
        let mut keys = Vec::new();
        options.by.iter().for_each(|key| {
            if !keys.contains(key) {
                keys.push(*key);
            }
        });
        let interval = choices::span(&options.interval, "--interval")?;
        if interval <= Duration::ZERO {
            return Err(UsageError::new("--interval: an interval has a length").hint("as in 30m").into());
        }
        let sla = choices::span(&options.sla, "--sla")?;
        Ok(Question::Summary { keys, sla, interval })
    }
}
