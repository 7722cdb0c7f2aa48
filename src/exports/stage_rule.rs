//! How the stages of rows that hold several are told, in the grammar of `segrep.toml`, and with the columns of a file.

use std::collections::BTreeSet;

use crate::document::TomlEntry;
use crate::tables::Status;
use crate::usage::UsageError;

use super::row_condition::RowCondition;
use super::values::DurationUnit;

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
pub(super) enum Lasting<C> {
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
pub struct FileStages(pub(super) Vec<FileRule>);

/// A column by its number, with the unit that its header names for lengths.
pub(super) type StageColumn = (usize, DurationUnit);

#[derive(Debug)]
pub(super) struct FileRule {
    pub(super) condition: Option<(RowCondition, usize)>,
    pub(super) stages: Vec<(Status, Lasting<StageColumn>)>,
}

impl FileStages {
    /// Whether a row may hold a stage of this status.
    pub(crate) fn have(&self, status: Status) -> bool {
        self.0.iter().any(|rule| rule.stages.iter().any(|(stage, _)| *stage == status))
    }

    /// What a column tells: the stages that it is a length or a time of, and `where` if rows are chosen by it.
    pub(crate) fn told_by(&self, column: usize) -> BTreeSet<&'static str> {
        let of_rule = |rule: &FileRule| {
            let lasting =
                |(_, lasting): &&(Status, Lasting<StageColumn>)| lasting.columns().any(|(at, _)| *at == column);
            let stages = rule.stages.iter().filter(lasting).map(|(status, _)| status.name());
            let is_condition = rule.condition.as_ref().is_some_and(|(_, at)| *at == column);
            stages.chain(is_condition.then_some("where")).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of_rule).collect()
    }

    /// The rules that a file has the columns of, which `named` finds; `None` if it has those of none.
    pub(super) fn of(rules: &[StageRule], named: impl Fn(&str) -> Option<StageColumn>) -> Option<FileStages> {
        let mut of_file = Vec::new();
        for StageRule { condition, stages, .. } in rules {
            let condition = condition.clone().map(|condition| {
                let column = named(&condition.column);
                column.map(|(column, _)| (condition, column))
            });
            let known =
                |(status, lasting): &(Status, Lasting<String>)| Some((*status, lasting.map(|name| named(name))?));
            let stages: Vec<_> = stages.iter().filter_map(known).collect();
            // A rule whose condition has no column holds for no row.
            if condition != Some(None) && !stages.is_empty() {
                of_file.push(FileRule { condition: condition.flatten(), stages });
            }
        }
        (!of_file.is_empty()).then_some(FileStages(of_file))
    }
}
