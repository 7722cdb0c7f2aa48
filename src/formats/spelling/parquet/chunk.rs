//! The values of a column, until their row group is complete.

use std::io;
use std::mem::replace;

use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::schema::types::Type;

use crate::formats::values::Values;
use crate::reports::{Cell, Column};
use crate::tables::Zone;

use super::column_type::ColumnType;

pub(super) struct Chunk {
    name: String,
    of: ColumnType,
    /// For each row 1, or 0 if it has no value.
    levels: Vec<i16>,
    kept: Kept,
    values: Values,
}

/// The values of rows that have one.
enum Kept {
    Flags(Vec<bool>),
    Numbers(Vec<i64>),
    Bytes(Bytes),
}

/// Texts, or numbers of 16 bytes.
#[derive(Default)]
struct Bytes {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Chunk {
    pub(super) fn new(column: &Column, zone: Zone) -> Chunk {
        let of = ColumnType::of(column);
        let kept = match of {
            ColumnType::Flag => Kept::Flags(Vec::new()),
            ColumnType::Count | ColumnType::Time | ColumnType::Decimal(_) => Kept::Numbers(Vec::new()),
            ColumnType::Text | ColumnType::Sum => Kept::Bytes(Bytes::default()),
        };
        Chunk { name: column.name.to_string(), of, levels: Vec::new(), kept, values: Values::new(zone) }
    }

    /// The column in the schema of a file.
    pub(super) fn field(&self) -> Result<Type> {
        self.of.field(&self.name)
    }

    /// Takes the value of the next row.
    pub(super) fn push(&mut self, cell: &Cell<'_>) -> io::Result<()> {
        if *cell == Cell::Blank {
            self.levels.push(0);
            return Ok(());
        }
        self.levels.push(1);
        match (&mut self.kept, cell) {
            (Kept::Flags(flags), Cell::Flag(flag)) => flags.push(*flag),
            (Kept::Bytes(bytes), cell) if self.of == ColumnType::Text => {
                self.values.write(cell, &mut bytes.bytes);
                bytes.ends.push(bytes.bytes.len());
            }
            (kept, cell) => match (kept, self.of.number(cell)) {
                (Kept::Bytes(bytes), Some(number)) => {
                    bytes.bytes.extend_from_slice(&number.to_be_bytes());
                    bytes.ends.push(bytes.bytes.len());
                }
                (Kept::Numbers(numbers), Some(number)) if let Ok(number) = i64::try_from(number) => {
                    numbers.push(number)
                }
                _ => {
                    let (name, value) = (&self.name, self.values.text(cell));
                    let problem =
                        format!("{name} is {value}, which has too many digits for Parquet; CSV has room for it");
                    return Err(io::Error::other(problem));
                }
            },
        }
        Ok(())
    }

    /// Writes the values, and forgets them.
    pub(super) fn write(&mut self, column: &mut ColumnWriter<'_>) -> Result<()> {
        let levels = Some(&*self.levels);
        match (&mut self.kept, column) {
            (Kept::Flags(flags), ColumnWriter::BoolColumnWriter(column)) => {
                column.write_batch(flags, levels, None)?;
                flags.clear();
            }
            (Kept::Numbers(numbers), ColumnWriter::Int64ColumnWriter(column)) => {
                column.write_batch(numbers, levels, None)?;
                numbers.clear();
            }
            (Kept::Bytes(bytes), ColumnWriter::ByteArrayColumnWriter(column)) => {
                column.write_batch(&bytes.take().collect::<Vec<_>>(), levels, None)?;
            }
            (Kept::Bytes(bytes), ColumnWriter::FixedLenByteArrayColumnWriter(column)) => {
                column.write_batch(&bytes.take().map(Into::into).collect::<Vec<_>>(), levels, None)?;
            }
            _ => return Err(ParquetError::General(format!("{} has values of another type", self.name))),
        }
        self.levels.clear();
        Ok(())
    }
}

impl Bytes {
    fn take(&mut self) -> impl Iterator<Item = ByteArray> {
        let room = Vec::with_capacity(self.bytes.len());
        let bytes = ByteArray::from(replace(&mut self.bytes, room));
        let mut start = 0;
        self.ends.drain(..).map(move |end| {
            let from = replace(&mut start, end);
            bytes.slice(from, end - from)
        })
    }
}
