//! segrep reports on the calls and chats of a contact centre, from its CSV exports.
//!
//! # The map
//!
//! Exports become tables, tables become timelines, timelines become reports, reports are written in formats. Five stages,
//! five folders, in that order, and the arrows point one way: each stage knows only those before it.
//!
//! | folder | stage | |
//! |---|---|---|
//! | [`exports`] | 1 | files to records: which file is which table, headers, quotes, values from text, errors with a place |
//! | [`tables`] | 2 | what a row means: the five tables, instants, durations, words, zones. Does no input or output |
//! | [`timelines`] | 3 | the join engine: an index says which records belong together and in which order; a linker turns one group of records into a timeline with everything derived from it, once |
//! | [`choices`] | | what is kept, as early as possible: ids before decoding, intervals by the index, the rest by timeline |
//! | [`audit`] | | what is wrong: rules that look at timelines, rows and the exports as a whole, each a small value |
//! | `pseudonyms` | | in place of names and ids, where asked for: before a report sees a timeline |
//! | [`reports`] | 4 | one question a file: columns with their meaning, cells, and sections for people |
//! | [`sql`] | | the same reports as queries, for engines that read more than one machine can |
//! | [`formats`] | 5 | cells to bytes, one format a file; output files that are complete or not there |
//!
//! Around them: [`cli`] is the command line and its help; [`config`] is `segrep.toml`, which can stand in for some of it
//! and holds saved reports; [`draft`] guesses at one for exports of other systems; [`messages`] writes to standard error;
//! [`plain`] makes text from the data safe for screens; [`near`] finds what a mistyped word may have meant; `progress`
//! draws the progress bar; [`shell`] makes completions and manual pages.
//!
//! [`run()`] runs a command. A report goes through five states, each made from the last and none changed afterwards:
//! *asked* (options and settings, parsed and checked), *opened* (the exports, the output zone, the output's place), *chosen*
//! (interactions, rows, columns), *indexed* (their rows, grouped and ordered), *written* (in one pass over the timelines, through
//! one sink to one document or many), and only then are files moved into place.
//!
//! # Two ways through
//!
//! *Everything*: each record is split and decoded once, in parallel pieces that begin at records, into a small row of times,
//! packed ids and codes of texts that repeat. Rows go to parts by their interaction's id; parts are grouped in parallel, and
//! the groups ordered. Timelines are made of rows batch by batch, in parallel, in order, and a text is spelled once for each
//! code. A record is read again only if something in it is out of the ordinary, if it holds several stages or has values in several
//! columns, as `segrep.toml` may say, or if a column of the export is asked for.
//! Memory follows the number of segments, about a hundred bytes for each, not the size of the files.
//!
//! *Lookup*: nearly all bytes belong to other interactions. The ids are searched for in the raw bytes, and only records
//! that hold one are read.
//!
//! # What always holds
//!
//! - The same inputs and options give the same bytes, whatever the threads, the machine, its zone and its clock. Property
//!   tests shuffle, split and re-thread exports; clippy denies iterating over hash tables.
//! - Every order ends in a unique key: a segment's place in the input, an interaction's id.
//! - Instants and durations are whole microseconds; nothing is added up in floating point.
//! - Broken files are errors with a place; broken references are data: kept, shown, counted.
//! - What is left out is counted on standard error.
//! - A file is complete or not there: it is written beside its place and renamed.
//!
//! # What isn't here
//!
//! - No vendor's name in the code: headers, file names and words are data, in `vocabulary.toml` and `segrep.toml`.
//! - No `unsafe` but for mapping files and surviving their loss; the compiler denies it elsewhere.
//! - No second reader of CSV: [`exports`] splits all records, as the `csv` package takes `5" disk` and an unclosed quote
//!   without a word, and doesn't know where in a file a field stands. It writes rejected records.
//! - No network, no clock but for the present (`--now` replaces it), no zone of the machine.
//! - No report knows how a duration looks, and no format knows what a ring is.

pub mod audit;
mod choices;
pub mod cli;
pub mod config;
mod distinct;
pub mod document;
pub mod draft;
pub mod exports;
pub mod formats;
#[doc(hidden)]
pub mod fuzzing;
pub mod messages;
mod near;
mod operator;
mod plain;
mod progress;
mod pseudonyms;
mod reports;
mod run;
pub mod shell;
mod spans;
pub mod sql;
pub mod tables;
mod targets;
pub mod timelines;
mod usage;

pub use run::{Ending, known, run};
