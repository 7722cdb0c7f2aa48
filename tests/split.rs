//! Reports split into many files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::check::{bash, printed, shell};

/// Interactions in several queues, some of them in names that are hard to write.
fn exports(interactions: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut rows = "Interaction Id,Started At,Queue Id,Notes\n".to_owned();
    for row in 0..interactions * 3 {
        let queue = ["q/1", "q_1", "Q_1", "..", "", "com1"][row % 6];
        let day = 20 + row % 5;
        rows.push_str(&format!(
            "i{},2026-11-{day}T10:00:{:02}Z,{queue},{row}\n",
            row % interactions,
            row / interactions
        ));
    }
    fs::write(folder.path().join("segments.csv"), rows).unwrap();
    folder
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read_to_string(file.path()).unwrap())).collect()
}

/// Every row is in one file, the one of its key, in the order of the report.
#[test]
fn the_files_are_the_report() {
    let folder = exports(300);
    let whole = printed(folder.path(), &["report", "-q", "-f", "csv", "-c", "queue_id,interaction_id,seq"]);
    let mut expected: BTreeMap<String, String> = BTreeMap::new();
    for row in whole.lines().skip(1) {
        let queue = row.split(',').next().unwrap().to_owned();
        expected.entry(queue).or_insert("queue_id,interaction_id,seq\n".to_owned()).push_str(&format!("{row}\n"));
    }
    assert_eq!(expected.len(), 6);
    let mut seen: Vec<BTreeMap<String, String>> = Vec::new();
    for (out, threads) in [("one", "1"), ("two", "3")] {
        let pattern = format!("{out}/{{queue}}.csv");
        let options = ["report", "-q", "-c", "queue_id,interaction_id,seq", "--split-by", "queue", "-o", &pattern];
        printed(folder.path(), &[&options[..], &["--threads", threads]].concat());
        seen.push(files(&folder.path().join(out)));
    }
    assert_eq!(seen[0], seen[1], "whatever the threads");
    let mut texts: Vec<&String> = seen[0].values().collect();
    texts.sort();
    let mut expected: Vec<&String> = expected.values().collect();
    expected.sort();
    assert_eq!(texts, expected);
    let names: Vec<String> = seen[0].keys().map(|name| name.split('~').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["Q_1", "__.csv", "_com1.csv", "none.csv", "q_1", "q_1"]);
}

#[test]
fn more_files_than_may_be_open_are_written() {
    let folder = exports(300);
    let line =
        "ulimit -n 40; segrep report -q -o 'out/{interaction}.csv.gz' --split-by interaction -c seq && ls out | wc -l";
    assert_eq!(shell(folder.path(), line).trim(), "300");
}

/// A failure leaves the files that are there, and nothing beside them.
#[test]
fn a_failure_places_no_file() {
    let folder = exports(30);
    let out = folder.path().join("out");
    fs::create_dir_all(out.join("q_1.csv")).unwrap();
    fs::write(out.join("none.csv"), "old").unwrap();
    // One of the files can't have its place: a folder is there.
    let line = "sed -i 's/q.1/q9/I; s/q9/q_1/' segments.csv; segrep report -q -o 'out/{queue}.csv' --split-by queue";
    let output = bash(folder.path(), line);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(stderr, "segrep: error: out/q_1.csv: can't be written: is a directory\n");
    let mut names: Vec<String> =
        fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["none.csv", "q_1.csv"]);
    assert_eq!(fs::read_to_string(out.join("none.csv")).unwrap(), "old");
}
