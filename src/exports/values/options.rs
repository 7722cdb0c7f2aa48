//! What a person says about the values of the exports where these don't say it themselves.

use std::collections::BTreeMap;

use clap::ValueEnum;

use crate::tables::Zone;

use super::duration_unit::DurationUnit;
use super::time_format::TimeFormat;

/// Which comes first in a date that ends with its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DateOrder {
    /// Day, month, year, as in 21/11/2026
    #[value(name = "dmy")]
    DayFirst,
    /// Month, day, year, as in 11/21/2026
    #[value(name = "mdy")]
    MonthFirst,
}

impl DateOrder {
    /// Its name in options.
    pub const fn name(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "dmy",
            DateOrder::MonthFirst => "mdy",
        }
    }

    /// What comes first.
    pub const fn first(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "day",
            DateOrder::MonthFirst => "month",
        }
    }

    pub(in crate::exports) const fn other(self) -> DateOrder {
        match self {
            DateOrder::DayFirst => DateOrder::MonthFirst,
            DateOrder::MonthFirst => DateOrder::DayFirst,
        }
    }
}

/// How values are read where they don't say it themselves.
#[derive(Clone, Debug, Default)]
pub struct ValueOptions {
    /// The zone of times without an offset, if given; see [`ValueOptions::zone`].
    pub input_zone: Option<Zone>,
    /// `None` lets each column decide.
    pub date_order: Option<DateOrder>,
    /// Tried before all other forms.
    pub time_format: Option<TimeFormat>,
    /// Zones by the words that stand for them behind a time, as `CST`. They win over those that segrep knows.
    pub zones: BTreeMap<String, Zone>,
    /// What plain numbers in a duration column count; `None` lets the header decide.
    pub duration_unit: Option<DurationUnit>,
}

impl ValueOptions {
    /// The zone of times without an offset: UTC unless given.
    #[inline]
    pub fn zone(&self) -> Zone {
        self.input_zone.unwrap_or(Zone::UTC)
    }
}
