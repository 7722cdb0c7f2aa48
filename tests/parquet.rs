//! Parquet, read back by DuckDB and by Arrow where they are installed: it has the values of the CSV, as values with types.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use parquet::file::reader::{FileReader, SerializedFileReader};
use tempfile::TempDir;

use crate::check::{bash, copy_sample, segrep, shell};
use crate::formats::{check, rows_of};

/// What stands for no value: no text is like it.
const NULL: &str = "\u{2205}";

/// Has DuckDB write the types and the values of all files of a folder as CSV.
const DUCKDB: &str = r#"
import duckdb, glob
duckdb.execute("SET TimeZone = 'UTC'")
for name in glob.glob("*.parquet"):
    types = f"SELECT column_name, column_type FROM (DESCRIBE FROM '{name}')"
    duckdb.execute(f"COPY ({types}) TO '{name}.types' (FORMAT csv, HEADER)")
    rows = f"SELECT COLUMNS(*)::VARCHAR FROM '{name}'"
    duckdb.execute(f"COPY ({rows}) TO '{name}.rows' (FORMAT csv, HEADER, NULLSTR '∅')")
"#;

/// The same by Arrow, with DuckDB's names of types.
const ARROW: &str = r#"
import csv, glob
import pyarrow as pa, pyarrow.parquet as pq
NAMES = {pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.bool_(): "BOOLEAN", pa.timestamp("us", "UTC"): "TIMESTAMP WITH TIME ZONE"}
def named(type):
    return NAMES.get(type) or f"DECIMAL({type.precision},{type.scale})"
def told(value):
    if value is None:
        return "∅"
    return str(value).lower() if isinstance(value, bool) else str(value)
for name in glob.glob("*.parquet"):
    table = pq.read_table(name)
    with open(name + ".types", "w", newline="") as file:
        csv.writer(file).writerows([("", ""), *((field.name, named(field.type)) for field in table.schema)])
    with open(name + ".rows", "w", newline="") as file:
        columns = [column.to_pylist() for column in table.columns]
        csv.writer(file).writerows([table.column_names, *([told(value) for value in row] for row in zip(*columns))])
"#;

/// The readers by name; none that isn't installed.
#[allow(clippy::print_stderr, reason = "a test that isn't run says so")]
fn readers() -> Vec<(&'static str, &'static str)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_installed = |(name, _): &(&str, &str)| {
        let is_there = bash(here, &format!("python3 -c 'import {name}'")).status.success();
        if !is_there {
            eprintln!("{name} is not installed: it did not read Parquet");
        }
        is_there
    };
    [("duckdb", DUCKDB), ("pyarrow", ARROW)].into_iter().filter(is_installed).collect()
}

/// Reports as Parquet in a folder, and the rows of their CSV, the header first.
struct Reports {
    folder: TempDir,
    told: Vec<(String, PathBuf, Vec<Vec<String>>)>,
}

impl Reports {
    fn new() -> Reports {
        Reports { folder: TempDir::new().unwrap(), told: Vec::new() }
    }

    fn add(&mut self, exports: &Path, report: &[&str], expected: &[Vec<String>]) {
        let path = self.folder.path().join(format!("{}.parquet", self.told.len()));
        let output = segrep(exports, &[report, &["-q", "-o", path.to_str().unwrap()]].concat());
        assert!(output.status.success(), "{report:?}: {}", String::from_utf8_lossy(&output.stderr));
        self.told.push((format!("{report:?}"), path, expected.to_vec()));
    }

    /// Compares what each reader says with the CSV.
    fn compare(&self) {
        self.read(|name, report, types, rows, expected| {
            assert_eq!((&rows[0], rows.len()), (&expected[0], expected.len()), "{report} by {name}");
            for (row, expected) in rows.iter().zip(expected).skip(1) {
                for ((value, csv), field) in row.iter().zip(expected).zip(types) {
                    let is_same = is_same(value, csv, &field[1]);
                    assert!(is_same, "{report} by {name}: {field:?} {value:?} is not {csv:?}");
                }
            }
        });
    }

    /// Gives, for each reader and report, the name and type of its columns, its rows as read, and those of the CSV.
    fn read(&self, told: impl Fn(&str, &str, &[Vec<String>], &[Vec<String>], &[Vec<String>])) {
        for (name, script) in readers() {
            fs::write(self.folder.path().join("read.py"), script).unwrap();
            shell(self.folder.path(), "python3 read.py");
            for (report, path, expected) in &self.told {
                let read = |ending: &str| {
                    let text = fs::read_to_string(path.with_extension(format!("parquet.{ending}"))).unwrap();
                    rows_of(&text, &mut csv::ReaderBuilder::new())
                };
                told(name, report, &read("types")[1..], &read("rows"), expected);
            }
        }
    }
}

/// Whether a value of a type, as DuckDB names it, is what CSV says.
fn is_same(value: &str, csv: &str, of: &str) -> bool {
    if value == NULL || csv.is_empty() {
        return value == NULL && csv.is_empty();
    }
    match of {
        "VARCHAR" | "BIGINT" | "BOOLEAN" => value == csv,
        "TIMESTAMP WITH TIME ZONE" => {
            // DuckDB leaves out the minutes of an offset.
            let value = value.strip_suffix(":00").filter(|value| value.ends_with("+00")).unwrap_or(value);
            let value = DateTime::parse_from_str(&format!("{value}:00"), "%F %T%.f%:z").unwrap();
            value == DateTime::parse_from_rfc3339(csv).unwrap()
        }
        decimal => {
            let scale = decimal.strip_suffix(')').and_then(|of| of.rsplit_once(',')).unwrap().1.parse().unwrap();
            let decimals = |number: &str| {
                let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
                format!("{whole}.{decimals:0<scale$}")
            };
            decimal.starts_with("DECIMAL(") && value == decimals(csv)
        }
    }
}

/// The texts of a file, also those that are not of rows.
pub(crate) fn text(path: &Path) -> String {
    let reader = SerializedFileReader::try_from(path).unwrap();
    let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    format!("{}\n{}", rows.join("\n"), String::from_utf8_lossy(&fs::read(path).unwrap()))
}

/// Reports beside those that every format is compared in.
const REPORTS: [&[&str]; 9] = [
    &["report", "--events"],
    &["report", "-c", "started_at,segment.started_at,segment.Duration,interaction.completed_at,source_file"],
    &["interactions"],
    &["interactions", "--pseudonymize", "users,queues,interactions", "--key-file", "key"],
    &["explain", "7f3a90"],
    &["summary", "--by", "day,hour", "-c", "+wait_seconds_share,interactions_share"],
    &["summary", "--by", "interval,segment.Reason", "--date", "2026-11-20"],
    &["summary", "--by", "queue", "--date", "2026-11-20", "--compare", "previous"],
    &["summary", "--by", "user", "--date", "2026-11-20", "--compare", "typical"],
];

#[test]
fn parquet_has_the_values_of_csv() {
    let mut reports = Reports::new();
    let told = std::cell::RefCell::new(&mut reports);
    check(|folder, report, expected| told.borrow_mut().add(folder, report, expected));
    let sample = TempDir::new().unwrap();
    copy_sample(sample.path());
    fs::write(sample.path().join("key"), "a key that is long enough for pseudonyms").unwrap();
    for report in REPORTS {
        let csv = segrep(sample.path(), &[report, &["-q", "-f", "csv"]].concat());
        let expected = rows_of(std::str::from_utf8(&csv.stdout).unwrap(), &mut csv::ReaderBuilder::new());
        assert!(expected.len() > 1, "{report:?} has rows");
        reports.add(sample.path(), report, &expected);
    }
    reports.compare();
}

#[test]
fn columns_have_the_types_of_their_kinds() {
    let mut reports = Reports::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    reports.add(&sample, &["rings", "-c", "interaction_id,started_at,ring_seconds,ring_order,withdrawn,response"], &[]);
    let compared = ["--date", "2026-11-20", "--compare", "typical"];
    let columns =
        "day,hour,answer_rate,wait_seconds,interactions_before,wait_seconds_avg_change,interactions_change_rate";
    reports.add(&sample, &[&["summary", "--by", "day,hour", "-c", columns][..], &compared].concat(), &[]);
    let (seconds, sum) = ("DECIMAL(18,6)", "DECIMAL(38,6)");
    let expected: [&[&str]; 2] = [
        &["VARCHAR", "TIMESTAMP WITH TIME ZONE", seconds, "BIGINT", "BOOLEAN", "VARCHAR"],
        &["VARCHAR", "BIGINT", "DECIMAL(18,4)", sum, "DECIMAL(18,3)", sum, "DECIMAL(18,4)"],
    ];
    reports.read(|name, report, types, _, _| {
        let of: Vec<&str> = types.iter().map(|field| field[1].as_str()).collect();
        assert_eq!(of, expected[usize::from(report.contains("summary"))], "{report} by {name}");
    });
}

#[test]
fn files_of_a_split_have_the_values_of_csv() {
    let (mut reports, folder) = (Reports::new(), TempDir::new().unwrap());
    copy_sample(folder.path());
    for ending in ["csv", "parquet"] {
        let report = "segrep interactions -q --since 2026-11-18 --until 2026-11-20 --split-by day";
        shell(folder.path(), &format!("{report} -o 'out/day={{date}}/rows.{ending}'"));
    }
    for day in fs::read_dir(folder.path().join("out")).unwrap() {
        let day = day.unwrap().path();
        let expected = rows_of(&fs::read_to_string(day.join("rows.csv")).unwrap(), &mut csv::ReaderBuilder::new());
        let path = reports.folder.path().join(format!("{}.parquet", reports.told.len()));
        fs::copy(day.join("rows.parquet"), &path).unwrap();
        reports.told.push((day.display().to_string(), path, expected));
    }
    assert_eq!(reports.told.len(), 3, "also a day without rows has a file");
    reports.compare();
}

/// The same bytes to a file, to a pipe, and by one thread.
#[test]
fn the_same_report_is_the_same_file() {
    let folder = TempDir::new().unwrap();
    copy_sample(folder.path());
    let report = "segrep report -q --sort=-duration_seconds";
    let one = format!("{report} -o one.parquet && {report} -f parquet --threads 1 | cat > two.parquet");
    shell(folder.path(), &format!("{one} && cmp one.parquet two.parquet"));
    let ends = fs::read(folder.path().join("one.parquet")).unwrap();
    assert!(ends.starts_with(b"PAR1") && ends.ends_with(b"PAR1"));
    let noted = b"segrep.tz";
    assert!(ends.windows(noted.len()).any(|bytes| bytes == noted), "the zone is noted");
}
