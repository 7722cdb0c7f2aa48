//! Whether the day or the month comes first in dates of numbers alone.

use clap::ValueEnum;

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
}
