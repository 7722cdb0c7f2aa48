//! Rejected records: counted, so that every row is accounted for, and kept in a file.

use anyhow::Result;
use csv::{QuoteStyle, WriterBuilder};
use serde::Serialize;

use crate::exports::{Export, Exports, line_of};
use crate::messages::Messages;
use crate::plain::{count, counted};
use crate::tables::{Directory, Table};
use crate::timelines::{Index, Tally};

use super::files::Files;
use super::writer::Writer;

/// What became of a table's rows. The rows read are the sum of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct RowCount {
    #[serde(skip)]
    pub(super) table: Table,
    read: u64,
    /// Rows that the report rests on.
    used: u64,
    /// Rows that repeat another.
    duplicate: u64,
    /// Rows that can't be read.
    rejected: u64,
    /// Rows of interactions not chosen, or beyond --limit.
    not_reported: u64,
    /// Rows that `segrep.toml` says to leave out.
    #[serde(skip_serializing_if = "is_none")]
    left_out: u64,
}

fn is_none(rows: &u64) -> bool {
    *rows == 0
}

/// Counts the rows of each exported table.
pub(super) fn row_counts(exports: &Exports, directory: &Directory, index: &Index, tally: &Tally) -> Vec<RowCount> {
    let rejects = exports.rejects();
    let of_table = |table: Table| {
        let is_of = |file: &usize| exports.files[*file].table == table;
        let rejected = rejects.iter().filter(|(file, _)| is_of(file)).count() as u64;
        let (used, duplicate, not_reported) = match table {
            Table::Segments => {
                let known = tally.rows + tally.left_out;
                (tally.rows, tally.left_out, index.read.segments.saturating_sub(known))
            }
            Table::Interactions => {
                let ids = index.read.interaction_ids;
                (ids, index.read.interactions - ids, 0)
            }
            Table::Organizations => own(directory.organizations.counts()),
            Table::Queues => own(directory.queues.counts()),
            Table::Users => own(directory.users.counts()),
        };
        let left_out = exports.of(table).map(Export::left_out).sum();
        let read = used + duplicate + rejected + not_reported + left_out;
        RowCount { table, read, used, duplicate, rejected, not_reported, left_out }
    };
    Table::ALL.into_iter().filter(|table| exports.has(*table)).map(of_table).collect()
}

fn own((used, duplicates): (u64, u64)) -> (u64, u64, u64) {
    (used, duplicates, 0)
}

/// Notes what became of the rows.
pub(super) fn say(counts: &[RowCount], messages: &mut Messages<'_>) {
    for rows in counts {
        let mut parts = vec![
            format!("{} used", count(rows.used)),
            counted(rows.duplicate, "duplicate"),
            format!("{} rejected", count(rows.rejected)),
        ];
        if rows.not_reported > 0 {
            parts.push(format!("{} of interactions not reported", count(rows.not_reported)));
        }
        if rows.left_out > 0 {
            parts.push(format!("{} left out", count(rows.left_out)));
        }
        messages.note(format!("{}: {} read = {}", rows.table, counted(rows.read, "row"), parts.join(" + ")));
    }
}

/// The columns of the rejects file.
const COLUMNS: [&str; 5] = ["file", "line", "field", "reason", "record"];

/// Writes every rejected record, as it came.
pub(super) fn write(exports: &Exports, mut writer: Writer) -> Result<Files> {
    writer.write(&csv(QuoteStyle::Necessary, &COLUMNS)?)?;
    // Lines are counted on from one reject to the next: a large file may have thousands.
    let (mut counted, mut line) = ((0, 0), 1);
    for (file, reject) in exports.rejects() {
        let export = &exports.files[file];
        if counted.0 != file {
            (counted, line) = ((file, 0), 1);
        }
        line += line_of(&export.bytes()[counted.1..], reject.fault.offset - counted.1) - 1;
        counted.1 = reject.fault.offset;
        let problem = &reject.fault.problem;
        let reason = problem.to_string();
        let reason = reason.lines().next().unwrap_or_default();
        let field = problem.field().unwrap_or_default();
        let mut row = csv(QuoteStyle::Necessary, &[&export.name, &line.to_string(), field, reason])?;
        // Replaces the line end.
        row.pop();
        row.push(b',');
        // Always quoted, as the record may hold anything.
        row.extend(csv(QuoteStyle::Always, &[&export.bytes()[reject.range]])?);
        writer.write(&row)?;
    }
    exports.check_unchanged()?;
    Ok(writer.finish()?)
}

fn csv(quotes: QuoteStyle, fields: &[impl AsRef<[u8]>]) -> Result<Vec<u8>> {
    let mut line = WriterBuilder::new().quote_style(quotes).from_writer(Vec::new());
    line.write_record(fields)?;
    Ok(line.into_inner()?)
}
