//! What a person says about the values of the exports.

use std::collections::BTreeMap;

use crate::tables::Zone;

use super::date_order::DateOrder;
use super::duration_unit::DurationUnit;
use super::time_format::TimeFormat;

/// How values are to be read where they don't say it themselves.
#[derive(Clone, Debug, Default)]
pub struct ValueOptions {
    /// The zone of times without an offset, where somebody says it: see [`ValueOptions::zone`].
    pub input_zone: Option<Zone>,
    /// Whether day or month comes first; `None` to let each column say it.
    pub date_order: Option<DateOrder>,
    /// A form of times that is tried before all others.
    pub time_format: Option<TimeFormat>,
    /// Zones by the words that stand for them behind a time, as `CST`. They win over the words that segrep knows.
    pub zones: BTreeMap<String, Zone>,
    /// What a plain number in a duration column counts; `None` to let the header say it.
    pub duration_unit: Option<DurationUnit>,
}

impl ValueOptions {
    /// The zone of times without an offset.
    #[inline]
    pub fn zone(&self) -> Zone {
        self.input_zone.unwrap_or(Zone::UTC)
    }
}
