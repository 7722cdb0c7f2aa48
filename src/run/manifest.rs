//! `--manifest`: where a report came from, as JSON beside it. The same inputs and the same command give the same
//! manifest, but for what it says of the run itself.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Instant as Clock, SystemTime};

use anyhow::{Context, Result};
use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use rayon::prelude::*;
use serde::Serialize;

use crate::choices;
use crate::exports::{Export, Exports};
use crate::formats::{Target, sha256, sha256_of};
use crate::pseudonyms::Pseudonyms;
use crate::tables::{Instant, Zone};
use crate::timelines::Tally;

use super::files::Files;
use super::rejects::RowCount;
use super::typed::Typed;
use super::writer::{Ledger, written};

/// What a manifest says, in this order.
#[derive(Debug, Serialize)]
pub(super) struct Manifest {
    /// The version that made the report.
    segrep: &'static str,
    /// What was typed after `segrep`, or would have been.
    command: Vec<String>,
    /// The name under which the report is saved.
    saved_report: Option<String>,
    /// The config files that were read.
    config: Vec<Config>,
    /// The output zone.
    zone: String,
    /// The zone of times without an offset.
    input_zone: String,
    /// The present that the report was made for.
    now: String,
    /// The chosen interval, where it has a start and an end.
    interval: Option<Interval>,
    /// The options that chose interactions, rows and columns, as they were given.
    filters: BTreeMap<String, Vec<String>>,
    inputs: Vec<Input>,
    /// What became of the rows of each table.
    tables: BTreeMap<&'static str, Rows>,
    interactions: Interactions,
    /// How many references lead to no row of a table.
    unresolved: Unresolved,
    /// The rows of the report, without those of totals.
    rows: u64,
    outputs: Vec<Written>,
    run: Run,
}

#[derive(Debug, Serialize)]
struct Config {
    file: String,
    /// `None` where it can't be read any more.
    sha256: Option<String>,
}

#[derive(Debug, Serialize)]
struct Interval {
    start: String,
    end: String,
}

#[derive(Debug, Serialize)]
struct Input {
    table: &'static str,
    file: String,
    /// Of the file as it is stored, compressed ones and archives too.
    bytes: u64,
    /// `None` of standard input and pipes.
    modified: Option<String>,
    /// Of the same bytes; `None` where they are no longer there, as of a compressed pipe.
    sha256: Option<String>,
}

/// What became of the rows of a table: what was read is the sum of the others.
#[derive(Debug, Serialize)]
struct Rows {
    read: u64,
    /// Those that the report rests on.
    used: u64,
    /// Those that say something again.
    duplicate: u64,
    /// Those that can't be read and were left out.
    rejected: u64,
    /// Those of interactions that are not chosen, or beyond --limit.
    not_reported: u64,
}

#[derive(Debug, Serialize)]
struct Interactions {
    reported: u64,
    /// Those that have a row and no segment, and so appear in no report.
    without_segments: u64,
}

#[derive(Debug, Serialize)]
struct Unresolved {
    interactions: u64,
    organizations: u64,
    queues: u64,
    users: u64,
}

#[derive(Debug, Serialize)]
struct Written {
    /// `None` of standard output.
    file: Option<String>,
    bytes: u64,
    /// Of the bytes as they were written, compressed ones too.
    sha256: Option<String>,
}

/// What differs between two runs over the same inputs.
#[derive(Debug, Serialize)]
struct Run {
    started_at: String,
    seconds: f64,
}

/// What a manifest is made of.
pub(super) struct Sources<'s> {
    pub(super) arguments: &'s [OsString],
    pub(super) pseudonyms: Option<&'s Pseudonyms>,
    pub(super) saved_report: Option<&'s str>,
    pub(super) config: &'s [PathBuf],
    pub(super) exports: &'s Exports,
    pub(super) zone: Zone,
    pub(super) now: Instant,
    pub(super) interval: Option<choices::Interval>,
    pub(super) row_counts: &'s [RowCount],
    pub(super) without_segments: u64,
    pub(super) tally: &'s Tally,
    pub(super) rows: u64,
    pub(super) written: &'s Ledger,
    pub(super) started: (SystemTime, Clock),
}

impl Manifest {
    /// Puts together what is known after the output is complete. Digests all inputs, several at a time: a second for
    /// each gigabyte or two where the processor knows SHA-256, three or four where it doesn't.
    pub(super) fn new(sources: &Sources<'_>) -> Manifest {
        let Sources { exports, zone, tally, pseudonyms, .. } = *sources;
        let typed = Typed::new(sources.arguments);
        let input = |file: &Export| {
            let stored = file.stored();
            let modified =
                stored.modified.map(|at| DateTime::<Utc>::from(at).to_rfc3339_opts(SecondsFormat::AutoSi, true));
            let of_file = || stored.file.and_then(digest);
            let sha256 = stored.bytes.map(sha256).or_else(of_file);
            let (table, file) = (file.table.name(), file.path.display().to_string());
            Input { table, file, bytes: stored.size, modified, sha256 }
        };
        let config = |path: &PathBuf| Config { file: path.display().to_string(), sha256: digest(path) };
        let rows = |rows: &RowCount| Rows {
            read: rows.read(),
            used: rows.used,
            duplicate: rows.duplicates,
            rejected: rows.rejected,
            not_reported: rows.not_reported,
        };
        Manifest {
            segrep: env!("CARGO_PKG_VERSION"),
            command: typed.command(pseudonyms),
            saved_report: sources.saved_report.map(str::to_owned),
            config: sources.config.iter().map(config).collect(),
            zone: zone.to_string(),
            input_zone: exports.values.zone().to_string(),
            now: moment(sources.now, zone),
            interval: sources
                .interval
                .map(|interval| Interval { start: moment(interval.start, zone), end: moment(interval.end, zone) }),
            filters: typed.filters(pseudonyms),
            inputs: exports.files.par_iter().map(input).collect(),
            tables: sources.row_counts.iter().map(|count| (count.table.name(), rows(count))).collect(),
            interactions: Interactions { reported: tally.interactions, without_segments: sources.without_segments },
            unresolved: Unresolved {
                interactions: tally.to_interactions.count,
                organizations: tally.to_organizations.count,
                queues: tally.to_queues.count,
                users: tally.to_users.count,
            },
            rows: sources.rows,
            outputs: sources.written.each(|file, written| Written {
                file: file.map(|file| file.display().to_string()),
                bytes: written.bytes,
                sha256: written.sha256.clone(),
            }),
            run: Run {
                started_at: DateTime::<Utc>::from(sources.started.0).to_rfc3339_opts(SecondsFormat::Millis, true),
                seconds: sources.started.1.elapsed().as_millis() as f64 / 1000.0,
            },
        }
    }

    /// Writes it.
    pub(super) fn write(&self, target: &Target) -> Result<Files> {
        let mut text = serde_json::to_string_pretty(self).context("--manifest")?;
        text.push('\n');
        written(text.as_bytes(), target)
    }
}

/// The SHA-256 of a file; `None` where it can't be read.
fn digest(path: impl AsRef<Path>) -> Option<String> {
    File::open(path).and_then(|mut file| sha256_of(&mut file)).ok()
}

/// A moment after RFC 3339, with the offset of a zone.
fn moment(at: Instant, zone: Zone) -> String {
    let offset = FixedOffset::east_opt(zone.offset_at(at));
    let utc = DateTime::<Utc>::from_timestamp_micros(at.micros());
    let local = utc.zip(offset).map(|(utc, offset)| utc.with_timezone(&offset));
    local.map(|local| local.to_rfc3339_opts(SecondsFormat::AutoSi, zone == Zone::UTC)).unwrap_or_default()
}
