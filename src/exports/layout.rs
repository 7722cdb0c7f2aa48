//! How a file is laid out: its delimiter, its header record, and what reporting tools put above and below the table.

use std::ops::Range;

use bumpalo::Bump;

use crate::tables::{Field, Table};

use super::dialect::{Dialect, Form};
use super::error::{Fault, line_of};
use super::header::Header;
use super::problem::Problem;
use super::record::Record;
use super::records::{BYTE_ORDER_MARK, Records};
use super::vocabulary::Vocabulary;

/// Records in which the header is searched for.
const SEARCHED: u64 = 20;

/// The delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) dialect: Dialect,
    pub(super) header: Header,
    /// `None` if the file has no header.
    pub(super) header_line: Option<u64>,
    /// Where it stands.
    pub(super) header_at: Range<usize>,
    /// Where the first record after the header starts.
    pub(super) body: usize,
    /// Where the table ends.
    pub(super) end: usize,
    /// How many records stand above the header, and the beginning of the first.
    pub(super) above: Option<(u64, String)>,
    /// Lines within and below it that are no rows, each with its beginning.
    pub(super) no_rows: Vec<(u64, String)>,
    /// How many records were completed with blanks, and the line of the first.
    pub(super) completed: Option<(u64, u64)>,
}

/// One way to understand a file.
struct Candidate {
    dialect: Dialect,
    header: Header,
    /// Whether it has the required fields.
    is_usable: Result<(), Problem>,
    at: Range<usize>,
    body: usize,
    above: u64,
    /// The first above it.
    fault: Option<Fault>,
}

impl Candidate {
    /// A header that `segrep.toml` gives to a file without one.
    fn given(
        headers: &[String],
        bytes: &[u8],
        start: usize,
        table: Table,
        vocabulary: &Vocabulary,
        form: Form,
    ) -> Candidate {
        let (header, is_usable) = Header::recognise(headers.to_vec(), table, vocabulary);
        let dialect = |delimiter| Dialect { delimiter, quotes: form.quotes };
        let is_as_wide = |delimiter: &u8| {
            let mut records = Records::new(bytes, start..bytes.len(), dialect(*delimiter));
            records.next().is_some_and(|record| record.is_ok_and(|record| record.len() == header.columns().len()))
        };
        let delimiter = form.delimiter.or_else(|| DELIMITERS.into_iter().find(is_as_wide)).unwrap_or(DELIMITERS[0]);
        let (dialect, at) = (dialect(delimiter), start..start);
        Candidate { dialect, header, is_usable, at, body: start, above: 0, fault: None }
    }

    /// How well it fits: with the required fields in several columns, in one, or without them; then by its known fields;
    /// without the required ones also by its columns.
    fn fitness(&self) -> (u8, usize, usize) {
        let columns = self.header.columns().len();
        match (self.is_usable.is_ok(), columns) {
            (true, 2..) => (2, self.header.known(), 0),
            // A single word may be a title.
            (true, _) => (1, self.header.known(), 0),
            (false, _) => (0, self.header.known(), columns),
        }
    }

    /// Whether it fits better than one above it, with the same delimiter. If neither is usable, a record as wide as the one
    /// above is data, in which a word may be a header by chance; a much wider one stands below a title.
    fn is_better_than(&self, higher: &Candidate) -> bool {
        let ((usable, known, columns), (other, others, width)) = (self.fitness(), higher.fitness());
        match (usable, other) {
            (0, 0) => known > others + 1 || (known >= others && columns >= width * 2),
            _ => (usable, known) > (other, others),
        }
    }
}

impl Layout {
    /// Finds the layout of a file. The delimiter is the one that makes the required headers of one of the first records; it
    /// is never guessed from data.
    pub(super) fn of(bytes: &[u8], table: Table, vocabulary: &Vocabulary, form: Form) -> Result<Layout, Fault> {
        let (layout, is_usable) = Layout::guess(bytes, table, vocabulary, form)?;
        is_usable.map(|()| layout)
    }

    /// As [`Layout::of`], but also the likeliest layout of a file without the required headers, and why it isn't usable.
    pub(super) fn guess(
        bytes: &[u8],
        table: Table,
        vocabulary: &Vocabulary,
        form: Form,
    ) -> Result<(Layout, Result<(), Fault>), Fault> {
        let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let (best, unread) = match vocabulary.header() {
            [] => likeliest(bytes, start, table, vocabulary, form),
            given => (Some(Candidate::given(given, bytes, start, table, vocabulary, form)), None),
        };
        let Some(Candidate { dialect, header, is_usable, at: header_at, body, above, fault }) = best else {
            return Err(unread.unwrap_or_else(|| Fault::new(0, Problem::NoHeader)));
        };
        let header_line = (!header_at.is_empty()).then(|| line_of(bytes, header_at.start));
        // What can't be read may have been the header, as may lines that run together below a title.
        let is_title = header.columns().len() == 1;
        let fault = fault.or(unread.filter(|fault: &Fault| is_title && *fault.problem == Problem::BareCr));
        let is_usable = is_usable.map_err(|problem| fault.unwrap_or_else(|| Fault::new(header_at.start, problem)));
        let first_above = (above > 0).then(|| (above, first_line(&bytes[start..header_at.start])));
        let after_types = after_types(bytes, body, dialect);
        let footer = footer(bytes, after_types.unwrap_or(body), &header, table, dialect, vocabulary);
        let no_rows = after_types.map(|_| body).into_iter().chain(footer);
        let no_rows = no_rows.map(|at| (line_of(bytes, at), first_line(&bytes[at..]))).collect();
        let (body, end) = (after_types.unwrap_or(body), footer.unwrap_or(bytes.len()));
        let above = first_above;
        let layout = Layout { dialect, header, header_line, header_at, body, end, above, no_rows, completed: None };
        Ok((layout, is_usable))
    }
}

/// The candidate that fits best, of all delimiters, and the first fault met.
fn likeliest(
    bytes: &[u8],
    start: usize,
    table: Table,
    vocabulary: &Vocabulary,
    form: Form,
) -> (Option<Candidate>, Option<Fault>) {
    let tried: Vec<u8> = form.delimiter.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let mut best: Option<Candidate> = None;
    let mut unread = None;
    for (at, delimiter) in tried.into_iter().enumerate() {
        let dialect = Dialect { delimiter, quotes: form.quotes };
        // A record without a delimiter is the same for all, and left to the first.
        let fewest = if at == 0 { 1 } else { 2 };
        let (candidates, fault) = candidates(bytes, start, table, vocabulary, dialect, fewest);
        unread = unread.or(fault);
        let likeliest =
            candidates.into_iter().reduce(|best, next| if next.is_better_than(&best) { next } else { best });
        // Of equally good ones the first, with the likeliest delimiter.
        if let Some(candidate) = likeliest
            && best.as_ref().is_none_or(|best| candidate.fitness() > best.fitness())
        {
            best = Some(candidate);
        }
    }
    (best, unread)
}

/// Each of the first records with at least `fewest` fields, as a header, and the first fault among them. A line that
/// can't be read is skipped: it may be a title.
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
        let from = records.position();
        let read = match records.next() {
            None => break,
            Some(Ok(record)) if record.len() < fewest => continue,
            Some(record) => record.and_then(headers),
        };
        let (headers, at) = match read {
            Ok(read) => read,
            Err(met) => {
                // These were split well, so the next record is the one after them.
                if !matches!(*met.problem, Problem::NotUtf8 | Problem::BareCr) {
                    // Not counting the empty lines before it.
                    let is_blank = |byte: &&u8| matches!(byte, b'\r' | b'\n');
                    records.skip_line(from + bytes[from..].iter().take_while(is_blank).count());
                }
                fault = fault.or(Some(met));
                continue;
            }
        };
        let (header, is_usable) = Header::recognise(headers, table, vocabulary);
        let columns = header.columns().len();
        // All its delimiters stood at its end.
        if columns < fewest {
            continue;
        }
        let is_header = is_usable.is_ok();
        let (body, fault) = (records.position(), fault.clone());
        candidates.push(Candidate { dialect, header, is_usable, at, body, above, fault });
        match (is_header, columns) {
            // A single word may be a title, above a header of several columns.
            (true, 1) => fewest = 2,
            // The rest is data.
            (true, _) => break,
            (false, _) => {}
        }
    }
    (candidates, fault)
}

/// The fields of a record that may be the header, and where it stands; an error if lines that end in CR alone run together
/// in it. ([`Source`](super::source::Source) knows such lines only if the first of the file ends so.)
fn headers(record: Record<'_, '_>) -> Result<(Vec<String>, Range<usize>), Fault> {
    if record.holds_bare_cr() {
        return Err(Fault::new(record.start(), Problem::BareCr));
    }
    let arena = Bump::new();
    let text = record.text()?;
    let fields = (0..record.len()).map(|column| text.get(column, &arena).to_owned());
    Ok((fields.collect(), record.start()..record.end()))
}

/// What follows a line of SQL types under the header, as tools for databases write it.
fn after_types(bytes: &[u8], body: usize, dialect: Dialect) -> Option<usize> {
    /// Fewer may be data.
    const FEWEST: usize = 2;
    let mut records = Records::new(bytes, body..bytes.len(), dialect);
    let record = records.next()?.ok()?.text().ok()?;
    let arena = Bump::new();
    let mut types = (0..record.record().len()).map(|column| record.get(column, &arena));
    let are_types = record.record().len() >= FEWEST && types.all(Vocabulary::is_sql_type);
    are_types.then(|| records.position())
}

/// Where a last line starts that is not part of the table: the first field names a total or the export, and it has fewer
/// fields than the header, or it is such a name and the line lacks what a row must have.
fn footer(
    bytes: &[u8],
    body: usize,
    header: &Header,
    of: Table,
    dialect: Dialect,
    vocabulary: &Vocabulary,
) -> Option<usize> {
    const LONGEST: usize = 1000;
    let table = bytes.get(body..)?;
    let text = table.trim_ascii_end();
    let line = memchr::memrchr(b'\n', text).map_or(0, |line_feed| line_feed + 1);
    if text.len() - line > LONGEST {
        return None;
    }
    // The last line of a field of several lines has a quote too many to be a record.
    let mut records = Records::new(bytes, body + line..body + text.len(), dialect);
    let record = records.next()?.ok()?.text().ok()?;
    let arena = Bump::new();
    let (first, fields) = (record.get(0, &arena), record.record().len());
    let is_footer = if fields < header.columns().len() {
        vocabulary.names_no_row(first)
    } else {
        let lacks = |field: &Field| {
            let column = header.column(*field).filter(|column| *column < fields);
            column.is_none_or(|column| column == 0 || record.get(column, &arena).is_empty())
        };
        // A queue or a user may be called so.
        matches!(of, Table::Segments | Table::Interactions)
            && vocabulary.is_total(first)
            && of.required().iter().any(lacks)
    };
    is_footer.then_some(body + line)
}

/// The first line of a text, cut to fit a message.
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
