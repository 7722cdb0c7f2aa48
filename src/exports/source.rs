//! Opening files: mapped where that can be, read or decoded whole where it can't.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use encoding_rs::{Encoding, UTF_8};
use memmap2::Mmap;

use crate::plain::reason;

use super::change::OpenedFile;
use super::error::ExportError;
use super::origin::{ARCHIVE, Origin, STDIN, WORKBOOK, read_member};
use super::problem::Problem;
use super::unpack::{Decoded, decoded, decompressed, is_utf_32, looks_like_utf_16, whole, with_line_feeds};

/// The bytes of a file, all of them at hand, decompressed and as text in UTF-8.
#[derive(Debug)]
pub struct Source {
    bytes: Bytes,
    /// What the file was when it was opened, where it can be asked again.
    opened: Option<OpenedFile>,
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

/// An encoding that the Encoding Standard leaves out.
const UTF_32: Problem = Problem::Container {
    form: "text in UTF-32",
    hint: "convert it first, as with iconv -f UTF-32 -t UTF-8, or export it again in UTF-8",
};

/// Bytes of a file that is read and not mapped: a system allows only so many maps (65,530 on Linux), and parts may be
/// many.
const READ: u64 = 16 << 10;

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
            Decoded::File(file) => Bytes::Mapped(map(&file).map_err(|error| unreadable(&error))?),
        })
    }
}

fn unreadable(error: &io::Error) -> Problem {
    Problem::Unreadable { reason: reason(error) }
}

impl Source {
    /// Opens a file, or standard input under the name `-`, decompresses it and decodes it from `encoding`, where it has
    /// no mark that says another. Its lines end in LF then.
    ///
    /// # Errors
    ///
    /// [`Problem::Unreadable`] where the system refuses, [`Problem::Corrupt`] where a container isn't whole,
    /// [`Problem::Container`] for a form that segrep doesn't read, [`Problem::NotEncoded`] with its line.
    pub fn open(origin: &Origin, encoding: Option<&'static Encoding>) -> Result<Source, ExportError> {
        let name = origin.name();
        let whole_file = |problem| ExportError::new(&name, None, problem);
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
        if is_utf_32(source.bytes()) {
            return Err(whole_file(UTF_32));
        }
        if let Some((encoding, text)) = decoded(&name, source.bytes(), encoding)? {
            source.bytes = Bytes::of(text).map_err(whole_file)?;
            source.kept.encoding = encoding;
            source.is_stored_so = false;
        } else if let Some(encoding) = looks_like_utf_16(source.bytes()) {
            return Err(whole_file(Problem::Markless { encoding: encoding.name() }));
        }
        if let Some(lines) = with_line_feeds(source.bytes()).map_err(|error| whole_file(unreadable(&error)))? {
            source.bytes = Bytes::of(lines).map_err(whole_file)?;
            source.is_stored_so = false;
        }
        Ok(source)
    }

    /// Text that is at hand.
    pub(super) fn of_text(text: Vec<u8>) -> Source {
        let bytes = Bytes::Read(text);
        Source { kept: Kept::plain(&bytes), bytes, opened: None, is_stored_so: true }
    }

    /// The bytes as they are stored.
    fn raw(origin: &Origin) -> Result<Source, Problem> {
        let unreadable = |error| unreadable(&error);
        let path = &origin.path;
        if path == Path::new(STDIN) {
            let bytes = Bytes::of(whole(io::stdin().lock()).map_err(unreadable)?)?;
            return Ok(Source { kept: Kept::plain(&bytes), bytes, opened: None, is_stored_so: true });
        }
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        let opened = metadata.is_file().then(|| OpenedFile::new(path.clone(), &metadata));
        let bytes = match &origin.member {
            Some(member) => Bytes::of(read_member(path, member, |file| whole(file))?)?,
            None if opened.is_some() && metadata.len() > READ => Bytes::Mapped(map(&file).map_err(unreadable)?),
            None => Bytes::of(whole(file).map_err(unreadable)?)?,
        };
        #[cfg(unix)]
        opened.iter().filter(|_| matches!(bytes, Bytes::Mapped(_))).for_each(super::cut_short::remember);
        let is_stored_so = origin.member.is_none();
        Ok(Source { kept: Kept::plain(&bytes), bytes, opened, is_stored_so })
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.all()
    }

    /// The file as it is stored: before it was decompressed and decoded.
    pub fn stored(&self) -> Stored<'_> {
        // Another file of this name is not what was read.
        let file = self.opened.as_ref().filter(|opened| opened.is_there()).map(|opened| opened.path.as_path());
        Stored {
            size: self.opened.as_ref().map_or(self.bytes().len() as u64, OpenedFile::size),
            modified: self.opened.as_ref().and_then(OpenedFile::modified),
            bytes: self.is_stored_so.then(|| self.bytes()),
            file,
        }
    }

    /// Whether the file is still the one that was opened.
    pub fn is_unchanged(&self) -> bool {
        self.opened.as_ref().is_none_or(OpenedFile::is_unchanged)
    }
}

#[allow(unsafe_code, reason = "a map is the only way to read gigabytes without copying them")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is private to this process and only read. Its bytes are undefined only where another process
    // writes to the file meanwhile. segrep gives them no meaning beyond their bytes (every length and every value is
    // checked when it is used), and asks while it reads, and before the output is completed, whether the file is still
    // the same (`super::change`). What remains is told in `docs/exports.md`. Touching what another process cut off ends
    // with an error (`super::cut_short`).
    unsafe { Mmap::map(file) }
}
