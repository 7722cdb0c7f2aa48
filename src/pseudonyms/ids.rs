//! The ids in the exports: of interactions, segments and calls, and of users, queues and organizations without a row.

use std::hash::{BuildHasher, BuildHasherDefault};

use rapidhash::fast::RapidHasher;
use rayon::prelude::*;

use crate::exports::{Exports, in_pieces};
use crate::tables::{Field, Table};

use super::subject::Subject;
use super::words::{SHORTEST, core, words};

/// The columns with ids, and whose. An id in two of them belongs to the first.
const COLUMNS: [(Table, Field, Subject); 9] = [
    (Table::Segments, Field::InteractionId, Subject::Interactions),
    (Table::Interactions, Field::InteractionId, Subject::Interactions),
    (Table::Segments, Field::SegmentId, Subject::Segments),
    (Table::Interactions, Field::CallId, Subject::Calls),
    (Table::Segments, Field::UserId, Subject::Users),
    (Table::Segments, Field::QueueId, Subject::Queues),
    (Table::Interactions, Field::QueueId, Subject::Queues),
    (Table::Interactions, Field::AccountId, Subject::Organizations),
    (Table::Interactions, Field::CompletedUserId, Subject::Users),
];

/// Ids by fingerprint: there may be millions.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Sorted fingerprints of ids in lower case, and whose they are.
    of: Vec<(Subject, Vec<u64>)>,
    /// How many words ids consist of.
    pub(super) lengths: Vec<usize>,
}

impl Ids {
    /// The ids of some subjects. What can't be read is reported elsewhere.
    pub(super) fn of(exports: &Exports, subjects: &[Subject]) -> Ids {
        let mut ids = Ids::default();
        for (table, field, subject) in COLUMNS.into_iter().filter(|(_, _, subject)| subjects.contains(subject)) {
            let (mut prints, lengths) = read(exports, table, field);
            ids.lengths.extend(lengths);
            prints.par_sort_unstable();
            prints.dedup();
            ids.of.push((subject, prints));
        }
        ids
    }

    /// Whose id it is, in lower case.
    pub(super) fn subject(&self, id: &str) -> Option<Subject> {
        let print = fingerprint(id);
        self.of.iter().find(|(_, prints)| prints.binary_search(&print).is_ok()).map(|(subject, _)| *subject)
    }
}

/// The fingerprints of all ids of a column, and how many words they consist of.
fn read(exports: &Exports, table: Table, field: Field) -> (Vec<u64>, Vec<usize>) {
    let (mut prints, mut lengths) = (Vec::new(), Vec::new());
    for (_, file) in exports.serving(table) {
        if file.header.column_of(table, field).is_none() {
            continue;
        }
        let found = in_pieces(file, |range| {
            let (mut prints, mut lengths) = (Vec::new(), Vec::new());
            file.each_record(range, exports.skips(), |record| {
                let id = file.header.value(&record, table, field);
                let id = core(&String::from_utf8_lossy(&id)).to_lowercase();
                if id.chars().count() >= SHORTEST {
                    let print = fingerprint(&id);
                    // The rows of an interaction are mostly consecutive.
                    if prints.last() != Some(&print) {
                        prints.push(print);
                        let length = words(&id).len();
                        if !lengths.contains(&length) {
                            lengths.push(length);
                        }
                    }
                }
                Ok(())
            })?;
            Ok((prints, lengths))
        });
        for (more, their_lengths) in found.unwrap_or_default() {
            prints.extend(more);
            lengths.extend(their_lengths);
        }
    }
    (prints, lengths)
}

/// A hash of an id: no two of millions are likely to share one.
pub(crate) fn fingerprint(id: &str) -> u64 {
    BuildHasherDefault::<RapidHasher<'_>>::default().hash_one(id)
}
