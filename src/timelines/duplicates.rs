//! Rows that say the same segment twice.

use std::collections::HashMap;

use crate::exports::{Exports, Records, is_blank};
use crate::tables::Place;

use super::stages::Stage;

/// Leaves one stage per segment: of rows with the same segment id the last in input order; of rows without one, those
/// that equal no row of an earlier file. Gives how many rows were left out.
pub(super) fn leave_out<'a>(exports: &Exports, stages: &mut Vec<Stage<'a>>) -> u64 {
    let before = stages.len();
    if before < 2 {
        return 0;
    }
    let has_parts = stages.iter().any(|stage| stage.place.file() != stages[0].place.file());
    let has_nameless_parts = has_parts && stages.iter().any(|stage| stage.segment.segment_id.is_none());
    if !has_nameless_parts && !may_repeat(stages) {
        return 0;
    }
    let mut out = vec![false; before];
    superseded(stages, &mut out);
    if has_nameless_parts {
        repeated(exports, stages, &mut out);
    }
    let mut out = out.into_iter();
    stages.retain(|_| !out.next().unwrap_or(false));
    (before - stages.len()) as u64
}

/// Whether a segment id may come twice. Nearly no interaction has one that does, and few have more than some segments.
fn may_repeat(stages: &[Stage<'_>]) -> bool {
    const FEW: usize = 16;
    let id = |at: usize| stages[at].segment.segment_id;
    stages.len() > FEW || (1..stages.len()).any(|at| id(at).is_some() && (0..at).any(|before| id(before) == id(at)))
}

/// Marks rows whose segment id comes again later.
fn superseded(stages: &[Stage<'_>], out: &mut [bool]) {
    let mut by_id: Vec<(&str, Place, usize)> = stages
        .iter()
        .enumerate()
        .filter_map(|(at, stage)| stage.segment.segment_id.map(|id| (id, stage.place, at)))
        .collect();
    by_id.sort_unstable();
    for pair in by_id.windows(2) {
        if pair[0].0 == pair[1].0 {
            out[pair[0].2] = true;
        }
    }
}

/// Marks rows without an id that equal a row of an earlier file.
fn repeated(exports: &Exports, stages: &[Stage<'_>], out: &mut [bool]) {
    let mut nameless: Vec<usize> = (0..stages.len()).filter(|at| stages[*at].segment.segment_id.is_none()).collect();
    // Equal rows have equal starts: only those are compared.
    nameless.sort_by_key(|at| (stages[*at].segment.started_at, stages[*at].place));
    for tied in nameless.chunk_by(|a, b| stages[*a].segment.started_at == stages[*b].segment.started_at) {
        if tied.len() == 1 {
            continue;
        }
        let values: Vec<HashMap<&str, String>> = tied.iter().map(|at| values(exports, stages[*at].place)).collect();
        for (later, at) in tied.iter().enumerate() {
            let file = stages[*at].place.file();
            out[*at] |=
                (0..later).any(|earlier| stages[tied[earlier]].place.file() < file && values[earlier] == values[later]);
        }
    }
}

/// The values of a record that are not blank, by what makes a column the same in every file.
fn values(exports: &Exports, place: Place) -> HashMap<&str, String> {
    let file = &exports.files[place.file()];
    let mut records = Records::new(file.bytes(), 0..0, file.dialect);
    let mut values = HashMap::new();
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
