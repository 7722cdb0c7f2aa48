//! Walking over the records of a file: what can't be read, and what repeats the header.

use std::ops::Range;
use std::sync::PoisonError;

use super::error::{Fault, line_of};
use super::export::Export;
use super::problem::Problem;
use super::record::Record;
use super::records::Records;

/// A record that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Where it lies in its file, without its line end.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub fault: Fault,
}

impl Export {
    /// The records of a piece of the file, without those that repeat the header.
    pub fn records(&self, range: Range<usize>) -> Records<'_> {
        Records::new(self.bytes(), range, self.dialect).without(&self.source.bytes()[self.header_at.clone()])
    }

    /// How many records that repeat the header were passed over by now, and the line of the first; `None` if none were.
    pub fn repeats(&self) -> Option<(u64, u64)> {
        let repeats = self.repeats.lock().unwrap_or_else(PoisonError::into_inner);
        repeats.first().map(|first| (repeats.len() as u64, line_of(self.bytes(), *first)))
    }

    /// Passes each record of a range to `read`. If `skips`, those that can't be split or that `read` refuses are returned
    /// instead; a quote that breaks RFC 4180 costs the rest of its line.
    ///
    /// # Errors
    ///
    /// The first fault unless `skips`; in any case a quoted field that goes on after the range.
    pub fn each_record(
        &self,
        range: Range<usize>,
        skips: bool,
        mut read: impl FnMut(Record<'_, '_>) -> Result<(), Fault>,
    ) -> Result<Vec<Reject>, Fault> {
        let mut rejects = Vec::new();
        let reaches_end = range.end == self.bytes().len();
        let mut records = self.records(range);
        loop {
            match records.next() {
                None => {
                    if !records.repeats().is_empty() {
                        self.repeats.lock().unwrap_or_else(PoisonError::into_inner).extend(records.repeats());
                    }
                    return Ok(rejects);
                }
                Some(Ok(record)) => {
                    let range = record.start()..record.end();
                    match read(record) {
                        Ok(()) => {}
                        Err(fault) if skips => rejects.push(Reject { range, fault }),
                        Err(fault) => return Err(fault),
                    }
                }
                Some(Err(fault)) if !skips || (*fault.problem == Problem::OpenQuote && !reaches_end) => {
                    return Err(fault);
                }
                Some(Err(fault)) => {
                    let start = records.start();
                    let is_line_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
                    records.skip_line(fault.offset);
                    let end = records.position();
                    let end = end - self.bytes()[start..end].iter().rev().take_while(is_line_end).count();
                    rejects.push(Reject { range: start..end, fault });
                }
            }
        }
    }
}
