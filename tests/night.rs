//! A night as cron has it: saved reports over the sample data, files and manifests, and what cron would mail.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::check::{bash, copy_sample};

const CONFIG: &str = r#"
data = "exports"

[reports.users]
report = "summary"
by = "user"
date = "yesterday"
output = "out/{name}-{date}.csv"
manifest = "out/{name}-{date}.json"
fail-if-stale = true

[reports.calls]
report = "report"
date = "yesterday"
output = "out/{name}-{date}.csv.gz"
manifest = "out/{name}-{date}.json"

[reports.week]
report = "paths"
of = "ring"
date = "this-week"
output = "out/{name}-{date}.txt"
"#;

fn centre() -> TempDir {
    let folder = TempDir::new().unwrap();
    let exports = folder.path().join("exports");
    fs::create_dir(&exports).unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    copy_sample(&exports);
    fs::write(folder.path().join("segrep.toml"), CONFIG).unwrap();
    folder
}

/// A night at a quarter past five: what cron would mail, and the exit status.
fn night(folder: &TempDir, day: &str) -> (String, Option<i32>) {
    let line = format!("segrep run --all --quiet --now {day}T05:15:00+01:00 2>&1");
    let output = bash(folder.path(), &line);
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

/// The files that were written, without what manifests say of their own run.
fn files(folder: &TempDir) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder.path().join("out")).unwrap().map(|entry| entry.unwrap());
    files
        .map(|entry| {
            let (name, mut bytes) = (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap());
            if name.ends_with(".json") {
                let mut manifest: Value = serde_json::from_slice(&bytes).unwrap();
                manifest.as_object_mut().unwrap().remove("run");
                bytes = serde_json::to_vec(&manifest).unwrap();
            }
            (name, bytes)
        })
        .collect()
}

#[test]
fn a_good_night_says_nothing_and_can_be_made_again() {
    let folder = centre();
    assert_eq!(night(&folder, "2026-11-20"), (String::new(), Some(0)));
    let first = files(&folder);
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "calls-2026-11-19.csv.gz",
            "calls-2026-11-19.json",
            "users-2026-11-19.csv",
            "users-2026-11-19.json",
            "week-2026-W47.txt",
        ]
    );
    // Thursday as the sample data tells it: Bo Li was rung five times that day.
    let users = String::from_utf8(first["users-2026-11-19.csv"].clone()).unwrap();
    assert!(users.lines().any(|line| line.starts_with("u-102,Bo Li,5,0,2,2,1,")), "{users}");
    fs::remove_dir_all(folder.path().join("out")).unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    assert_eq!(night(&folder, "2026-11-20"), (String::new(), Some(0)));
    assert_eq!(files(&folder), first);
}

#[test]
fn a_missing_export_is_mailed_and_no_report_of_a_quiet_day() {
    let folder = centre();
    let (mail, status) = night(&folder, "2026-11-22");
    assert_eq!(status, Some(3));
    assert!(mail.starts_with("segrep: users: error: the exports end too early: newest segment 2026-11-2"), "{mail}");
    assert!(!files(&folder).contains_key("users-2026-11-21.csv"));
    assert_eq!(mail.lines().count(), 2, "{mail}");
}

#[test]
fn a_report_that_fails_is_mailed_and_stops_no_other() {
    let folder = centre();
    let broken = CONFIG.replace("[reports.calls]\n", "[reports.calls]\ndata = \"broken\"\n");
    fs::write(folder.path().join("segrep.toml"), broken).unwrap();
    fs::create_dir(folder.path().join("broken")).unwrap();
    fs::write(folder.path().join("broken/segments.csv"), "Interaction Id,Started At\na,soon\n").unwrap();
    fs::write(folder.path().join("out/calls-2026-11-19.csv.gz"), "the old one").unwrap();
    let (mail, status) = night(&folder, "2026-11-20");
    assert_eq!(status, Some(1));
    assert!(mail.starts_with("segrep: calls: error: broken/segments.csv:2: started_at"), "{mail}");
    let files = files(&folder);
    assert_eq!(files["calls-2026-11-19.csv.gz"], b"the old one");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["calls-2026-11-19.csv.gz", "users-2026-11-19.csv", "users-2026-11-19.json", "week-2026-W47.txt"]
    );
}

#[test]
fn a_warning_is_mailed_although_all_reports_are_made() {
    let folder = centre();
    let organizations = folder.path().join("exports/Organizations.csv");
    let text = fs::read_to_string(&organizations).unwrap();
    fs::write(&organizations, text.replace("Europe/Berlin", "Europe/Berlino")).unwrap();
    let (mail, status) = night(&folder, "2026-11-20");
    assert_eq!(status, Some(0));
    assert!(mail.lines().all(|line| line.contains(": warning: organization")), "{mail}");
    assert_eq!(mail.lines().count(), 3);
}
