//! Timelines from a few lines of text, for tests: by the real readers, over exports in a folder of their own.
//!
//! A table is a header and rows of words. `.` is blank, and so is what a row doesn't come to. Under `at`, `end`, `created`
//! and `completed` stand seconds after ten o'clock, under `in` the interaction, which is `i` where that column is left
//! out.

use std::fs;
use std::path::PathBuf;

use bumpalo::Bump;
use tempfile::TempDir;

use crate::exports::{Exports, Form, OnError, Reading, ValueOptions, Vocabulary, directory, find};
use crate::tables::{Directory, Duration, Instant, Sum, Words};

use super::{Decoded, Index, Linker, Timeline, everything};

/// Exports that were told.
pub(super) struct Told {
    _folder: TempDir,
    pub(super) exports: Exports,
    directory: Directory,
    words: Words,
}

impl Told {
    /// The exports in files of these names, each a table.
    pub(super) fn new(files: &[(&str, &str)]) -> Told {
        let folder = TempDir::new().unwrap();
        for (name, table) in files {
            fs::write(folder.path().join(PathBuf::from(name).with_extension("csv")), csv(name, table)).unwrap();
        }
        let vocabulary = Vocabulary::builtin();
        let listing = find(folder.path(), &[], &vocabulary).unwrap();
        let reading = Reading { vocabulary: &vocabulary, form: Form::default(), files: &[] };
        let exports = Exports::open(&listing, reading, ValueOptions::default(), OnError::default()).unwrap();
        let (directory, _) = directory(&exports).unwrap();
        Told { _folder: folder, exports, directory, words: vocabulary.words.clone() }
    }

    /// What is seen of each interaction, in report order.
    pub(super) fn timelines<T>(&self, see: impl Fn(&Timeline<'_>) -> T) -> Vec<T> {
        self.timelines_of(&everything(&self.exports, Decoded::default(), &|_| {}).unwrap(), see)
    }

    /// What is seen of each interaction of an index.
    pub(super) fn timelines_of<T>(&self, index: &Index, see: impl Fn(&Timeline<'_>) -> T) -> Vec<T> {
        let mut linker = Linker::new(&self.exports, &self.directory, &self.words, index);
        let mut timeline = |group| see(&linker.timeline(group, &Bump::new()).unwrap());
        index.groups.iter().map(&mut timeline).collect()
    }
}

/// What is seen of the only interaction that has these segments.
pub(super) fn seen<T>(segments: &str, see: impl Fn(&Timeline<'_>) -> T) -> T {
    Told::new(&[("segments", segments)]).timelines(see).pop().unwrap()
}

/// What is seen of an interaction that has this row and these segments.
pub(super) fn seen_with<T>(interaction: &str, segments: &str, see: impl Fn(&Timeline<'_>) -> T) -> T {
    Told::new(&[("interactions", interaction), ("segments", segments)]).timelines(see).pop().unwrap()
}

/// A moment in seconds after ten o'clock; `.` for none.
pub(super) fn second(at: Option<Instant>) -> String {
    at.map_or_else(|| ".".to_owned(), |at| (at.seconds() - TEN).to_string())
}

/// Seconds of a length of time; `.` for none.
pub(super) fn length(length: Option<Duration>) -> String {
    or_dot(length.map(Sum::from))
}

/// Something, or `.` for none.
pub(super) fn or_dot(value: Option<impl ToString>) -> String {
    value.map_or_else(|| ".".to_owned(), |value| value.to_string())
}

/// Ten o'clock of the day of all that is told, in seconds after 1970.
const TEN: i64 = 1_795_168_800;

fn csv(name: &str, table: &str) -> String {
    let mut lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    let names: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    let is_of_interaction = name.starts_with("segments") || name.starts_with("interactions");
    let is_left_out = is_of_interaction && !names.contains(&"in");
    let headers: Vec<&str> = names.iter().map(|name| header(name)).collect();
    let mut csv = if is_left_out { "Interaction Id," } else { "" }.to_owned() + &headers.join(",");
    for line in lines {
        let mut words = line.split_whitespace();
        let values: Vec<String> = names.iter().map(|name| value(name, words.next().unwrap_or("."))).collect();
        assert_eq!(words.next(), None, "{line}");
        csv.push_str(if is_left_out { "\ni," } else { "\n" });
        csv.push_str(&values.join(","));
    }
    csv + "\n"
}

fn header(name: &str) -> &str {
    match name {
        "in" => "Interaction Id",
        "at" => "Started At",
        "end" => "Ended At",
        "created" => "Created At",
        "completed" => "Completed At",
        own => own,
    }
}

fn value(name: &str, word: &str) -> String {
    match (name, word.parse::<i64>()) {
        (_, Err(_)) if word == "." => String::new(),
        ("at" | "end" | "created" | "completed", Ok(second)) => {
            let second = 10 * 3600 + second;
            format!("2026-11-20T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
        }
        _ => word.to_owned(),
    }
}
