//! The spellings of a column's words, needed if somebody chose by a word that segrep doesn't know.

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::exports::{Exports, Header, Record, in_pieces, is_blank};
use crate::tables::{Field, Table, same_word};

use super::index::Index;
use super::typed::TypedRow;

/// The words of a field in the records of an index.
pub fn spellings_in(index: &Index, exports: &Exports, table: Table, field: Field) -> BTreeSet<String> {
    let spelled = |row: &TypedRow| {
        let header = &exports.files[row.place.file()].header;
        exports.at(row.place, |_, record| spelling(header, record.record(), table, field).map(into_text)).flatten()
    };
    let groups = index.groups.iter();
    match table {
        Table::Interactions => groups.filter_map(|group| index.interaction_of(group)).filter_map(spelled).collect(),
        _ => groups.flat_map(|group| index.segments_of(group)).filter_map(spelled).collect(),
    }
}

/// The words of a field in all records of a table; possibly only some of them if all those asked for are among them: for
/// common words little has to be read.
pub fn spellings_until(exports: &Exports, table: Table, field: Field, asked: &[&str]) -> BTreeSet<String> {
    let met: Vec<AtomicBool> = asked.iter().map(|_| AtomicBool::new(false)).collect();
    let meet = |word: &str| {
        let same = asked.iter().zip(&met).filter(|(asked, _)| same_word(asked, word));
        same.for_each(|(_, met)| met.store(true, Ordering::Relaxed));
    };
    let mut spellings = BTreeSet::new();
    for (_, file) in exports.serving(table) {
        if file.header.column_of(table, field).is_none() {
            continue;
        }
        let found = in_pieces(file, |range| {
            let mut found: HashSet<Vec<u8>> = HashSet::new();
            if met.iter().all(|met| met.load(Ordering::Relaxed)) {
                return Ok(found);
            }
            file.each_record(range, exports.skips(), |record| {
                if let Some(word) = spelling(&file.header, &record, table, field)
                    && !found.contains(&word)
                    && !file.leaves_out(&record)
                {
                    meet(&String::from_utf8_lossy(&word));
                    found.insert(word);
                }
                Ok(())
            })?;
            Ok(found)
        });
        // Unreadable files are reported elsewhere.
        spellings.extend(found.unwrap_or_default().into_iter().flatten().map(into_text));
    }
    spellings
}

/// A value; `None` if it is blank.
fn spelling(header: &Header, record: &Record<'_, '_>, table: Table, field: Field) -> Option<Vec<u8>> {
    let value = header.value(record, table, field);
    (!is_blank(&value)).then(|| value.into_owned())
}

fn into_text(word: Vec<u8>) -> String {
    String::from_utf8_lossy(&word).trim().to_owned()
}
