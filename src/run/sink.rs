//! Where rows go: sorted or in their own order, to one document or to several.

use std::ops::ControlFlow;

use anyhow::{Context, Error, Result};

use crate::formats::Closing;
use crate::messages::Messages;
use crate::reports::Column;

use super::batch::Batch;
use super::document::{Content, Document};
use super::files::Files;
use super::pass::Pass;
use super::sort::Sorter;
use super::splitter::Splitter;

/// How many sorted rows are written between pauses.
const PAUSE: u64 = 1_000;

pub(super) struct Sink<'a> {
    onto: Onto<'a>,
    /// Holds rows until all are known; `None` if they keep their own order.
    sorter: Option<Sorter>,
    limit: Option<u64>,
    written: u64,
    /// Whether the next rows belong to the same batch as those before.
    goes_on: bool,
    /// For each condition, how many values weren't numbers.
    no_numbers: Vec<u64>,
}

enum Onto<'a> {
    Document(Box<Document<'a>>),
    Files(Box<Splitter<'a>>),
}

#[derive(Default)]
pub(super) struct Finished {
    pub(super) rows: u64,
    /// How many texts were cut to fit their cell.
    pub(super) cut: u64,
    /// Complete files that aren't in place yet.
    pub(super) files: Files,
    /// For each condition, how many values weren't numbers; empty if there was no row.
    pub(super) no_numbers: Vec<u64>,
}

impl<'a> Sink<'a> {
    /// Opens the output of a report with these columns; `limit` keeps the first rows, after sorting if `sorts`.
    pub(super) fn open(
        pass: &'a Pass<'a>,
        sorts: bool,
        limit: Option<u64>,
        columns: &'a [Column],
        content: Content,
    ) -> Result<Sink<'a>> {
        let destination = pass.destination;
        let onto = match destination.split {
            Some(split) => Onto::Files(Box::new(Splitter::new(split, pass, columns))),
            None => Onto::Document(Box::new(Document::begin(destination, destination.open()?, columns, content)?)),
        };
        Ok(Sink {
            onto,
            sorter: sorts.then(|| Sorter::new(limit)),
            limit,
            written: 0,
            goes_on: false,
            no_numbers: Vec::new(),
        })
    }

    /// Takes the next rows. Breaks once no later row can be among those asked for.
    pub(super) fn take(&mut self, batch: Batch) -> Result<ControlFlow<()>> {
        if self.sorter.is_none() && self.has_enough() {
            return Ok(ControlFlow::Break(()));
        }
        self.no_numbers.resize(batch.no_numbers.len().max(self.no_numbers.len()), 0);
        self.no_numbers.iter_mut().zip(&batch.no_numbers).for_each(|(sum, more)| *sum += more);
        let goes_on = std::mem::replace(&mut self.goes_on, batch.is_part);
        if self.sorter.is_none() && !batch.runs.is_empty() && !goes_on {
            self.onto.document().map_or(Ok(()), Document::pause)?;
        }
        let mut start = 0;
        for run in batch.runs {
            let rows = &batch.bytes[start..run.end];
            start = run.end;
            if let Some(sorter) = &mut self.sorter {
                let length = (run.group.len() as u64).to_le_bytes();
                sorter.push(&run.key, &[&length, &run.group, rows]).context("--sort: a temporary file")?;
            } else if !self.has_enough() {
                self.onto.rows(&run.group, rows, run.rows)?;
                self.written += run.rows;
            }
        }
        if self.sorter.is_some() {
            return Ok(ControlFlow::Continue(()));
        }
        if !batch.is_part {
            self.onto.document().map_or(Ok(()), Document::settle)?;
        }
        Ok(if self.has_enough() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn has_enough(&self) -> bool {
        self.limit.is_some_and(|limit| self.written >= limit)
    }

    /// Writes held rows and the closing, and completes the output.
    pub(super) fn finish(
        mut self,
        closing: impl FnOnce(u64) -> Closing,
        messages: &mut Messages<'_>,
    ) -> Result<Finished> {
        if let Some(sorter) = self.sorter.take() {
            sorter.finish::<Error>(|_, entry| {
                if self.written.is_multiple_of(PAUSE) {
                    self.onto.document().map_or(Ok(()), Document::pause)?;
                }
                let (group, row) = unpack(entry);
                self.onto.rows(group, row, 1)?;
                self.written += 1;
                Ok(())
            })?;
        }
        let closing = closing(self.written);
        let (cut, files) = match self.onto {
            Onto::Document(document) => document.finish(&closing)?,
            Onto::Files(splitter) => splitter.finish(&closing, messages)?,
        };
        Ok(Finished { rows: self.written, cut, files, no_numbers: self.no_numbers })
    }
}

impl<'a> Onto<'a> {
    fn rows(&mut self, group: &[u8], rows: &[u8], count: u64) -> Result<()> {
        match self {
            Onto::Document(document) => Ok(document.rows(rows, count)?),
            Onto::Files(splitter) => splitter.push(group, rows),
        }
    }

    /// The document that rows are written to as they come, if they are.
    fn document(&mut self) -> Option<&mut Document<'a>> {
        if let Onto::Document(document) = self { Some(document) } else { None }
    }
}

/// Splits a group, after its length, from its rows.
fn unpack(entry: &[u8]) -> (&[u8], &[u8]) {
    let (length, rest) = entry.split_first_chunk().unwrap_or((&[0; 8], entry));
    rest.split_at(usize::try_from(u64::from_le_bytes(*length)).map_or(0, |length| length.min(rest.len())))
}
