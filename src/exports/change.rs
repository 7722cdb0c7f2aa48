//! Whether files changed since they were opened.
//!
//! A report on a file that another process writes to would be of half the old file and half the new. So the sizes and
//! times of all files are compared with those at their opening before a report is completed, and those of some files on
//! the way, so that a long run ends soon after a change, with as little as possible written to a pipe.

use std::fs::Metadata;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Time between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// Files that are looked at each time, as there may be thousands.
const LOOKED_AT: usize = 64;

/// If this is the same, so are the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    size: u64,
    modified: Option<SystemTime>,
    /// Device and inode, if the system has them.
    identity: Option<(u64, u64)>,
}

impl Version {
    fn of(metadata: &Metadata) -> Version {
        Version { size: metadata.len(), modified: metadata.modified().ok(), identity: identity(metadata) }
    }

    /// Whether the opened bytes are intact if the path now leads to `now`. A file that was replaced as a whole leaves the
    /// old bytes to those who opened it.
    fn holds(&self, now: &Version) -> bool {
        self == now || (self.identity.is_some() && self.identity != now.identity)
    }
}

/// A file as it was when it was opened. By path, as there may be more parts than a process may hold open.
#[derive(Clone, Debug)]
pub(super) struct OpenedFile {
    pub(super) path: PathBuf,
    version: Version,
}

impl OpenedFile {
    pub(super) fn new(path: PathBuf, metadata: &Metadata) -> OpenedFile {
        OpenedFile { path, version: Version::of(metadata) }
    }

    pub(super) fn size(&self) -> u64 {
        self.version.size
    }

    pub(super) fn modified(&self) -> Option<SystemTime> {
        self.version.modified
    }

    /// Whether the same, unchanged file is still at its path.
    pub(super) fn is_there(&self) -> bool {
        self.path.metadata().is_ok_and(|now| self.version == Version::of(&now))
    }

    /// Whether the opened bytes are intact. A deleted file leaves them, too.
    pub(super) fn is_unchanged(&self) -> bool {
        self.path.metadata().map_or(true, |now| self.version.holds(&Version::of(&now)))
    }
}

/// When to look at which files next.
#[derive(Debug)]
pub(super) struct Watch {
    begun: Instant,
    /// Microseconds from `begun` to the next look.
    due: AtomicU64,
    next_file: AtomicUsize,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch { begun: Instant::now(), due: AtomicU64::new(0), next_file: AtomicUsize::new(0) }
    }
}

impl Watch {
    /// The first of the files that the caller should look at now, and how many from there on, round and round. `None`
    /// too soon after the last look, or if another thread got it.
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
    use crate::exports::origin::Origin;
    use crate::exports::{Exports, FileListing, Form, OnError, Problem, Reading, ValueOptions, Vocabulary};
    use crate::tables::Table;

    const SEGMENTS: &str = "interaction_id,started_at\ni,2026-11-20T10:00:00Z\n";

    fn open(paths: impl Iterator<Item = PathBuf>) -> Exports {
        let files = paths.map(|path| (Table::Segments, Origin::file(path))).collect();
        let listing = FileListing { files, ..FileListing::default() };
        let reading = Reading { vocabulary: &Vocabulary::builtin(), form: Form::default(), files: &[] };
        Exports::open(&listing, reading, ValueOptions::default(), OnError::Fail).unwrap()
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
