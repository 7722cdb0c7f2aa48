//! `--manifest`: where a report came from, as JSON beside it. The same inputs and command give the same manifest, except
//! for `run`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::{DateTime, SecondsFormat, Utc};
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory};
use rayon::prelude::*;
use serde::Serialize;

use crate::choices::Interval;
use crate::cli::{CHOOSING, Cli, ROWS};
use crate::exports::Export;
use crate::formats::{Target, Written, sha256, sha256_of};
use crate::pseudonyms::Pseudonyms;
use crate::tables::{Instant, Zone};

use super::files::Files;
use super::indexed::Indexed;
use super::listing::Listed;
use super::opened::Opened;
use super::rejects::RowCount;
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
    tables: BTreeMap<&'static str, RowCount>,
    /// Those reported, and those without segments, which are in no report.
    interactions: BTreeMap<&'static str, u64>,
    /// How many references dangle, by table.
    unresolved: BTreeMap<&'static str, u64>,
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

#[derive(Debug, Serialize)]
struct OutputEntry {
    /// `None` for standard output.
    file: Option<String>,
    /// Of the bytes as written, also if compressed.
    #[serde(flatten)]
    written: Written,
}

/// What differs between two runs over the same inputs.
#[derive(Debug, Serialize)]
struct RunEntry {
    started_at: String,
    seconds: f64,
}

impl Manifest {
    /// Collects what is known once the output is complete. Digests all inputs, several at a time: about a second for every
    /// one or two gigabytes if the processor has SHA-256 instructions, three or four seconds if not.
    pub(super) fn new(indexed: &Indexed<'_>, listed: &Listed, row_counts: &[RowCount]) -> Manifest {
        let Opened { asked, exports, present, .. } = indexed.chosen.opened;
        let (tally, zone, pseudonyms) = (&listed.tally, present.zone, indexed.chosen.opened.pseudonyms.as_deref());
        let arguments = &asked.invocation.arguments;
        let given = given(arguments).unwrap_or_default();
        let interval = |at: Interval| IntervalEntry { start: moment(at.start, zone), end: moment(at.end, zone) };
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
        let output = |(target, written): &(Target, Written)| OutputEntry {
            file: match target {
                Target::Stdout => None,
                Target::File(path) => Some(path.display().to_string()),
            },
            written: written.clone(),
        };
        Manifest {
            segrep: env!("CARGO_PKG_VERSION"),
            command: command(arguments, &given, pseudonyms),
            saved_report: asked.invocation.report.clone(),
            config: asked.config.files.iter().map(config).collect(),
            zone: zone.to_string(),
            input_zone: exports.values.zone().to_string(),
            now: moment(present.now, zone),
            interval: indexed.chosen.opened.bounds.interval().map(interval),
            filters: filters(given, pseudonyms),
            inputs: exports.files.par_iter().map(input).collect(),
            tables: row_counts.iter().map(|count| (count.table.name(), *count)).collect(),
            interactions: BTreeMap::from([
                ("reported", tally.interactions),
                ("without_segments", indexed.index.without_segments.len() as u64),
            ]),
            unresolved: BTreeMap::from([
                ("interactions", tally.to_interactions.count),
                ("organizations", tally.to_organizations.count),
                ("queues", tally.to_queues.count),
                ("users", tally.to_users.count),
            ]),
            rows: listed.output.rows,
            outputs: listed.output.files.written.iter().map(output).collect(),
            run: RunEntry {
                started_at: DateTime::<Utc>::from(asked.started.0).to_rfc3339_opts(SecondsFormat::Millis, true),
                seconds: asked.started.1.elapsed().as_millis() as f64 / 1000.0,
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

/// Options whose values are names, ids or texts from the data.
const NAMING: [&str; 6] = ["user", "queue", "organization", "interaction", "find", "ids"];

/// The given options that choose, by long name, with their values.
type Given = BTreeMap<String, Vec<String>>;

/// The arguments; with pseudonyms, without anything typed to name somebody.
fn command(arguments: &[OsString], given: &Given, pseudonyms: Option<&Pseudonyms>) -> Vec<String> {
    let arguments = arguments.iter().map(|text| text.to_string_lossy().into_owned());
    let Some(pseudonyms) = pseudonyms else { return arguments.collect() };
    let naming = || given.iter().filter(|(name, _)| NAMING.contains(&name.as_str())).flat_map(|(_, values)| values);
    let pseudonymized = |argument: String| {
        // The value alone, or after the option's name.
        let before = |value: &str| {
            let before = argument.strip_suffix(value)?;
            (before.is_empty() || before.ends_with('=')).then_some(before)
        };
        match naming().find_map(|value| before(value).map(|before| (before, value))) {
            Some((before, value)) => format!("{before}{}", pseudonyms.typed(value)),
            None => pseudonyms.text(&argument).into_owned(),
        }
    };
    arguments.map(pseudonymized).collect()
}

/// The given options, with pseudonyms if asked for.
fn filters(mut given: Given, pseudonyms: Option<&Pseudonyms>) -> Given {
    if let Some(pseudonyms) = pseudonyms {
        for (name, values) in &mut given {
            let is_naming = NAMING.contains(&name.as_str());
            for value in values {
                *value = if is_naming { pseudonyms.typed(value) } else { pseudonyms.text(value).into_owned() };
            }
        }
    }
    given
}

/// The given options under the headings of choosing; `None` if no report was asked for.
fn given(arguments: &[OsString]) -> Option<Given> {
    let typed = std::iter::once(OsString::from("segrep")).chain(arguments.iter().cloned());
    let mut command = Cli::command();
    // They have been parsed before.
    let matches = command.try_get_matches_from_mut(typed).ok()?;
    let (name, given) = matches.subcommand()?;
    let report = command.find_subcommand(name)?;
    let is_choosing = |arg: &&clap::Arg| matches!(arg.get_help_heading(), None | Some(CHOOSING | ROWS));
    let options = report.get_arguments().filter(|arg| is_choosing(arg) && arg.get_id() != "now").filter_map(|arg| {
        let name = arg.get_long().unwrap_or(arg.get_id().as_str());
        values(given, arg.get_id().as_str()).map(|values| (name.to_owned(), values))
    });
    Some(options.collect())
}

/// The values of an option; `None` if it wasn't given.
fn values(given: &ArgMatches, id: &str) -> Option<Vec<String>> {
    let is_given = matches!(given.value_source(id), Some(ValueSource::CommandLine | ValueSource::EnvVariable));
    let raw = given.get_raw(id).filter(|_| is_given)?;
    Some(raw.map(|value| value.to_string_lossy().into_owned()).collect())
}
