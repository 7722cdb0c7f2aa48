//! Records to typed rows: which column is which field of a file, and every value that a report uses.

use bumpalo::Bump;

use crate::exports::{
    DurationUnit, Export, Exports, Fault, Record, TextRecord, WANT_NUMBER, decimal, duration, is_blank, no_duration,
};
use crate::tables::{ClockChange, Field, Instant, Interaction, Segment, Table, Zone};

/// The columns of one file as one table, by field.
#[derive(Clone, Debug)]
pub(super) struct FieldColumns {
    table: Table,
    by_field: Vec<Option<usize>>,
    duration_unit: DurationUnit,
}

impl FieldColumns {
    pub(super) fn of(exports: &Exports, file: &Export, table: Table) -> FieldColumns {
        let columns = Field::ALL.iter().map(|field| file.header.column_of(table, *field));
        FieldColumns { table, by_field: columns.collect(), duration_unit: exports.duration_unit(file) }
    }
}

/// Reads every value of a file's records that a report may use: to leave out, before anything is put in order, the
/// records that hold one which can't be read.
#[derive(Debug)]
pub(super) struct AllValues<'e> {
    exports: &'e Exports,
    file: &'e Export,
    segments: Option<FieldColumns>,
    interactions: Option<FieldColumns>,
    arena: Bump,
    changes: Changes,
}

impl<'e> AllValues<'e> {
    pub(super) fn new(exports: &'e Exports, file: &'e Export) -> AllValues<'e> {
        let of = |table| {
            let serves = file.serves(table);
            serves.then(|| FieldColumns::of(exports, file, table))
        };
        let (segments, interactions) = (of(Table::Segments), of(Table::Interactions));
        AllValues { exports, file, segments, interactions, arena: Bump::new(), changes: Changes::new() }
    }

    /// The leftmost value of a record that can't be read.
    pub(super) fn check(&mut self, record: Record<'_, '_>) -> Result<(), Fault> {
        self.arena.reset();
        self.changes.clear();
        let AllValues { exports, file, segments, interactions, arena, changes } = self;
        let segment =
            segments.as_ref().map(|columns| segment(exports, file, columns, record, arena, changes).map(drop));
        let row =
            interactions.as_ref().map(|columns| interaction(exports, file, columns, record, arena, changes).map(drop));
        let faults = segment.into_iter().chain(row).filter_map(Result::err);
        faults.min_by_key(|fault| fault.offset).map_or(Ok(()), Err)
    }
}

/// A record about to be read: gathers the first of its faults.
struct RowReading<'a, 'r> {
    exports: &'r Exports,
    file: &'r Export,
    columns: &'r FieldColumns,
    text: TextRecord<'a, Record<'a, 'r>>,
    arena: &'a Bump,
    changes: &'r mut Changes,
    fault: Option<Fault>,
}

/// Times of a record that the clocks of their zone showed twice or never. Nearly always empty.
pub(super) type Changes = Vec<(Zone, ClockChange)>;

impl<'a> RowReading<'a, '_> {
    fn text(&self, field: Field) -> Option<&'a str> {
        let value = self.text.get(self.columns.by_field[field as usize]?, self.arena);
        (!is_blank(value.as_bytes())).then_some(value)
    }

    /// A value made by `read`; where it can't be made, the fault, with what the text is not, is kept for the end.
    fn value<T>(
        &mut self,
        field: Field,
        want: &'static str,
        read: impl Fn(&[u8]) -> Result<T, &'static str>,
    ) -> Option<T> {
        let text = self.text(field)?;
        let keep = |kind| self.keep(self.file.bad_value(self.text.record(), self.columns.table, field, kind, want));
        read(text.as_bytes()).map_err(keep).ok()
    }

    fn time(&mut self, field: Field) -> Option<Instant> {
        let text = self.text(field)?;
        match self.exports.time(self.file, self.columns.table, field, self.text.record(), text.as_bytes()) {
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

fn reading<'a, 'r>(
    exports: &'r Exports,
    file: &'r Export,
    columns: &'r FieldColumns,
    record: Record<'a, 'r>,
    arena: &'a Bump,
    changes: &'r mut Changes,
) -> Result<RowReading<'a, 'r>, Fault> {
    file.check_shape(&record)?;
    Ok(RowReading { exports, file, columns, text: record.text()?, arena, changes, fault: None })
}

/// Reads a record of the segments table, with the id of its interaction. Times at a change of the clocks go to `changes`.
///
/// # Errors
///
/// The leftmost value that can't be read.
#[inline]
pub(super) fn segment<'a>(
    exports: &Exports,
    file: &Export,
    columns: &FieldColumns,
    record: Record<'a, '_>,
    arena: &'a Bump,
    changes: &mut Changes,
) -> Result<(&'a str, Segment<'a>), Fault> {
    let mut row = reading(exports, file, columns, record, arena, changes)?;
    let started_at = row.time(Field::StartedAt);
    let unit = columns.duration_unit;
    let segment = Segment {
        segment_id: row.text(Field::SegmentId),
        queue_id: row.text(Field::QueueId),
        user_id: row.text(Field::UserId),
        communication_type: row.text(Field::CommunicationType),
        direction: row.text(Field::Direction),
        reason: row.text(Field::Reason),
        event: row.text(Field::Event),
        status: row.text(Field::Status),
        previous_status: row.text(Field::PreviousStatus),
        started_at: started_at.unwrap_or(Instant::MIN),
        ended_at: row.time(Field::EndedAt),
        duration: row
            .value(Field::Duration, unit.want(), |text| duration(text, unit).ok_or_else(|| no_duration(text, unit))),
        completion_display: row.text(Field::CompletionDisplay),
        sequence: row.value(Field::Sequence, WANT_NUMBER, |text| decimal(text).ok_or("number")),
    };
    if let Segment { ended_at: None, duration: Some(duration), started_at, .. } = segment
        && row.fault.is_none()
        && !(started_at + duration).is_in_years()
    {
        row.keep(file.beyond_years(&record, columns.table, Field::Duration));
    }
    let id = row.text(Field::InteractionId);
    let segment = row.finish(segment)?;
    match (id, started_at) {
        (Some(id), Some(_)) => Ok((id, segment)),
        (None, _) => Err(file.blank_key(&record, columns.table, Field::InteractionId)),
        (_, None) => Err(file.blank_key(&record, columns.table, Field::StartedAt)),
    }
}

/// Reads a record of the interactions table, with its id. Times at a change of the clocks go to `changes`.
///
/// # Errors
///
/// The leftmost value that can't be read.
pub(super) fn interaction<'a>(
    exports: &Exports,
    file: &Export,
    columns: &FieldColumns,
    record: Record<'a, '_>,
    arena: &'a Bump,
    changes: &mut Changes,
) -> Result<(&'a str, Interaction<'a>), Fault> {
    let mut row = reading(exports, file, columns, record, arena, changes)?;
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
    id.map(|id| (id, interaction)).ok_or_else(|| file.blank_key(&record, columns.table, Field::InteractionId))
}
