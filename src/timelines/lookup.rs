//! The index of a few interactions: their ids are searched for in the raw bytes, and only records with one are read.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::exports::{Export, ExportError, Exports, Fault, Problem, Quotes, Records, in_pieces, in_pieces_of};
use crate::tables::{Field, Place, Table};

use super::everything::{OnRead, check_unchanged, keys};
use super::index::{Group, Index};
use super::needles::Needles;
use super::packed::{Kind, Packed};
use super::typed::KeyedRow;

/// What became of an id that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There is such an interaction.
    Found,
    /// It is a prefix of exactly this one's id.
    Begins(String),
    /// It is a prefix of several ids.
    Ambiguous(Vec<String>),
    /// There is a row of this id, but no segment, so nothing can be reported.
    WithoutSegments(String),
    /// There is nothing like it.
    Missing,
}

/// Bytes of a piece: few, as all records of one in which an id occurs are split.
const PIECE: usize = 128 * 1024;

/// More ids than this are looked up in the index of everything.
const SEARCHED: usize = 4;

/// Characters that a prefix of an id must have to stand for it.
pub const SHORTEST_BEGINNING: usize = 4;

/// The index of the interactions asked for, and what became of each id.
///
/// # Errors
///
/// A quote anywhere that breaks RFC 4180; a record of a chosen interaction whose shape, encoding or key is wrong. For
/// more than a few ids, ids that are places of rows, or if unreadable records are left out, as [`everything`](super::everything()).
pub fn lookup(exports: &Exports, asked: &[String], progress: OnRead<'_>) -> Result<(Index, Vec<Answer>), ExportError> {
    let has_row_ids = exports.files.iter().any(|file| file.header.has_row_ids());
    let is_search = asked.len() <= SEARCHED && !exports.skips() && !has_row_ids;
    let way = if is_search { search } else { fetch };
    way(exports, asked, progress)
}

/// Searches the raw bytes.
fn search(exports: &Exports, asked: &[String], progress: OnRead<'_>) -> Result<(Index, Vec<Answer>), ExportError> {
    let mut hits = Vec::new();
    for table in [Table::Segments, Table::Interactions] {
        for (number, file) in exports.serving(table) {
            let found = holding(exports, file, table, Field::InteractionId, asked, progress)
                .map_err(|fault| exports.error(file, fault))?;
            hits.extend(found.into_iter().map(|(offset, id)| Hit { table, number, offset, id }));
        }
    }
    let ids = |table: Table| hits.iter().filter(move |hit| hit.table == table).map(|hit| hit.id.clone()).collect();
    let known = Known { with_segments: ids(Table::Segments), with_rows: ids(Table::Interactions) };
    let (chosen, answers) = known.choose(asked);

    let (mut segments, mut interactions) = (Vec::new(), Vec::new());
    hits.retain(|hit| chosen.contains(&hit.id));
    hits.sort_by_key(|hit| (hit.number, hit.offset));
    for hit in hits {
        let file = &exports.files[hit.number];
        let row = hit.read(exports, file).map_err(|fault| exports.error(file, fault))?;
        if hit.table == Table::Segments { segments.push(row) } else { interactions.push(row) }
    }
    Ok((Index::join(exports, vec![segments], vec![interactions]), answers))
}

/// Reads the keys of everything.
fn fetch(exports: &Exports, asked: &[String], progress: OnRead<'_>) -> Result<(Index, Vec<Answer>), ExportError> {
    let mut index = keys(exports, progress)?;
    let mut known = Known::default();
    let found = groups(&index, exports, asked.iter().map(String::as_str));
    known.with_segments.extend(found.into_iter().map(|(id, _)| id.to_owned()));
    let others: HashSet<&[u8]> =
        asked.iter().filter(|id| !known.with_segments.contains(*id)).map(String::as_bytes).collect();
    if !others.is_empty() {
        let is_beginning = |id: &&String| id.chars().count() >= SHORTEST_BEGINNING;
        let lengths: BTreeSet<usize> = asked.iter().filter(is_beginning).map(String::len).collect();
        let is_meant = |id: &[u8]| {
            let mut beginnings = lengths.iter().filter_map(|length| id.get(..*length));
            others.contains(id) || beginnings.any(|beginning| others.contains(beginning))
        };
        known.with_segments.extend(ids(exports, Table::Segments, is_meant));
        known.with_rows.extend(ids(exports, Table::Interactions, is_meant));
    }
    let (chosen, answers) = known.choose(asked);
    let found = groups(&index, exports, chosen.iter().map(String::as_str));
    index.groups = found.into_iter().map(|(_, group)| group).collect();
    let interactions = index.groups.iter().filter_map(|group| index.interaction_of(group));
    let rows: HashSet<Place> = interactions.map(|row| row.place).collect();
    index.replaced.retain(|(_, stands)| rows.contains(stands));
    index.without_segments.clear();
    Ok((index, answers))
}

/// The groups of those ids that have one, in report order.
fn groups<'i>(index: &Index, exports: &Exports, ids: impl Iterator<Item = &'i str>) -> Vec<(&'i str, Group)> {
    let ids: HashMap<Packed, &str> = ids.map(|id| (Packed::of(id.as_bytes()), id)).collect();
    let of_id = |group: &Group| {
        let id = *ids.get(&group.id)?;
        // Of a long one only the hash is known.
        (group.id.kind != Kind::Hash || *index.id(exports, group) == *id.as_bytes()).then_some((id, *group))
    };
    index.groups.iter().filter_map(of_id).collect()
}

/// Ids that may be meant.
#[derive(Default)]
struct Known {
    with_segments: BTreeSet<String>,
    with_rows: BTreeSet<String>,
}

impl Known {
    /// The interactions meant by the ids asked for, and what became of each.
    fn choose(&self, asked: &[String]) -> (BTreeSet<String>, Vec<Answer>) {
        let answers: Vec<Answer> = asked.iter().map(|text| self.answer(text)).collect();
        let chosen = asked.iter().zip(&answers).filter_map(|(text, answer)| match answer {
            Answer::Found => Some(text.clone()),
            Answer::Begins(id) => Some(id.clone()),
            Answer::Ambiguous(_) | Answer::WithoutSegments(_) | Answer::Missing => None,
        });
        (chosen.collect(), answers)
    }

    fn answer(&self, asked: &str) -> Answer {
        if self.with_segments.contains(asked) {
            return Answer::Found;
        }
        if self.with_rows.contains(asked) {
            return Answer::WithoutSegments(asked.to_owned());
        }
        if asked.chars().count() < SHORTEST_BEGINNING {
            return Answer::Missing;
        }
        let begun: Vec<&String> =
            self.with_segments.union(&self.with_rows).filter(|id| id.starts_with(asked)).collect();
        match begun[..] {
            [] => Answer::Missing,
            [id] if self.with_segments.contains(id) => Answer::Begins(id.clone()),
            [id] => Answer::WithoutSegments(id.clone()),
            _ => Answer::Ambiguous(begun.into_iter().cloned().collect()),
        }
    }
}

/// A record whose interaction id begins with one that was asked for.
struct Hit {
    table: Table,
    number: usize,
    offset: usize,
    id: String,
}

impl Hit {
    /// As strict as reading everything.
    fn read(&self, exports: &Exports, file: &Export) -> Result<KeyedRow, Fault> {
        let mut records = Records::new(file.bytes(), self.offset..file.bytes().len(), file.dialect);
        let record = records.next().unwrap_or_else(|| Err(Fault::new(self.offset, Problem::Changed)))?;
        file.check_shape(&record)?;
        record.text()?;
        KeyedRow::unread(exports, self.number, self.table, &record)
    }
}

/// The records of a file in which a field begins with one of some texts: their offsets, and the field's values. Fails if
/// a quote anywhere in the file breaks RFC 4180.
fn holding(
    exports: &Exports,
    file: &Export,
    table: Table,
    field: Field,
    texts: &[String],
    progress: OnRead<'_>,
) -> Result<Vec<(usize, String)>, Fault> {
    if file.header.column_of(table, field).is_none() {
        return Ok(Vec::new());
    }
    let bytes = file.bytes();
    // Quotes within a field are doubled in the file, unless quotes are literal.
    let mut needles: Vec<String> = texts.iter().map(|text| text.replace('"', "\"\"")).collect();
    if file.dialect.quotes == Quotes::Literal {
        needles.extend(texts.iter().filter(|text| text.contains('"')).cloned());
    }
    let needles = Needles::new(&needles);
    let found = in_pieces_of(PIECE, file, |range| {
        progress(range.len() as u64);
        check_unchanged(exports, &range)?;
        let mut found = Vec::new();
        match needles.occur(bytes, range.clone(), file.dialect) {
            Ok(false) => return Ok(found),
            Err(fault) if !exports.skips() => return Err(fault),
            Ok(true) | Err(_) => {}
        }
        file.each_record(range, exports.skips(), |record| {
            // The record's shape is checked once it is known to be wanted.
            let value = file.header.value(&record, table, field);
            if !file.leaves_out(&record) && texts.iter().any(|text| value.starts_with(text.as_bytes())) {
                found.push((record.start(), String::from_utf8_lossy(&value).into_owned()));
            }
            Ok(())
        })?;
        Ok(found)
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// Whether a field of any record of a table has this value.
///
/// # Errors
///
/// As [`lookup`].
pub fn contains(exports: &Exports, table: Table, field: Field, value: &str) -> Result<bool, ExportError> {
    for (_, file) in exports.serving(table) {
        let found = holding(exports, file, table, field, &[value.to_owned()], &|_| {})
            .map_err(|fault| exports.error(file, fault))?;
        if found.iter().any(|(_, found)| found == value) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The distinct interaction ids of a table that are `wanted`; none of files that can't be read.
fn ids(exports: &Exports, table: Table, wanted: impl Fn(&[u8]) -> bool + Sync) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for file in exports.of(table) {
        let found = in_pieces(file, |range| {
            let mut found = BTreeSet::new();
            file.each_record(range, exports.skips(), |record| {
                let id = file.header.value(&record, table, Field::InteractionId);
                if wanted(&id) && !file.leaves_out(&record) {
                    found.insert(String::from_utf8_lossy(&id).into_owned());
                }
                Ok(())
            })?;
            Ok(found)
        });
        // Unreadable files were reported before.
        let found = found.unwrap_or_default();
        ids.extend(found.into_iter().flatten());
    }
    ids
}

/// For each missing id, a few ids within a typo or so, nearest first. One pass for all of them.
pub fn near_ids(exports: &Exports, asked: &[&str]) -> Vec<Vec<String>> {
    let is_near =
        |id: &[u8]| str::from_utf8(id).is_ok_and(|id| asked.iter().any(|asked| crate::near::is_near(asked, id)));
    // An interaction without segments can't be reported, so its id is no use.
    let ids = ids(exports, Table::Segments, is_near);
    asked.iter().map(|asked| crate::near::nearest(asked, ids.iter().map(String::as_str))).collect()
}

#[cfg(test)]
mod tests;
