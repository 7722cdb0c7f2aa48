//! How files are written, where they aren't as usual.

use crate::exports::{Export, Problem, Quotes, Surveyed};

/// How quotes have to be read, where files can't be read for theirs.
pub(crate) fn likely_quotes(files: &[Surveyed]) -> Option<Quotes> {
    let has_stray = |file: &Surveyed| {
        let unreadable = file.contents.as_ref().and_then(|contents| contents.unreadable.as_ref());
        let mut errors = file.misfit.iter().chain(unreadable.map(|(_, error)| error));
        errors.any(|error| matches!(*error.problem, Problem::StrayQuote | Problem::QuotedText))
    };
    files.iter().any(has_stray).then_some(Quotes::Literal)
}

/// The likely delimiter of files without any known header.
pub(crate) fn likely_delimiter(files: &[Surveyed]) -> Option<u8> {
    let contents = files.iter().filter_map(|file| file.contents.as_ref());
    let unknown = contents.filter(|contents| contents.export.header.known() == 0);
    let mut signs = unknown.filter_map(|contents| delimiter_of(&contents.export));
    let first = signs.next()?;
    signs.all(|sign| sign == first).then_some(first)
}

/// A sign that nearly every line has as often as the header row (the first without digits), and that gives it more
/// columns than the usual delimiters.
fn delimiter_of(export: &Export) -> Option<u8> {
    const LINES: usize = 30;
    let lines = export.bytes().split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let lines: Vec<&[u8]> = lines.take(LINES).collect();
    let columns = export.header.columns().len();
    let found = b"~^:#!*/".iter().filter_map(|sign| {
        let number = |line: &[u8]| line.iter().filter(|byte| *byte == sign).count();
        let is_header = |line: &&[u8]| number(line) >= columns && !line.iter().any(u8::is_ascii_digit);
        let header = lines.iter().position(is_header)?;
        let number_there = number(lines[header]);
        let same = lines[header..].iter().filter(|line| number(line) == number_there).count();
        (same * 10 >= (lines.len() - header) * 8).then_some((number_there, *sign))
    });
    found.max_by_key(|(number, _)| *number).map(|(_, sign)| sign)
}
