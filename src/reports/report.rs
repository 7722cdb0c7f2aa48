//! A report: its help, its options, its columns, and the question it stands for.

use std::fmt::Debug;

use clap::{ArgMatches, Args, Command};

use crate::usage::UsageError;

use super::{About, ChosenBy, Column, Folding, Items, List, RowReport, Rules};

/// A report. The command line, `explain`, the reference, completions and [`run`](crate::run()) are made of it.
#[derive(Debug)]
pub struct Report {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it tells, in help.
    pub about: &'static str,
    /// Examples, in help: a line each, with what it does behind it.
    pub examples: &'static str,
    /// Its options besides those of every report.
    pub options: Options,
    /// What it lists, if it lists something.
    pub items: Option<&'static Items>,
    /// The tables into which it folds timelines, by how they are asked for.
    pub folded: fn() -> Vec<Headed>,
}

/// Columns, after how they are asked for.
pub(crate) type Headed = (&'static str, Vec<&'static Column>);

/// Options that a report has of its own.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Adds them to the report's command.
    pub augment: fn(Command) -> Command,
    /// Reads what was typed.
    pub read: fn(&ArgMatches) -> clap::error::Result<Box<dyn Asking>>,
}

/// The options of a report as they were typed.
pub trait Asking: Debug + Send + Sync {
    /// What they ask.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for a value that can't be read.
    fn ask(&self, report: &'static Report) -> Result<Reply, UsageError>;
}

/// What comes of asking for a report.
pub enum Reply {
    /// A text that needs no exports.
    Text(String),
    /// A report that is to be made.
    Question(Question),
}

/// What is reported.
pub enum Question {
    /// Something of each timeline.
    Rows {
        /// The report.
        report: &'static Report,
        /// What it lists.
        rows: &'static RowReport,
        /// Whether timelines say where each derived value came from.
        explains: bool,
    },
    /// What timelines amount to, in a few rows.
    Folded(Box<dyn Folding>),
    /// What is wrong.
    Check {
        /// The report.
        report: &'static Report,
        /// What it lists.
        items: &'static Items,
        /// The rules that are asked.
        rules: Rules,
    },
}

impl Report {
    /// What it lists, and what it folds timelines into, by how they are asked for.
    pub fn tables(&self) -> Vec<Headed> {
        let items = self.items.map(|items| (self.name, items.columns.iter().collect()));
        items.into_iter().chain((self.folded)()).collect()
    }
}

impl Options {
    /// Those of a report that is always asked for in the same way.
    pub const fn none(read: fn(&ArgMatches) -> clap::error::Result<Box<dyn Asking>>) -> Options {
        Options { augment: |command| command, read }
    }

    /// Those that a type declares.
    pub const fn of<O: Args + Asking + 'static>() -> Options {
        Options { augment: O::augment_args, read: |typed| Ok(Box::new(O::from_arg_matches(typed)?)) }
    }
}

impl Asking for &'static RowReport {
    fn ask(&self, report: &'static Report) -> Result<Reply, UsageError> {
        Ok(Reply::Question(Question::Rows { report, rows: self, explains: false }))
    }
}

impl Question {
    /// The name that the report has in documents.
    pub fn name(&self) -> &'static str {
        match self {
            Question::Rows { report, .. } | Question::Check { report, .. } => report.name,
            Question::Folded(folding) => folding.name(),
        }
    }

    /// Whether it is about what interactions amount to.
    pub fn has_measures(&self) -> bool {
        match self {
            Question::Rows { rows, .. } => rows.items.has_measures,
            Question::Check { items, .. } => items.has_measures,
            Question::Folded(folding) => folding.has_measures(),
        }
    }

    /// The columns that the report has of its own.
    pub fn columns(&self) -> Vec<Column> {
        match self {
            Question::Rows { rows, .. } => rows.items.columns.to_vec(),
            Question::Check { items, .. } => items.columns.to_vec(),
            Question::Folded(folding) => folding.columns(),
        }
    }

    /// Its own options that take a list.
    pub fn lists(&self) -> Vec<List> {
        match self {
            Question::Rows { .. } => Vec::new(),
            Question::Folded(folding) => folding.lists(),
            Question::Check { rules, .. } => rules.lists(),
        }
    }

    /// Whose rings it counts besides those asked for, and what counts only the latter. `None` if it counts none.
    pub fn counts_rings(&self, by: ChosenBy) -> Option<(ChosenBy, String)> {
        match self {
            Question::Rows { rows, .. } => {
                (rows.items.about == About::Interaction).then(|| (by, "segrep rings".to_owned()))
            }
            Question::Folded(folding) => folding.counts_rings(by),
            Question::Check { .. } => None,
        }
    }
}
