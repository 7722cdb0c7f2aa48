//! Writing rows to several files. Rows are held, sorted by file, until all are known; then the files are written one after
//! another. So only one file is open at a time, however many there are, and all are complete before the first is moved
//! into place.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Error, Result};

use crate::formats::{Closing, IfExists, Target};
use crate::messages::{Messages, Unwritable};
use crate::plain::quoted;
use crate::reports::Column;
use crate::usage::UsageError;

use super::destination::Destination;
use super::document::{Content, Document};
use super::files::Files;
use super::pass::Pass;
use super::sort::Sorter;
use super::split::Split;

/// Rows held until their files are written.
pub(super) struct Splitter<'t> {
    split: &'t Split,
    pass: &'t Pass<'t>,
    columns: &'t [Column],
    rows: Sorter,
    groups: BTreeSet<Vec<u8>>,
}

impl<'t> Splitter<'t> {
    /// A splitter of rows under these columns. When rows are split by day alone, every day of the chosen interval gets a
    /// file, even one without rows.
    pub(super) fn new(split: &'t Split, pass: &'t Pass<'t>, columns: &'t [Column]) -> Splitter<'t> {
        let days = if split.is_by_day_only() { pass.choice.days(pass.destination.zone) } else { Vec::new() };
        let groups = days.into_iter().map(|day| Split::group_of_day(&day.to_string())).collect();
        Splitter { split, pass, columns, rows: Sorter::new(None), groups }
    }

    pub(super) fn push(&mut self, group: &[u8], rows: &[u8]) -> Result<()> {
        if !self.groups.contains(group) {
            self.groups.insert(group.to_vec());
        }
        self.rows.push(group, &[rows]).context("--split-by: a temporary file")
    }

    /// Writes all files. Returns how many texts were cut to fit their cell, and the files.
    pub(super) fn finish(self, closing: &Closing, messages: &mut Messages<'_>) -> Result<(u64, Files)> {
        let destination = self.pass.destination;
        let paths = self.split.files(&self.groups);
        self.check(&paths, messages)?;
        let is_kept = |path: &PathBuf| destination.look.options.if_exists == IfExists::Skip && path.exists();
        let kept: Vec<bool> = paths.iter().map(is_kept).collect();
        let mut writing = Writing {
            split: self.split,
            destination,
            columns: self.columns,
            closing,
            groups: self.groups.into_iter().zip(paths).zip(kept).collect(),
            next: 0,
            open: None,
            complete: Vec::new(),
            cut: 0,
        };
        self.rows.finish::<Error>(|group, rows| writing.rows(group, rows))?;
        writing.finish()
    }

    /// Checks that no file would replace an input or a file that must be kept.
    fn check(&self, paths: &[PathBuf], messages: &mut Messages<'_>) -> Result<()> {
        let Pass { destination, inputs, vocabulary, .. } = *self.pass;
        for path in paths {
            if destination.look.options.if_exists == IfExists::Fail && path.exists() {
                return Err(Unwritable::exists(path).into());
            }
            let target = Target::File(path.clone());
            inputs.check_target(&target, vocabulary, messages)?;
            if destination.side_files.goes_to(&target) {
                let name = quoted(&path.display().to_string());
                let problem = format!("--split-by: rejects or the manifest go to {name}, too");
                return Err(UsageError::new(problem).hint("name another file for them").into());
            }
        }
        Ok(())
    }
}

/// The files, at most one of which is open.
struct Writing<'t> {
    split: &'t Split,
    destination: &'t Destination<'t>,
    columns: &'t [Column],
    closing: &'t Closing,
    /// Each group with its file, and whether that file exists and is kept.
    groups: Vec<((Vec<u8>, PathBuf), bool)>,
    next: usize,
    open: Option<Document<'t>>,
    complete: Vec<Files>,
    cut: u64,
}

impl Writing<'_> {
    fn rows(&mut self, group: &[u8], rows: &[u8]) -> Result<()> {
        while self.next == 0 || self.groups[self.next - 1].0.0 != group {
            self.advance()?;
        }
        match &mut self.open {
            Some(document) => Ok(document.rows(rows, 0)?),
            None => Ok(()),
        }
    }

    /// Completes the open file and begins the next.
    fn advance(&mut self) -> Result<()> {
        self.close()?;
        let ((_, path), is_kept) = &self.groups[self.next];
        self.next += 1;
        if !is_kept {
            let target = Target::File(path.clone());
            let writer = self.destination.open_at(&target)?;
            self.open = Some(Document::begin(self.destination, writer, self.columns, Content::Rows)?);
        }
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        if let Some(document) = self.open.take() {
            let ((group, _), _) = &self.groups[self.next - 1];
            let part = ("Part".to_owned(), self.split.title(group));
            let facts = std::iter::once(part).chain(self.closing.facts.iter().cloned()).collect();
            let (cut, file) = document.finish(&Closing { facts, ..Closing::default() })?;
            self.cut += cut;
            self.complete.push(file);
        }
        Ok(())
    }

    /// Writes the remaining files, which have no rows.
    fn finish(mut self) -> Result<(u64, Files)> {
        while self.next < self.groups.len() {
            self.advance()?;
        }
        self.close()?;
        let kept = self.groups.iter().filter(|(_, is_kept)| *is_kept).count() as u64;
        Ok((self.cut, Files::of_split(self.complete, kept)))
    }
}
