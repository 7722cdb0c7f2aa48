//! segrep reports on the calls and chats of a contact centre, from its CSV exports.
//!
//! # The map
//!
//! Exports become tables, tables become timelines, timelines become reports, reports are spelled in formats. Five
//! stages, five folders, in that order, and arrows that point one way: each stage knows only those before it.
//!
//! | folder | stage | |
//! |---|---|---|
//! | [`exports`] | 1 | files to records: which file is which table, headers, quotes, values from text, errors with a place |
//! | [`tables`] | 2 | what a row means: the five tables, instants, durations, words, zones. Reads and writes nothing |
//! | [`timelines`] | 3 | the join engine: an index says which records belong together and in which order; a linker turns one group of records into a timeline with everything that is derived from it, once |
//! | [`choices`] | | what is kept, as early as possible: ids before decoding, intervals by the index, the rest by timeline |
//! | [`audit`] | | what is wrong: rules that look at timelines, rows and the export as a whole, each a small value |
//! | [`pseudonyms`] | | in place of names and ids, where they are asked for: before a report looks at a timeline |
//! | [`reports`] | 4 | one question a file: columns with their meaning, cells, and sections for people |
//! | [`formats`] | 5 | cells to bytes, one spelling a file; the output that is complete or not there |
//!
//! Around them: [`cli`] is the command line and its help, [`config`] the file that may stand for some of it and holds
//! saved reports, [`document`] reads its grammar key by key, [`draft`] guesses at one for exports of other systems,
//! [`messages`] is what is said on standard error, [`usage`] what was asked wrongly, [`plain`] makes text from the data safe for screens,
//! [`near`] finds what somebody may have meant, [`progress`] shows that something is happening, [`shell`] makes
//! completions and manual pages. [`run()`] puts the stages in a row: its folder understands what is asked (inputs,
//! columns, conditions), makes one pass over the timelines, and takes rows or folds to the output.
//!
//! # Two ways through
//!
//! *Everything*: every record is read once for what ordering needs (its interaction, its start, where it lies), in
//! parallel pieces that begin at records; that small index is grouped and ordered; then each record is read once more
//! while its timeline is written, batch by batch, in parallel, in order. Memory follows the number of segments, not
//! the size of the files.
//!
//! *Lookup*: nearly all bytes belong to other interactions. The ids are searched for in the raw bytes, and only records
//! that hold one are read.
//!
//! # What holds everywhere
//!
//! - The same inputs and options give the same bytes, whatever the threads, the machine, its zone and its clock.
//! - Every order ends in a unique key: a segment's in its place in the input, an interaction's in its id.
//! - Instants and durations are whole microseconds; nothing is added up in floating point.
//! - Broken files are errors with a place; broken references are data: kept, shown, counted.
//! - What is left out is counted on standard error.

pub mod audit;
pub mod choices;
pub mod cli;
pub mod config;
pub mod document;
pub mod draft;
pub mod exports;
pub mod formats;
#[doc(hidden)]
pub mod fuzzing;
pub mod messages;
pub mod near;
pub mod plain;
pub mod progress;
pub mod pseudonyms;
pub mod reports;
mod run;
pub mod shell;
pub mod tables;
pub mod timelines;
pub mod usage;

pub use run::{Ending, run};
