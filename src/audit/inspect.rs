//! Asking the rules.

use std::collections::BTreeMap;

use bumpalo::Bump;
use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};
use rayon::prelude::*;

use crate::exports::{Exports, Reject, is_blank};
use crate::tables::{Field, Place, Table};
use crate::timelines::Timeline;

use super::cases::{AtWork, Case, Ground, InteractionRow, Role, RowCase, Shared, Work};
use super::{Finding, Found, Look, Rule, Whole};

/// The rules that were chosen, and what they compare with.
#[derive(Debug)]
pub struct Audit<'a> {
    /// What every case is compared with.
    pub ground: Ground<'a>,
    looks: Vec<(usize, &'static Rule, Look)>,
    /// Whether an interaction's row has values that no timeline has.
    reads_rows: bool,
}

impl<'a> Audit<'a> {
    /// An audit by some rules, each with its number among all.
    pub fn new(rules: &[(usize, &'static Rule)], ground: Ground<'a>) -> Audit<'a> {
        let looks = rules.iter().flat_map(|(number, rule)| rule.looks.iter().map(|look| (*number, *rule, *look)));
        let of_interactions = Table::Interactions;
        let mut files = ground.exports.serving(of_interactions);
        let reads_rows = files.any(|(_, file)| {
            InteractionRow::FIELDS.iter().any(|field| file.header.column_of(of_interactions, *field).is_some())
        });
        Audit { looks: looks.collect(), reads_rows, ground }
    }

    /// Whether any rule compares the ids of segments across interactions.
    pub fn compares_segment_ids(&self) -> bool {
        self.looks.iter().any(|(_, _, look)| matches!(look, Look::Shared(_)))
    }

    /// Whether any rule asks what inactive queues and users do.
    pub fn asks_for_work(&self) -> bool {
        self.looks.iter().any(|(_, _, look)| matches!(look, Look::AtWork(_)))
    }

    /// Appends what is wrong with a timeline, by place, then in the order of the rules.
    pub fn timeline<'t>(&self, timeline: &'t Timeline<'t>, arena: &'t Bump, findings: &mut Vec<Finding>)
    where
        'a: 't,
    {
        let first = findings.len();
        let row = timeline.row.filter(|_| self.reads_rows);
        let row = row.map(|place| InteractionRow::read(self.ground.exports, place, arena)).unwrap_or_default();
        let case = Case { timeline, row, ground: &self.ground };
        for (number, rule, look) in &self.looks {
            if let Look::Timeline(look) = look {
                look(&case, &mut self.found(*number, rule, findings));
            }
        }
        by_place(&mut findings[first..]);
    }

    /// Appends what is wrong with a row that no timeline shows.
    pub(super) fn row(&self, table: Table, place: Place, role: Role, findings: &mut Vec<Finding>) {
        let arena = Bump::new();
        self.ground.exports.at(place, |file, record| {
            let id = file.header.column_of(table, table.key()).map_or("", |column| record.get(column, &arena));
            let case = RowCase { file, place, record, id, role, ground: &self.ground };
            for (number, rule, look) in &self.looks {
                if let Look::Row(look) = look {
                    look(&case, &mut self.found(*number, rule, findings));
                }
            }
        });
    }

    /// Appends what is wrong with a segment whose id has the fingerprint of an earlier one's.
    pub(super) fn shared(&self, here: Place, first: Place, findings: &mut Vec<Finding>) {
        let arena = Bump::new();
        let text = |place, field| text(self.ground.exports, Table::Segments, place, field, &arena).unwrap_or_default();
        let segment_id = text(here, Field::SegmentId);
        let [of_here, of_first] = [here, first].map(|place| (place, text(place, Field::InteractionId)));
        if text(first, Field::SegmentId) != segment_id || of_here.1 == of_first.1 {
            return;
        }
        let case = Shared { segment_id, here: of_here, first: of_first };
        for (number, rule, look) in &self.looks {
            if let Look::Shared(look) = look {
                look(&case, &mut self.found(*number, rule, findings));
            }
        }
    }

    /// Appends what is wrong with an inactive queue or user that has segments.
    pub(super) fn at_work(&self, table: Table, place: Place, work: &Work, findings: &mut Vec<Finding>) {
        let (arena, exports) = (Bump::new(), self.ground.exports);
        let id = text(exports, table, place, table.key(), &arena).unwrap_or_default();
        let case = AtWork { place, id, work };
        for (number, rule, look) in &self.looks {
            if let Look::AtWork(look) = look {
                look(&case, &mut self.found(*number, rule, findings));
            }
        }
    }

    /// Appends that a record was left out.
    pub(super) fn reject(&self, place: Place, reject: &Reject, findings: &mut Vec<Finding>) {
        for (number, rule, look) in &self.looks {
            if let Look::Reject(look) = look {
                look(place, reject, &mut self.found(*number, rule, findings));
            }
        }
    }

    /// Appends what is wrong with the export as a whole.
    pub(super) fn whole(&self, whole: &Whole<'_>, findings: &mut Vec<Finding>) {
        for (number, rule, look) in &self.looks {
            if let Look::Whole(look) = look {
                look(whole, &mut self.found(*number, rule, findings));
            }
        }
    }

    fn found<'f>(&'f self, number: usize, rule: &'static Rule, findings: &'f mut Vec<Finding>) -> Found<'f> {
        Found { number, rule, exports: self.ground.exports, findings }
    }
}

/// Puts findings in order: by place, those without one last, then in the order of the rules.
pub(super) fn by_place(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.place.is_none(), finding.place, finding.number));
}

/// The ids of segments, as fingerprints with their places: what it takes to see that two interactions share one.
#[derive(Clone, Debug, Default)]
pub struct SegmentIds(Vec<(u64, Place)>);

impl SegmentIds {
    /// Takes in the ids of a timeline's segments.
    pub fn add(&mut self, timeline: &Timeline<'_>) {
        const SECRETS: RapidSecrets = RapidSecrets::seed(0x5e9);
        self.0.extend(timeline.stages.iter().filter_map(|stage| {
            let id = stage.segment.segment_id?;
            Some((rapidhash_v3_seeded(id.as_bytes(), &SECRETS), stage.place))
        }));
    }

    /// Takes in those of other timelines.
    pub fn append(&mut self, mut later: SegmentIds) {
        self.0.append(&mut later.0);
    }

    /// The segments whose fingerprint another one before them in input order has, each with the first of those; in input
    /// order. Only looking at the records tells whether the ids are the same.
    pub(super) fn shared(mut self) -> Vec<(Place, Place)> {
        self.0.par_sort_unstable();
        let mut shared: Vec<(Place, Place)> = self
            .0
            .chunk_by(|a, b| a.0 == b.0)
            .flat_map(|run| run[1..].iter().map(|(_, place)| (*place, run[0].1)))
            .collect();
        shared.sort_unstable();
        shared
    }
}

/// What inactive queues and users did, by their table and the place of their row.
#[derive(Clone, Debug, Default)]
pub struct WorkOfInactive(BTreeMap<(Table, Place), Work>);

impl WorkOfInactive {
    /// Takes in the segments of a timeline.
    pub fn add(&mut self, timeline: &Timeline<'_>) {
        for (at, stage) in timeline.stages.iter().enumerate() {
            let queue = stage.queue.filter(|queue| queue.is_inactive).map(|queue| (Table::Queues, queue.place));
            let user = stage.user.filter(|user| user.is_inactive).map(|user| (Table::Users, user.place));
            for key in [queue, user].into_iter().flatten() {
                let is_new = !timeline.stages[..at].iter().any(|stage| {
                    let queue = stage.queue.map(|queue| (Table::Queues, queue.place));
                    queue == Some(key) || stage.user.map(|user| (Table::Users, user.place)) == Some(key)
                });
                let work = self.0.entry(key).or_insert_with(|| Work {
                    segments: 0,
                    interactions: 0,
                    first: timeline.id.to_owned(),
                });
                work.segments += 1;
                work.interactions += u64::from(is_new);
            }
        }
    }

    /// Takes in what they did in the timelines after these.
    pub fn append(&mut self, later: WorkOfInactive) {
        for (key, later) in later.0 {
            match self.0.get_mut(&key) {
                Some(work) => {
                    work.segments += later.segments;
                    work.interactions += later.interactions;
                }
                None => _ = self.0.insert(key, later),
            }
        }
    }

    /// What those of a table did, in input order.
    pub(super) fn of(&self, table: Table) -> impl Iterator<Item = (Place, &Work)> {
        self.0.iter().filter(move |((of, _), _)| *of == table).map(|((_, place), work)| (*place, work))
    }
}

/// The text of a field of a record that was read before; `None` where it is blank.
fn text<'e>(exports: &'e Exports, table: Table, place: Place, field: Field, arena: &'e Bump) -> Option<&'e str> {
    let read = exports.at(place, |file, record| Some(record.get(file.header.column_of(table, field)?, arena)));
    read.flatten().filter(|text| !is_blank(text.as_bytes()))
}
