//! All tests of the command: text in, text out.
//!
//! - `stories/`: small exports, commands over them, and what comes out, by subject; read like the specification
//! - `errors/`: the gallery of every error that a user can meet, with its exact text; below it those of builds
//!   with Parquet and without
//! - [`pseudonyms`]: nothing of a user shows in any report and format, and everything else is as it was
//! - [`properties`]: what must hold always: the same bytes from shuffled rows, any split into parts, any threads
//! - [`sample`]: the sample data against its story, and the README against the command
//! - [`archives`]: exports in zip archives
//! - [`changes`]: exports that are written to while they are read
//! - [`corpus`]: what the fuzz targets claim, of what was found before
//! - [`mappings`]: the worked examples of exports of other systems
//! - [`recipes`]: what a database has to do before segrep can read an export, where DuckDB is installed
//! - [`engines`]: reports as SQL, run by DuckDB where it is installed, beside the rows of segrep itself
//! - [`lake`]: days as tasks of many machines, put together again
//! - [`browser`]: pages as people use them, in a browser; ignored unless asked for with `-- --ignored browser`
//! - [`events`]: the event log, read by PM4Py where it is installed
//! - [`examples`]: every example in the help, the manual pages, the README and the docs
//! - [`files`]: outputs that are complete or not there, compressed ones, permissions
//! - [`manifest`]: where a report came from, and that two runs say the same
//! - [`night`]: saved reports as cron runs them: what is written, and what would be mailed
//! - [`pager`]: what stands between a long table and a terminal
//! - [`formats`] and [`workbooks`]: each read back by another reader, and compared with the CSV
//! - [`parquet`]: read back by DuckDB and by Arrow where they are installed, and compared with the CSV
//! - [`interrupted`]: runs that are killed in the middle of writing
//! - [`split`]: reports in many files
//! - [`large`]: many parts, many columns, long fields, long interactions
//!
//! `SEGREP_BLESS=1 cargo test` writes what came out into the stories; read the difference before it is committed.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod archives;
mod browser;
mod changes;
mod check;
mod corpus;
mod day;
mod engines;
mod events;
mod examples;
mod files;
mod formats;
mod interrupted;
mod lake;
mod large;
mod manifest;
mod mappings;
mod night;
mod pager;
#[cfg(feature = "parquet")]
mod parquet;
mod properties;
mod pseudonyms;
mod recipes;
mod sample;
mod split;
mod workbooks;

use check::stories;

#[test]
fn stories_of_loading() {
    stories("stories/loading");
}

#[test]
fn stories_of_joining() {
    stories("stories/joining");
}

#[test]
fn stories_of_choosing() {
    stories("stories/choosing");
}

#[test]
fn stories_of_output() {
    stories("stories/output");
}

#[test]
fn stories_of_reports() {
    stories("stories/reports");
}

#[test]
fn stories_of_checks() {
    stories("stories/checks");
}

#[test]
fn stories_of_the_shell() {
    stories("stories/shell");
}

#[test]
fn gallery_of_errors() {
    stories("errors");
}

#[test]
fn gallery_of_errors_about_parquet() {
    stories(if cfg!(feature = "parquet") { "errors/with_parquet" } else { "errors/without_parquet" });
}
