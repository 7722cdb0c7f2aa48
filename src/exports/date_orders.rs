//! Which of day and month comes first in a column: what its values say, settled once.
//!
//! The first value in input order that fits only one order settles it for its column, in all files of its table. It is
//! looked for when a value needs it, by whichever thread meets one first; the others wait. So the answer is the same for
//! any number of threads, and for a lookup that reads a few records.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::tables::{Field, Table};

use super::Exports;
use super::values::{DateOrder, any_time};

/// The orders of all columns, as far as they were asked for.
#[derive(Debug)]
pub(super) struct DateOrders {
    /// By table, then by field. Within, `None` where no value of the column decides.
    columns: Vec<OnceLock<Option<Settled>>>,
}

/// The order of a column, and the value that settled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Which comes first.
    pub order: DateOrder,
    /// The value.
    pub value: String,
    /// The file in which it stands.
    pub file: PathBuf,
    /// The line in which its record begins.
    pub line: u64,
}

impl Default for DateOrders {
    fn default() -> DateOrders {
        DateOrders { columns: (0..Table::ALL.len() * Field::ALL.len()).map(|_| OnceLock::new()).collect() }
    }
}

impl Exports {
    /// The order of a column; `None` where none of its values decides.
    pub(super) fn date_order(&self, table: Table, field: Field) -> Option<&Settled> {
        let column = &self.date_orders.columns[table as usize * Field::ALL.len() + field as usize];
        column.get_or_init(|| self.settle(table, field)).as_ref()
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
