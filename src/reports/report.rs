//! A report: its help, its options, its columns, and the question it stands for.

use std::fmt::Debug;

use clap::{ArgMatches, Args, Command};

use crate::timelines::Coded;
use crate::usage::UsageError;

use super::{About, Column, DayPage, Items, List, Query, Rules, Start};

/// A report. The command line, `explain`, the reference, completions and [`run`](crate::run()) are made of it.
#[derive(Debug)]
pub struct Report {
    pub name: &'static str,
    pub about: &'static str,
    /// Examples, in help: a line each, with what it does behind it.
    pub examples: &'static str,
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
    pub augment: fn(Command) -> Command,
    pub read: fn(&ArgMatches) -> clap::error::Result<Box<dyn Asking>>,
}

/// The options of a report as they were typed.
pub trait Asking: Debug + Send + Sync {
    fn ask(&self, report: &'static Report, typed: &Typed) -> Result<Reply, UsageError>;
}

/// What was typed beside a report's own options.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What stands behind the report's name: ids of interactions.
    pub ids: Vec<String>,
    /// Whether interactions are chosen by anything else.
    pub has_options: bool,
}

/// What comes of asking for a report.
pub enum Reply {
    Text(String),
    Question(Box<Question>),
}

pub struct Question {
    /// The name that the report has in documents.
    pub name: &'static str,
    pub columns: Vec<Column>,
    /// Whether it is about what interactions amount to.
    pub has_measures: bool,
    pub lists: Vec<List>,
    /// The keys of a summary that counts rings; empty if another report counts those of an interaction. `None` if no rings
    /// are counted.
    pub counts_rings: Option<Vec<String>>,
    /// The period that the chosen one is compared with, as typed.
    pub compare: Option<String>,
    /// The exported columns by which rows are told apart, as typed.
    pub exported: Vec<String>,
    /// The fields of which it needs no texts: only the others are decoded.
    pub spared: Vec<Coded>,
    /// The same as SQL; `None` if it isn't said there.
    pub query: Option<Query>,
    pub task: Task,
}

pub enum Task {
    List {
        items: &'static Items,
        /// Whether timelines say why each measure is what it is.
        explains: bool,
    },
    Fold(Start),
    /// A page about a day.
    Day(Box<DayPage>),
    Check {
        items: &'static Items,
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

impl From<Question> for Reply {
    fn from(question: Question) -> Reply {
        Reply::Question(Box::new(question))
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

impl Asking for &'static Items {
    fn ask(&self, report: &'static Report, _: &Typed) -> Result<Reply, UsageError> {
        Ok(Question { query: Some(Query::of(report.name)), ..Question::listing(report, self, false) }.into())
    }
}

impl Question {
    /// Lists something of each timeline.
    pub(super) fn listing(report: &'static Report, items: &'static Items, explains: bool) -> Question {
        Question {
            name: report.name,
            columns: items.columns.to_vec(),
            has_measures: items.has_measures,
            lists: Vec::new(),
            counts_rings: (items.about == About::Interaction).then(Vec::new),
            compare: None,
            exported: Vec::new(),
            spared: Vec::new(),
            query: None,
            task: Task::List { items, explains },
        }
    }

    /// Fields that no report needs to fold timelines, unless it is about them.
    pub(super) const SPARED: [Coded; 3] = [Coded::CommunicationType, Coded::Direction, Coded::CompletionDisplay];

    /// Folds timelines into rows with these columns.
    pub(super) fn folding(name: &'static str, columns: Vec<Column>, start: Start) -> Question {
        Question {
            name,
            columns,
            has_measures: false,
            lists: Vec::new(),
            counts_rings: None,
            compare: None,
            exported: Vec::new(),
            spared: Vec::new(),
            query: None,
            task: Task::Fold(start),
        }
    }
}
