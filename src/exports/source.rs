//! Opening files: mapped where that can be, read whole where it can't.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use memmap2::Mmap;

use super::error::Problem;
use super::folder::{STDIN, reason};

/// The bytes of a file, all of them at hand.
#[derive(Debug)]
pub struct Source {
    bytes: Bytes,
    /// What the file was when it was opened, where it can be asked again. By its path and not by an open handle: there
    /// may be more parts than files that a process may hold open.
    opened: Option<(PathBuf, Version)>,
}

#[derive(Debug)]
enum Bytes {
    /// The file itself, paged in by the system as it is touched: costs no memory of the process's own.
    Mapped(Mmap),
    /// A copy, of standard input or a pipe. Costs as much memory as the file has bytes.
    Read(Vec<u8>),
}

/// What tells that the bytes of a file became others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    size: u64,
    modified: Option<SystemTime>,
    /// The file itself, whatever its name, where the system says it.
    identity: Option<u64>,
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

impl Source {
    /// Opens a file, or standard input under the name `-`.
    ///
    /// # Errors
    ///
    /// [`Problem::Unreadable`] where the system refuses, [`Problem::Container`] where the first bytes are those of a
    /// form that segrep doesn't read.
    pub fn open(path: &Path) -> Result<Source, Problem> {
        let unreadable = |error: io::Error| Problem::Unreadable { reason: reason(&error) };
        let source = if path == Path::new(STDIN) {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map_err(unreadable)?;
            Source { bytes: Bytes::Read(bytes), opened: None }
        } else {
            let mut file = File::open(path).map_err(unreadable)?;
            let metadata = file.metadata().map_err(unreadable)?;
            if metadata.is_file() {
                let bytes = Bytes::Mapped(map(&file).map_err(unreadable)?);
                Source { bytes, opened: Some((path.to_owned(), Version::of(&metadata))) }
            } else {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).map_err(unreadable)?;
                Source { bytes: Bytes::Read(bytes), opened: None }
            }
        };
        match container(source.bytes()) {
            Some((form, hint)) => Err(Problem::Container { form, hint }),
            None => Ok(source),
        }
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Mapped(map) => map,
            Bytes::Read(bytes) => bytes,
        }
    }

    /// Whether the file is still the one that was opened.
    pub fn is_unchanged(&self) -> bool {
        // A file that is no longer there leaves its bytes, too.
        let holds = |(path, version): &(PathBuf, Version)| {
            path.metadata().map_or(true, |now| version.holds(&Version::of(&now)))
        };
        self.opened.as_ref().is_none_or(holds)
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    Some(metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<u64> {
    None
}

#[allow(unsafe_code, reason = "a map is the only way to read gigabytes without copying them")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is private to this process and only read. Its bytes are undefined only where another process
    // writes to the file meanwhile. segrep gives them no meaning beyond their bytes (every length and every value is
    // checked when it is used), and asks after the index is made, and again before the output is completed, whether the
    // file is still the same (`Source::is_unchanged`). What remains: a file that another process *shortens* while it is
    // being read ends this process with SIGBUS, and what went to a pipe before the change was noticed has gone there;
    // the exit status tells.
    unsafe { Mmap::map(file) }
}

/// The form of a file that isn't plain text, by its first bytes, and what to do about it.
fn container(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const FORMS: &[(&[u8], &str, &str)] = &[
        (&[0x1f, 0x8b], "a gzip file", "decompress it first: gunzip FILE"),
        (&[0x28, 0xb5, 0x2f, 0xfd], "a Zstandard file", "decompress it first: unzstd FILE"),
        (b"PK\x03\x04", "a zip file or a workbook", "unpack it first, or export it as CSV"),
        (&[0xff, 0xfe], "in UTF-16", "convert it first: iconv -f UTF-16 -t UTF-8"),
        (&[0xfe, 0xff], "in UTF-16", "convert it first: iconv -f UTF-16 -t UTF-8"),
    ];
    FORMS.iter().find(|(magic, _, _)| bytes.starts_with(magic)).map(|(_, form, hint)| (*form, *hint))
}
