//! Rows that hold several stages, as a row for each leg of a call does: it rang, was answered, was put on hold.

use crate::tables::{Duration, Field, Instant, Status, Table};

use super::error::Fault;
use super::export::Export;
use super::exports::Exports;
use super::problem::Problem;
use super::record::Record;
use super::stage_rule::{Lasting, StageColumn};
use super::values::{WANT_TIME, duration, is_blank, no_duration};

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

impl Exports {
    /// The stages of a row that began at `started_at`, each beginning where the one before ended. None that is blank or
    /// lasted no time, but a ring, which may have had a response. Also whether a length was negative, which makes none.
    ///
    /// # Errors
    ///
    /// A length or a time that can't be read.
    pub fn stages_of_row(
        &self,
        file: &Export,
        record: &Record<'_, '_>,
        started_at: Instant,
    ) -> Result<(Vec<RowStage>, bool), Fault> {
        let mut rules = file.stages.iter().flat_map(|stages| &stages.0);
        let rule = rules.find(|rule| {
            rule.condition.as_ref().is_none_or(|(condition, column)| condition.holds(&record.bytes(*column)))
        });
        let (mut stages, mut next, mut is_negative) = (Vec::new(), started_at, false);
        for (status, lasting) in rule.iter().flat_map(|rule| &rule.stages) {
            let length = |column: StageColumn| file.length(self, record, column);
            let time = |(column, _): StageColumn| file.moment(self, record, column);
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
            if duration > Duration::ZERO || (duration == Duration::ZERO && *status == Status::Pending) {
                next = started_at + duration;
                stages.push(RowStage { status: *status, started_at, duration });
            }
        }
        Ok((stages, is_negative))
    }
}

impl Export {
    /// The length of time in a column; `None` if it is blank.
    fn length(
        &self,
        exports: &Exports,
        record: &Record<'_, '_>,
        (column, unit): StageColumn,
    ) -> Result<Option<Duration>, Fault> {
        let text = record.bytes(column);
        if is_blank(&text) {
            return Ok(None);
        }
        let unit = exports.values.duration_unit.unwrap_or(unit);
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
