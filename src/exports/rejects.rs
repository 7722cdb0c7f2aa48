//! Records that can't be read, where the rest is wanted all the same.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::records::Fault;
use super::{Export, Exports, Problem, Record};

/// What is done with a record that can't be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnError {
    /// Nothing is reported; the first such record is told
    #[default]
    Fail,
    /// It is left out, counted and kept for --rejects
    Skip,
}

/// A record that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Where it lies in its file, without its line end.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub fault: Fault,
}

/// The records that were left out, by file and place.
#[derive(Debug, Default)]
pub(super) struct Rejects(Mutex<BTreeMap<(usize, usize), Reject>>);

impl Exports {
    /// Whether records that can't be read are left out.
    pub fn skips(&self) -> bool {
        self.on_error == OnError::Skip
    }

    /// Keeps records of a file that are left out. One that is met again is kept once.
    pub fn reject(&self, file: usize, rejects: Vec<Reject>) {
        let mut all = self.rejects.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(rejects.into_iter().map(|reject| ((file, reject.range.start), reject)));
    }

    /// The records that were left out, with the numbers of their files, in input order.
    pub fn rejects(&self) -> Vec<(usize, Reject)> {
        let all = self.rejects.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().map(|((file, _), reject)| (*file, reject.clone())).collect()
    }
}

impl Export {
    /// Gives each record of a range to `read`. Where `skips`, those that can't be split or that `read` refuses are
    /// left out and given back; a quote that breaks RFC 4180 costs the record to the end of its line.
    ///
    /// # Errors
    ///
    /// The first fault, where nothing is to be left out; and a quoted field that goes on after the range.
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
            let at = records.position();
            match records.next() {
                None => return Ok(rejects),
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
                    // Empty lines are none of the record's.
                    let bytes = self.bytes();
                    let blank = bytes[at..fault.offset].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                    records.skip_line(fault.offset);
                    let end = records.position();
                    let end =
                        end - bytes[at..end].iter().rev().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                    rejects.push(Reject { range: at + blank..end, fault });
                }
            }
        }
    }
}
