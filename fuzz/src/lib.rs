//! What the fuzz targets claim. `fuzz_targets/` gives these functions the bytes that a fuzzer thinks of; `cargo test`
//! gives them those of `corpus/`.

use segrep::config::Config;
use segrep::exports::{
    DateOrder, Dialect, DurationUnit, Quotes, Record, Records, Vocabulary, check_quotes, decimal, duration, line_of,
    rfc_3339,
};
use segrep::fuzzing;
use segrep::tables::{Table, Zone};
use std::path::Path;

/// A target's name, which is also that of its corpus, and what it claims of any bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 7] = [
    ("records", records),
    ("layout", layout),
    ("skip", skip),
    ("config", config),
    ("condition", condition),
    ("times", times),
    ("durations", durations),
];

/// The delimiters that segrep tries by itself.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Bytes without the blanks at both ends, as segrep trims values.
fn trimmed(bytes: &[u8]) -> Vec<u8> {
    str::from_utf8(bytes).map_or(bytes.trim_ascii(), |text| text.trim().as_bytes()).to_vec()
}

/// The highest bit of a choice says what quotes within fields are.
fn quotes(choice: u8) -> Quotes {
    if choice & 0x80 == 0 { Quotes::Strict } else { Quotes::Literal }
}

fn fields(record: &Record<'_, '_>) -> Vec<Vec<u8>> {
    (0..record.len()).map(|column| record.bytes(column).into_owned()).collect()
}

/// The first byte chooses the delimiter and what quotes are, the rest is split into records. What has no fault is what the csv crate reads;
/// the quotes alone have a fault where the records have one; and any record can be read by itself.
pub fn records(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let dialect = Dialect { delimiter: DELIMITERS[usize::from(*choice) % DELIMITERS.len()], quotes: quotes(*choice) };
    // The csv crate passes over a mark, which here is the layout's to do, and ends a record at a lone CR.
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let is_lone = |at: usize| text[at] == b'\r' && text.get(at + 1).is_some_and(|next| *next != b'\n');
    let text: Vec<u8> = (0..text.len()).map(|at| if is_lone(at) { b'r' } else { text[at] }).collect();

    let mut ours = Vec::new();
    let mut fault = None;
    let mut records = Records::new(&text, 0..text.len(), dialect);
    let mut alone = Records::new(b"", 0..0, dialect);
    while let Some(record) = records.next() {
        match record {
            Ok(record) => {
                assert!(record.start() <= record.end() && record.end() <= text.len());
                let fields = fields(&record);
                let again = alone.at(&text, dialect, record.start()).expect("it is there").expect("it was read before");
                assert_eq!((again.start(), again.end()), (record.start(), record.end()));
                assert_eq!(self::fields(&again), fields);
                ours.push(fields);
            }
            Err(met) => fault = Some(met),
        }
    }
    assert_eq!(check_quotes(&text, 0..text.len(), dialect, |_, _| {}).err(), fault, "the quotes alone say the same");
    if fault.is_some() {
        return;
    }
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).delimiter(dialect.delimiter).from_reader(&text[..]);
    let theirs: Vec<Vec<Vec<u8>>> =
        reader.byte_records().map(|record| record.expect("memory can be read").iter().map(trimmed).collect()).collect();
    assert_eq!(ours, theirs);
}

/// The first byte chooses the table and whether the delimiter is named, the rest is a file. Its parts lie one after
/// another; naming the delimiter that was found, or a mark before the text, changes nothing.
pub fn layout(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let table = Table::ALL[usize::from(*choice) % Table::ALL.len()];
    let delimiter = (choice & 0x80 != 0).then(|| DELIMITERS[usize::from(choice >> 5) % DELIMITERS.len()]);
    let vocabulary = Vocabulary::builtin();
    let Ok(exports) = fuzzing::export(table, text, &vocabulary, delimiter, Quotes::Strict) else { return };
    let file = &exports.files[0];
    assert!(file.body <= file.bytes().len() && file.bytes().len() <= text.len());
    assert!(file.header_line.is_some_and(|line| line <= line_of(text, file.body)));
    for field in table.required() {
        assert!(file.header.column(*field).is_some());
    }
    for (at, column) in file.header.columns().iter().enumerate() {
        let same = file.header.columns().iter().filter(|other| other.identity() == column.identity()).count();
        assert_eq!(same, 1, "no two columns are one");
        if let Some(meaning) = column.meaning {
            assert_eq!(file.header.column_of(meaning.table, meaning.field), Some(at));
        }
    }
    let named = fuzzing::export(table, text, &vocabulary, Some(file.dialect.delimiter), Quotes::Strict)
        .expect("it was found so");
    assert_eq!((named.files[0].body, named.files[0].bytes()), (file.body, file.bytes()));
    if !text.starts_with(b"\xef\xbb\xbf") {
        let marked = fuzzing::export(table, &[b"\xef\xbb\xbf", text].concat(), &vocabulary, delimiter, Quotes::Strict);
        let marked = marked.expect("a mark changes nothing");
        assert_eq!((marked.files[0].body, marked.files[0].bytes().len()), (file.body + 3, file.bytes().len() + 3));
    }
    let _ = fuzzing::split(&exports, text.len() + 1, false);
}

/// The first byte says how large the pieces are and what quotes are, the rest are records of two columns. However they are cut, the same
/// records are read and left out; no byte but line ends and repeated headers is in neither; and where nothing is left out,
/// nothing is either without leaving out.
pub fn skip(data: &[u8]) {
    let Some((size, text)) = data.split_first() else { return };
    const HEADER: &[u8] = b"interaction_id,started_at";
    let text = [HEADER, b"\n", text].concat();
    let vocabulary = Vocabulary::builtin();
    let Ok(exports) = fuzzing::export(Table::Segments, &text, &vocabulary, Some(b','), quotes(*size)) else { return };
    let text = exports.files[0].bytes();
    let body = exports.files[0].body;
    let (records, rejects) = fuzzing::split(&exports, text.len() + 1, true).expect("what is wrong is left out");
    let pieces = fuzzing::split(&exports, usize::from(*size & 0x7f) + 1, true).expect("what is wrong is left out");
    assert_eq!(pieces, (records.clone(), rejects.clone()));
    let strict = [text.len() + 1, usize::from(*size & 0x7f) + 1].map(|size| fuzzing::split(&exports, size, false));
    assert_eq!(strict[0], strict[1]);
    match &strict[0] {
        Ok(strict) => assert_eq!(*strict, (records.clone(), rejects.clone())),
        Err(fault) => {
            assert_eq!(rejects.first().map(|reject| &reject.fault), Some(fault), "the first fault is the same")
        }
    }

    let holds_no_row = |text: &[u8]| {
        let mut lines = text.split(|byte| matches!(byte, b'\r' | b'\n'));
        lines.all(|line| line.is_empty() || line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) == HEADER)
    };
    let mut ranges: Vec<_> = records.into_iter().map(|(range, _)| range).collect();
    ranges.extend(rejects.into_iter().map(|reject| reject.range));
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut at = body;
    for range in ranges {
        assert!(at <= range.start && range.start <= range.end && range.end <= text.len(), "{at} {range:?}");
        assert!(holds_no_row(&text[at..range.start]), "{at} {range:?}");
        at = range.end;
    }
    assert!(holds_no_row(&text[at..]), "{at}");
}

/// A mapping file. What it says can be laid over what segrep knows by itself, and headers be recognised with it.
pub fn config(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let config = match Config::of_text(Path::new("segrep.toml"), text) {
        Ok(config) => config,
        Err(error) => {
            assert!(error.to_string().starts_with("segrep.toml:"), "{error}");
            return;
        }
    };
    let vocabulary = config.mapping.vocabulary();
    for column in &config.mapping.naming.columns {
        let headers = column.headers.iter().map(|header| format!("\"{}\"", header.replace('"', "\"\"")));
        let header = headers.collect::<Vec<_>>().join(",");
        let _ = fuzzing::export(column.table, header.as_bytes(), &vocabulary, None, Quotes::Strict);
    }
    for name in ["segments.csv", "Users (2).csv.gz", "queue_log.txt", ""] {
        let _ = vocabulary.table_of(name);
    }
}

/// A condition of `--where`, asked of cells of every kind. A condition and its contrary hold for each cell that has a
/// value once.
pub fn condition(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(held) = fuzzing::condition(text) else { return };
    let Some(contrary) = contrary(text) else { return };
    let of_contrary = fuzzing::condition(&contrary).expect("its contrary is one too");
    for ((kind, held), (_, of_contrary)) in held.into_iter().zip(of_contrary) {
        assert_eq!(held.is_some(), of_contrary.is_some(), "{kind:?}");
        if let (Some(held), Some(of_contrary)) = (held, of_contrary) {
            assert_eq!(held + of_contrary, fuzzing::CELLS, "{kind:?}");
        }
    }
}

/// The condition that holds where this one doesn't.
fn contrary(text: &str) -> Option<String> {
    let at = text.find(['!', '=', '<', '>', '~'])?;
    let (column, rest) = text.split_at(at);
    if let Some(value) = rest.strip_prefix('!') {
        return Some(format!("{column}{value}"));
    }
    rest.starts_with(['=', '~']).then(|| format!("{column}!{rest}"))
}

/// The zones in which civil times are read.
const ZONES: [&str; 3] = ["UTC", "Europe/Berlin", "America/St_Johns"];

/// A time. What RFC 3339 reads fast is read the same with all other forms; what has an offset is what chrono reads; and
/// any time printed and read again is the same, in every zone.
pub fn times(data: &[u8]) {
    for zone in ZONES {
        let zone = Zone::named(zone).expect("there is such a zone");
        let fast = rfc_3339(data, zone);
        for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
            let read = fuzzing::time(data, zone, order);
            if fast.is_some() {
                assert_eq!(fast, read);
            }
            let Some(read) = read else { continue };
            let seconds = Zone::UTC.civil(read.instant).format("%Y-%m-%dT%H:%M:%S");
            let printed = format!("{seconds}.{:06}Z", read.instant.subsecond());
            // Years of more or fewer digits than four are no RFC 3339.
            if printed.len() == "2026-11-01T10:00:00.000000Z".len() {
                assert_eq!(
                    rfc_3339(printed.as_bytes(), zone).map(|again| again.instant),
                    Some(read.instant),
                    "{printed}"
                );
            }
        }
        if let Some(read) = fast.filter(|read| !read.is_civil) {
            let text = str::from_utf8(data).expect("times after RFC 3339 are ASCII");
            // A second 60 is read by both, and as different moments.
            if let Ok(theirs) = chrono::DateTime::parse_from_rfc3339(text)
                && theirs.timestamp_subsec_nanos() < 1_000_000_000
            {
                assert_eq!(theirs.timestamp_micros(), read.instant.micros(), "{text}");
            }
        }
    }
}

/// A duration. Its seconds printed and read again are the same; what is milliseconds is a thousandth of what is seconds.
pub fn durations(data: &[u8]) {
    let _ = decimal(data);
    let in_seconds = duration(data, DurationUnit::Seconds);
    let _ = duration(data, DurationUnit::Milliseconds);
    if let Some(length) = in_seconds {
        let micros = length.micros();
        let sign = if micros < 0 { "-" } else { "" };
        let (whole, part) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
        let text = format!("{sign}{whole}.{part:06}");
        assert_eq!(duration(text.as_bytes(), DurationUnit::Seconds), Some(length), "{text}");
    }
}
