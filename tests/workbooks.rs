//! Workbooks, read back by another library.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use chrono::{DateTime, NaiveDate, TimeDelta};
use tempfile::TempDir;

use crate::check::{segrep, shell};
use crate::formats::check;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn open(bytes: &[u8]) -> Book {
    calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap()
}

fn workbook(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = segrep(folder, &[arguments, &["-q", "-f", "xlsx"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The civil time that a cell shows, to the microsecond.
fn civil(days: f64) -> String {
    let midnight = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let at = midnight + TimeDelta::days(days.trunc() as i64);
    let at = at + TimeDelta::microseconds((days.fract() * 86_400e6).round() as i64);
    at.format("%Y-%m-%dT%H:%M:%S%.6f").to_string()
}

/// Whether a cell is what CSV says.
fn is_same(cell: &Data, csv: &str) -> bool {
    match cell {
        Data::Empty => csv.is_empty(),
        Data::String(text) => text.replace("\r\n", "\n") == csv.replace("\r\n", "\n"),
        Data::Float(number) => csv.parse() == Ok(*number),
        Data::Bool(flag) => csv == flag.to_string(),
        Data::DateTime(at) => {
            let local = DateTime::parse_from_rfc3339(csv).unwrap().naive_local();
            civil(at.as_f64()) == local.format("%Y-%m-%dT%H:%M:%S%.6f").to_string()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn workbooks_have_the_values_of_csv() {
    check(|folder, report, expected| {
        let mut book = open(&workbook(folder, report));
        let sheet = book.sheet_names().into_iter().find(|name| name != "overview").unwrap();
        let rows = book.worksheet_range(&sheet).unwrap();
        assert_eq!(rows.height(), expected.len(), "{report:?}");
        for (row, expected) in rows.rows().zip(expected) {
            assert_eq!(row.len(), expected.len());
            for (cell, csv) in row.iter().zip(expected) {
                assert!(is_same(cell, csv), "{report:?}: {cell:?} is not {csv:?}");
            }
        }
    });
}

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");

#[test]
fn cells_have_the_kind_of_their_values() {
    let mut book = open(&workbook(Path::new(SAMPLE), &["rings", "7f3a90"]));
    let rows = book.worksheet_range("rings").unwrap();
    let column = |name: &str| rows.rows().next().unwrap().iter().position(|cell| cell == name).unwrap();
    let cell = |name: &str| &rows[(1, column(name))];
    assert!(matches!(cell("started_at"), Data::DateTime(at) if civil(at.as_f64()) == "2026-11-20T10:00:10.000000"));
    assert_eq!(cell("ring_seconds"), &Data::Float(20.0));
    assert_eq!(cell("interaction_id"), &Data::String("7f3a90".to_owned()));
    assert_eq!(cell("withdrawn"), &Data::Bool(false));
}

#[test]
fn a_sheet_says_what_the_rows_are() {
    let options =
        ["rings", "--queue", "Billing", "--where", "ring_seconds>5", "--sort", "-ring_seconds", "--limit", "1000"];
    let mut book = open(&workbook(Path::new(SAMPLE), &options));
    assert_eq!(book.sheet_names(), ["rings", "about"]);
    let about = book.worksheet_range("about").unwrap();
    let about: Vec<String> = about.rows().map(|row| format!("{}: {}", row[0], row[1])).collect();
    let written_by = format!("Written by: segrep {}", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        about,
        [
            "Report: rings",
            "Interactions: 6",
            "Period: created from 2026-11-19 09:05:00 +01:00 to 2026-11-20 17:56:00 +01:00",
            "Chosen: queue Billing",
            "Rows where: ring_seconds>5",
            "Sorted by: -ring_seconds",
            "Rows at most: 1,000",
            "Time zone: Europe/Berlin; all dates and times are its local ones",
            &written_by,
        ]
    );
}

#[test]
fn a_workbook_of_findings_begins_with_what_each_rule_found() {
    let folder = TempDir::new().unwrap();
    let segments = "Interaction Id,Status,Started At,Ended At\n\
        a,Open,2026-11-20T10:00:00Z,2026-11-20T10:00:05Z\n\
        b,Open,2026-11-20T11:00:00Z,2026-11-20T10:59:00Z\n";
    fs::write(folder.path().join("segments.csv"), segments).unwrap();
    // Conditions choose rows, and change no count.
    let options = ["check", "--fail-on", "never", "--skip-rule", "export-without-rings", "--where", "severity=error"];
    let mut book = open(&workbook(folder.path(), &options));
    assert_eq!(book.sheet_names(), ["overview", "check", "about"]);
    let rows = |book: &mut Book, sheet: &str| -> Vec<String> {
        let range = book.worksheet_range(sheet).unwrap();
        range.rows().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>().join("|")).collect()
    };
    let overview = rows(&mut book, "overview");
    assert_eq!(
        overview,
        [
            "severity|rule|findings|interactions|first at|what to do",
            "error|end-before-start|1|1|segments.csv:3|correct the start or the end in the source",
            "info|first-status-not-creating|2|2|segments.csv:2|where it is rare, look for an earlier export",
        ]
    );
    assert_eq!(book.worksheet_range("overview").unwrap()[(1, 2)], Data::Float(1.0));
    assert_eq!(rows(&mut book, "check").len(), 2, "the header and one finding");
    let about = rows(&mut book, "about");
    for found in [
        "1 error, 0 warnings, 2 infos; nothing found by 36 rules",
        "all findings are counted, also those without a row",
    ] {
        assert!(about.contains(&format!("Found|{found}")), "{about:?}");
    }
}

#[test]
fn the_header_is_frozen_and_has_a_filter() {
    let bytes = workbook(Path::new(SAMPLE), &["paths", "-c", "path,interactions"]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut sheet = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"));
    assert!(sheet.contains("<autoFilter ref=\"A1:B12\"/>"), "{}", &sheet[sheet.len() - 300..]);
}

/// The same bytes to a file, to a pipe, and again.
#[test]
fn the_same_report_is_the_same_workbook() {
    let folder = TempDir::new().unwrap();
    let report = format!("segrep report -q -d '{SAMPLE}'");
    for line in [
        format!(
            "{report} -o one.xlsx; sleep 1.1; {report} -f xlsx --threads 1 | cat > two.xlsx; cmp one.xlsx two.xlsx"
        ),
        format!("{report} -o one.xlsx.gz && gzip -dc one.xlsx.gz | cmp - two.xlsx"),
    ] {
        shell(folder.path(), &line);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing else is left");
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_with_a_warning() {
    let folder = TempDir::new().unwrap();
    let segments = format!("Interaction Id,Started At,Notes\na,2026-11-20T10:00:00Z,{}\n", "é".repeat(40_000));
    fs::write(folder.path().join("segments.csv"), segments).unwrap();
    let output = segrep(folder.path(), &["report", "-q", "-f", "xlsx", "-c", "segment.Notes"]);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(stderr, "segrep: warning: 1 text cut to the 32,767 characters that a cell of a workbook has room for\n");
    let mut book = open(&output.stdout);
    let text = book.worksheet_range("report").unwrap()[(1, 0)].to_string();
    assert_eq!(text, format!("{}…", "é".repeat(32_766)));
}
