//! Times of the exports, with what their column and the options say of them.

use crate::tables::{Field, Table};

use super::date_orders::Settled;
use super::error::Fault;
use super::export::Export;
use super::exports::Exports;
use super::problem::Problem;
use super::record::Record;
use super::unclear::Unclear;
use super::values::{DateOrder, Reading, Time, Unread, ValueOptions, WANT_TIME, any_time, rfc_3339};

impl Exports {
    /// Reads a time of a record as a row of `table`, in the zone of the input where it says no offset. `text` is its value.
    ///
    /// # Errors
    ///
    /// [`Problem::Value`] where it is none, [`Problem::UnclearTime`] where it may be several.
    #[inline]
    pub fn time(
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

    /// As [`Exports::time`], of a value of which nothing is to be said at the end.
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

    /// A time in any form.
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
        // Where nothing before it decides, a value that can be read in one order only is read so.
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

    /// The order of a column; `None` where none of its values decides.
    fn date_order(&self, table: Table, field: Field) -> Option<&Settled> {
        self.date_orders.of(table, field, || self.settle(table, field))
    }

    /// Looks for the first value that decides. On this thread alone: a thread that waits for others may be given work
    /// that needs this very answer. Records that can't be read are passed over; they are told where they are reported.
    fn settle(&self, table: Table, field: Field) -> Option<Settled> {
        self.serving(table).find_map(|(_, file)| {
            let column = file.header.column_of(table, field)?;
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
                let value = record.bytes(column);
                if let Some(order) = any_time(&value, &self.values).ok().and_then(|reading| reading.only_order()) {
                    let before = memchr::memchr_iter(b'\n', &file.bytes()[..record.start()]);
                    return Some(Settled {
                        order,
                        value: String::from_utf8_lossy(&value).into_owned(),
                        file: file.path.clone(),
                        line: before.count() as u64 + 1,
                    });
                }
            }
            None
        })
    }
}

impl Export {
    /// A value that leads to a time which lies outside the years 0001 to 9999 of UTC.
    #[cold]
    pub fn beyond_years(&self, record: &Record<'_, '_>, table: Table, field: Field) -> Fault {
        unclear(self, table, field, record, Unclear::BeyondYears)
    }
}

fn unclear(file: &Export, table: Table, field: Field, record: &Record<'_, '_>, why: Unclear) -> Fault {
    let column = file.header.column_of(table, field).unwrap_or_default();
    let problem = Problem::UnclearTime {
        field: field.name(),
        header: file.header.columns()[column].header.clone(),
        value: String::from_utf8_lossy(&record.bytes(column)).into_owned(),
        why: Box::new(why),
    };
    Fault::new(record.field_start(column), problem)
}

/// A time in any form, read alone: where day or month may come first, `order` says which.
pub(crate) fn time_in_order(text: &[u8], values: &ValueOptions, order: DateOrder) -> Option<Time> {
    any_time(text, values).ok()?.in_order(order)
}
