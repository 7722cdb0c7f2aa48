//! Linking: the rows of one group, joined to their queue, user and organization.

use std::collections::BTreeMap;

use bumpalo::Bump;
use rayon::prelude::*;

use crate::exports::{Dialect, ExportError, Exports, Fault, Problem, Record, Records};
use crate::tables::{Directory, Duration, Interaction, Place, Table, Words};

use super::codes::{Coded, Codes};
use super::duplicates;
use super::held::{self, Held, Misfits};
use super::index::{Group, Index};
use super::meanings::Meanings;
use super::measures::Telling;
use super::rings::Ring;
use super::rows::{Changes, RowReader};
use super::stages::Stage;
use super::timeline::{self, Timeline};
use super::users::Users;

/// Turns groups of records into timelines. One for each worker.
#[derive(Debug)]
pub struct Linker<'a> {
    exports: &'a Exports,
    /// For each file, as segments and as interactions.
    readers: Vec<[RowReader<'a>; 2]>,
    telling: Telling,
    /// Whether rows of any file hold several stages.
    has_stages: bool,
    index: &'a Index,
    meanings: Meanings<'a>,
    records: Records<'a>,
    users: Users,
    /// Empty: room for the stages and rings of the next timeline.
    room: (Vec<Stage<'a>>, Vec<Ring>),
}

impl<'a> Linker<'a> {
    /// A linker for one worker.
    pub fn new(exports: &'a Exports, directory: &'a Directory, words: &Words, index: &'a Index) -> Linker<'a> {
        let readers = |file| [Table::Segments, Table::Interactions].map(|table| RowReader::new(exports, file, table));
        Linker {
            exports,
            readers: exports.files.iter().map(readers).collect(),
            telling: Telling::of(exports),
            has_stages: exports.files.iter().any(|file| file.stages.is_some()),
            index,
            meanings: Meanings::new(&index.texts, directory, words),
            records: Records::new(b"", 0..0, Dialect::default()),
            users: Users::default(),
            room: (Vec::new(), Vec::new()),
        }
    }

    /// Touches the rows of the next groups. They are all over memory: the processor fetches many at once, where reading
    /// them would wait for each.
    pub fn fetch(&self, groups: &[Group]) {
        for group in groups {
            let rows = self.index.segments_of(group).iter().chain(self.index.interaction_of(group));
            rows.for_each(|row| _ = std::hint::black_box(row.place));
        }
    }

    /// Derives a group's timeline. Texts that aren't in the exports as such go to `arena`.
    ///
    /// # Errors
    ///
    /// A value that can't be read; if there are several, see [`Linker::first_error`].
    pub fn timeline<'t>(&mut self, group: &Group, arena: &'t Bump) -> Result<Timeline<'t>, ExportError>
    where
        'a: 't,
    {
        let (exports, index) = (self.exports, self.index);
        let error = |place: Place, fault| exports.files[place.file()].error(fault);
        let (room, mut rings) = std::mem::take(&mut self.room);
        let mut stages = emptied(room);
        stages.reserve(group.len());
        // Rows were grouped by what ids are packed to, which says less than an id if that is a hash.
        let mut id = None;
        let mut same_id = |own: &'t str, place: Place| {
            let known = *id.get_or_insert_with(|| group.id.text(arena).unwrap_or(own));
            let ids = || [known, own].map(str::to_owned);
            let fault = (known != own).then(|| Fault::new(place.offset(), Problem::Fingerprint(ids())));
            fault.map_or(Ok(()), |fault| Err(error(place, fault)))
        };
        let (mut changes, mut changed) = (Changes::new(), Vec::new());
        let (mut held, mut misfits) = (Held::new(), Misfits::default());
        // Numbers beyond all codes for users without one.
        let mut uncoded: BTreeMap<&str, u32> = BTreeMap::new();
        for row in index.segments_of(group) {
            let holds_stages = self.has_stages && exports.files[row.place.file()].stages.is_some();
            if !row.is_unread() && !holds_stages {
                stages.push(Stage::new(row, &index.texts, self.meanings.of(row.codes), None));
                continue;
            }
            let (place, file) = (row.place, &exports.files[row.place.file()]);
            let read = self.read(place, |[reader, _], record| {
                let (own, segment) = reader.segment(record, arena, &mut changes)?;
                let of_row = holds_stages.then(|| exports.stages_of_row(file, &record, row.order().0));
                Ok((own, segment, of_row.transpose()?))
            });
            let (own, segment, of_row) = read.map_err(|fault| error(place, fault))?;
            changed.extend(changes.drain(..).map(|change| (place, change)));
            let segment = arena.alloc(segment);
            let mut stage = Stage::new(row, &index.texts, self.meanings.of_read(segment, row.codes), Some(segment));
            if let Some((mut of_row, is_negative)) = of_row {
                // A ring of no time is one only if it has a response.
                of_row.retain(|part| part.duration > Duration::ZERO || stage.response.is_some());
                misfits.add(segment, &stage, &of_row, is_negative);
                held.insert(place, of_row);
            }
            if stage.code(Coded::UserId).is_none() {
                let next = u32::from(u16::MAX) + 1 + uncoded.len() as u32;
                stage.who = stage.text(Coded::UserId).map_or(0, |user| *uncoded.entry(user).or_insert(next));
            }
            stages.push(stage);
            same_id(own, place)?;
        }
        let typed = index.interaction_of(group);
        let mut interaction = Interaction::default();
        if let Some(typed) = typed {
            let place = typed.place;
            if typed.is_unread() {
                let read = self.read(place, |[_, reader], record| reader.interaction(record, arena, &mut changes));
                let (own, read) = read.map_err(|fault| error(place, fault))?;
                changed.extend(changes.drain(..).map(|change| (place, change)));
                interaction = read;
                same_id(own, place)?;
            } else {
                interaction = typed.interaction(&index.texts);
            }
        }
        let left_out = duplicates::leave_out(exports, &mut stages, index.segments_of(group), arena);
        let rows = stages.len();
        if self.has_stages {
            held::take_apart(&mut stages, &held, arena, &mut self.meanings);
        }
        if exports.finished && interaction.completed_at.is_none() {
            held::complete(&mut stages, arena, &mut self.meanings);
        }
        let (row, codes) = (typed.map(|row| row.place), typed.map_or(Codes::NONE, |row| row.codes));
        let (organization, queue) = self.meanings.of_interaction(&interaction, codes);
        // Rows that were left out are not reported.
        let is_reported = |place| row == Some(place) || stages.iter().any(|stage| stage.place == place);
        changed.retain(|(place, _)| is_reported(*place));
        let measures = timeline::derive(&interaction, &mut stages, &mut rings, self.telling, &mut self.users);
        Ok(Timeline {
            packed_id: group.id,
            own_id: id,
            row,
            organization,
            queue,
            interaction,
            stages,
            rings,
            telling: self.telling,
            codes,
            measures,
            left_out,
            rows,
            misfits,
            clock_changes: changed.into_iter().map(|(_, change)| change).collect(),
            arena,
        })
    }

    /// Takes a timeline's room in memory for the next one.
    pub fn reuse(&mut self, timeline: Timeline<'_>) {
        let Timeline { stages, mut rings, .. } = timeline;
        rings.clear();
        self.room = (emptied(stages), rings);
    }

    /// Reads a record, which was there when the index was made, by one of its file's readers.
    #[inline]
    fn read<T>(
        &mut self,
        place: Place,
        read: impl FnOnce(&[RowReader<'a>; 2], Record<'a, '_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let (file, readers) = (&self.exports.files[place.file()], &self.readers[place.file()]);
        match self.records.at(file.bytes(), file.dialect, place.offset()) {
            Some(record) => read(readers, record?),
            None => Err(Fault::new(place.offset(), Problem::Changed)),
        }
    }

    /// The first error, in input order, of all records of an index: the one to report once any was met.
    pub fn first_error(index: &Index, make: impl Fn() -> Linker<'a> + Sync + Send) -> Option<ExportError> {
        let faults = index.groups.par_iter().map_init(&make, |linker, group| {
            // Each record by itself, because a group stops at its first.
            let (arena, changes) = (&Bump::new(), &mut Changes::new());
            let segments = index.segments_of(group).iter().map(|row| (row.place, 0));
            let interaction = index.interaction_of(group).map(|row| (row.place, 1));
            let faults = segments.chain(interaction).filter_map(|(place, reader)| {
                let read = linker.read(place, |readers, record| readers[reader].check(record, arena, changes));
                read.err().map(|fault| (place.file(), fault))
            });
            faults.min_by_key(|(file, fault)| (*file, fault.offset))
        });
        let (file, fault) = faults.flatten().min_by_key(|(file, fault)| (*file, fault.offset))?;
        Some(make().exports.files[file].error(fault))
    }
}

/// The same room in memory, without stages.
fn emptied<'b>(mut stages: Vec<Stage<'_>>) -> Vec<Stage<'b>> {
    stages.clear();
    // Collected in place.
    stages.into_iter().map_while(|_| None).collect()
}
