//! Linking: the records of one group, read again and joined to their queue, user and organization.

use bumpalo::Bump;
use rayon::prelude::*;

use crate::exports::{Dialect, ExportError, Exports, Fault, Problem, Records};
use crate::tables::{Directory, Instant, Interaction, Place, Table, Words};

use super::clock_changes::ClockChanges;
use super::index::{Group, Index};
use super::measures::Telling;
use super::rows::{self, Changes, FieldColumns};
use super::stages::Stage;
use super::timeline::Timeline;
use super::untold::Untold;

/// Turns groups of records into timelines. One for each worker.
#[derive(Debug)]
pub struct Linker<'a> {
    exports: &'a Exports,
    directory: &'a Directory,
    /// The columns of each file as segments, and as interactions.
    columns: Vec<[FieldColumns; 2]>,
    telling: Telling,
    words: Words,
    records: Records<'a>,
}

/// The tables that records are read as.
const ROLES: [Table; 2] = [Table::Segments, Table::Interactions];

impl<'a> Linker<'a> {
    /// A linker for one worker.
    pub fn new(exports: &'a Exports, directory: &'a Directory, words: &Words) -> Linker<'a> {
        Linker {
            exports,
            directory,
            columns: exports
                .files
                .iter()
                .map(|file| ROLES.map(|table| FieldColumns::of(exports, file, table)))
                .collect(),
            telling: Telling::of(exports),
            words: words.clone(),
            records: Records::new(b"", 0..0, Dialect::default()),
        }
    }

    /// Fetches the records of groups that come next. Their places are all over the files, and the processor fetches
    /// many at a time where it would wait for each while reading them.
    pub fn fetch(&self, index: &Index, groups: &[Group]) {
        /// Bytes of a record that are worth fetching: most records have no more.
        const AHEAD: usize = 320;
        /// Bytes that come together.
        const LINES: usize = 64;
        for place in groups.iter().flat_map(|group| index.places(group).iter().copied().chain(group.interaction)) {
            let bytes = self.exports.files[place.file()].bytes();
            for offset in (place.offset()..bytes.len().min(place.offset() + AHEAD)).step_by(LINES) {
                std::hint::black_box(bytes[offset]);
            }
        }
    }

    /// Reads a group's records and derives their timeline. Texts that are not in the files as they are go to `arena`,
    /// which lives as long as the timeline.
    ///
    /// # Errors
    ///
    /// A value that can't be read; where there are several, see [`Linker::first_error`].
    pub fn timeline<'t>(&mut self, index: &Index, group: &Group, arena: &'t Bump) -> Result<Timeline<'t>, ExportError>
    where
        'a: 't,
    {
        let exports = self.exports;
        let places = index.places(group);
        let mut stages = Vec::with_capacity(places.len());
        let mut id: Option<&'t str> = None;
        let (mut changes, mut changed) = (Changes::new(), Vec::new());
        for &place in places {
            let (file, [columns, _]) = (&exports.files[place.file()], &self.columns[place.file()]);
            let read = match self.records.at(file.bytes(), file.dialect, place.offset()) {
                Some(record) => {
                    record.and_then(|record| rows::segment(exports, file, columns, record, arena, &mut changes))
                }
                None => Err(gone(place)),
            };
            let (own, segment) = read.map_err(|fault| file.error(fault))?;
            changed.extend(changes.drain(..).map(|change| (place, change)));
            stages.push(Stage::new(segment, place, self.directory, &mut self.words));
            same_id(&mut id, own, place).map_err(|fault| file.error(fault))?;
        }
        let mut row = Interaction::default();
        if let Some(place) = group.interaction {
            let (file, [_, columns]) = (&exports.files[place.file()], &self.columns[place.file()]);
            let read = match self.records.at(file.bytes(), file.dialect, place.offset()) {
                Some(record) => {
                    record.and_then(|record| rows::interaction(exports, file, columns, record, arena, &mut changes))
                }
                None => Err(gone(place)),
            };
            let (own, interaction) = read.map_err(|fault| file.error(fault))?;
            changed.extend(changes.drain(..).map(|change| (place, change)));
            row = interaction;
            same_id(&mut id, own, place).map_err(|fault| file.error(fault))?;
        }
        let id = id.unwrap_or_default();
        let mut timeline = Timeline::derive(exports, id, row, group.interaction, self.directory, stages, self.telling);
        // Of rows that were left out nothing is reported.
        let is_reported =
            |place: Place| timeline.row == Some(place) || timeline.stages.iter().any(|stage| stage.place == place);
        timeline.clock_changes =
            changed.into_iter().filter(|(place, _)| is_reported(*place)).map(|(_, change)| change).collect();
        Ok(timeline)
    }

    /// The first error, in input order, of all records of an index: what to tell when one was met on the way.
    pub fn first_error(index: &Index, make: impl Fn() -> Linker<'a> + Sync + Send) -> Option<ExportError> {
        let faults = index.groups.par_iter().map_init(&make, |linker, group| {
            // Each record by itself, because a group tells only its first.
            let (exports, arena, changes) = (linker.exports, &Bump::new(), &mut Changes::new());
            let segments = index.places(group).iter().map(|place| (*place, Table::Segments));
            let places = segments.chain(group.interaction.map(|place| (place, Table::Interactions)));
            let faults = places.filter_map(|(place, table)| {
                let (file, [as_segment, as_interaction]) =
                    (&exports.files[place.file()], &linker.columns[place.file()]);
                let record = linker.records.at(file.bytes(), file.dialect, place.offset())?;
                let fault = record.and_then(|record| match table {
                    Table::Segments => rows::segment(exports, file, as_segment, record, arena, changes).map(drop),
                    _ => rows::interaction(exports, file, as_interaction, record, arena, changes).map(drop),
                });
                fault.err().map(|fault| (place.file(), fault))
            });
            faults.min_by_key(|(file, fault)| (*file, fault.offset))
        });
        let (file, fault) = faults.flatten().min_by_key(|(file, fault)| (*file, fault.offset))?;
        Some(make().exports.files[file].error(fault))
    }
}

/// The problem of a record that was there when the index was made.
fn gone(place: Place) -> Fault {
    Fault::new(place.offset(), Problem::Changed)
}

/// Makes sure that all records of a group name the same interaction.
fn same_id<'t>(id: &mut Option<&'t str>, own: &'t str, place: Place) -> Result<(), Fault> {
    match id {
        Some(id) if *id != own => {
            let ids = [id.to_string(), own.to_owned()];
            Err(Fault::new(place.offset(), Problem::Fingerprint { ids }))
        }
        Some(_) => Ok(()),
        None => {
            *id = Some(own);
            Ok(())
        }
    }
}

/// What was counted on the way, to be said at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Interactions that were reported.
    pub interactions: u64,
    /// The earliest and the latest creation among them.
    pub created: Option<(Instant, Instant)>,
    /// Segments that were reported.
    pub segments: u64,
    /// Rows left out because they say a segment again.
    pub left_out: u64,
    /// Those that tell too little for a measure.
    pub untold: Untold,
    /// Times that the clocks of their zone showed twice or never.
    pub clock_changes: ClockChanges,
    /// References of segments to interactions that have no row.
    pub to_interactions: Dangling,
    /// References of interactions to organizations that have no row.
    pub to_organizations: Dangling,
    /// References of segments to queues that have no row.
    pub to_queues: Dangling,
    /// References of segments to users that have no row.
    pub to_users: Dangling,
}

/// References that lead nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dangling {
    /// How many.
    pub count: u64,
    /// The first few ids, each once, in report order.
    pub examples: Vec<String>,
    /// Whether there are more ids than these.
    pub has_more: bool,
}

/// Ids that are named as examples.
const EXAMPLES: usize = 3;

impl Dangling {
    fn add(&mut self, id: &str) {
        self.count += 1;
        self.example(id);
    }

    fn example(&mut self, id: &str) {
        if self.examples.iter().any(|known| known == id) {
            return;
        }
        if self.examples.len() < EXAMPLES {
            self.examples.push(id.to_owned());
        } else {
            self.has_more = true;
        }
    }

    fn merge(&mut self, later: &Dangling) {
        self.count += later.count;
        self.has_more |= later.has_more;
        later.examples.iter().for_each(|id| self.example(id));
    }
}

impl Tally {
    /// Counts a timeline that is reported.
    pub fn add(&mut self, timeline: &Timeline<'_>, group: &Group, directory: &Directory, exports: &Exports) {
        self.interactions += 1;
        self.span(timeline.measures.created, timeline.measures.created);
        self.segments += timeline.stages.len() as u64;
        self.left_out += timeline.left_out.len() as u64;
        self.untold.add(timeline);
        timeline.clock_changes.iter().for_each(|(zone, change)| self.clock_changes.add(*zone, *change));
        if group.interaction.is_none() && exports.has(Table::Interactions) {
            self.to_interactions.add(timeline.id);
        }
        let organizations = &directory.organizations;
        if let (Some(id), None) = (timeline.interaction.account_id, timeline.organization)
            && organizations.is_present()
        {
            self.to_organizations.add(id);
        }
        for stage in &timeline.stages {
            if let (Some(id), None) = (stage.segment.queue_id, stage.queue)
                && directory.queues.is_present()
            {
                self.to_queues.add(id);
            }
            if let (Some(id), None) = (stage.segment.user_id, stage.user)
                && directory.users.is_present()
            {
                self.to_users.add(id);
            }
        }
    }

    fn span(&mut self, first: Instant, last: Instant) {
        let (known_first, known_last) = self.created.unwrap_or((first, last));
        self.created = Some((known_first.min(first), known_last.max(last)));
    }

    /// Adds what was counted after this.
    pub fn merge(&mut self, later: &Tally) {
        self.interactions += later.interactions;
        if let Some((first, last)) = later.created {
            self.span(first, last);
        }
        self.segments += later.segments;
        self.left_out += later.left_out;
        self.untold.merge(&later.untold);
        self.clock_changes.merge(&later.clock_changes);
        self.to_interactions.merge(&later.to_interactions);
        self.to_organizations.merge(&later.to_organizations);
        self.to_queues.merge(&later.to_queues);
        self.to_users.merge(&later.to_users);
    }
}
