//! Rows that repeat a segment.

use std::collections::{BTreeMap, HashMap};

use bumpalo::Bump;

use crate::exports::{Exports, Records, is_blank};
use crate::tables::Place;

use super::stages::Stage;
use super::typed::TypedRow;

/// Keeps one of the stages of `rows` per segment: of rows with the same segment id the newest; of rows without
/// an id, those that equal no row of an earlier file. Returns the rows left out, in input order, each with the one kept
/// for it.
pub(super) fn leave_out<'a>(
    exports: &Exports,
    stages: &mut Vec<Stage<'a>>,
    rows: &[TypedRow],
    arena: &'a Bump,
) -> Vec<(Place, Place)> {
    let before = stages.len();
    if before < 2 {
        return Vec::new();
    }
    let has_parts = stages.iter().any(|stage| stage.place.file() != stages[0].place.file());
    let has_nameless_parts = has_parts && stages.iter().any(|stage| stage.segment_id(arena).is_none());
    if !has_nameless_parts && !may_repeat(rows) {
        return Vec::new();
    }
    let mut out: Vec<Option<Place>> = vec![None; before];
    let ids: Vec<Option<&str>> = stages.iter().map(|stage| stage.segment_id(arena)).collect();
    superseded(exports, stages, &ids, &mut out);
    if has_nameless_parts {
        repeated(exports, stages, &ids, &mut out);
    }
    let rows = stages.iter().zip(&out).filter_map(|(stage, stands)| stands.map(|stands| (stage.place, stands)));
    let mut left_out: Vec<(Place, Place)> = rows.collect();
    left_out.sort_unstable();
    let mut out = out.into_iter();
    stages.retain(|_| out.next().flatten().is_none());
    left_out
}

/// Whether a segment id may repeat among the rows of an interaction. Few have one that does, or more than a few segments.
fn may_repeat(rows: &[TypedRow]) -> bool {
    const FEW: usize = 16;
    let repeats = |at: usize| rows[at].may_have_id_of(&rows[..at]);
    rows.len() > FEW || rows.iter().any(TypedRow::is_unread) || (1..rows.len()).any(repeats)
}

/// Marks rows whose segment id repeats, with the row that stands: the newest, of equally new ones the last in input order.
fn superseded(exports: &Exports, stages: &[Stage<'_>], ids: &[Option<&str>], out: &mut [Option<Place>]) {
    let mut named: Vec<usize> = (0..stages.len()).filter(|at| ids[*at].is_some()).collect();
    named.sort_unstable_by_key(|at| (ids[*at], stages[*at].place));
    for run in named.chunk_by(|one, other| ids[*one] == ids[*other]) {
        if run.len() == 1 {
            continue;
        }
        let places = run.iter().map(|at| stages[*at].place);
        let stands = places.max_by_key(|place| (exports.newness(*place), *place));
        let others = run.iter().filter(|at| Some(stages[**at].place) != stands);
        others.for_each(|at| out[*at] = stands);
    }
}

/// Marks rows without an id that equal a row of an earlier file, with that row.
fn repeated(exports: &Exports, stages: &[Stage<'_>], ids: &[Option<&str>], out: &mut [Option<Place>]) {
    let mut nameless: Vec<usize> = (0..stages.len()).filter(|at| ids[*at].is_none()).collect();
    // Equal rows have equal starts: only those are compared.
    nameless.sort_by_key(|at| (stages[*at].started_at, stages[*at].place));
    for tied in nameless.chunk_by(|a, b| stages[*a].started_at == stages[*b].started_at) {
        if tied.len() == 1 {
            continue;
        }
        // In order of places, so that the first of equal rows is of the earliest file. There may be thousands of files.
        let mut firsts: HashMap<BTreeMap<&str, String>, Place> = HashMap::new();
        for at in tied {
            let place = stages[*at].place;
            let first = *firsts.entry(values(exports, place)).or_insert(place);
            out[*at] = out[*at].or((first.file() < place.file()).then_some(first));
        }
    }
}

/// The values of a record that aren't blank, by the identity of their columns across files.
pub fn values(exports: &Exports, place: Place) -> BTreeMap<&str, String> {
    let file = &exports.files[place.file()];
    let mut records = Records::new(file.bytes(), 0..0, file.dialect);
    let mut values = BTreeMap::new();
    // The record was read before, so it is whole.
    if let Some(Ok(record)) = records.at(file.bytes(), file.dialect, place.offset()) {
        for (at, column) in file.header.columns().iter().enumerate().take(record.len()) {
            let value = record.bytes(at);
            if !is_blank(&value) {
                values.insert(column.identity(), String::from_utf8_lossy(&value).into_owned());
            }
        }
    }
    values
}

#[cfg(test)]
mod tests;
