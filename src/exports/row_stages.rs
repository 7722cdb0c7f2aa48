//! Rows that hold several stages, as a row for each leg of a call does: it rang, was answered, was put on hold. `[[stages]]`
//! in `segrep.toml` says which columns tell how long each stage lasted.

use crate::document::TomlEntry;
use crate::tables::{Duration, Field, Instant, Status, Table};
use crate::usage::UsageError;

use super::error::Fault;
use super::export::Export;
use super::exports::Exports;
use super::header::Header;
use super::problem::Problem;
use super::record::Record;
use super::row_condition::RowCondition;
use super::values::{DurationUnit, WANT_TIME, duration, is_blank, no_duration};

/// How the stages of some rows are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StageRule {
    /// Of which rows; `None` for all.
    condition: Option<RowCondition>,
    stages: Vec<(Status, Lasting<String>)>,
    /// The place in the file that says so.
    pub(crate) source: String,
}

/// Which columns tell how long a stage lasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lasting<C> {
    /// One has its length.
    For(C),
    /// Its length is that of one without that of another.
    Less(C, C),
    /// From the time of one to the time of another.
    Between(C, C),
}

/// The statuses of stages, in the order in which they follow each other.
const STAGES: [Status; 6] =
    [Status::Bot, Status::Open, Status::Pending, Status::Connected, Status::Hold, Status::WrapUp];

impl StageRule {
    /// Reads one of the tables `[[stages]]`.
    pub(super) fn read(entry: &TomlEntry<'_, '_>) -> Result<StageRule, UsageError> {
        let mut rule = StageRule { condition: None, stages: Vec::new(), source: entry.source() };
        for entry in entry.entries()? {
            if entry.key == "where" {
                rule.condition = Some(RowCondition::read(&entry)?);
                continue;
            }
            let status = STAGES.into_iter().find(|status| status.name() == entry.key).ok_or_else(|| {
                let names: Vec<&str> = ["where"].into_iter().chain(STAGES.map(Status::name)).collect();
                entry.unknown("stage", &names)
            })?;
            rule.stages.push((status, Lasting::read(&entry)?));
        }
        rule.stages.sort_by_key(|(status, _)| STAGES.iter().position(|stage| stage == status));
        Ok(rule)
    }

    /// The headers that it names.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &str> {
        let of_condition = self.condition.iter().map(|condition| condition.column.as_str());
        of_condition.chain(self.stages.iter().flat_map(|(_, lasting)| lasting.columns()).map(String::as_str))
    }
}

impl Lasting<String> {
    fn read(entry: &TomlEntry<'_, '_>) -> Result<Lasting<String>, UsageError> {
        if let Ok(setting) = entry.setting() {
            return Ok(Lasting::For(setting.text));
        }
        let wrong = || {
            entry
                .wrong("takes the header of a length")
                .hint("or { lasts = \"…\", less = \"…\" }, or { from = \"…\", to = \"…\" }, each with a header")
        };
        let parts = entry.entries().map_err(|_| wrong())?;
        let text = |key: &str| {
            let part = parts.iter().find(|part| part.key == key).ok_or_else(wrong)?;
            Ok(part.setting()?.text)
        };
        let mut keys: Vec<&str> = parts.iter().map(|part| part.key.as_str()).collect();
        keys.sort_unstable();
        match keys[..] {
            ["lasts", "less"] | ["less", "lasts"] => Ok(Lasting::Less(text("lasts")?, text("less")?)),
            ["from", "to"] => Ok(Lasting::Between(text("from")?, text("to")?)),
            _ => Err(wrong()),
        }
    }
}

impl<C> Lasting<C> {
    fn columns(&self) -> impl Iterator<Item = &C> {
        let (one, other) = match self {
            Lasting::For(one) => (one, None),
            Lasting::Less(one, other) | Lasting::Between(one, other) => (one, Some(other)),
        };
        [one].into_iter().chain(other)
    }

    /// The same with other columns; `None` if there is none for one of them.
    fn map<T>(&self, mut to: impl FnMut(&C) -> Option<T>) -> Option<Lasting<T>> {
        Some(match self {
            Lasting::For(one) => Lasting::For(to(one)?),
            Lasting::Less(one, other) => Lasting::Less(to(one)?, to(other)?),
            Lasting::Between(one, other) => Lasting::Between(to(one)?, to(other)?),
        })
    }
}

/// The rules of one file, with the numbers of their columns.
#[derive(Debug)]
pub struct RowStages {
    rules: Vec<FileRule>,
}

#[derive(Debug)]
struct FileRule {
    condition: Option<(RowCondition, usize)>,
    stages: Vec<(Status, Lasting<usize>)>,
}

/// A stage that a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowStage {
    /// Its status.
    pub status: Status,
    /// When it began.
    pub started_at: Instant,
    /// How long it lasted.
    pub duration: Duration,
}

impl RowStages {
    /// The rules that a file has the columns of; `None` if it has those of none.
    pub(super) fn of(rules: &[StageRule], header: &Header, table: Table) -> Option<RowStages> {
        let column = |name: &String| header.named(table, name);
        let rules = rules.iter().filter_map(|StageRule { condition, stages, .. }| {
            let condition = match condition {
                Some(condition) => Some((condition.clone(), condition.column_in(header, table)?)),
                None => None,
            };
            let stages: Vec<_> =
                stages.iter().filter_map(|(status, lasting)| Some((*status, lasting.map(column)?))).collect();
            (!stages.is_empty()).then_some(FileRule { condition, stages })
        });
        let rules: Vec<_> = rules.collect();
        (table == Table::Segments && !rules.is_empty()).then_some(RowStages { rules })
    }

    /// The stages of a row that began at `started_at`, each beginning where the one before ended. None that is blank or
    /// lasted no time, but for a ring of no time that has a response. Also whether a length was negative, which makes none.
    ///
    /// # Errors
    ///
    /// A length or a time that can't be read.
    pub fn of_row(
        &self,
        exports: &Exports,
        file: &Export,
        record: &Record<'_, '_>,
        started_at: Instant,
        has_response: bool,
    ) -> Result<(Vec<RowStage>, bool), Fault> {
        let holds = |(condition, column): &(RowCondition, usize)| condition.holds(record, *column);
        let rule = self.rules.iter().find(|rule| rule.condition.as_ref().is_none_or(holds));
        let (mut stages, mut next, mut is_negative) = (Vec::new(), started_at, false);
        for (status, lasting) in rule.iter().flat_map(|rule| &rule.stages) {
            let length = |column: usize| file.length(exports, record, column);
            let time = |column: usize| file.moment(exports, record, column);
            let found = match *lasting {
                Lasting::For(column) => length(column)?.map(|length| (next, length)),
                Lasting::Less(column, other) => {
                    let less = length(other)?.unwrap_or(Duration::ZERO);
                    length(column)?.map(|length| (next, Duration::from_micros(length.micros() - less.micros())))
                }
                Lasting::Between(from, to) => time(from)?.zip(time(to)?).map(|(from, to)| (from, to - from)),
            };
            let Some((started_at, duration)) = found else { continue };
            is_negative |= duration < Duration::ZERO;
            let is_ring = *status == Status::Pending && has_response;
            if duration > Duration::ZERO || (duration == Duration::ZERO && is_ring) {
                next = started_at + duration;
                stages.push(RowStage { status: *status, started_at, duration });
            }
        }
        Ok((stages, is_negative))
    }
}

impl Export {
    /// The length of time in a column; `None` if it is blank.
    fn length(&self, exports: &Exports, record: &Record<'_, '_>, column: usize) -> Result<Option<Duration>, Fault> {
        let text = record.bytes(column);
        if is_blank(&text) {
            return Ok(None);
        }
        let header = &self.header.columns()[column].header;
        let unit = exports.values.duration_unit.unwrap_or(DurationUnit::of_header(header));
        let wrong = || self.bad_stage(record, column, no_duration(&text, unit), unit.want());
        duration(&text, unit).map(Some).ok_or_else(wrong)
    }

    /// The time in a column; `None` if it is blank.
    fn moment(&self, exports: &Exports, record: &Record<'_, '_>, column: usize) -> Result<Option<Instant>, Fault> {
        let text = record.bytes(column);
        if is_blank(&text) {
            return Ok(None);
        }
        let wrong = |_| self.bad_stage(record, column, "time", WANT_TIME);
        exports
            .time(self, Table::Segments, Field::StartedAt, record, &text)
            .map(|time| Some(time.instant))
            .map_err(wrong)
    }

    fn bad_stage(&self, record: &Record<'_, '_>, column: usize, kind: &'static str, want: &'static str) -> Fault {
        let header = self.header.columns()[column].header.clone();
        let value = String::from_utf8_lossy(&record.bytes(column)).into_owned();
        Fault::new(record.field_start(column), Problem::Value { field: "stages", header, value, kind, want })
    }
}
