//! How a file is laid out: the delimiter, the header record, and what reporting tools put above and below the table.

use bumpalo::Bump;

use crate::tables::Table;

use super::dialect::{Dialect, Form};
use super::error::{Fault, line_of};
use super::header::Header;
use super::problem::Problem;
use super::record::Record;
use super::records::Records;
use super::vocabulary::Vocabulary;

/// Records among which the header is looked for.
const SEARCHED: u64 = 20;

/// The delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A file's parts.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) dialect: Dialect,
    pub(super) header: Header,
    /// The line of the header record.
    pub(super) header_line: u64,
    /// Where the first record after the header starts.
    pub(super) body: usize,
    /// Where the last record of the table ends.
    pub(super) end: usize,
    /// How many records stand above the header, and the first of them.
    pub(super) above: Option<(u64, String)>,
    /// The line that stands below the table, and its number.
    pub(super) below: Option<(u64, String)>,
}

/// One way to understand a file.
struct Candidate {
    dialect: Dialect,
    header: Header,
    /// Whether it has the columns that a report needs.
    is_usable: Result<(), Problem>,
    start: usize,
    body: usize,
    /// Records above it.
    above: u64,
    /// The first thing above it that can't be read.
    fault: Option<Fault>,
}

impl Candidate {
    /// How well it fits: the required fields in several columns, or in one; then as many known ones as possible; without
    /// the required ones then as many columns.
    fn fitness(&self) -> (u8, usize, usize) {
        let columns = self.header.columns().len();
        match (self.is_usable.is_ok(), columns) {
            (true, 2..) => (2, self.header.known(), 0),
            // A word alone may be a title that happens to be a header.
            (true, _) => (1, self.header.known(), 0),
            (false, _) => (0, self.header.known(), columns),
        }
    }

    /// Whether it fits better than one that stands higher up and is read with the same delimiter. Where neither has what a
    /// report needs, a record as wide as one above it is data, in which a word may be a header by chance; one that is much
    /// wider stands below a title.
    fn is_better_than(&self, higher: &Candidate) -> bool {
        let ((usable, known, columns), (other, others, width)) = (self.fitness(), higher.fitness());
        match (usable, other) {
            (0, 0) => known > others + 1 || (known >= others && columns >= width * 2),
            _ => (usable, known) > (other, others),
        }
    }
}

impl Layout {
    /// Finds out how the text of a file is laid out. The delimiter is the one that makes the required headers out of one of
    /// the first records, and never guessed from data.
    ///
    /// # Errors
    ///
    /// [`Problem::NoHeader`] for a file without a record, [`Problem::MissingColumn`] where no record is a header, with
    /// the likeliest one; a quote or bytes that break the first record.
    pub(super) fn of(bytes: &[u8], table: Table, vocabulary: &Vocabulary, form: Form) -> Result<Layout, Fault> {
        let (layout, is_usable) = Layout::guess(bytes, table, vocabulary, form)?;
        is_usable.map(|()| layout)
    }

    /// As [`Layout::of`], but also the likeliest layout of a file in which no record has the required headers, and why
    /// it is of no use.
    ///
    /// # Errors
    ///
    /// [`Problem::NoHeader`] for a file without a record, what can't be read where none of the first records can.
    pub(super) fn guess(
        bytes: &[u8],
        table: Table,
        vocabulary: &Vocabulary,
        form: Form,
    ) -> Result<(Layout, Result<(), Fault>), Fault> {
        const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
        let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let tried: Vec<u8> = form.delimiter.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
        let mut best: Option<Candidate> = None;
        let mut unread = None;
        for (at, delimiter) in tried.into_iter().enumerate() {
            let dialect = Dialect { delimiter, quotes: form.quotes };
            // A record without the delimiter is the same by any: the first says what it is.
            let fewest = if at == 0 { 1 } else { 2 };
            let (candidates, fault) = candidates(bytes, start, table, vocabulary, dialect, fewest);
            unread = unread.or(fault);
            let likeliest =
                candidates.into_iter().reduce(|best, next| if next.is_better_than(&best) { next } else { best });
            if let Some(candidate) = likeliest {
                // The first of equally good ones: the likeliest delimiter.
                if best.as_ref().is_none_or(|best| candidate.fitness() > best.fitness()) {
                    best = Some(candidate);
                }
            }
        }
        let Some(Candidate { dialect, header, is_usable, start: header_start, body, above, fault }) = best else {
            return Err(unread.unwrap_or_else(|| Fault::new(0, Problem::NoHeader)));
        };
        let header_line = line_of(bytes, header_start);
        // What can't be read may have been the header; so may lines run together below what is rather a title.
        let is_title = header.columns().len() == 1;
        let fault = fault.or(unread.filter(|fault: &Fault| is_title && *fault.problem == Problem::BareCr));
        let is_usable = is_usable.map_err(|problem| fault.unwrap_or_else(|| Fault::new(header_start, problem)));
        let first_above = (above > 0).then(|| (above, first_line(&bytes[start..header_start])));
        let footer = footer(bytes, body, &header, dialect, vocabulary);
        let below = footer.map(|at| (line_of(bytes, at), first_line(&bytes[at..])));
        let end = footer.unwrap_or(bytes.len());
        Ok((Layout { dialect, header, header_line, body, end, above: first_above, below }, is_usable))
    }
}

/// What each of the first records, if it has enough fields, would be as a header, and the first fault among them. A line
/// that can't be read is passed over: it may be a title.
fn candidates(
    bytes: &[u8],
    start: usize,
    table: Table,
    vocabulary: &Vocabulary,
    dialect: Dialect,
    mut fewest: usize,
) -> (Vec<Candidate>, Option<Fault>) {
    let mut candidates = Vec::new();
    let mut fault: Option<Fault> = None;
    let mut records = Records::new(bytes, start..bytes.len(), dialect);
    for above in 0..SEARCHED {
        let at = records.position();
        let read = match records.next() {
            None => break,
            Some(Ok(record)) if record.len() < fewest => continue,
            Some(record) => record.and_then(headers),
        };
        let (headers, start) = match read {
            Ok(read) => read,
            Err(met) => {
                // A record that is only no header was split well: what follows it is the next.
                if !matches!(*met.problem, Problem::NotUtf8 | Problem::BareCr) {
                    // The empty lines before it are no records.
                    let is_blank = |byte: &&u8| matches!(byte, b'\r' | b'\n');
                    records.skip_line(at + bytes[at..].iter().take_while(is_blank).count());
                }
                fault = fault.or(Some(met));
                continue;
            }
        };
        let (header, is_usable) = Header::recognise(headers, table, vocabulary);
        let columns = header.columns().len();
        if columns < fewest {
            // Of the delimiter it has no more than one at its end.
            continue;
        }
        let is_header = is_usable.is_ok();
        let (body, fault) = (records.position(), fault.clone());
        candidates.push(Candidate { dialect, header, is_usable, start, body, above, fault });
        match (is_header, columns) {
            // A word alone may be a title that happens to be a header, whatever the delimiter: one of several columns
            // may follow.
            (true, 1) => fewest = 2,
            // What follows the first header is data.
            (true, _) => break,
            (false, _) => {}
        }
    }
    (candidates, fault)
}

/// The fields of a record that may be the header, and where it starts. Lines that end in CR alone must not run together in
/// it: where the first line of a file ends so, they all do; where a title ends in LF and the lines below it don't, nobody
/// knows.
fn headers(record: Record<'_, '_>) -> Result<(Vec<String>, usize), Fault> {
    if record.holds_bare_cr() {
        return Err(Fault::new(record.start(), Problem::BareCr));
    }
    let arena = Bump::new();
    let text = record.text()?;
    let fields = (0..record.len()).map(|column| text.get(column, &arena).to_owned());
    Ok((fields.collect(), record.start()))
}

/// Where a last line starts that is no record of the table: it has fewer fields than the header, and the first of them
/// names a total or the export.
fn footer(bytes: &[u8], body: usize, header: &Header, dialect: Dialect, vocabulary: &Vocabulary) -> Option<usize> {
    /// A line that says when a report was made is short.
    const LONGEST: usize = 1000;
    let table = bytes.get(body..)?;
    let text = table.trim_ascii_end();
    let line = memchr::memrchr(b'\n', text).map_or(0, |line_feed| line_feed + 1);
    if text.len() - line > LONGEST {
        return None;
    }
    // The end of a record whose last field goes over several lines has a quote too many to be a record by itself.
    let mut records = Records::new(bytes, body + line..body + text.len(), dialect);
    let record = records.next()?.ok()?.text().ok()?;
    let arena = Bump::new();
    let names_no_row = vocabulary.names_no_row(record.get(0, &arena));
    (record.record().len() < header.columns().len() && names_no_row).then_some(body + line)
}

/// The first line of a text, cut to what fits a message.
fn first_line(bytes: &[u8]) -> String {
    const LONGEST: usize = 60;
    let text = String::from_utf8_lossy(bytes);
    let line = text.trim_start().lines().next().unwrap_or_default().trim();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests;
