//! Linking: the rows of one group, joined to their queue, user and organization.

use bumpalo::Bump;
use rayon::prelude::*;

use crate::exports::{Dialect, ExportError, Exports, Fault, Problem, Record, Records};
use crate::tables::{Directory, Interaction, Place, Table, Words};

use super::codes::Codes;
use super::duplicates;
use super::index::{Group, Index};
use super::measures::Telling;
use super::rows::{Changes, RowReader};
use super::stages::{Stage, StageMeaning};
use super::timeline::Timeline;
use super::typed::Meanings;

/// Turns groups of records into timelines. One for each worker.
#[derive(Debug)]
pub struct Linker<'a> {
    exports: &'a Exports,
    directory: &'a Directory,
    /// For each file, as segments and as interactions.
    readers: Vec<[RowReader<'a>; 2]>,
    telling: Telling,
    words: Words,
    index: &'a Index,
    meanings: Meanings<'a>,
    records: Records<'a>,
    /// Empty: room for the stages of the next timeline.
    room: Vec<Stage<'a>>,
}

impl<'a> Linker<'a> {
    /// A linker for one worker.
    pub fn new(exports: &'a Exports, directory: &'a Directory, words: &Words, index: &'a Index) -> Linker<'a> {
        let readers = |file| [Table::Segments, Table::Interactions].map(|table| RowReader::new(exports, file, table));
        Linker {
            exports,
            directory,
            readers: exports.files.iter().map(readers).collect(),
            telling: Telling::of(exports),
            words: words.clone(),
            index,
            meanings: Meanings::new(&index.texts, directory, words),
            records: Records::new(b"", 0..0, Dialect::default()),
            room: Vec::new(),
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
        let mut stages = emptied(std::mem::take(&mut self.room));
        stages.reserve(group.len());
        // Rows were grouped by what ids are packed to, which says less than an id if that is a hash.
        let mut id = group.id.text(arena);
        let mut same_id = |own: &'t str, place: Place| {
            let known = *id.get_or_insert(own);
            let ids = || [known, own].map(str::to_owned);
            let fault = (known != own).then(|| Fault::new(place.offset(), Problem::Fingerprint(ids())));
            fault.map_or(Ok(()), |fault| Err(error(place, fault)))
        };
        let (mut changes, mut changed) = (Changes::new(), Vec::new());
        for row in index.segments_of(group) {
            let place = row.place;
            if !row.is_unread() {
                let segment = row.segment(&index.texts, arena);
                stages.push(Stage::new(segment, place, row.codes, self.meanings.of(row)));
                continue;
            }
            let read = self.read(place, |[reader, _], record| reader.segment(record, arena, &mut changes));
            let (own, segment) = read.map_err(|fault| error(place, fault))?;
            changed.extend(changes.drain(..).map(|change| (place, change)));
            let meaning = StageMeaning::new(&segment, self.directory, &mut self.words);
            stages.push(Stage::new(segment, place, row.codes, meaning));
            same_id(own, place)?;
        }
        let typed = index.interaction_of(group);
        let mut row = Interaction::default();
        if let Some(typed) = typed {
            let place = typed.place;
            if typed.is_unread() {
                let read = self.read(place, |[_, reader], record| reader.interaction(record, arena, &mut changes));
                let (own, interaction) = read.map_err(|fault| error(place, fault))?;
                changed.extend(changes.drain(..).map(|change| (place, change)));
                row = interaction;
                same_id(own, place)?;
            } else {
                row = typed.interaction(&index.texts);
            }
        }
        let left_out = duplicates::leave_out(exports, &mut stages, index.segments_of(group));
        let (id, place) = (id.unwrap_or_default(), typed.map(|row| row.place));
        let mut timeline = Timeline::derive(id, row, place, self.directory, stages, left_out, self.telling);
        timeline.codes = typed.map_or(Codes::NONE, |row| row.codes);
        // Rows that were left out are not reported.
        let is_reported =
            |place: Place| timeline.row == Some(place) || timeline.stages.iter().any(|stage| stage.place == place);
        timeline.clock_changes =
            changed.into_iter().filter(|(place, _)| is_reported(*place)).map(|(_, change)| change).collect();
        Ok(timeline)
    }

    /// Takes a timeline's room in memory for the next one.
    pub fn reuse(&mut self, timeline: Timeline<'_>) {
        self.room = emptied(timeline.stages);
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
