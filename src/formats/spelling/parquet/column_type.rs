//! What columns hold, by their kind alone: files of one report have the same types and can be queried together.

use std::cmp::Ordering;

use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::Result;
use parquet::schema::types::Type;

use crate::reports::{Cell, Column, Kind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnType {
    Text,
    Flag,
    Count,
    /// Microseconds since 1970 in UTC.
    Time,
    /// At most 18 digits, so many of them decimals.
    Decimal(u32),
    /// Seconds of any number of rows: at most 38 digits, six of them decimals.
    Sum,
}

impl ColumnType {
    pub(super) fn of(column: &Column) -> ColumnType {
        match column.kind {
            // As it was exported, even if it is no time or number.
            _ if column.as_exported().is_some() => ColumnType::Text,
            Kind::Text | Kind::Word => ColumnType::Text,
            Kind::Count if column.has_fractions() => ColumnType::Decimal(3),
            Kind::Count => ColumnType::Count,
            Kind::Seconds if column.is_folded() => ColumnType::Sum,
            Kind::Seconds => ColumnType::Decimal(6),
            Kind::Time => ColumnType::Time,
            Kind::Rate => ColumnType::Decimal(4),
            Kind::Flag => ColumnType::Flag,
        }
    }

    /// How many digits decimals have at most, and how many of these stand behind the point.
    const fn digits(self) -> (u32, u32) {
        match self {
            ColumnType::Text | ColumnType::Flag => (0, 0),
            ColumnType::Count => (18, 0),
            ColumnType::Time => (19, 6),
            ColumnType::Decimal(decimals) => (18, decimals),
            ColumnType::Sum => (38, 6),
        }
    }

    /// A column of this type in the schema of a file.
    pub(super) fn field(self, name: &str) -> Result<Type> {
        let (digits, decimals) = self.digits();
        let (precision, scale) = (digits.cast_signed(), decimals.cast_signed());
        let decimal = Some(LogicalType::decimal(scale, precision));
        let (physical, logical) = match self {
            ColumnType::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            ColumnType::Flag => (Physical::BOOLEAN, None),
            ColumnType::Count => (Physical::INT64, None),
            ColumnType::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
            ColumnType::Decimal(_) => (Physical::INT64, decimal),
            ColumnType::Sum => (Physical::FIXED_LEN_BYTE_ARRAY, decimal),
        };
        let field = Type::primitive_type_builder(name, physical);
        let field = field.with_repetition(Repetition::OPTIONAL).with_logical_type(logical);
        match self {
            ColumnType::Decimal(_) => field.with_precision(precision).with_scale(scale),
            ColumnType::Sum => field.with_precision(precision).with_scale(scale).with_length(16),
            ColumnType::Text | ColumnType::Flag | ColumnType::Count | ColumnType::Time => field,
        }
        .build()
    }

    /// The number of a cell, in units of the last digit of this type; `None` if the cell holds none, or one with too many
    /// digits.
    pub(super) fn number(self, cell: &Cell<'_>) -> Option<i128> {
        let (number, own) = match cell {
            Cell::Count(count) => (i128::from(*count), 0),
            Cell::Time(instant) | Cell::Micros(instant) => (instant.micros().into(), 6),
            Cell::Seconds(sum) => (sum.micros(), 6),
            Cell::Average(average) => (average.milliseconds(), 3),
            Cell::Rate(rate) => (rate.ten_thousandths(), 4),
            Cell::Number(number) => (number.amount.micros(), 6),
            Cell::Blank | Cell::Text(_) | Cell::Uuid(_) | Cell::Flag(_) => return None,
        };
        let (digits, decimals) = self.digits();
        let number = match own.cmp(&decimals) {
            Ordering::Equal => number,
            Ordering::Less => number.checked_mul(10i128.pow(decimals - own))?,
            // Rounded to as many before.
            Ordering::Greater => number / 10i128.pow(own - decimals),
        };
        let is_short = number.unsigned_abs() < POWERS[digits as usize];
        is_short.then_some(number)
    }
}

/// Powers of ten.
static POWERS: [u128; 39] = {
    let mut powers = [1; 39];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};
