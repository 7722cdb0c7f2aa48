//! What is read in a way that a query of another engine can't say.

use encoding_rs::UTF_8;

use crate::tables::{Field, Table, Zone};

use super::dialect::Quotes;
use super::export::Export;
use super::exports::Exports;
use super::header_zone::HeaderZone;

impl Exports {
    /// The zone of a field's times without an offset; `None` if that is an offset from UTC or unclear.
    pub(crate) fn zone_of(&self, file: &Export, table: Table, field: Field) -> Option<Zone> {
        file.zone_named(table, field).map_or(Some(self.values.zone()), HeaderZone::zone)
    }

    /// The first thing that a file needs and a query can't say; `None` if a query reads it as segrep does. Of an engine
    /// that takes files only from their first line, that is more.
    pub(crate) fn beyond_queries(&self, file: &Export, is_from_first_line: bool) -> Option<String> {
        let header = &file.header;
        let has_zone = |field: Field| header.column(field).is_none() || self.zone_of(file, file.table, field).is_some();
        let kept = file.kept();
        let joined = Table::ALL.into_iter().find(|table| *table != file.table && file.serves(*table));
        let begins_later = file.above.is_some() || file.header_line.is_some_and(|line| line > 1);
        let needs = [
            (!file.path.is_file(), "archives and pipes".to_owned()),
            (kept.encoding != UTF_8, format!("the encoding {}", kept.encoding.name())),
            (is_from_first_line && begins_later, "lines above the header".to_owned()),
            (!file.no_rows.is_empty(), "lines that are no rows".to_owned()),
            (file.completed.is_some(), "--short-records blank".to_owned()),
            (file.dialect.quotes == Quotes::Literal, "--quotes literal".to_owned()),
            (self.skips(), "--on-error skip".to_owned()),
            (file.stages.is_some(), "[[stages]]".to_owned()),
            (self.finished, "finished".to_owned()),
            (file.newest.is_some(), "newest".to_owned()),
            (file.has_left_out(), "[leave_out]".to_owned()),
            (!header.is_plain_in(file.table), "fields of several columns, conditions or [blank]".to_owned()),
            (header.starts_before_end(), "segments without a start".to_owned()),
            (self.values.time_format.is_some(), "--time-format".to_owned()),
            (joined.is_some(), format!("the columns of {} in it", joined.map_or("", Table::name))),
            (
                ![Field::StartedAt, Field::EndedAt, Field::CreatedAt, Field::CompletedAt].into_iter().all(has_zone),
                "an offset in a header".to_owned(),
            ),
        ];
        needs.into_iter().find(|(is_needed, _)| *is_needed).map(|(_, what)| what)
    }
}
