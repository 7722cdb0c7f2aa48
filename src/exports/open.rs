//! Opening all files of a listing.

use rayon::prelude::*;

use crate::tables::Table;

use super::dialect::Form;
use super::error::ExportError;
use super::export::Export;
use super::exports::Exports;
use super::listing::FileListing;
use super::origin::Origin;
use super::rejects::OnError;
use super::source::Source;
use super::values::ValueOptions;
use super::vocabulary::Vocabulary;

impl Exports {
    /// Opens all files of a listing and reads their headers.
    ///
    /// # Errors
    ///
    /// The first file, in the order of the listing, that can't be opened or has no usable header;
    /// [`Problem::OtherUnit`](super::Problem::OtherUnit) where the durations of a file can't be in the unit that they are read in.
    pub fn open(
        listing: &FileListing,
        vocabulary: &Vocabulary,
        form: Form,
        values: ValueOptions,
        on_error: OnError,
    ) -> Result<Exports, ExportError> {
        let opened: Vec<Result<Export, ExportError>> =
            listing.files.par_iter().map(|(table, origin)| Export::open(*table, origin, vocabulary, form)).collect();
        let files = opened.into_iter().collect::<Result<_, _>>()?;
        let exports = Exports::of_files(files, values, on_error);
        exports.check_duration_units()?;
        Ok(exports)
    }

    /// One export of which the text is at hand.
    ///
    /// # Errors
    ///
    /// As [`Exports::open`].
    pub(crate) fn of_text(
        table: Table,
        text: Vec<u8>,
        vocabulary: &Vocabulary,
        form: Form,
        on_error: OnError,
    ) -> Result<Exports, ExportError> {
        let origin = Origin::file(format!("{}.csv", table.name()));
        let export = Export::of_source(table, &origin, Source::of_text(text), vocabulary, form)?;
        Ok(Exports::of_files(vec![export], ValueOptions::default(), on_error))
    }
}
