//! Exports that another process writes to while they are read: an error, never a report of half the old and half the
//! new. Pipes say when the change happens, not the clock.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::check::{interactions, shell};

/// So many interactions that a report of them fits no pipe, and no file of them is small.
const MANY: usize = 100_000;

fn spawn(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_segrep"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Lets the first line of a report be read, changes the export, reads on, and gives the number of lines and the error.
fn changed_while_written(change: impl Fn(&Path)) -> (usize, String) {
    let folder = TempDir::new().unwrap();
    let segments = folder.path().join("segments.csv");
    fs::write(&segments, interactions(MANY)).unwrap();
    let mut child = spawn(folder.path(), &["report", "-q", "-f", "csv"]);
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut String::new()).unwrap();
    change(&segments);
    let lines = stdout.lines().count();
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1), "{stderr}");
    (lines, stderr)
}

const CHANGED: &str = "segrep: error: segments.csv: changed while it was read\n  \
                       hint  run again once the export is complete\n";

#[test]
fn a_file_that_grows_while_it_is_read_completes_no_report() {
    let (_, stderr) = changed_while_written(|segments| {
        let mut segments = OpenOptions::new().append(true).open(segments).unwrap();
        segments.write_all(b"x,2026-11-20T10:00:00Z\n").unwrap();
    });
    assert_eq!(stderr, CHANGED);
}

#[test]
fn a_file_that_is_cut_short_while_it_is_read_completes_no_report() {
    let (lines, stderr) = changed_while_written(|segments| {
        OpenOptions::new().write(true).open(segments).unwrap().set_len(100).unwrap();
    });
    assert_eq!(stderr, CHANGED);
    assert!(lines < MANY, "the rest is gone: {lines}");
}

#[test]
fn a_file_that_is_written_again_while_it_is_read_completes_no_report() {
    // The same size, other bytes: what can't be read of them is no fault of the export.
    let (_, stderr) = changed_while_written(|segments| {
        let size = fs::metadata(segments).unwrap().len();
        let garbage = "\"".repeat(usize::try_from(size).unwrap());
        OpenOptions::new().write(true).open(segments).unwrap().write_all(garbage.as_bytes()).unwrap();
    });
    assert_eq!(stderr, CHANGED);
}

#[test]
fn a_file_that_is_cut_short_between_two_looks_is_an_error_too() {
    let folder = TempDir::new().unwrap();
    let path = |part: usize| folder.path().join(format!("segments ({part}).csv"));
    // More parts than are looked at together, so that the last is touched before it is looked at.
    for part in 0..100 {
        fs::write(path(part), interactions(0)).unwrap();
    }
    fs::write(path(100), interactions(MANY)).unwrap();
    fs::write(folder.path().join("old.csv"), "old").unwrap();
    shell(folder.path(), "mkfifo users.csv");
    // One thread opens the files one after another, users last, and waits there until somebody writes.
    let users = ["--table", "users=users.csv"];
    let child = spawn(folder.path(), &[&["report", "-q", "--threads", "1", "-o", "old.csv"], &users[..]].concat());
    let mut users = File::create(folder.path().join("users.csv")).unwrap();
    OpenOptions::new().write(true).open(path(100)).unwrap().set_len(100).unwrap();
    users.write_all(b"Id,Name\n").unwrap();
    drop(users);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr, CHANGED.replace("segments.csv", "segments (100).csv"));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(folder.path().join("old.csv")).unwrap(), "old");
}
