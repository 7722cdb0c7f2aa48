//! Every format, read back by another reader, has the values of the CSV.

use std::collections::BTreeMap;
use std::path::Path;

use clap::ValueEnum;
use segrep::formats::Format;
use serde_json::value::RawValue;
use tempfile::TempDir;

use crate::check::{copy_sample, printed};

/// The reports whose rows are compared.
const REPORTS: [&[&str]; 9] = [
    &["report", "-c", "+segment.Notes,+source_line"],
    &["rings", "--sort", "-ring_seconds"],
    &["statuses"],
    &["statuses", "--summary"],
    &["interactions", "--limit", "5"],
    &["summary", "--by", "user"],
    &["summary", "--by", "queue,hour", "--where", "rings>0"],
    &["paths", "--of", "ring"],
    &["check", "--fail-on", "never"],
];

/// Values that mean something in one format or another.
const NASTY: [&str; 14] = [
    "a|b",
    "\\t",
    "c:\\new",
    "tab\there",
    "two\nlines",
    "cr\rlf\r\n",
    "\"quoted\"",
    "<br>",
    "&#13;",
    "_x_ *y*",
    "-1.50",
    "é☎\u{1f600}",
    "\u{1}\u{1f}\u{7f}",
    "null",
];

/// Exports with a note of every kind.
fn exports() -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut segments = csv::Writer::from_path(folder.path().join("segments.csv")).unwrap();
    segments
        .write_record(["Interaction Id", "User Id", "Queue Id", "Status", "Reason", "Event", "Started At", "Notes"])
        .unwrap();
    for (at, note) in NASTY.iter().enumerate() {
        let id = ["a", "=b", "0"][at / 5];
        let start = format!("2026-11-20T10:{:02}:00.{at:03}500Z", at % 7 * 8);
        let (status, reason) = if at % 2 == 0 { ("Pending", "Ring") } else { ("Connected", "") };
        segments.write_record([id, note, "q|1", status, reason, "accepted", start.as_str(), note]).unwrap();
    }
    folder
}

fn folders() -> [TempDir; 2] {
    let sample = TempDir::new().unwrap();
    copy_sample(sample.path());
    [sample, exports()]
}

/// The header and the rows of the CSV.
pub(crate) fn rows_of(text: &str, of: &mut csv::ReaderBuilder) -> Vec<Vec<String>> {
    let mut reader = of.has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Gives each report with the rows of its CSV, the header first.
pub(crate) fn check(compare: impl Fn(&Path, &[&str], &[Vec<String>])) {
    for folder in folders() {
        for report in REPORTS {
            let csv = printed(folder.path(), &[report, &["-q", "-f", "csv"]].concat());
            let expected = rows_of(&csv, &mut csv::ReaderBuilder::new());
            assert!(expected.len() > 1, "{report:?} has rows");
            compare(folder.path(), report, &expected);
        }
    }
}

/// Reads a text of a format back; is told the rows of the CSV.
type Read = fn(&str, &[Vec<String>]) -> Vec<Vec<String>>;

/// What reads a format back. A new one is asked for here.
fn reader(format: Format) -> Option<Read> {
    match format {
        Format::Csv => Some(|text, _| rows_of(text, &mut csv::ReaderBuilder::new())),
        Format::Tsv => Some(rows_of_tsv),
        Format::Json => Some(|text, expected| rows_of_objects(serde_json::from_str(text).unwrap(), &expected[0])),
        Format::Jsonl => Some(|text, expected| {
            let objects = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            rows_of_objects(objects, &expected[0])
        }),
        Format::Markdown => Some(rows_of_markdown),
        // Not text, as `workbooks` and `parquet` read them; or for people.
        Format::Xlsx | Format::Parquet | Format::Table | Format::Html => None,
    }
}

#[test]
fn every_format_has_the_values_of_csv() {
    check(|folder, report, expected| {
        for format in Format::value_variants() {
            let Some(read) = reader(*format) else { continue };
            let name = format.to_possible_value().unwrap();
            let text = printed(folder, &[report, &["-q", "-f", name.get_name()]].concat());
            assert_eq!(read(&text, expected), expected, "{report:?} as {}", name.get_name());
        }
    });
}

/// Rows whose values have escapes.
fn rows_of_tsv(text: &str, _: &[Vec<String>]) -> Vec<Vec<String>> {
    let unescape = |field: String| {
        let mut plain = String::new();
        let mut characters = field.chars();
        while let Some(character) = characters.next() {
            plain.push(match (character, character == '\\') {
                (other, false) => other,
                (_, true) => match characters.next().unwrap() {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    '\\' => '\\',
                    other => panic!("\\{other} is no escape"),
                },
            });
        }
        plain
    };
    let rows = rows_of(text, csv::ReaderBuilder::new().delimiter(b'\t').quoting(false));
    assert_eq!(rows.len(), text.lines().count(), "a row is a line");
    rows.into_iter().map(|row| row.into_iter().map(unescape).collect()).collect()
}

/// The value as CSV has it. Numbers are those very characters: nothing went through a float.
fn plain(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        text if text.starts_with('"') => serde_json::from_str(text).unwrap(),
        other => other.to_owned(),
    }
}

type Object = BTreeMap<String, Box<RawValue>>;

fn rows_of_objects(objects: Vec<Object>, header: &[String]) -> Vec<Vec<String>> {
    let row = |object: &Object| {
        assert_eq!(object.len(), header.len());
        header.iter().map(|name| plain(&object[name])).collect()
    };
    std::iter::once(header.to_vec()).chain(objects.iter().map(row)).collect()
}

/// What is a number, a text or neither doesn't depend on what the text looks like.
#[test]
fn json_keeps_ids_as_text_and_numbers_as_numbers() {
    let folder = exports();
    let text = printed(folder.path(), &["rings", "-q", "-f", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let row = rows.iter().find(|row| row["interaction_id"] == "0").unwrap();
    assert!(row["ring_order"].is_u64() && row["elapsed_seconds"].is_number(), "{row}");
    assert!(row["withdrawn"].is_boolean() && row["queue_id"].is_string() && row["ring_seconds"].is_number(), "{row}");
    assert!(rows.iter().any(|row| row["direction"].is_null()));
}

/// A cell of a markdown table as it is shown, split at the bars that are none of a value.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut rest = line.strip_prefix("| ").unwrap().strip_suffix(" |").unwrap();
    while let Some(character) = rest.chars().next() {
        let (shown, length) = match character {
            '\\' => {
                let next = rest[1..].chars().next().unwrap();
                (next.to_string(), 1 + next.len_utf8())
            }
            _ if rest.starts_with(" | ") => {
                cells.push(String::new());
                (String::new(), 3)
            }
            _ if rest.starts_with("<br>") => ("\n".to_owned(), 4),
            _ if rest.starts_with("&#13;") => ("\r".to_owned(), 5),
            other => {
                assert!(!"|<&`*~[".contains(other), "{other} is markup in {line}");
                (other.to_string(), other.len_utf8())
            }
        };
        cells.last_mut().unwrap().push_str(&shown);
        rest = &rest[length..];
    }
    cells
}

/// The rows of a table.
fn rows_of_markdown(text: &str, _: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut lines: Vec<&str> = text.split_terminator('\n').collect();
    let aligned = lines.remove(1);
    assert!(aligned.starts_with("| --- |") && aligned.contains("| --: |"), "{aligned}");
    lines.into_iter().map(cells).collect()
}
