//! The rows and columns of a report, whichever kind it is.

use anyhow::Result;

use crate::choices::Present;
use crate::cli::Common;
use crate::exports::{Exports, Vocabulary};
use crate::formats::Format;
use crate::messages::Messages;
use crate::pseudonyms::Pseudonyms;
use crate::reports::{CHECK, Column, Pairs, Paths, Summary, SummaryOf};
use crate::tables::{Field, Table};
use crate::usage::UsageError;

use super::check::Check;
use super::columns::Columns;
use super::destination::check_names;
use super::folds::Shown;
use super::indexed::Indexed;
use super::question::Question;
use super::rows::{Listed, Rows};

/// Which rows and columns are shown, and how.
pub(super) enum Shape<'s> {
    Rows(Box<Rows<'s>>),
    Folded(Box<Shown>),
    Check(Box<Check<'s>>),
}

impl<'s> Shape<'s> {
    /// Understands what is asked.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for a column that there is not, or a condition that can't be understood.
    pub(super) fn new(
        question: &'s Question,
        options: &Common,
        format: Format,
        exports: &'s Exports,
        vocabulary: &'s Vocabulary,
        present: &Present,
    ) -> Result<Shape<'s>, UsageError> {
        Ok(match question {
            Question::Rows { report, explains } => {
                let columns = Columns { report, exports, vocabulary };
                Shape::Rows(Box::new(Rows::new(&options.rows, *explains, format, &columns, present)?))
            }
            Question::Check(rules) => {
                let columns = Columns { report: &CHECK, exports, vocabulary };
                Shape::Check(Box::new(Check::new(rules, &options.rows, format, &columns, present)?))
            }
            _ => {
                let shown = Shown::new(&options.rows, &question.columns(), present)?;
                check_names(format, shown.asked())?;
                Shape::Folded(Box::new(shown))
            }
        })
    }

    /// Says where a condition asks for the value of a column that holds pseudonyms.
    pub(super) fn note_veiled(&self, pseudonyms: &Pseudonyms, messages: &mut Messages<'_>) {
        let columns: Vec<&Column> = match self {
            Shape::Rows(rows) => rows.conditions.iter().map(|(column, _)| column).collect(),
            Shape::Check(_) => Vec::new(),
            Shape::Folded(shown) => shown.asked_of().collect(),
        };
        for Column { name, .. } in columns.into_iter().filter(|column| pseudonyms.is_of_column(column)) {
            messages.note(format!("--where compares {name} with pseudonyms: the column holds nothing else"));
        }
    }

    /// The columns that are shown, compared or sorted by, with the kinds of their values; of a listing of findings none, for
    /// those tell of the exports as they are.
    pub(super) fn used(&self) -> Vec<&Column> {
        match self {
            Shape::Rows(rows) => rows.used(),
            Shape::Folded(shown) => shown.used(),
            Shape::Check(_) => Vec::new(),
        }
    }

    /// Makes a pass and writes what comes out.
    ///
    /// # Errors
    ///
    /// The first value, in input order, that can't be read; what the system says of the output.
    pub(super) fn write(&self, indexed: &Indexed<'_>, messages: &mut Messages<'_>) -> Result<Listed> {
        let opened = indexed.chosen.opened;
        let (pass, coverage) = (&indexed.pass(), &indexed.coverage);
        let (question, destination) = (opened.asked.question, &opened.destination);
        match (self, question) {
            (Shape::Check(check), _) => check.write(pass, destination, coverage, indexed.background.as_ref(), messages),
            (Shape::Rows(rows), _) => rows.write(pass, destination, coverage, messages),
            (Shape::Folded(shown), Question::Summary { keys, sla, interval }) => {
                let own = |ids: Option<&[String]>| ids.map(<[String]>::to_vec);
                let question = SummaryOf {
                    keys: keys.clone(),
                    sla: *sla,
                    interval: *interval,
                    zone: pass.zone,
                    has_reasons: pass.exports.has_column(Table::Segments, Field::Reason),
                    queues: own(pass.choice.queues()),
                    users: own(pass.choice.users()),
                };
                let empty = || Summary::new(question.clone());
                shown.write(empty, pass, destination, coverage, messages)
            }
            (Shape::Folded(shown), Question::Paths(of)) => {
                shown.write(|| Paths::new(*of), pass, destination, coverage, messages)
            }
            (Shape::Folded(shown), _) => shown.write(Pairs::default, pass, destination, coverage, messages),
        }
    }
}
