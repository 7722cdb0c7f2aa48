//! Entry points for the fuzz targets (`fuzz/`) to what is otherwise private. Not part of the library's interface.

use std::ops::Range;

use crate::choices::Present;
use crate::exports::{
    DateOrder, ExportError, Exports, Fault, Form, OnError, Quotes, Reject, Time, ValueOptions, Vocabulary,
    in_pieces_of, time_in_order,
};
use crate::reports::{Cell, Kind};
use crate::run::conditions::{Condition, Verdict};
use crate::tables::{Duration, Instant, Table, Zone};
use crate::usage::UsageError;

/// An export with this text, understood with this vocabulary.
///
/// # Errors
///
/// As [`Exports::open`].
pub fn export(
    table: Table,
    text: &[u8],
    vocabulary: &Vocabulary,
    delimiter: Option<u8>,
    quotes: Quotes,
) -> Result<Exports, ExportError> {
    let form = Form { delimiter, quotes, ..Form::default() };
    Exports::of_text(table, text.to_vec(), vocabulary, form, OnError::Skip)
}

/// The records of the only export, each with its place and the bytes of its fields, and what is left out.
pub type Split = (Vec<(Range<usize>, Vec<Vec<u8>>)>, Vec<Reject>);

/// Splits the only export into records, cut into pieces of about `size` bytes. Where `skips`, what can't be read is
/// left out: a record of another shape than the header, and one that is not UTF-8.
///
/// # Errors
///
/// The first fault, unless `skips`.
pub fn split(exports: &Exports, size: usize, skips: bool) -> Result<Split, Fault> {
    let file = &exports.files[0];
    let pieces = in_pieces_of(size, file, |range| {
        let mut records = Vec::new();
        let rejects = file.each_record(range, skips, |record| {
            file.check_shape(&record)?;
            record.text()?;
            let fields = (0..record.len()).map(|column| record.bytes(column).into_owned());
            records.push((record.start()..record.end(), fields.collect()));
            Ok(())
        })?;
        Ok((records, rejects))
    })?;
    let (records, rejects): (Vec<_>, Vec<_>) = pieces.into_iter().unzip();
    Ok((records.into_iter().flatten().collect(), rejects.into_iter().flatten().collect()))
}

/// How many cells a condition is tested on.
pub const CELLS: usize = 4;

/// Reads a condition, asks it of cells of every kind, and gives for each kind of column how often it held.
///
/// # Errors
///
/// As the command line's `--where`.
pub fn condition(text: &str) -> Result<Vec<(Kind, Option<usize>)>, UsageError> {
    let condition = Condition::read(text)?;
    let present = Present { zone: Zone::UTC, now: Instant::from_micros(0) };
    let cells: [Cell<'_>; CELLS] =
        [Cell::text("Wrap-Up"), Cell::Count(7), Cell::Seconds(Duration::LONGEST.into()), Cell::Time(Instant::MAX)];
    let kinds = [Kind::Text, Kind::Word, Kind::Count, Kind::Seconds, Kind::Time, Kind::Rate, Kind::Flag];
    let asked = kinds.into_iter().map(|kind| {
        let test = condition.test(kind, false, &present).ok();
        let holds = |cell: &&Cell<'_>| {
            let verdict = test.as_ref().map(|test| test.ask(cell, &condition.column));
            verdict == Some(Verdict::Holds(true))
        };
        (kind, test.is_some().then(|| cells.iter().filter(holds).count()))
    });
    Ok(asked.collect())
}

/// Reads a time in any form, in a zone where it says none; where day or month may come first, `order` says which.
pub fn time(text: &[u8], zone: Zone, order: DateOrder) -> Option<Time> {
    time_in_order(text, &ValueOptions { input_zone: Some(zone), ..ValueOptions::default() }, order)
}
