//! One document of a report: what precedes the rows, the rows, and what follows them.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::formats::{Closing, Making, Page, PageLines, Parquet, Spelling, Workbook};
use crate::messages::Unwritable;
use crate::reports::{Column, outline};

use super::destination::Destination;
use super::files::Files;
use super::laid_out::LaidOut;
use super::writer::Writer;

pub(super) struct Document<'a> {
    writer: Writer,
    body: Body<'a>,
    destination: &'a Destination<'a>,
    columns: &'a [Column],
    content: Content,
    is_empty: bool,
}

/// What the rows of a document are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Rows, written as they come.
    Rows,
    /// Rows that come only when all are known.
    AllRows,
    /// Timelines drawn for people, each a section of its own.
    Timelines,
}

enum Body<'a> {
    /// Formatted rows, written as they are.
    Spelled(Box<Spelling>),
    /// Laid-out sections, written as they are.
    Sections,
    /// Packed rows for a table.
    Table(Box<LaidOut<'a>>),
    /// Packed rows for a workbook.
    Workbook {
        book: Box<Workbook>,
        /// Where its temporary files are.
        folder: Option<PathBuf>,
    },
    /// Packed rows for a file of columns.
    Columns(Box<Parquet>),
}

impl<'a> Document<'a> {
    pub(super) fn begin(
        destination: &'a Destination<'a>,
        mut writer: Writer,
        columns: &'a [Column],
        content: Content,
    ) -> Result<Document<'a>, Unwritable> {
        let body = match destination.look.format.making() {
            Making::Layout if content == Content::Timelines => Body::Sections,
            Making::Layout => {
                let is_at_once = content == Content::AllRows;
                Body::Table(Box::new(LaidOut::new(destination.table, columns, is_at_once, writer.spares_rows)))
            }
            Making::Workbook => {
                let folder = writer.target.folder().map(Path::to_owned);
                let book = Workbook::new(destination.report, columns, destination.zone, folder.as_deref());
                let book = book.map_err(|error| Unwritable::waiting(folder.as_deref(), error))?;
                Body::Workbook { book: Box::new(book), folder }
            }
            Making::Columns => {
                let file = Parquet::new(columns, destination.zone);
                Body::Columns(Box::new(file.map_err(|error| writer.unwritable(error))?))
            }
            Making::Rows | Making::Page => {
                let mut spelling = destination.spelling(columns);
                let mut bytes = Vec::new();
                spelling.begin(columns, &mut bytes);
                writer.write(&bytes)?;
                Body::Spelled(Box::new(spelling))
            }
        };
        Ok(Document { writer, body, destination, columns, content, is_empty: true })
    }

    /// Takes whole rows, as the spelling formats them.
    pub(super) fn rows(&mut self, bytes: &[u8], count: u64) -> Result<(), Unwritable> {
        match &mut self.body {
            Body::Spelled(spelling) => {
                let skipped = if self.is_empty && !bytes.is_empty() { spelling.separator() } else { 0 };
                self.writer.write(&bytes[skipped..])?;
            }
            Body::Sections => self.writer.write(bytes)?,
            Body::Table(rows) => rows.take(bytes, count).map_err(|error| Unwritable::waiting(None, error))?,
            Body::Workbook { book, folder } => {
                book.rows(bytes).map_err(|error| Unwritable::waiting(folder.as_deref(), error))?;
            }
            Body::Columns(file) => self.writer.write_all_of(|out| file.rows(bytes, out))?,
        }
        self.is_empty &= bytes.is_empty();
        Ok(())
    }

    /// Called before rows that come together, which a browser parses by themselves.
    pub(super) fn pause(&mut self) -> Result<(), Unwritable> {
        if self.destination.look.format.making() == Making::Page && !self.is_empty {
            self.writer.write(Page::PAUSE)
        } else {
            Ok(())
        }
    }

    /// Called after rows that came together: a table lays out what it holds if it is much.
    pub(super) fn settle(&mut self) -> Result<(), Unwritable> {
        match &mut self.body {
            Body::Table(rows) => {
                rows.flush().map_err(|error| Unwritable::waiting(None, error))?;
                self.writer.write_all_of(|out| buffered(out, |out| rows.settle(out)))
            }
            Body::Spelled(_) | Body::Sections | Body::Workbook { .. } | Body::Columns(_) => Ok(()),
        }
    }

    /// Completes the document and its output. Returns how many texts were cut to fit their cell.
    pub(super) fn finish(mut self, closing: &Closing) -> Result<(u64, Files), Unwritable> {
        let mut bytes = Vec::new();
        let cut = match self.body {
            Body::Spelled(spelling) => {
                if self.destination.look.format.making() == Making::Page {
                    let lines = match self.content {
                        Content::Timelines => PageLines::Sections(outline()),
                        Content::Rows | Content::AllRows => PageLines::Rows(self.columns),
                    };
                    Page::new(self.destination.zone).end(closing, &lines, &mut bytes);
                }
                spelling.end(&mut bytes);
                0
            }
            Body::Sections => {
                if self.is_empty {
                    bytes.extend(closing.nothing.iter().flat_map(|line| [line.as_str(), "\n"]).flat_map(str::bytes));
                }
                0
            }
            Body::Table(mut rows) => {
                rows.flush().map_err(|error| Unwritable::waiting(None, error))?;
                self.writer.write_all_of(|out| buffered(out, |out| rows.finish(closing, out)))?;
                0
            }
            Body::Columns(file) => {
                self.writer.write_all_of(|out| file.finish(out))?;
                0
            }
            Body::Workbook { book, .. } => self.writer.write_all_of(|out| book.finish(closing, out))?,
        };
        self.writer.write(&bytes)?;
        Ok((cut, self.writer.finish()?))
    }
}

/// Lets `write` write much at a time, as standard output goes line by line.
fn buffered(out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    write(&mut out)?;
    out.flush()
}
