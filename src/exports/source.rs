//! Opening files: mapped where that can be, read or decoded whole where it can't.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use encoding_rs::{Encoding, UTF_8};
use memmap2::Mmap;

use super::decode::{Decoded, decoded, decompressed, looks_like_utf_16, whole};
use super::error::Problem;
use super::folder::{STDIN, reason};
use super::origin::{ARCHIVE, Origin, WORKBOOK, read_member};

/// The bytes of a file, all of them at hand, decompressed and as text in UTF-8.
#[derive(Debug)]
pub struct Source {
    bytes: Bytes,
    /// What the file was when it was opened, where it can be asked again. By its path and not by an open handle: there
    /// may be more parts than files that a process may hold open.
    opened: Option<(PathBuf, Version)>,
    /// How the text was kept.
    pub kept: Kept,
    /// Whether the bytes are those of the file as it is stored.
    is_stored_so: bool,
}

/// A file as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'s> {
    /// Its size.
    pub size: u64,
    /// When it was modified, as it was when it was opened; `None` of standard input and pipes.
    pub modified: Option<SystemTime>,
    /// Its bytes, where they are at hand.
    pub bytes: Option<&'s [u8]>,
    /// Where it lies; `None` of standard input and pipes, and where another file is there by now.
    pub file: Option<&'s Path>,
}

/// How the text of a file was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The bytes as they were stored; of a file within an archive, when unpacked.
    pub size: u64,
    /// The compression, where there was one.
    pub compression: Option<&'static str>,
    /// The encoding of the text.
    pub encoding: &'static Encoding,
}

impl Kept {
    fn plain(bytes: &Bytes) -> Kept {
        Kept { size: bytes.all().len() as u64, compression: None, encoding: UTF_8 }
    }
}

#[derive(Debug)]
enum Bytes {
    /// The file itself, paged in by the system as it is touched: costs no memory of the process's own.
    Mapped(Mmap),
    /// A copy: of standard input or a pipe, or what was decoded from the file. Small; large ones are mapped, too.
    Read(Vec<u8>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Bytes::Mapped(map) => map,
            Bytes::Read(bytes) => bytes,
        }
    }

    fn of(decoded: Decoded) -> Result<Bytes, Problem> {
        Ok(match decoded {
            Decoded::Memory(bytes) => Bytes::Read(bytes),
            Decoded::File(file) => {
                Bytes::Mapped(map(&file).map_err(|error| Problem::Unreadable { reason: reason(&error) })?)
            }
        })
    }
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
    /// Opens a file, or standard input under the name `-`, decompresses it and decodes it from `encoding`, where it has
    /// no mark that says another.
    ///
    /// # Errors
    ///
    /// [`Problem::Unreadable`] where the system refuses, [`Problem::Corrupt`] where a container isn't whole,
    /// [`Problem::Container`] for a form that segrep doesn't read, [`Problem::NotEncoded`] with its line.
    pub fn open(origin: &Origin, encoding: Option<&'static Encoding>) -> Result<Source, (Option<u64>, Problem)> {
        let whole_file = |problem| (None, problem);
        let mut source = Source::raw(origin).map_err(whole_file)?;
        // A compressed file may have been packed into an archive.
        if let Some((compression, inner)) = decompressed(source.bytes()).map_err(whole_file)? {
            source.bytes = Bytes::of(inner).map_err(whole_file)?;
            source.kept.compression = Some(compression);
            source.is_stored_so = false;
        }
        if source.bytes().starts_with(ARCHIVE) {
            return Err(whole_file(WORKBOOK));
        }
        let text = decoded(source.bytes(), encoding).map_err(|(line, problem)| (Some(line), problem))?;
        if let Some((encoding, text)) = text {
            source.bytes = Bytes::of(text).map_err(whole_file)?;
            source.kept.encoding = encoding;
            source.is_stored_so = false;
        } else if let Some(encoding) = looks_like_utf_16(source.bytes()) {
            return Err(whole_file(Problem::Markless { encoding: encoding.name() }));
        }
        Ok(source)
    }

    /// The bytes as they are stored.
    fn raw(origin: &Origin) -> Result<Source, Problem> {
        let unreadable = |error: io::Error| Problem::Unreadable { reason: reason(&error) };
        let path = &origin.path;
        if path == Path::new(STDIN) {
            let bytes = Bytes::of(whole(io::stdin().lock()).map_err(unreadable)?)?;
            return Ok(Source { kept: Kept::plain(&bytes), bytes, opened: None, is_stored_so: true });
        }
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        let opened = metadata.is_file().then(|| (path.clone(), Version::of(&metadata)));
        let bytes = match &origin.member {
            Some(member) => Bytes::of(read_member(path, member, |file| whole(file))?)?,
            None if opened.is_some() => Bytes::Mapped(map(&file).map_err(unreadable)?),
            None => Bytes::of(whole(file).map_err(unreadable)?)?,
        };
        let is_stored_so = origin.member.is_none();
        Ok(Source { kept: Kept::plain(&bytes), bytes, opened, is_stored_so })
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.all()
    }

    /// The file as it is stored: before it was decompressed and decoded.
    pub fn stored(&self) -> Stored<'_> {
        let version = self.opened.as_ref().map(|(_, version)| version);
        // Another file of this name is not what was read.
        let is_same =
            |(path, version): &&(PathBuf, Version)| path.metadata().is_ok_and(|now| *version == Version::of(&now));
        let file = self.opened.as_ref().filter(is_same).map(|(path, _)| path.as_path());
        Stored {
            size: version.map_or(self.bytes().len() as u64, |version| version.size),
            modified: version.and_then(|version| version.modified),
            bytes: self.is_stored_so.then(|| self.bytes()),
            file,
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
