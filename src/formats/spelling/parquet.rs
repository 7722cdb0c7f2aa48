//! `parquet`: for engines that query files. Columns have types; nothing has to be guessed from text.
//!
//! Rows are held until they make a row group, so memory doesn't grow with them. Where a group ends depends on the rows
//! alone, so that the same report is the same bytes.

mod chunk;
mod column_type;

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, Repetition, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::reports::Column;
use crate::tables::Zone;

use super::packed::unpack;
use chunk::Chunk;

/// The most rows of a group: engines read groups in parallel, and this is how many DuckDB writes.
const ROWS: usize = 122_880;

/// A group of more bytes, as they are packed, is complete.
const BYTES: usize = 48 << 20;

pub(crate) struct Parquet {
    /// Writes to memory: what is complete there goes to the output.
    file: SerializedFileWriter<Vec<u8>>,
    /// The group that is being filled.
    chunks: Vec<Chunk>,
    rows: usize,
    bytes: usize,
}

impl Parquet {
    /// Begins a file of rows under these columns. Its times are instants; that they were asked for in `zone` is noted.
    pub(crate) fn new(columns: &[Column], zone: Zone) -> io::Result<Parquet> {
        let chunks: Vec<Chunk> = columns.iter().map(|column| Chunk::new(column, zone)).collect();
        let fields =
            chunks.iter().map(|chunk| chunk.field().map(Arc::new)).collect::<Result<_, _>>().map_err(failed)?;
        let schema = Type::group_type_builder("segrep").with_repetition(Repetition::REQUIRED).with_fields(fields);
        let properties = WriterProperties::builder()
            .set_created_by(concat!("segrep version ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            // Those of pages would be held until the end, and grow with the rows.
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .set_key_value_metadata(Some(vec![KeyValue::new("segrep.tz".to_owned(), zone.to_string())]));
        let schema = Arc::new(schema.build().map_err(failed)?);
        let file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build())).map_err(failed)?;
        Ok(Parquet { file, chunks, rows: 0, bytes: 0 })
    }

    /// Takes packed rows.
    pub(crate) fn rows(&mut self, mut packed: &[u8], out: &mut dyn Write) -> io::Result<()> {
        while !packed.is_empty() {
            let before = packed.len();
            for chunk in &mut self.chunks {
                chunk.push(&unpack(&mut packed).ok_or(io::ErrorKind::InvalidData)?)?;
            }
            self.rows += 1;
            self.bytes += before - packed.len();
            if self.rows == ROWS || self.bytes >= BYTES {
                self.end_group(out)?;
            }
        }
        Ok(())
    }

    fn end_group(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(failed)?;
        for chunk in &mut self.chunks {
            let mut column = group.next_column().map_err(failed)?.ok_or(io::ErrorKind::InvalidData)?;
            chunk.write(column.untyped()).map_err(failed)?;
            column.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        self.pass_on(out)
    }

    fn pass_on(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.file.flush()?;
        let bytes = self.file.inner_mut();
        out.write_all(bytes)?;
        bytes.clear();
        Ok(())
    }

    /// Completes the file.
    pub(crate) fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.rows > 0 {
            self.end_group(out)?;
        }
        self.file.finish().map_err(failed)?;
        self.pass_on(out)
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::super::packed::pack;
    use super::*;
    use crate::reports::Cell;

    /// How many rows each group has.
    fn groups(column: Column, cells: &[Cell<'_>]) -> Vec<i64> {
        let mut file = Parquet::new(&[column], Zone::UTC).unwrap();
        let mut out = tempfile::tempfile().unwrap();
        for cells in cells.chunks(1000) {
            let mut packed = Vec::new();
            cells.iter().for_each(|cell| pack(cell, &mut packed));
            file.rows(&packed, &mut out).unwrap();
            assert!(file.bytes < BYTES && file.rows < ROWS);
        }
        file.finish(&mut out).unwrap();
        groups_of(out)
    }

    fn groups_of(file: File) -> Vec<i64> {
        let reader = SerializedFileReader::new(file).unwrap();
        reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect()
    }

    #[test]
    fn groups_are_of_so_many_rows_or_bytes() {
        let count = || Column::count("n", "");
        assert_eq!(groups(count(), &[]).len(), 0);
        assert_eq!(groups(count(), &vec![Cell::Count(1); ROWS]), [ROWS as i64]);
        assert_eq!(groups(count(), &vec![Cell::Blank; ROWS * 2 + 1]), [ROWS as i64, ROWS as i64, 1]);
        let long = "x".repeat(BYTES / 3);
        assert_eq!(groups(Column::text("t", ""), &vec![Cell::text(&long); 7]), [3, 3, 1]);
    }
}
