//! Whether files are still those that were opened: asked again and again while they are read.
//!
//! A report on a file that another process writes to meanwhile would be of half the old file and half the new. So the
//! sizes and times of all files are compared with those at their opening before a report is completed, and of some of
//! them on the way, so that a long run ends soon after the change, and as little as possible goes to a pipe.

use std::fs::Metadata;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Time that passes between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// Files that are looked at each time: there may be thousands.
const LOOKED_AT: usize = 64;

/// What tells that the bytes of a file became others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    size: u64,
    modified: Option<SystemTime>,
    /// The file itself, whatever its name, where the system says it.
    identity: Option<(u64, u64)>,
}

impl Version {
    fn of(metadata: &Metadata) -> Version {
        Version { size: metadata.len(), modified: metadata.modified().ok(), identity: identity(metadata) }
    }

    /// Whether bytes of this version are still as they were, if the path now leads to a file of version `now`. A file
    /// that was replaced as a whole leaves the old bytes to those who have them.
    fn holds(&self, now: &Version) -> bool {
        self == now || (self.identity.is_some() && self.identity != now.identity)
    }
}

/// A file as it was when it was opened. By its path and not by an open handle: there may be more parts than files that a
/// process may hold open.
#[derive(Clone, Debug)]
pub(super) struct OpenedFile {
    pub(super) path: PathBuf,
    version: Version,
}

impl OpenedFile {
    pub(super) fn new(path: PathBuf, metadata: &Metadata) -> OpenedFile {
        OpenedFile { path, version: Version::of(metadata) }
    }

    /// Its size when it was opened.
    pub(super) fn size(&self) -> u64 {
        self.version.size
    }

    /// When it was modified, as it was when it was opened.
    pub(super) fn modified(&self) -> Option<SystemTime> {
        self.version.modified
    }

    /// Whether its path still leads to it, as it was.
    pub(super) fn is_there(&self) -> bool {
        self.path.metadata().is_ok_and(|now| self.version == Version::of(&now))
    }

    /// Whether the file is still the one that was opened. One that is no longer there leaves its bytes, too.
    pub(super) fn is_unchanged(&self) -> bool {
        self.path.metadata().map_or(true, |now| self.version.holds(&Version::of(&now)))
    }
}

/// When files were last looked at, and which are next.
#[derive(Debug)]
pub(super) struct Watch {
    begun: Instant,
    /// Microseconds from the beginning to the next look.
    due: AtomicU64,
    next_file: AtomicUsize,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch { begun: Instant::now(), due: AtomicU64::new(0), next_file: AtomicUsize::new(0) }
    }
}

impl Watch {
    /// Which of so many files the caller is to look at now, the first and how many from there on, round and round: one of
    /// all threads is told, and not too often.
    pub(super) fn turn(&self, files: usize) -> Option<(usize, usize)> {
        let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let (now, due) = (micros(self.begun.elapsed()), self.due.load(Ordering::Relaxed));
        let next = now + micros(PAUSE);
        let is_due = now >= due && self.due.compare_exchange(due, next, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        let count = files.min(LOOKED_AT);
        is_due.then(|| (self.next_file.fetch_add(count, Ordering::Relaxed), count))
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::exports::{Exports, FileListing, Form, OnError, Origin, Problem, ValueOptions, Vocabulary};
    use crate::tables::Table;

    const SEGMENTS: &str = "interaction_id,started_at\ni,2026-11-20T10:00:00Z\n";

    fn open(paths: impl Iterator<Item = PathBuf>) -> Exports {
        let files = paths.map(|path| (Table::Segments, Origin::file(path))).collect();
        let listing = FileListing { files, ..FileListing::default() };
        Exports::open(&listing, &Vocabulary::builtin(), Form::default(), ValueOptions::default(), OnError::Fail)
            .unwrap()
    }

    #[test]
    fn of_many_files_each_has_its_turn() {
        let folder = tempfile::TempDir::new().unwrap();
        let count = LOOKED_AT * 2 + 1;
        let path = |part: usize| folder.path().join(format!("segments {part}.csv"));
        (0..count).for_each(|part| fs::write(path(part), SEGMENTS).unwrap());
        let exports = open((0..count).map(path));
        fs::write(path(count - 1), SEGMENTS.repeat(2)).unwrap();
        let looks: Vec<bool> = (0..3)
            .map(|_| {
                exports.watch.due.store(0, Ordering::Relaxed);
                exports.check_now_and_then().is_ok()
            })
            .collect();
        assert_eq!(looks, [true, true, false]);
        assert!(exports.check_now_and_then().is_ok(), "it was looked just now");
        let error = exports.check_unchanged().unwrap_err();
        assert_eq!((error.file, *error.problem), (path(count - 1), Problem::Changed));
    }

    #[test]
    fn a_file_that_is_replaced_as_a_whole_leaves_its_bytes() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("segments.csv");
        fs::write(&path, SEGMENTS).unwrap();
        let exports = open([path.clone()].into_iter());
        fs::write(folder.path().join("new"), "else").unwrap();
        fs::rename(folder.path().join("new"), &path).unwrap();
        assert!(exports.check_unchanged().is_ok());
        assert_eq!(exports.files[0].bytes(), SEGMENTS.as_bytes());
        fs::remove_file(&path).unwrap();
        assert!(exports.check_unchanged().is_ok());
    }
}
