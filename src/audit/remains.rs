//! What is left once all timelines have been looked at: rows one by one, and the export as a whole.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::ControlFlow;

use bumpalo::Bump;
use rayon::prelude::*;

use crate::tables::{Directory, Field, Place, Table};
use crate::timelines::Index;

use super::background::Background;
use super::cases::{Role, Whole};
use super::gathered::{Gathered, SegmentId};
use super::inspect::{Audit, by_place};
use super::rule::Finding;

impl Audit<'_> {
    /// Passes on what is wrong with the rest: by table, then by place, then in the order of the rules; a few findings at
    /// a time, to bound memory. `whole` is the index of everything; `None` if only chosen interactions are checked.
    pub(crate) fn rest<B>(
        &self,
        gathered: Gathered,
        whole: Option<(&Index, &Background)>,
        mut give: impl FnMut(&[Finding<'_>]) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let Gathered { contents, mut segment_ids, work } = gathered;
        let (exports, mut arena) = (self.ground.exports, Bump::new());
        let rejects = if whole.is_some() { exports.rejects() } else { Vec::new() };
        for table in Table::ALL {
            let mut rows: Vec<(Place, Role<'_>)> = match table {
                Table::Segments => self.shared(std::mem::take(&mut segment_ids)),
                Table::Interactions => whole.map(|(index, _)| interactions(index)).unwrap_or_default(),
                Table::Organizations | Table::Queues | Table::Users if whole.is_some() => self.all(table),
                Table::Organizations | Table::Queues | Table::Users => Vec::new(),
            };
            let inactive = work.iter().filter(|((of, _), _)| *of == table);
            rows.extend(inactive.map(|((_, place), work)| (*place, Role::Inactive(work))));
            let of_table = rejects.iter().filter(|(file, _)| exports.files[*file].table == table);
            rows.extend(of_table.map(|(file, reject)| (Place::new(*file, reject.range.start), Role::LeftOut(reject))));
            rows.sort_by_key(|(place, _)| *place);
            for at_place in rows.chunk_by(|(one, _), (other, _)| one == other) {
                arena.reset();
                let mut findings = Vec::new();
                for (place, role) in at_place {
                    self.row(table, *place, *role, &arena, &mut findings);
                }
                by_place(&mut findings);
                give(&findings)?;
            }
            if let (Table::Segments, Some((_, background))) = (table, whole) {
                let mut findings = Vec::new();
                self.whole(&Whole { background, contents: &contents }, &arena, &mut findings);
                give(&findings)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The segments whose id an earlier one has, each with the first of those.
    fn shared(&self, mut ids: Vec<SegmentId>) -> Vec<(Place, Role<'static>)> {
        ids.par_sort_unstable();
        // Several stages of one row.
        ids.dedup();
        let mut shared = Vec::new();
        for alike in ids.chunk_by(|a, b| a.fingerprint == b.fingerprint).filter(|alike| alike.len() > 1) {
            let mut firsts = BTreeMap::new();
            for place in alike.iter().map(|id| id.place) {
                match firsts.entry(self.ground.text(Table::Segments, place, Field::SegmentId)) {
                    Entry::Vacant(first) => drop(first.insert(place)),
                    Entry::Occupied(first) => shared.push((place, Role::SharesItsId(*first.get()))),
                }
            }
        }
        shared
    }

    fn all(&self, table: Table) -> Vec<(Place, Role<'static>)> {
        let mut rows = Vec::new();
        for (number, file) in self.ground.exports.numbered(table) {
            // What can't be read was found when the table was read: it ended the run, or is among the rejects.
            let _ = file.each_record(file.body..file.bytes().len(), true, |record| {
                file.check_shape(&record)?;
                let id = file.key(&record, table, table.key())?;
                let place = Place::new(number, record.start());
                let stands = standing(self.ground.directory, table, &String::from_utf8_lossy(&id));
                rows.push((place, stands.filter(|stands| *stands != place).map_or(Role::Stands, Role::Replaced)));
                Ok(())
            });
        }
        rows
    }
}

/// The rows of interactions that no timeline shows.
fn interactions(index: &Index) -> Vec<(Place, Role<'static>)> {
    let lonely = index.without_segments.iter().map(|place| (*place, Role::WithoutSegments));
    lonely.chain(index.replaced.iter().map(|(place, stands)| (*place, Role::Replaced(*stands)))).collect()
}

fn standing(directory: &Directory, table: Table, id: &str) -> Option<Place> {
    match table {
        Table::Organizations => directory.organizations.get(id).map(|row| row.place),
        Table::Queues => directory.queues.get(id).map(|row| row.place),
        Table::Users => directory.users.get(id).map(|row| row.place),
        Table::Interactions | Table::Segments => None,
    }
}
