//! Times of the exports, with what their column and the options say of them.

use crate::tables::{Field, Instant, Table};

use super::error::Fault;
use super::export::Export;
use super::exports::Exports;
use super::problem::Problem;
use super::record::Record;
use super::unclear::{Settled, Unclear};
use super::values::{DateOrder, Reading, Time, Unread, ValueOptions, WANT_TIME, any_time, rfc_3339};

impl Exports {
    /// Reads `text`, a time of a record as a row of `table`; without an offset it is in the zone of the input.
    #[inline]
    pub(crate) fn time(
        &self,
        file: &Export,
        table: Table,
        field: Field,
        record: &Record<'_, '_>,
        text: &[u8],
    ) -> Result<Time, Fault> {
        let time = self.read_time(file, table, field, record, text)?;
        if time.is_civil {
            self.note_civil_time();
        }
        Ok(time)
    }

    /// As [`Exports::time`]; `None` for one that anything is to be said about, be it that it has no offset.
    pub(crate) fn plain_time(
        &self,
        file: &Export,
        table: Table,
        field: Field,
        record: &Record<'_, '_>,
        text: &[u8],
    ) -> Option<Instant> {
        let time = self.read_time(file, table, field, record, text).ok()?;
        let is_said = time.clock_change.is_some() || (time.is_civil && !self.had_civil_times());
        (!is_said).then_some(time.instant)
    }

    /// Whether neither the header of a field's column nor an option says how its times are to be read.
    pub(crate) fn has_usual_times(&self, file: &Export, table: Table, field: Field) -> bool {
        file.zone_named(table, field).is_none() && self.values.time_format.is_none()
    }

    /// As [`Exports::time`], without noting that a time had no offset.
    #[inline]
    pub(super) fn read_time(
        &self,
        file: &Export,
        table: Table,
        field: Field,
        record: &Record<'_, '_>,
        text: &[u8],
    ) -> Result<Time, Fault> {
        let named = file.zone_named(table, field);
        let values = named.map_or(&self.values, |named| &named.values);
        let usual = if values.time_format.is_none() { rfc_3339(text, values.zone()) } else { None };
        let time = usual.map_or_else(|| self.unusual_time(file, table, field, record, text, values), Ok)?;
        let Some(named) = named else { return Ok(time) };
        named.settle(time).map_err(|zone| unclear(file, table, field, record, Unclear::Zone(zone)))
    }

    #[cold]
    fn unusual_time(
        &self,
        file: &Export,
        table: Table,
        field: Field,
        record: &Record<'_, '_>,
        text: &[u8],
        values: &ValueOptions,
    ) -> Result<Time, Fault> {
        let reading = match any_time(text, values) {
            Ok(Reading::Time(time)) => return Ok(time),
            Ok(reading) => reading,
            Err(Unread::NoTime) => return Err(file.bad_value(record, table, field, "time", WANT_TIME)),
            Err(Unread::Zone(zone)) => return Err(unclear(file, table, field, record, Unclear::Zone(zone))),
            Err(Unread::BeyondYears) => return Err(file.beyond_years(record, table, field)),
        };
        let only = reading.only_order();
        let settled = if self.values.date_order.is_none() { self.date_order(table, field) } else { None };
        // If nothing else decides, the only order in which it is a time does.
        let order = self.values.date_order.or(settled.map(|settled| settled.order)).or(only);
        let Some(order) = order else { return Err(unclear(file, table, field, record, Unclear::NoOrder)) };
        reading.in_order(order).ok_or_else(|| {
            let why = match settled {
                Some(settled) => Unclear::OtherOrder(settled.clone()),
                None => Unclear::NotAsAsked(order),
            };
            unclear(file, table, field, record, why)
        })
    }

    /// The order of a column in all files of its table; `None` if none of its values decides. The first value in input
    /// order that fits only one order decides, and is looked for when an order is first needed: the answer is the same
    /// for any number of threads, and for a lookup that reads a few records.
    fn date_order(&self, table: Table, field: Field) -> Option<&Settled> {
        let column = &self.date_orders[table as usize * Field::ALL.len() + field as usize];
        column.get_or_init(|| self.settle(table, field)).as_ref()
    }

    /// Looks for the first value that decides, on this thread alone: a thread that waits for others may be given work
    /// that needs this very answer. Records that can't be read are skipped; they are reported elsewhere.
    fn settle(&self, table: Table, field: Field) -> Option<Settled> {
        self.serving(table).find_map(|(_, file)| {
            file.header.column_of(table, field)?;
            let mut records = file.records(file.body..file.bytes().len());
            while let Some(record) = records.next() {
                let record = match record {
                    Ok(record) if file.check_shape(&record).is_ok() => record,
                    Ok(_) => continue,
                    Err(fault) => {
                        records.skip_line(fault.offset);
                        continue;
                    }
                };
                let value = file.header.value(&record, table, field);
                if let Some(order) = any_time(&value, &self.values).ok().and_then(|reading| reading.only_order()) {
                    // Counted by this thread, too.
                    let before = memchr::memchr_iter(b'\n', &file.bytes()[..record.start()]);
                    let line = before.count() as u64 + 1;
                    let value = String::from_utf8_lossy(&value).into_owned();
                    return Some(Settled { order, value, file: file.path.clone(), line });
                }
            }
            None
        })
    }
}

impl Export {
    /// A value that leads outside the years 0001 to 9999 of UTC.
    #[cold]
    pub(crate) fn beyond_years(&self, record: &Record<'_, '_>, table: Table, field: Field) -> Fault {
        unclear(self, table, field, record, Unclear::BeyondYears)
    }
}

fn unclear(file: &Export, table: Table, field: Field, record: &Record<'_, '_>, why: Unclear) -> Fault {
    file.fault_in(record, table, field, |field, header, value| Problem::UnclearTime {
        field,
        header,
        value,
        why: Box::new(why),
    })
}

/// A time in any form, by itself: `order` says whether day or month comes first.
pub(crate) fn time_in_order(text: &[u8], values: &ValueOptions, order: DateOrder) -> Option<Time> {
    any_time(text, values).ok()?.in_order(order)
}
