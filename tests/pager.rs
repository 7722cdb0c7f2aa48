//! The pager before a table on a terminal. The terminal is that of `script`.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::check::bash;

/// Exports of so many interactions.
fn exports(interactions: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut rows = String::from("Interaction Id,Started At,Status\n");
    for number in 0..interactions {
        rows.push_str(&format!("id-{number:05},2026-11-20T10:00:00Z,Open\n"));
    }
    fs::write(folder.path().join("segments.csv"), rows).unwrap();
    folder
}

/// What a terminal shows of a command, and how the command ended.
fn on_terminal(folder: &Path, environment: &str, command: &str) -> (String, Option<i32>) {
    let line = format!("NO_COLOR=1 {environment} script -qec '{command}' /dev/null < /dev/null");
    let output = bash(folder, &line);
    (String::from_utf8_lossy(&output.stdout).replace('\r', ""), output.status.code())
}

#[test]
fn a_table_on_a_terminal_goes_through_the_pager() {
    let folder = exports(2);
    let pager = "SEGREP_PAGER='sed s/^id-/paged-/' PAGER=false";
    let (shown, status) = on_terminal(folder.path(), pager, "segrep interactions -q");
    assert!(shown.contains("paged-00001"), "{shown}");
    assert_eq!(status, Some(0));
    // PAGER where segrep has none of its own.
    let (shown, _) = on_terminal(folder.path(), "PAGER='sed s/^id-/paged-/'", "segrep interactions -q");
    assert!(shown.contains("paged-00001"), "{shown}");
    // Neither another format nor a pipe is paged.
    for command in
        ["segrep interactions -q --no-pager", "segrep interactions -q -f csv", "segrep interactions -q | cat"]
    {
        let (shown, _) = on_terminal(folder.path(), pager, command);
        assert!(shown.contains("\nid-00001"), "{command}: {shown}");
    }
}

#[test]
fn less_is_told_to_end_where_everything_fits() {
    let folder = exports(1);
    let ask = |environment: &str| {
        let pager = format!("{environment} SEGREP_PAGER='sh -c \"cat >/dev/null; echo LESS is $LESS\"'");
        on_terminal(folder.path(), &pager, "segrep interactions -q").0
    };
    assert_eq!(ask("").trim(), "LESS is FRX");
    assert_eq!(ask("LESS=-S").trim(), "LESS is -S");
}

#[test]
fn a_missing_pager_and_none_are_no_error() {
    let folder = exports(1);
    for pager in ["no-such-pager-anywhere", "", "cat"] {
        let (shown, status) = on_terminal(folder.path(), &format!("SEGREP_PAGER={pager:?}"), "segrep interactions -q");
        assert!(shown.contains("id-00000"), "{pager}: {shown}");
        assert_eq!(status, Some(0), "{pager}");
    }
}

#[test]
fn a_pager_that_is_quit_early_is_success() {
    let folder = exports(20_000);
    let (shown, status) = on_terminal(folder.path(), "SEGREP_PAGER='head -n 3'", "segrep interactions -q");
    assert_eq!((shown.lines().count(), status), (3, Some(0)), "{shown}");
}

#[test]
fn only_a_terminal_without_a_pager_is_spared_rows() {
    let folder = exports(1_200);
    let command = "segrep interactions -q -c interaction_id";
    let (shown, _) = on_terminal(folder.path(), "SEGREP_PAGER='sed -n /id-/p'", command);
    assert_eq!(shown.lines().count(), 1_200);
    let (shown, _) = on_terminal(folder.path(), "", &format!("{command} --no-pager"));
    assert_eq!(shown.lines().filter(|line| line.starts_with("id-")).count(), 1_000);
    assert!(shown.contains("… 200 more rows"), "{shown}");
}
