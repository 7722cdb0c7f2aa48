//! An output of rows: what stands before them, the rows in the order in which they come, what stands after them.

use std::path::PathBuf;

use anyhow::Result;

use crate::formats::{Spelling, Unfinished, Workbook};
use crate::reports::{Column, Section};

use super::coverage::Facts;
use super::destination::Destination;
use super::files::Files;
use super::writer::{Unwritable, Writer};

/// A document that is being written.
pub(super) struct Document {
    writer: Writer,
    body: Body,
}

enum Body {
    /// Rows that are written as they are spelled.
    Spelled {
        spelling: Box<Spelling>,
        /// Whether there is no row yet.
        is_empty: bool,
    },
    /// Rows that a workbook takes.
    Workbook {
        book: Box<Workbook>,
        /// Where they wait.
        folder: Option<PathBuf>,
    },
}

impl Document {
    /// Begins a document of rows under these columns.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn begin(
        destination: &Destination<'_>,
        mut writer: Writer,
        spelling: Spelling,
        columns: &[Column],
    ) -> Result<Document, Unwritable> {
        let body = match spelling {
            Spelling::Packed => {
                let folder = writer.folder.clone();
                let book = Workbook::new(destination.report, columns, destination.zone, folder.as_deref());
                let book = book.map_err(|error| Unwritable::waiting(folder.as_deref(), error))?;
                Body::Workbook { book: Box::new(book), folder }
            }
            mut spelling => {
                let mut bytes = Vec::new();
                spelling.begin(columns, &mut bytes);
                writer.write(&bytes)?;
                Body::Spelled { spelling: Box::new(spelling), is_empty: true }
            }
        };
        Ok(Document { writer, body })
    }

    /// Writes whole rows, each as the spelling gives it.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn rows(&mut self, bytes: &[u8]) -> Result<(), Unwritable> {
        match &mut self.body {
            Body::Spelled { spelling, is_empty } => {
                let skipped = if *is_empty && !bytes.is_empty() { spelling.separator() } else { 0 };
                *is_empty &= bytes.is_empty();
                self.writer.write(&bytes[skipped..])
            }
            Body::Workbook { book, folder } => {
                book.rows(bytes).map_err(|error| Unwritable::waiting(folder.as_deref(), error))
            }
        }
    }

    /// Gives a workbook a first sheet. The other formats have nothing before their rows that is known after them.
    pub(super) fn begin_with(&mut self, overview: Section<'static>) {
        if let Body::Workbook { book, .. } = &mut self.body {
            book.begin_with(overview);
        }
    }

    /// Completes the document and its output. Gives the number of texts that had no room in their cell.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn finish(self, facts: &Facts) -> Result<(u64, Files), Unwritable> {
        let (cut, writer) = self.end(facts)?;
        Ok((cut, writer.finish()?))
    }

    /// The same, but the file is not on the disk for sure.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn complete(self, facts: &Facts) -> Result<(u64, Option<Unfinished>), Unwritable> {
        let (cut, writer) = self.end(facts)?;
        Ok((cut, writer.complete()?))
    }

    fn end(mut self, facts: &Facts) -> Result<(u64, Writer), Unwritable> {
        let cut = match self.body {
            Body::Spelled { spelling, .. } => {
                let mut bytes = Vec::new();
                spelling.end(&mut bytes);
                self.writer.write(&bytes)?;
                0
            }
            Body::Workbook { book, .. } => self.writer.write_all_of(|out| book.finish(facts, out))?,
        };
        Ok((cut, self.writer))
    }
}
