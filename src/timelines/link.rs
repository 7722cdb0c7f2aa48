//! Linking: the records of one group, read again and joined to their queue, user and organization.

use bumpalo::Bump;
use rayon::prelude::*;

use crate::exports::{Dialect, ExportError, Exports, Fault, Problem, Record, Records};
use crate::tables::{Directory, Interaction, Place, Table, Words};

use super::index::{Group, Index};
use super::measures::Telling;
use super::rows::{Changes, RowReader};
use super::stages::Stage;
use super::timeline::Timeline;

/// Turns groups of records into timelines. One for each worker.
#[derive(Debug)]
pub struct Linker<'a> {
    exports: &'a Exports,
    directory: &'a Directory,
    /// For each file, as segments and as interactions.
    readers: Vec<[RowReader<'a>; 2]>,
    telling: Telling,
    words: Words,
    records: Records<'a>,
}

impl<'a> Linker<'a> {
    /// A linker for one worker.
    pub fn new(exports: &'a Exports, directory: &'a Directory, words: &Words) -> Linker<'a> {
        let readers = |file| [Table::Segments, Table::Interactions].map(|table| RowReader::new(exports, file, table));
        Linker {
            exports,
            directory,
            readers: exports.files.iter().map(readers).collect(),
            telling: Telling::of(exports),
            words: words.clone(),
            records: Records::new(b"", 0..0, Dialect::default()),
        }
    }

    /// Touches the records of the next groups. They are all over the files: the processor fetches many at once, where
    /// reading them would wait for each.
    pub fn fetch(&self, index: &Index, groups: &[Group]) {
        /// Bytes of a record that are worth fetching: most records have no more.
        const AHEAD: usize = 320;
        /// Bytes of a cache line.
        const LINE: usize = 64;
        for place in groups.iter().flat_map(|group| index.places(group).iter().copied().chain(group.interaction)) {
            let bytes = self.exports.files[place.file()].bytes();
            for offset in (place.offset()..bytes.len().min(place.offset() + AHEAD)).step_by(LINE) {
                std::hint::black_box(bytes[offset]);
            }
        }
    }

    /// Reads a group's records and derives their timeline. Texts that aren't in the files as such go to `arena`.
    ///
    /// # Errors
    ///
    /// A value that can't be read; if there are several, see [`Linker::first_error`].
    pub fn timeline<'t>(&mut self, index: &Index, group: &Group, arena: &'t Bump) -> Result<Timeline<'t>, ExportError>
    where
        'a: 't,
    {
        let exports = self.exports;
        let error = |place: Place, fault| exports.files[place.file()].error(fault);
        let places = index.places(group);
        let mut stages = Vec::with_capacity(places.len());
        let mut id: Option<&'t str> = None;
        let mut same_id = |own: &'t str, place: Place| {
            let known = *id.get_or_insert(own);
            let ids = || [known, own].map(str::to_owned);
            let fault = (known != own).then(|| Fault::new(place.offset(), Problem::Fingerprint(ids())));
            fault.map_or(Ok(()), |fault| Err(error(place, fault)))
        };
        let (mut changes, mut changed) = (Changes::new(), Vec::new());
        for &place in places {
            let read = self.read(place, |[reader, _], record| reader.segment(record, arena, &mut changes));
            let (own, segment) = read.map_err(|fault| error(place, fault))?;
            changed.extend(changes.drain(..).map(|change| (place, change)));
            stages.push(Stage::new(segment, place, self.directory, &mut self.words));
            same_id(own, place)?;
        }
        let mut row = Interaction::default();
        if let Some(place) = group.interaction {
            let read = self.read(place, |[_, reader], record| reader.interaction(record, arena, &mut changes));
            let (own, interaction) = read.map_err(|fault| error(place, fault))?;
            changed.extend(changes.drain(..).map(|change| (place, change)));
            row = interaction;
            same_id(own, place)?;
        }
        let id = id.unwrap_or_default();
        let mut timeline = Timeline::derive(exports, id, row, group.interaction, self.directory, stages, self.telling);
        // Rows that were left out are not reported.
        let is_reported =
            |place: Place| timeline.row == Some(place) || timeline.stages.iter().any(|stage| stage.place == place);
        timeline.clock_changes =
            changed.into_iter().filter(|(place, _)| is_reported(*place)).map(|(_, change)| change).collect();
        Ok(timeline)
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
            let segments = index.places(group).iter().map(|place| (*place, 0));
            let faults = segments.chain(group.interaction.map(|place| (place, 1))).filter_map(|(place, reader)| {
                let read = linker.read(place, |readers, record| readers[reader].check(record, arena, changes));
                read.err().map(|fault| (place.file(), fault))
            });
            faults.min_by_key(|(file, fault)| (*file, fault.offset))
        });
        let (file, fault) = faults.flatten().min_by_key(|(file, fault)| (*file, fault.offset))?;
        Some(make().exports.files[file].error(fault))
    }
}
