//! Reports as SQL, for exports that more than one machine has to read: the same definitions in the language of engines.
//!
//! `model.sql` derives what [`timelines`](crate::timelines) does: segments in order, rings, status changes, the measures
//! of interactions; `reports.sql` has the reports. Both are plain SQL in which functions of one name differ by engine
//! (`duckdb.sql`, `spark.sql`). Instants and durations are whole microseconds until the last step. What a query can't
//! say is refused by name; a value that it can't read fails when it runs.

mod dialect;
mod sources;
mod template;

use crate::reports::Query;
use crate::tables::{Meanings, Response, Status, Words, Zone};
use crate::timelines::Telling;
use crate::usage::UsageError;

pub use dialect::Dialect;
pub use sources::Source;
pub(crate) use sources::Sources;

use template::{Statement, statements};

/// What a query is about.
#[derive(Debug)]
pub(crate) struct Script<'s> {
    pub(crate) query: &'s Query,
    pub(crate) sources: Sources<'s>,
    pub(crate) words: &'s Words,
    /// The output zone.
    pub(crate) zone: Zone,
    /// Which interactions and rows are chosen, and what else holds where the report doesn't say it, by the names of terms.
    pub(crate) chosen: Vec<(&'static str, String)>,
}

/// More than any number of segments.
const NEVER: u64 = 9_000_000_000_000_000_000;

impl Script<'_> {
    /// The statements; the last one gives the report.
    ///
    /// # Errors
    ///
    /// If the exports are read in a way that SQL doesn't say here.
    pub(crate) fn text(&self, dialect: Dialect) -> Result<String, UsageError> {
        let terms = self.terms(dialect);
        let mut text = dialect.settings(self.zone.name());
        let mut add = |statement: String| {
            text.push('\n');
            text.push_str(&statement);
            text.push_str(";\n");
        };
        let common = [include_str!("functions.sql"), include_str!("model.sql")].map(|template| dialect.body(template));
        let spelled = |statement: Statement<'_>| statement.spelled(dialect, &terms);
        statements(dialect.functions()).chain(statements(&common[0])).map(spelled).for_each(&mut add);
        self.sources.statements(dialect)?.into_iter().for_each(&mut add);
        statements(&common[1]).map(spelled).for_each(&mut add);
        let reports = dialect.body(include_str!("reports.sql"));
        let reports: Vec<Statement<'_>> = statements(&reports).collect();
        let of_report = reports.split_inclusive(Statement::is_report);
        let mut asked = of_report.filter(|part| part.last().is_some_and(|last| last.name == self.query.template));
        asked.next().unwrap_or_default().iter().copied().map(spelled).for_each(&mut add);
        Ok(text)
    }

    fn terms(&self, dialect: Dialect) -> Vec<(&str, String)> {
        let telling = Telling::of(self.sources.exports);
        let Words { statuses, responses, ring_reasons, transfer_reasons } = self.words;
        let mut terms = vec![
            ("zone", dialect.text(self.zone.name())),
            ("never", NEVER.to_string()),
            ("tells_rings", flag(telling.rings)),
            ("tells_transfers", flag(telling.transfers)),
            ("statuses", cases(dialect, statuses, &Status::ALL, Status::name)),
            ("responses", cases(dialect, responses, &Response::ALL, Response::name)),
            ("ring_words", list(dialect, ring_reasons.words())),
            ("transfer_words", list(dialect, transfer_reasons.words())),
        ];
        // What the report says itself comes first.
        terms.extend(self.query.terms.iter().chain(&self.chosen).cloned());
        terms
    }
}

fn flag(is_so: bool) -> String {
    if is_so { "TRUE".to_owned() } else { "FALSE".to_owned() }
}

/// The meaning of a word.
fn cases<M: Copy + PartialEq>(
    dialect: Dialect,
    meanings: &Meanings<M>,
    all: &[M],
    name: fn(M) -> &'static str,
) -> String {
    let case = |meaning: &M| {
        let words = meanings.words().filter(|word| meanings.meaning(word) == Some(*meaning));
        format!("WHEN word IN ({}) THEN '{}'", list(dialect, words), name(*meaning))
    };
    format!("CASE {} END", all.iter().map(case).collect::<Vec<_>>().join("\n  "))
}

/// Texts as a list, in their order; one that nothing is in if there are none.
fn list<'w>(dialect: Dialect, words: impl Iterator<Item = impl AsRef<str> + 'w>) -> String {
    let mut texts: Vec<String> = words.map(|word| dialect.text(word.as_ref())).collect();
    texts.sort_unstable();
    if texts.is_empty() { "NULL".to_owned() } else { texts.join(", ") }
}
