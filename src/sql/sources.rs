//! The rows of the exports, as a query reads them: each field under its name, typed, with the place of its record.

use std::fmt::Write;

use crate::exports::{DurationUnit, Export, Exports};
use crate::tables::{Field, Table, Zone};
use crate::usage::UsageError;

use super::dialect::Dialect;

/// Where the rows of a table are, if not in the exports at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// CSV files with the columns of the exports at hand, in the order of their names.
    Csv(String),
    /// Parquet files with columns of the same names.
    Parquet(String),
    /// A table of the engine with columns of the same names.
    Table(String),
}

impl Source {
    /// A source by its name: files by their ending, anything else is a table.
    pub fn named(name: &str) -> Source {
        let is = |endings: &[&str]| endings.iter().any(|ending| name.to_lowercase().ends_with(ending));
        match name {
            _ if is(&[".csv", ".csv.gz", ".csv.zst"]) => Source::Csv(name.to_owned()),
            _ if is(&[".parquet", "/"]) => Source::Parquet(name.to_owned()),
            _ => Source::Table(name.to_owned()),
        }
    }
}

/// Where all rows are.
#[derive(Debug)]
pub(crate) struct Sources<'s> {
    pub(crate) exports: &'s Exports,
    /// For tables that are elsewhere.
    pub(crate) elsewhere: &'s [(Table, Source)],
    /// The column that tells the order of rows in tables of the engine.
    pub(crate) order: Option<&'s str>,
}

/// How the text of a column becomes a value.
#[derive(Clone, Copy)]
enum Reading {
    Text,
    Key,
    Time,
    Length,
    Number,
}

/// A field as a query has it.
type Read = (Field, &'static str, Reading);

/// The fields of a table that reports need.
fn fields(table: Table) -> &'static [Read] {
    use Reading::{Key, Length, Number, Text, Time};
    match table {
        Table::Segments => &[
            (Field::InteractionId, "interaction_id", Key),
            (Field::SegmentId, "segment_id", Text),
            (Field::QueueId, "queue_id", Text),
            (Field::UserId, "user_id", Text),
            (Field::CommunicationType, "communication_type", Text),
            (Field::Direction, "direction", Text),
            (Field::Reason, "reason", Text),
            (Field::Event, "event", Text),
            (Field::Status, "status", Text),
            (Field::PreviousStatus, "previous_status", Text),
            (Field::StartedAt, "start_us", Time),
            (Field::EndedAt, "end_us", Time),
            (Field::Duration, "length_us", Length),
            (Field::CompletionDisplay, "completion_display", Text),
            (Field::Sequence, "sequence", Number),
        ],
        Table::Interactions => &[
            (Field::InteractionId, "interaction_id", Key),
            (Field::AccountId, "account_id", Text),
            (Field::QueueId, "queue_id", Text),
            (Field::CommunicationType, "communication_type", Text),
            (Field::SubCommunicationType, "sub_communication_type", Text),
            (Field::Direction, "direction", Text),
            (Field::CreatedAt, "created_us", Time),
            (Field::CompletedAt, "completed_us", Time),
            (Field::CompletionDisplay, "completion_display", Text),
        ],
        Table::Queues => &[(Field::QueueId, "queue_id", Key), (Field::Name, "name", Text)],
        Table::Users => &[
            (Field::UserId, "user_id", Key),
            (Field::FirstName, "first_name", Text),
            (Field::LastName, "last_name", Text),
            (Field::Name, "name", Text),
            (Field::Email, "email", Text),
        ],
        Table::Organizations => &[(Field::AccountId, "account_id", Key), (Field::Name, "name", Text)],
    }
}

impl Sources<'_> {
    /// The statements that give each table its rows.
    pub(super) fn statements(&self, dialect: Dialect) -> Result<Vec<String>, UsageError> {
        let mut statements = Vec::new();
        for table in Table::ALL {
            let name = format!("segrep_{}_rows", table.name().trim_end_matches('s'));
            let rows = match self.elsewhere.iter().find(|(of, _)| *of == table) {
                Some((_, source)) => self.elsewhere(table, source, dialect, &mut statements)?,
                None => self.at_hand(table, dialect, &mut statements)?,
            };
            statements.push(dialect.view(&name, &rows));
        }
        Ok(statements)
    }

    /// Rows of the files at hand.
    fn at_hand(&self, table: Table, dialect: Dialect, statements: &mut Vec<String>) -> Result<String, UsageError> {
        let files: Vec<(usize, &Export)> = self.exports.numbered(table).collect();
        let mut parts = Vec::new();
        for (number, file) in &files {
            check(self.exports, file, dialect)?;
            let path = file.path.display().to_string();
            let relation = csv(file, &path, dialect, statements);
            let texts = if files.len() > 1 { texts(file) } else { "CAST(NULL AS STRING)".to_owned() };
            let column = |at: usize| format!("c{}", at + 1);
            parts.push(self.rows(table, file, (*number, &texts), &relation, column));
        }
        Ok(if parts.is_empty() { no_rows(table) } else { parts.join("\nUNION ALL\n") })
    }

    /// Rows that are elsewhere, under the headers of the exports at hand.
    fn elsewhere(
        &self,
        table: Table,
        source: &Source,
        dialect: Dialect,
        statements: &mut Vec<String>,
    ) -> Result<String, UsageError> {
        let Some(file) = self.exports.of(table).next() else {
            let problem = format!("--source: no export of {table} is at hand, whose headers would name its columns");
            return Err(UsageError::new(problem).hint("a file with the header alone will do"));
        };
        check(self.exports, file, dialect)?;
        let header = |at: usize| dialect.name(&file.header.columns()[at].header);
        let text = |at: usize| dialect.typed_text(&header(at));
        let texts = "CAST(NULL AS STRING)";
        Ok(match source {
            Source::Csv(path) => {
                let relation = csv(file, path, dialect, statements);
                self.rows(table, file, (0, texts), &relation, |at| format!("c{}", at + 1))
            }
            Source::Parquet(path) => self.rows(table, file, (0, texts), &dialect.parquet(path), text),
            Source::Table(name) => {
                let order = self.order.ok_or_else(|| {
                    let problem = format!("--source {table}={name}: a table has no order of rows, and of two with one id the last counts");
                    UsageError::new(problem).hint("--order-by COLUMN names the column that tells it; if none is a table, end files with .csv or .parquet")
                })?;
                let relation = format!("(SELECT t.*, {} AS record FROM {name} t)", dialect.name(order));
                self.rows(table, file, (0, texts), &relation, text)
            }
        })
    }

    /// The fields of the rows of a relation, which has the columns of a file.
    fn rows(
        &self,
        table: Table,
        file: &Export,
        (number, texts): (usize, &str),
        relation: &str,
        column: impl Fn(usize) -> String,
    ) -> String {
        let mut inner = format!("SELECT record, {texts} AS texts");
        let mut outer = format!("SELECT {number} AS file, record, texts");
        for (field, name, reading) in fields(table) {
            let text = file.header.column_of(table, *field).map(&column);
            let text = text.map_or_else(|| "CAST(NULL AS STRING)".to_owned(), |text| format!("segrep_text({text})"));
            // Writing to a string can't fail.
            let _ = write!(inner, ",\n  {text} AS {name}");
            let zone = self.exports.zone_of(file, table, *field).unwrap_or(Zone::UTC);
            let value = match reading {
                Reading::Text => (*name).to_owned(),
                Reading::Key => format!(
                    "CASE WHEN {name} IS NULL THEN CAST(segrep_fail('segrep: a row of {table} without {}') AS STRING) ELSE {name} END",
                    field.name()
                ),
                Reading::Time if *field == Field::StartedAt => format!(
                    "CASE WHEN {name} IS NULL THEN segrep_fail('segrep: a segment without started_at') ELSE segrep_instant({name}, '{}') END",
                    zone.name()
                ),
                Reading::Time => format!("segrep_instant({name}, '{}')", zone.name()),
                Reading::Length => format!("segrep_micros({name}, {})", micros(self.exports.duration_unit(file))),
                Reading::Number => format!("CAST({name} AS DECIMAL(38, 9))"),
            };
            let _ = write!(outer, ",\n  {value} AS {name}");
        }
        format!("{outer}\nFROM ({inner}\n  FROM {relation} r) r")
    }
}

/// Microseconds of a unit.
fn micros(unit: DurationUnit) -> u64 {
    match unit {
        DurationUnit::Milliseconds => 1_000,
        DurationUnit::Seconds => 1_000_000,
        DurationUnit::Minutes => 60_000_000,
        DurationUnit::Hours => 3_600_000_000,
        DurationUnit::Days => 86_400_000_000,
    }
}

/// A table without rows.
fn no_rows(table: Table) -> String {
    let kind = |reading: &Reading| match reading {
        Reading::Text | Reading::Key => "STRING",
        Reading::Time | Reading::Length => "BIGINT",
        Reading::Number => "DECIMAL(38, 9)",
    };
    let columns = fields(table).iter().map(|(_, name, reading)| format!("CAST(NULL AS {}) AS {name}", kind(reading)));
    let columns: Vec<String> = columns.collect();
    format!("SELECT 0 AS file, 0 AS record, CAST(NULL AS STRING) AS texts, {} WHERE FALSE", columns.join(", "))
}

/// All values of a row under the columns that they stand in, so that rows of several files can be compared.
fn texts(file: &Export) -> String {
    let mut columns: Vec<(&str, usize)> =
        file.header.columns().iter().enumerate().map(|(at, column)| (column.identity(), at)).collect();
    columns.sort_unstable();
    let text = |(identity, at): (&str, usize)| {
        format!("coalesce('{} ' || segrep_text(c{}) || chr(31), '')", identity.replace('\'', " "), at + 1)
    };
    columns.into_iter().map(text).collect::<Vec<_>>().join(" || ")
}

/// A CSV file as a relation with columns c1, c2 and so on, and the number of each record.
fn csv(file: &Export, path: &str, dialect: Dialect, statements: &mut Vec<String>) -> String {
    let columns: Vec<String> = (1..=file.header.columns().len()).map(|at| format!("c{at}")).collect();
    dialect.csv(path, char::from(file.dialect.delimiter), file.header_line, &columns, statements)
}

/// Refuses what a query doesn't say as segrep reads it.
fn check(exports: &Exports, file: &Export, dialect: Dialect) -> Result<(), UsageError> {
    match exports.beyond_queries(file, dialect == Dialect::Spark) {
        None => Ok(()),
        Some(what) => Err(UsageError::new(format!("{}: sql can't say {what}", file.name))
            .hint("segrep reads these exports itself, a day at a time where they are many (docs/lake.md)")),
    }
}
