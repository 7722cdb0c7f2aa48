//! Outputs: complete or not there.

use std::fs;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::check::{bash, failed, interactions, printed, shell};

const SEGMENTS: &str = "Interaction Id,Started At\na,2026-11-20T10:00:00Z\n";

fn exports() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("segments.csv"), SEGMENTS).unwrap();
    folder
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_file_has_the_bytes_of_standard_output() {
    let folder = exports();
    let expected = printed(folder.path(), &["report", "-f", "csv"]);
    printed(folder.path(), &["report", "-o", "out.csv"]);
    assert_eq!(read(&folder.path().join("out.csv")), expected);

    printed(folder.path(), &["report", "-o", "out.csv.gz"]);
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(folder.path().join("out.csv.gz")).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, expected);

    printed(folder.path(), &["report", "-o", "out.csv.zst"]);
    let bytes = zstd::decode_all(fs::File::open(folder.path().join("out.csv.zst")).unwrap()).unwrap();
    assert_eq!(bytes, expected.as_bytes());
}

#[test]
fn a_failure_leaves_the_old_file_and_nothing_beside_it() {
    let folder = exports();
    let out = folder.path().join("out.csv");
    fs::write(&out, "old").unwrap();
    fs::write(folder.path().join("segments.csv"), format!("{SEGMENTS}b,not a time\n")).unwrap();
    failed(folder.path(), &["report", "-o", "out.csv"]);
    assert_eq!(read(&out), "old");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_replaced_file_keeps_its_mode_and_a_link_stays_a_link() {
    let folder = exports();
    let target = folder.path().join("target.csv");
    fs::write(&target, "old").unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("target.csv", folder.path().join("out.csv")).unwrap();
    printed(folder.path(), &["report", "-o", "out.csv"]);
    assert!(folder.path().join("out.csv").is_symlink());
    assert!(read(&target).starts_with("interaction_id,"));
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn an_export_that_may_not_be_read_is_an_error() {
    let folder = exports();
    let segments = folder.path().join("segments.csv");
    fs::set_permissions(&segments, fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_segrep"));
    if fs::File::open(&segments).is_ok() {
        // The superuser may read everything: somebody else asks, with a command that they can reach.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let copy = folder.path().join("segrep");
        fs::copy(env!("CARGO_BIN_EXE_segrep"), &copy).unwrap();
        command = Command::new(copy);
        command.uid(65_534);
    }
    let output = command.arg("report").env_clear().current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("segrep: error: segments.csv: can't be read: permission denied"), "{stderr}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = exports();
    fs::write(folder.path().join("segments.csv"), interactions(50_000)).unwrap();
    for format in ["csv", "table"] {
        let output = bash(folder.path(), &format!("segrep report -q -f {format} | head -n 1"));
        assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty());
    }
}

/// A named pipe is written to directly, and stays one.
#[test]
fn a_pipe_with_a_name_is_written_to() {
    let folder = exports();
    let expected = printed(folder.path(), &["report", "-q", "-f", "csv"]);
    let line = "mkfifo out.csv; timeout 60 cat out.csv & timeout 60 segrep report -q -o out.csv; wait; test -p out.csv";
    assert_eq!(shell(folder.path(), line), expected);
}

#[test]
fn a_replaced_file_keeps_its_owner() {
    let folder = exports();
    let out = folder.path().join("out.csv");
    fs::write(&out, "old").unwrap();
    // Only root may give it away; anybody else's stays their own.
    let _ = chown(&out, Some(4321), Some(8765));
    fs::set_permissions(&out, fs::Permissions::from_mode(0o604)).unwrap();
    let owner = |path: &Path| fs::metadata(path).map(|file| (file.uid(), file.gid(), file.mode())).unwrap();
    let before = owner(&out);
    printed(folder.path(), &["report", "-q", "-o", "out.csv"]);
    assert_ne!(read(&out), "old");
    assert_eq!(owner(&out), before);
}
