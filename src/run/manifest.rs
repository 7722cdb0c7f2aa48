//! `--manifest`: where a report came from, as JSON beside it. The same inputs and command give the same manifest, except
//! for `run`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Instant as Clock, SystemTime};

use anyhow::{Context, Result};
use chrono::{DateTime, SecondsFormat, Utc};
use rayon::prelude::*;
use serde::Serialize;

use crate::choices;
use crate::exports::{Export, Exports};
use crate::formats::{Target, Written, sha256, sha256_of};
use crate::pseudonyms::Pseudonyms;
use crate::tables::{Instant, Zone};
use crate::timelines::Tally;

use super::files::Files;
use super::rejects::RowCount;
use super::typed::Typed;
use super::writer::written;

/// The manifest's fields, in this order.
#[derive(Debug, Serialize)]
pub(super) struct Manifest {
    /// The version that made the report.
    segrep: &'static str,
    /// The arguments after `segrep`, as typed or saved.
    command: Vec<String>,
    saved_report: Option<String>,
    /// The config files that were read.
    config: Vec<ConfigEntry>,
    zone: String,
    /// The zone of times without an offset.
    input_zone: String,
    /// The present, as the report saw it.
    now: String,
    /// The chosen interval, if it has a start and an end.
    interval: Option<IntervalEntry>,
    /// The given options that choose interactions, rows and columns.
    filters: BTreeMap<String, Vec<String>>,
    inputs: Vec<InputEntry>,
    /// What became of the rows of each table.
    tables: BTreeMap<&'static str, RowsEntry>,
    interactions: Interactions,
    /// How many references dangle, by table.
    unresolved: Unresolved,
    /// The report's rows, without totals.
    rows: u64,
    outputs: Vec<OutputEntry>,
    run: RunEntry,
}

#[derive(Debug, Serialize)]
struct ConfigEntry {
    file: String,
    /// `None` if it can no longer be read.
    sha256: Option<String>,
}

#[derive(Debug, Serialize)]
struct IntervalEntry {
    start: String,
    end: String,
}

#[derive(Debug, Serialize)]
struct InputEntry {
    table: &'static str,
    file: String,
    /// Of the file as stored, also if compressed.
    bytes: u64,
    /// `None` for standard input and pipes.
    modified: Option<String>,
    /// Of the same bytes; `None` if they are gone, as for a compressed pipe.
    sha256: Option<String>,
}

/// What became of a table's rows: `read` is the sum of the others.
#[derive(Debug, Serialize)]
struct RowsEntry {
    read: u64,
    /// Rows the report rests on.
    used: u64,
    /// Rows that repeat another.
    duplicate: u64,
    /// Rows that couldn't be read.
    rejected: u64,
    /// Rows of interactions not chosen, or beyond --limit.
    not_reported: u64,
}

#[derive(Debug, Serialize)]
struct Interactions {
    reported: u64,
    /// Interactions with a row and no segment, which are in no report.
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
struct OutputEntry {
    /// `None` for standard output.
    file: Option<String>,
    bytes: u64,
    /// Of the bytes as written, also if compressed.
    sha256: Option<String>,
}

/// What differs between two runs over the same inputs.
#[derive(Debug, Serialize)]
struct RunEntry {
    started_at: String,
    seconds: f64,
}

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
    pub(super) written: &'s [(Target, Written)],
    pub(super) started: (SystemTime, Clock),
}

impl Manifest {
    /// Collects what is known once the output is complete. Digests all inputs, several at a time: about a second for every
    /// one or two gigabytes if the processor has SHA-256 instructions, three or four seconds if not.
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
            InputEntry { table, file, bytes: stored.size, modified, sha256 }
        };
        let config = |path: &PathBuf| ConfigEntry { file: path.display().to_string(), sha256: digest(path) };
        let rows = |rows: &RowCount| RowsEntry {
            read: rows.read(),
            used: rows.used,
            duplicate: rows.duplicates,
            rejected: rows.rejected,
            not_reported: rows.not_reported,
        };
        let output = |(target, written): &(Target, Written)| OutputEntry {
            file: match target {
                Target::Stdout => None,
                Target::File(path) => Some(path.display().to_string()),
            },
            bytes: written.bytes,
            sha256: written.sha256.clone(),
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
                .map(|interval| IntervalEntry { start: moment(interval.start, zone), end: moment(interval.end, zone) }),
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
            outputs: sources.written.iter().map(output).collect(),
            run: RunEntry {
                started_at: DateTime::<Utc>::from(sources.started.0).to_rfc3339_opts(SecondsFormat::Millis, true),
                seconds: sources.started.1.elapsed().as_millis() as f64 / 1000.0,
            },
        }
    }

    pub(super) fn write(&self, target: &Target) -> Result<Files> {
        let mut text = serde_json::to_string_pretty(self).context("--manifest")?;
        text.push('\n');
        written(text.as_bytes(), target)
    }
}

/// A file's SHA-256; `None` if it can't be read.
fn digest(path: impl AsRef<Path>) -> Option<String> {
    File::open(path).and_then(|mut file| sha256_of(&mut file)).ok()
}

/// A moment as in RFC 3339, with the zone's offset.
fn moment(at: Instant, zone: Zone) -> String {
    zone.local(at).to_rfc3339_opts(SecondsFormat::AutoSi, zone == Zone::UTC)
}
