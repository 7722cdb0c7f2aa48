//! Every file that may be an export, also one that no report could read, with what its columns hold.

use std::path::PathBuf;

use encoding_rs::{Encoding, WINDOWS_1252};
use rayon::prelude::*;

use crate::tables::Table;

use super::contents::Contents;
use super::error::{ExportError, all_or_first_error};
use super::export::Export;
use super::layout::Layout;
use super::listing::{FileListing, is_no_file};
use super::origin::{Archives, Origin};
use super::reading::Reading;
use super::source::Source;
use super::unpack::looks_like_utf_16;
use super::values::ValueOptions;

/// A file, as far as it can be understood.
#[derive(Debug)]
pub(crate) struct Surveyed {
    /// As messages call it.
    pub(crate) path: PathBuf,
    /// Its table by its name or an option; `None` for a stranger.
    pub(crate) named: Option<Table>,
    pub(crate) fits: Vec<Table>,
    pub(crate) misfit: Option<ExportError>,
    /// The encoding that it seems to have, if it isn't UTF-8 and no encoding was given.
    pub(crate) likely_encoding: Option<&'static Encoding>,
    /// `None` if it has no record that can be read.
    pub(crate) contents: Option<Contents>,
}

/// Looks at all files of a listing, in its order, strangers last. Fails if any can't be opened, decompressed or decoded.
pub(crate) fn survey(
    listing: &FileListing,
    reading: Reading<'_>,
    values: &ValueOptions,
) -> Result<Vec<Surveyed>, ExportError> {
    let known = listing.files.iter().map(|(table, origin)| (Some(*table), origin));
    let strangers = listing.strangers.iter().filter(|origin| !is_no_file(&origin.path));
    let all: Vec<_> = known.chain(strangers.map(|origin| (None, origin))).collect();
    let archives = Archives::new(reading.form.max_unpacked);
    let surveyed: Vec<Result<Surveyed, ExportError>> =
        all.par_iter().map(|(table, origin)| look_at(*table, origin, reading, values, &archives)).collect();
    all_or_first_error(surveyed)
}

fn look_at(
    named: Option<Table>,
    origin: &Origin,
    reading: Reading<'_>,
    values: &ValueOptions,
    archives: &Archives,
) -> Result<Surveyed, ExportError> {
    let (path, (vocabulary, form)) = (origin.name(), reading.of(origin));
    let source = Source::unpacked(origin, archives)?;
    let likely_encoding = likely(source.bytes()).filter(|_| form.encoding.is_none());
    let source = source.decoded(&path, form.encoding.or(likely_encoding))?;
    let located = |text: &[u8], fault| ExportError::of_fault(&path, text, fault);
    let tables = named.map_or(Table::ALL.to_vec(), |table| vec![table]);
    let guesses = tables.into_iter().map(|table| {
        Layout::guess(source.bytes(), table, vocabulary, form).map(|(layout, is_usable)| (table, layout, is_usable))
    });
    let guesses: Vec<_> = match guesses.collect::<Result<Vec<_>, _>>() {
        Ok(guesses) => guesses,
        Err(fault) => {
            let misfit = Some(located(source.bytes(), fault));
            return Ok(Surveyed { path, named, fits: Vec::new(), misfit, likely_encoding, contents: None });
        }
    };
    let fitness = |(_, layout, is_usable): &(Table, Layout, Result<(), _>)| (is_usable.is_ok(), layout.header.known());
    let best = guesses.iter().map(fitness).max();
    let fits = guesses.iter().filter(|guess| guess.2.is_ok() && Some(fitness(guess)) == best);
    let fits = fits.map(|(table, _, _)| *table).collect();
    // The first of equally good ones.
    let guess = guesses.into_iter().reduce(|best, next| if fitness(&next) > fitness(&best) { next } else { best });
    let Some((table, layout, is_usable)) = guess else { unreachable!("there are tables to guess at") };
    let misfit = is_usable.err().filter(|_| named.is_some()).map(|fault| located(source.bytes(), fault));
    let export = Export::laid_out(table, origin, source, layout, vocabulary, form)?;
    let contents = Contents::of(export, values)?;
    Ok(Surveyed { path, named, fits, misfit, likely_encoding, contents: Some(contents) })
}

/// The encoding that a file seems to have; `None` if its mark says it or it is UTF-8.
fn likely(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_said = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let guessed = || looks_like_utf_16(bytes).or_else(|| str::from_utf8(bytes).is_err().then_some(WINDOWS_1252));
    if is_said { None } else { guessed() }
}
