//! Quotes that are read as themselves: counted, because a file that has them is no CSV after RFC 4180.

use super::dialect::Quotes;
use super::error::line_of;
use super::export::Export;
use super::exports::Exports;
use super::pieces::in_pieces;

impl Exports {
    /// How many quotes within the fields of a file are read as themselves, and the line of the first. None where nothing is
    /// read so; where a record can't be read, whoever reads it tells.
    pub fn literal_quotes(&self, file: &Export) -> Option<(u64, u64)> {
        if file.dialect.quotes == Quotes::Strict {
            return None;
        }
        let pieces = in_pieces(file.bytes(), file.body, |range| {
            let (mut count, mut first) = (0, None);
            file.each_record(range, self.skips(), |record| {
                for at in record.literal_quotes() {
                    count += 1;
                    first.get_or_insert(at);
                }
                Ok(())
            })?;
            Ok((count, first))
        });
        let pieces = pieces.ok()?;
        let first = pieces.iter().find_map(|(_, first)| *first)?;
        Some((pieces.iter().map(|(count, _)| count).sum(), line_of(file.bytes(), first)))
    }
}
