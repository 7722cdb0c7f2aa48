//! What there is: every file that may be an export, also one that no report could read, with what its columns hold.

use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, WINDOWS_1252};
use rayon::prelude::*;

use crate::tables::Table;

use super::contents::Contents;
use super::dialect::Form;
use super::error::{ExportError, Problem};
use super::export::Export;
use super::layout::{Layout, Misfit};
use super::listing::{Listing, is_no_file};
use super::origin::{Origin, STDIN};
use super::source::Source;
use super::values::ValueOptions;
use super::vocabulary::Vocabulary;

/// A file, as far as it can be understood.
#[derive(Debug)]
pub struct Surveyed {
    /// Its name, as messages call it.
    pub path: PathBuf,
    /// The table that it belongs to by its name or an option; `None` for a stranger.
    pub named: Option<Table>,
    /// The tables that its header would do for, those that understand most of it.
    pub fits: Vec<Table>,
    /// What is wrong with its header, with its line: no report could read it.
    pub misfit: Option<Misfit>,
    /// The encoding that its bytes seem to be in, where nothing says that they are not UTF-8.
    pub likely_encoding: Option<&'static Encoding>,
    /// The file and what is in it; `None` where it has no record at all.
    pub contents: Option<Contents>,
}

/// Looks at all files of a listing, in its order, strangers last.
///
/// # Errors
///
/// The first file that can't be opened, decompressed or decoded.
pub fn survey(
    listing: &Listing,
    vocabulary: &Vocabulary,
    form: Form,
    values: &ValueOptions,
) -> Result<Vec<Surveyed>, ExportError> {
    let known = listing.files.iter().map(|(table, origin)| (Some(*table), origin));
    let strangers = listing.strangers.iter().filter(|origin| !is_no_file(&origin.path));
    let all: Vec<_> = known.chain(strangers.map(|origin| (None, origin))).collect();
    let surveyed: Vec<Result<Surveyed, ExportError>> = all
        .par_iter()
        .map(|(table, origin)| {
            let located = |(line, problem)| ExportError::new(&origin.name(), line, problem);
            look_at(*table, origin, vocabulary, form, values).map_err(located)
        })
        .collect();
    surveyed.into_iter().collect()
}

fn look_at(
    named: Option<Table>,
    origin: &Origin,
    vocabulary: &Vocabulary,
    form: Form,
    values: &ValueOptions,
) -> Result<Surveyed, Misfit> {
    let (source, likely_encoding) = open(origin, form.encoding)?;
    let tables = named.map_or(Table::ALL.to_vec(), |table| vec![table]);
    let guesses = tables.into_iter().map(|table| {
        Layout::guess(source.bytes(), table, vocabulary, form).map(|(layout, misfit)| (table, layout, misfit))
    });
    let guesses: Vec<_> = match guesses.collect::<Result<Vec<_>, _>>() {
        Ok(guesses) => guesses,
        Err(misfit) => {
            let path = origin.name();
            return Ok(Surveyed {
                path,
                named,
                fits: Vec::new(),
                misfit: Some(misfit),
                likely_encoding,
                contents: None,
            });
        }
    };
    let fitness = |(_, layout, misfit): &(Table, Layout, Result<(), _>)| (misfit.is_ok(), layout.header.known());
    let best = guesses.iter().map(fitness).max();
    let fits = guesses.iter().filter(|guess| guess.2.is_ok() && Some(fitness(guess)) == best);
    let fits = fits.map(|(table, _, _)| *table).collect();
    // The first of those that are equally good.
    let guess = guesses.into_iter().reduce(|best, next| if fitness(&next) > fitness(&best) { next } else { best });
    let Some((table, layout, is_usable)) = guess else { return Err((None, Problem::NoHeader)) };
    let export = Export::laid_out(table, origin, source, layout);
    let contents = Contents::of(export, values).map_err(|fault| (None, *fault.problem))?;
    let misfit = is_usable.err().filter(|_| named.is_some());
    Ok(Surveyed { path: origin.name(), named, fits, misfit, likely_encoding, contents: Some(contents) })
}

/// Opens a file; one in an unknown encoding in the likeliest one, which is given.
fn open(origin: &Origin, encoding: Option<&'static Encoding>) -> Result<(Source, Option<&'static Encoding>), Misfit> {
    let likely = match Source::open(origin, encoding) {
        Ok(source) if encoding.is_some() || str::from_utf8(source.bytes()).is_ok() => return Ok((source, None)),
        // Standard input is there only once.
        Ok(source) if origin.path.as_path() == Path::new(STDIN) => return Ok((source, Some(WINDOWS_1252))),
        Ok(_) => WINDOWS_1252,
        Err((line, Problem::Markless { encoding })) => match Encoding::for_label(encoding.as_bytes()) {
            Some(likely) => likely,
            None => return Err((line, Problem::Markless { encoding })),
        },
        Err(error) => return Err(error),
    };
    Source::open(origin, Some(likely)).map(|source| (source, Some(likely)))
}
