//! Archives of exports: alone as the data, in the folder, as one table.

use std::fs;
use std::io::Write;
use std::path::Path;

use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::check::{failed, printed};

const SEGMENTS: &str = "interaction_id,started_at,status,user_id\ni1,2026-11-20T09:00:00Z,Connected,u1\n";
const USERS: &str = "user_id,name\nu1,Zoë\n";
const EXPECTED: &str = "interaction_id,status,user_name,source_file,source_line\n\
                        i1,Connected,Zoë,Interaction Segments.csv,2\n";
const ASKED: [&str; 6] = ["report", "-q", "-f", "csv", "-c", "interaction_id,status,user_name,source_file,source_line"];

/// Writes an archive of files with their texts.
fn archive(path: &Path, files: &[(&str, &str)]) {
    let mut archive = ZipWriter::new(fs::File::create(path).unwrap());
    for (name, text) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

fn asked<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&ASKED, more].concat()
}

#[test]
fn an_archive_stands_for_the_files_in_it() {
    let folder = TempDir::new().unwrap();
    let files = [("export/Interaction Segments.csv", SEGMENTS), ("export/users.csv", USERS)];
    archive(&folder.path().join("all.zip"), &files);
    assert_eq!(printed(folder.path(), &asked(&["-d", "all.zip"])), EXPECTED);
    assert_eq!(printed(folder.path(), &asked(&[])), EXPECTED, "an archive in the folder");
    let named = ["-d", "none", "--table", "segments=all.zip", "--table", "users=all.zip"];
    let others = ["--table", "queues=queues.csv", "--table", "organizations=o.csv", "--table", "interactions=i.csv"];
    fs::write(folder.path().join("queues.csv"), "id\n").unwrap();
    fs::write(folder.path().join("o.csv"), "id\n").unwrap();
    fs::write(folder.path().join("i.csv"), "id\n").unwrap();
    assert_eq!(printed(folder.path(), &asked(&[&named[..], &others].concat())), EXPECTED);
}

#[test]
fn one_file_alone_needs_no_name() {
    let folder = TempDir::new().unwrap();
    archive(&folder.path().join("calls.zip"), &[("november.csv", SEGMENTS)]);
    archive(&folder.path().join("people.zip"), &[("a.csv", USERS), ("b.csv", USERS)]);
    let arguments = ["report", "--table", "segments=calls.zip", "--table", "users=people.zip"];
    let error = failed(folder.path(), &arguments);
    assert_eq!(
        error,
        "segrep: error: people.zip: can't tell which of its files is users: a.csv, b.csv\n  \
         want  a name that begins with the table's name, or a single file\n  \
         hint  unpack it and name the file\n"
    );
}

#[test]
fn an_archive_may_unpack_to_so_much_and_no_more() {
    let folder = TempDir::new().unwrap();
    let size = SEGMENTS.len() + USERS.len();
    archive(
        &folder.path().join("all.zip"),
        &[("segments.csv", SEGMENTS), ("users.csv", USERS), ("notes.txt", SEGMENTS)],
    );
    let just_enough = asked(&["-d", "all.zip", "--max-unpacked"]);
    let expected = EXPECTED.replace("Interaction Segments", "segments");
    assert_eq!(printed(folder.path(), &[&just_enough[..], &[&size.to_string()]].concat()), expected);
    for threads in ["1", "4"] {
        let too_little = (size - 1).to_string();
        let error = failed(folder.path(), &[&just_enough[..], &[&too_little, "--threads", threads]].concat());
        assert_eq!(
            error,
            format!(
                "segrep: error: all.zip: unpacks to more than {too_little} bytes\n  \
                 hint  if that is no surprise, allow more, as with --max-unpacked 32GB, or export a shorter period\n"
            )
        );
    }
}

#[test]
fn an_archive_may_have_thousands_of_files() {
    let folder = TempDir::new().unwrap();
    let names: Vec<String> = (0..4000).map(|number| format!("segments {number}.csv")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), SEGMENTS)).collect();
    archive(&folder.path().join("all.zip"), &files);
    let counted = printed(folder.path(), &["interactions", "-q", "-f", "csv", "-c", "segments", "-d", "all.zip"]);
    assert_eq!(counted, "segments\n1\n");
}

#[test]
fn an_archive_that_is_not_whole_is_an_error() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("all.zip");
    archive(&path, &[("segments.csv", &SEGMENTS.repeat(200))]);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let error = failed(folder.path(), &["report", "-d", "all.zip", "-q"]);
    assert!(error.starts_with("segrep: error: all.zip: is not a whole zip archive: "), "{error}");
    // Damaged within: the directory at the end is whole, the bytes of the file are not.
    let mut damaged = whole.clone();
    damaged[60] ^= 0xff;
    fs::write(&path, damaged).unwrap();
    let error = failed(folder.path(), &["report", "-d", "all.zip", "-q"]);
    assert!(error.starts_with("segrep: error: all.zip/segments.csv: is not a whole zip archive: "), "{error}");
}

#[test]
fn a_workbook_is_no_archive_of_exports() {
    let folder = TempDir::new().unwrap();
    archive(&folder.path().join("segments.csv"), &[("[Content_Types].xml", "<Types/>")]);
    let error = failed(folder.path(), &["report", "-q"]);
    assert_eq!(
        error,
        "segrep: error: segments.csv: is a workbook or a zip archive, which segrep doesn't read\n  \
         hint  save a workbook's sheets as CSV; let the name of an archive of exports end in .zip\n"
    );
}

#[test]
fn two_files_of_one_name_are_an_error() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("all.zip");
    archive(&path, &[("segments.csv", SEGMENTS), ("Segments.csv", SEGMENTS)]);
    // This writer refuses to make what others do: the second takes the name of the first.
    let mut bytes = fs::read(&path).unwrap();
    while let Some(at) = bytes.windows(12).position(|name| name == b"Segments.csv") {
        bytes[at] = b's';
    }
    fs::write(&path, bytes).unwrap();
    let expected = "segrep: error: all.zip: contains two files of the same name, only one of which could be read\n  \
                    hint  unpack it and rename one of them\n";
    assert_eq!(failed(folder.path(), &["report", "-q"]), expected);
    assert_eq!(failed(folder.path(), &["report", "-q", "--table", "segments=all.zip"]), expected);
}
