//! Runs that end in the middle of writing leave the old file whole.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::check::{interactions, printed};

/// Interactions that take a while to write.
const INTERACTIONS: usize = 150_000;

fn exports() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("segments.csv"), interactions(INTERACTIONS)).unwrap();
    folder
}

/// The size of the unfinished file beside the output, where there is one.
fn unfinished(folder: &Path) -> Option<u64> {
    let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let file = files.find(|file| file.file_name().to_string_lossy().starts_with(".segrep-"))?;
    file.metadata().ok().map(|metadata| metadata.len())
}

/// Begins a report over an old file, and sends it signals when some of it is written.
fn in_the_middle(folder: &Path, before: &str, signals: &[&str]) -> ExitStatus {
    fs::write(folder.join("out.csv"), "old").unwrap();
    let report = format!("{before} exec {} report -q -o out.csv", env!("CARGO_BIN_EXE_segrep"));
    let mut child: Child = Command::new("bash")
        .args(["-c", &report])
        .current_dir(folder)
        .env_clear()
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while unfinished(folder).is_none_or(|size| size == 0) {
        assert!(child.try_wait().unwrap().is_none(), "it is still writing");
        assert!(begun.elapsed() < Duration::from_secs(60), "it never began to write");
        std::thread::sleep(Duration::from_millis(1));
    }
    for signal in signals {
        let killed = Command::new("kill").args([signal, &*child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }
    child.wait().unwrap()
}

#[test]
fn what_is_killed_leaves_the_old_file_whole() {
    let folder = exports();
    let status = in_the_middle(folder.path(), "", &["-KILL"]);
    assert_eq!(status.signal(), Some(9));
    assert_eq!(fs::read_to_string(folder.path().join("out.csv")).unwrap(), "old");
    assert!(unfinished(folder.path()).is_some_and(|size| size > 0), "it was in the middle");

    // The next run is not disturbed by what is left.
    printed(folder.path(), &["report", "-q", "-o", "out.csv"]);
    let text = fs::read_to_string(folder.path().join("out.csv")).unwrap();
    assert_eq!(text.lines().count(), 1 + INTERACTIONS);
}

#[test]
fn what_is_ended_by_a_signal_leaves_nothing_beside_the_old_file() {
    let folder = exports();
    let ending = [("-HUP", 1), ("-INT", 2), ("-QUIT", 3), ("-ABRT", 6), ("-USR1", 10), ("-USR2", 12), ("-ALRM", 14)];
    for (signal, number) in ending.into_iter().chain([("-TERM", 15), ("-XCPU", 24), ("-VTALRM", 26), ("-PROF", 27)]) {
        let status = in_the_middle(folder.path(), "ulimit -c 0;", &[signal]);
        assert_eq!(status.signal(), Some(number), "it ends as the signal ends any process");
        assert_eq!(fs::read_to_string(folder.path().join("out.csv")).unwrap(), "old");
        assert_eq!(unfinished(folder.path()), None);
    }
}

#[test]
fn what_is_told_to_ignore_a_signal_goes_on() {
    let folder = exports();
    let status = in_the_middle(folder.path(), "trap '' HUP TERM;", &["-HUP", "-TERM"]);
    assert!(status.success(), "{status}");
    let text = fs::read_to_string(folder.path().join("out.csv")).unwrap();
    assert_eq!(text.lines().count(), 1 + INTERACTIONS);
    assert_eq!(unfinished(folder.path()), None);
}
