//! An output of rows: what stands before them, the rows in the order in which they come, what stands after them.

use crate::formats::{Spelling, Titles};

use super::sheet::{Unwritable, Writer};

/// A document that is being written.
pub(super) struct Document {
    writer: Writer,
    spelling: Spelling,
    /// Whether there is no row yet.
    is_empty: bool,
}

impl Document {
    /// Begins a document of rows under these columns.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn begin(mut writer: Writer, spelling: Spelling, titles: &Titles) -> Result<Document, Unwritable> {
        let mut bytes = Vec::new();
        spelling.begin(titles, &mut bytes);
        writer.write(&bytes)?;
        Ok(Document { writer, spelling, is_empty: true })
    }

    /// Writes whole rows, each as the spelling gives it.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn rows(&mut self, bytes: &[u8]) -> Result<(), Unwritable> {
        let skipped = if self.is_empty && !bytes.is_empty() { self.spelling.separator() } else { 0 };
        self.is_empty &= bytes.is_empty();
        self.writer.write(&bytes[skipped..])
    }

    /// Completes the document and its output.
    ///
    /// # Errors
    ///
    /// [`Unwritable`].
    pub(super) fn finish(mut self) -> Result<(), Unwritable> {
        let mut bytes = Vec::new();
        self.spelling.end(&mut bytes);
        self.writer.write(&bytes)?;
        self.writer.finish()
    }
}
