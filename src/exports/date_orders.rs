//! Which of day and month comes first in a column: what its values say, settled once.
//!
//! The first value in input order that fits only one order settles it for its column, in all files of its table. It is
//! looked for when a value needs it, by whichever thread meets one first; the others wait. So the answer is the same for
//! any number of threads, and for a lookup that reads a few records.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::tables::{Field, Table};

use super::values::DateOrder;

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

impl DateOrders {
    /// The order of a column, which `settle` finds when it is first asked for.
    pub(super) fn of(&self, table: Table, field: Field, settle: impl FnOnce() -> Option<Settled>) -> Option<&Settled> {
        self.columns[table as usize * Field::ALL.len() + field as usize].get_or_init(settle).as_ref()
    }
}
