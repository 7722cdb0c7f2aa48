//! Records read in full, with every fault: those that [typed rows](super::typed) leave unread.

use bumpalo::Bump;

use crate::exports::{
    DurationUnit, Export, Exports, Fault, Record, TextRecord, WANT_NUMBER, decimal, duration, is_blank, no_duration,
};
use crate::tables::{ClockChange, Decimal, Duration, Field, Instant, Interaction, Table, Zone};

use super::codes::{CODED, Coded};
use super::typed::OF_SEGMENTS;

/// A segment as exported. `None` if the value is blank or has no column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment<'a> {
    pub(super) segment_id: Option<&'a str>,
    /// By [`Coded`].
    pub(super) texts: [Option<&'a str>; CODED],
    pub(super) ended_at: Option<Instant>,
    pub(super) duration: Option<Duration>,
    pub(super) sequence: Option<Decimal>,
}

impl<'a> Segment<'a> {
    #[inline]
    pub(super) fn text(&self, field: Coded) -> Option<&'a str> {
        self.texts[field as usize]
    }
}

/// Reads the records of one file as rows of one table.
#[derive(Clone, Debug)]
pub(super) struct RowReader<'e> {
    exports: &'e Exports,
    file: &'e Export,
    table: Table,
    duration_unit: DurationUnit,
}

/// Times of a record that the clocks of their zone showed twice or never. Nearly always empty.
pub(super) type Changes = Vec<(Zone, ClockChange)>;

impl<'e> RowReader<'e> {
    pub(super) fn new(exports: &'e Exports, file: &'e Export, table: Table) -> RowReader<'e> {
        RowReader { exports, file, table, duration_unit: exports.duration_unit(file) }
    }

    #[inline]
    fn read<'a, 'r>(
        &'r self,
        record: Record<'a, 'r>,
        arena: &'a Bump,
        changes: &'r mut Changes,
    ) -> Result<RowReading<'a, 'r>, Fault> {
        self.file.check_shape(&record)?;
        Ok(RowReading { reader: self, text: record.text()?, arena, changes, fault: None })
    }

    /// A segment, with the id of its interaction; else the leftmost fault. Times at a change of the clocks go to `changes`.
    #[inline]
    pub(super) fn segment<'a>(
        &self,
        record: Record<'a, '_>,
        arena: &'a Bump,
        changes: &mut Changes,
    ) -> Result<(&'a str, Segment<'a>), Fault> {
        let mut row = self.read(record, arena, changes)?;
        let started_at = row.time(Field::StartedAt);
        let unit = self.duration_unit;
        let segment = Segment {
            segment_id: row.text(Field::SegmentId),
            texts: OF_SEGMENTS.map(|(_, field)| row.text(field)),
            ended_at: row.time(Field::EndedAt),
            duration: row.value(Field::Duration, unit.want(), |text| {
                duration(text, unit).ok_or_else(|| no_duration(text, unit))
            }),
            sequence: row.value(Field::Sequence, WANT_NUMBER, |text| decimal(text).ok_or("number")),
        };
        if let Segment { ended_at: None, duration: Some(duration), .. } = segment
            && row.fault.is_none()
            && started_at.is_some_and(|start| !(start + duration).is_in_years())
        {
            row.keep(self.file.beyond_years(&record, self.table, Field::Duration));
        }
        let id = row.text(Field::InteractionId);
        let segment = row.finish(segment)?;
        let has_start = started_at.is_some() && (segment.duration.is_some() || !self.file.header.starts_before_end());
        match (id, has_start) {
            (Some(id), true) => Ok((id, segment)),
            (None, _) => Err(self.file.blank_key(&record, self.table, Field::InteractionId)),
            (_, false) if started_at.is_some() => Err(self.file.blank_key(&record, self.table, Field::Duration)),
            (_, false) => Err(self.file.blank_key(&record, self.table, Field::StartedAt)),
        }
    }

    /// An interaction, with its id; as [`RowReader::segment`].
    pub(super) fn interaction<'a>(
        &self,
        record: Record<'a, '_>,
        arena: &'a Bump,
        changes: &mut Changes,
    ) -> Result<(&'a str, Interaction<'a>), Fault> {
        let mut row = self.read(record, arena, changes)?;
        let interaction = Interaction {
            account_id: row.text(Field::AccountId),
            queue_id: row.text(Field::QueueId),
            communication_type: row.text(Field::CommunicationType),
            sub_communication_type: row.text(Field::SubCommunicationType),
            direction: row.text(Field::Direction),
            created_at: row.time(Field::CreatedAt),
            completed_at: row.time(Field::CompletedAt),
            completion_display: row.text(Field::CompletionDisplay),
        };
        let id = row.text(Field::InteractionId);
        let interaction = row.finish(interaction)?;
        id.map(|id| (id, interaction)).ok_or_else(|| self.file.blank_key(&record, self.table, Field::InteractionId))
    }

    /// The leftmost fault of a record.
    pub(super) fn check(&self, record: Record<'_, '_>, arena: &Bump, changes: &mut Changes) -> Result<(), Fault> {
        match self.table {
            Table::Segments => {
                self.segment(record, arena, changes)?;
                let RowReader { exports, file, .. } = self;
                exports.stages_of_row(file, &record, Instant::MIN).map(drop)
            }
            Table::Interactions => self.interaction(record, arena, changes).map(drop),
            Table::Organizations | Table::Queues | Table::Users => Ok(()),
        }
    }
}

/// Reads every value that a report may use, to leave out the records with an unreadable one before anything is ordered.
pub(super) struct AllValues<'e> {
    readers: Vec<RowReader<'e>>,
    arena: Bump,
    changes: Changes,
}

impl<'e> AllValues<'e> {
    pub(super) fn new(exports: &'e Exports, file: &'e Export) -> AllValues<'e> {
        let tables = [Table::Segments, Table::Interactions].into_iter().filter(|table| file.serves(*table));
        let readers = tables.map(|table| RowReader::new(exports, file, table)).collect();
        AllValues { readers, arena: Bump::new(), changes: Changes::new() }
    }

    pub(super) fn check(&mut self, record: Record<'_, '_>) -> Result<(), Fault> {
        self.arena.reset();
        self.changes.clear();
        let AllValues { readers, arena, changes } = self;
        let faults = readers.iter().filter_map(|reader| reader.check(record, arena, changes).err());
        faults.min_by_key(|fault| fault.offset).map_or(Ok(()), Err)
    }
}

/// A record being read, with the leftmost fault so far.
struct RowReading<'a, 'r> {
    reader: &'r RowReader<'r>,
    text: TextRecord<'a, Record<'a, 'r>>,
    arena: &'a Bump,
    changes: &'r mut Changes,
    fault: Option<Fault>,
}

impl<'a> RowReading<'a, '_> {
    #[inline]
    fn text(&self, field: Field) -> Option<&'a str> {
        let RowReader { file, table, .. } = self.reader;
        let value = file.header.text(&self.text, *table, field, self.arena)?;
        (!is_blank(value.as_bytes())).then_some(value)
    }

    /// The value that `read` makes of a field, whose error says what the text isn't.
    #[inline]
    fn value<T>(
        &mut self,
        field: Field,
        want: &'static str,
        read: impl Fn(&[u8]) -> Result<T, &'static str>,
    ) -> Option<T> {
        let text = self.text(field)?;
        let RowReader { file, table, .. } = self.reader;
        let keep = |kind| self.keep(file.bad_value(self.text.record(), *table, field, kind, want));
        read(text.as_bytes()).map_err(keep).ok()
    }

    #[inline]
    fn time(&mut self, field: Field) -> Option<Instant> {
        let text = self.text(field)?;
        let RowReader { exports, file, table, .. } = self.reader;
        match exports.time(file, *table, field, self.text.record(), text.as_bytes()) {
            Ok(time) => {
                self.changes.extend(time.clock_change);
                Some(time.instant)
            }
            Err(fault) => {
                self.keep(fault);
                None
            }
        }
    }

    /// Keeps the leftmost fault.
    #[cold]
    fn keep(&mut self, fault: Fault) {
        if self.fault.as_ref().is_none_or(|first| fault.offset < first.offset) {
            self.fault = Some(fault);
        }
    }

    fn finish<T>(self, row: T) -> Result<T, Fault> {
        self.fault.map_or(Ok(row), Err)
    }
}
