//! What is left when all timelines have been looked at: rows that no timeline shows, and what only shows across
//! interactions.

use std::ops::ControlFlow;

use crate::exports::Reject;
use crate::tables::{Directory, Place, Table};
use crate::timelines::Index;

use super::inspect::by_place;
use super::{Audit, Background, Contents, Finding, Role, SegmentIds, Whole, Work, WorkOfInactive};

/// What is left to look at.
#[derive(Debug)]
pub struct Remains<'i> {
    /// The index of everything; `None` where only chosen interactions are checked.
    pub whole: Option<(&'i Index, &'i Background)>,
    /// What the timelines that were looked at have together.
    pub contents: Contents,
    /// The ids of the segments that were looked at.
    pub segment_ids: SegmentIds,
    /// What inactive queues and users did in them.
    pub work: WorkOfInactive,
}

/// What is to be looked at, at a place.
#[derive(Clone, Copy)]
enum What<'w> {
    /// A row that no timeline shows.
    Row(Role),
    /// A segment that may share its id with an earlier one.
    Shared(Place),
    /// What an inactive queue or user did.
    Work(&'w Work),
    /// A record that was left out because it can't be read.
    Reject(&'w Reject),
}

impl Remains<'_> {
    /// Looks at it, and gives what is wrong: by table, then by place, then in the order of the rules. A few findings at a
    /// time, so that no number of them takes memory.
    pub fn look<B>(self, audit: &Audit<'_>, mut give: impl FnMut(Vec<Finding>) -> ControlFlow<B>) -> ControlFlow<B> {
        let Remains { whole, contents, segment_ids, work } = self;
        let exports = audit.ground.exports;
        let rejects = if whole.is_some() { exports.rejects() } else { Vec::new() };
        let mut segment_ids = Some(segment_ids);
        for table in Table::ALL {
            let mut left: Vec<(Place, What<'_>)> = match table {
                Table::Segments => {
                    let shared = segment_ids.take().map(SegmentIds::shared).unwrap_or_default();
                    shared.into_iter().map(|(here, first)| (here, What::Shared(first))).collect()
                }
                Table::Interactions => whole.map(|(index, _)| interactions(index)).unwrap_or_default(),
                Table::Organizations | Table::Queues | Table::Users if whole.is_some() => rows(audit, table),
                Table::Organizations | Table::Queues | Table::Users => Vec::new(),
            };
            left.extend(work.of(table).map(|(place, work)| (place, What::Work(work))));
            let of_table = rejects.iter().filter(|(file, _)| exports.files[*file].table == table);
            left.extend(of_table.map(|(file, reject)| (Place::new(*file, reject.range.start), What::Reject(reject))));
            left.sort_by_key(|(place, _)| *place);
            for at_place in left.chunk_by(|(one, _), (other, _)| one == other) {
                let mut findings = Vec::new();
                for (place, what) in at_place {
                    match what {
                        What::Row(role) => audit.row(table, *place, *role, &mut findings),
                        What::Shared(first) => audit.shared(*place, *first, &mut findings),
                        What::Work(work) => audit.at_work(table, *place, work, &mut findings),
                        What::Reject(reject) => audit.reject(*place, reject, &mut findings),
                    }
                }
                by_place(&mut findings);
                give(findings)?;
            }
            if let (Table::Segments, Some((_, background))) = (table, whole) {
                let mut findings = Vec::new();
                audit.whole(&Whole { background, contents: &contents }, &mut findings);
                give(findings)?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// The rows of interactions that no timeline shows.
fn interactions(index: &Index) -> Vec<(Place, What<'static>)> {
    let lonely = index.without_segments.iter().map(|place| (*place, Role::WithoutSegments));
    let replaced = index.replaced.iter().map(|(place, stands)| (*place, Role::Replaced(*stands)));
    lonely.chain(replaced).map(|(place, role)| (place, What::Row(role))).collect()
}

/// The rows of a small table.
fn rows(audit: &Audit<'_>, table: Table) -> Vec<(Place, What<'static>)> {
    let exports = audit.ground.exports;
    let mut rows = Vec::new();
    for (number, file) in exports.numbered(table) {
        // What can't be read was found when the table was read: it ended the run, or is among the rejects.
        let _ = file.each_record(file.body..file.bytes().len(), true, |record| {
            file.check_shape(&record)?;
            let id = file.key(&record, table, table.key())?;
            let place = Place::new(number, record.start());
            let stands = standing(audit.ground.directory, table, &String::from_utf8_lossy(&id));
            let role = stands.filter(|stands| *stands != place).map_or(Role::Stands, Role::Replaced);
            rows.push((place, What::Row(role)));
            Ok(())
        });
    }
    rows
}

/// Where the row of an id lies that stands for it.
fn standing(directory: &Directory, table: Table, id: &str) -> Option<Place> {
    match table {
        Table::Organizations => directory.organizations.get(id).map(|row| row.place),
        Table::Queues => directory.queues.get(id).map(|row| row.place),
        Table::Users => directory.users.get(id).map(|row| row.place),
        Table::Interactions | Table::Segments => None,
    }
}
