//! Opening files: mapped where that can be, read whole where it can't.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use memmap2::Mmap;

use super::error::Problem;
use super::folder::{STDIN, reason};

/// The bytes of a file, all of them at hand.
#[derive(Debug)]
pub struct Source {
    bytes: Bytes,
    /// What the file was when it was opened, where it can be asked again.
    opened: Option<(File, Version)>,
}

#[derive(Debug)]
enum Bytes {
    /// The file itself, paged in by the system as it is touched: costs no memory of the process's own.
    Mapped(Mmap),
    /// A copy, of standard input or a pipe. Costs as much memory as the file has bytes.
    Read(Vec<u8>),
}

/// Size and time of change: what tells that a file became another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    size: u64,
    modified: Option<SystemTime>,
}

impl Version {
    fn of(metadata: &Metadata) -> Version {
        Version { size: metadata.len(), modified: metadata.modified().ok() }
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
                Source { bytes, opened: Some((file, Version::of(&metadata))) }
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
        self.opened
            .as_ref()
            .is_none_or(|(file, version)| file.metadata().is_ok_and(|now| Version::of(&now) == *version))
    }
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
