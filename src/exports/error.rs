//! Problems with their place: an offset within a file, or a line of a named file.

use std::fmt;
use std::path::{Path, PathBuf};

use memchr::memchr_iter;
use rayon::prelude::*;

use crate::plain::printable;

use super::problem::Problem;

/// A problem at an offset of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the file's text.
    pub offset: usize,
    /// What is wrong there; boxed, so that what is right costs little.
    pub(crate) problem: Box<Problem>,
}

impl Fault {
    pub(crate) fn new(offset: usize, problem: Problem) -> Fault {
        Fault { offset, problem: Box::new(problem) }
    }
}

/// Something in the exports that can't be read.
///
/// Displays the place and the problem; a [`Remark`](crate::messages::Remark) also says what was expected and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportError {
    /// The file or folder, as it was named.
    pub file: PathBuf,
    /// The line as an editor counts it; `None` if the whole file is at fault.
    pub line: Option<u64>,
    pub(crate) problem: Box<Problem>,
}

impl ExportError {
    pub(crate) fn new(file: &Path, line: Option<u64>, problem: Problem) -> ExportError {
        ExportError { file: file.to_owned(), line, problem: Box::new(problem) }
    }

    pub(super) fn of_fault(file: &Path, text: &[u8], Fault { offset, problem }: Fault) -> ExportError {
        let is_of_line = *problem != Problem::NoHeader;
        ExportError { file: file.to_owned(), line: is_of_line.then(|| line_of(text, offset)), problem }
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", printable(&self.file.display().to_string()))?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.problem)
    }
}

impl std::error::Error for ExportError {}

/// The results, else the first error. An archive that unpacks to too much comes before others: when that is noticed
/// depends on the threads, and some files are not read then.
pub(super) fn all_or_first_error<T>(results: Vec<Result<T, ExportError>>) -> Result<Vec<T>, ExportError> {
    let errors = results.iter().filter_map(|result| result.as_ref().err());
    match errors.filter(|error| matches!(*error.problem, Problem::TooLarge(_))).min_by_key(|error| &error.file) {
        Some(error) => Err(error.clone()),
        None => results.into_iter().collect(),
    }
}

/// The line of an offset, as an editor counts it. Counts all line feeds before it, so only for errors.
pub fn line_of(bytes: &[u8], offset: usize) -> u64 {
    const CHUNK: usize = 512 * 1024;
    let before = &bytes[..offset.min(bytes.len())];
    before.par_chunks(CHUNK).map(|chunk| memchr_iter(b'\n', chunk).count() as u64).sum::<u64>() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        assert_eq!(line_of(b"a\n\"b\nc\"\nd", 0), 1);
        assert_eq!(line_of(b"a\n\"b\nc\"\nd", 5), 3);
        assert_eq!(line_of(b"a\n\"b\nc\"\nd", 8), 4);
    }
}
