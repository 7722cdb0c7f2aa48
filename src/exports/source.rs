//! Opening files: mapped if possible, else read or decoded whole.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::time::SystemTime;

use encoding_rs::{Encoding, UTF_8};
use memmap2::Mmap;

use crate::plain::reason;

use super::change::OpenedFile;
use super::error::ExportError;
use super::origin::{ARCHIVE, Archives, Origin, STDIN, WORKBOOK};
use super::problem::Problem;
use super::unpack::{Decoded, decoded, decompressed, edited, is_utf_32, looks_like_utf_16, whole, with_line_feeds};

/// All bytes of a file, decompressed, as text in UTF-8.
#[derive(Debug)]
pub(super) struct Source {
    bytes: Bytes,
    /// `None` of standard input and pipes.
    opened: Option<OpenedFile>,
    pub(super) kept: Kept,
    is_stored_so: bool,
}

/// A file as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'s> {
    /// In bytes.
    pub size: u64,
    /// As of its opening; `None` of standard input and pipes.
    pub modified: Option<SystemTime>,
    /// `None` if it was decompressed or decoded.
    pub bytes: Option<&'s [u8]>,
    /// Its path; `None` of standard input and pipes, and if another file is there by now.
    pub file: Option<&'s Path>,
}

/// How the text of a file is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Bytes as stored; of a member of an archive, unpacked.
    pub size: u64,
    /// The name of its compression, if any.
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
    /// The file itself, paged in as it is touched.
    Mapped(Mmap),
    /// A copy, if it is small; a large one is a mapped temporary file.
    Read(Vec<u8>),
}

/// The Encoding Standard leaves it out.
const UTF_32: Problem = Problem::Container {
    form: "text in UTF-32",
    hint: "convert it first, as with iconv -f UTF-32 -t UTF-8, or export it again in UTF-8",
};

/// Files up to this size are read and not mapped: there may be many, and Linux allows 65,530 maps.
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
    Problem::Unreadable(reason(error))
}

impl Source {
    /// Opens a file or standard input, decompresses it, decodes it by its byte-order mark, else from `encoding`, and makes
    /// its lines end in LF.
    pub(super) fn open(
        origin: &Origin,
        encoding: Option<&'static Encoding>,
        archives: &Archives,
    ) -> Result<Source, ExportError> {
        Source::unpacked(origin, archives)?.decoded(&origin.name(), encoding)
    }

    /// The bytes of a file, decompressed, in whatever encoding.
    pub(super) fn unpacked(origin: &Origin, archives: &Archives) -> Result<Source, ExportError> {
        let unpacked = || {
            let mut source = Source::raw(origin, archives)?;
            // Members of archives may be compressed files.
            if let Some((compression, inner)) = decompressed(source.bytes(), &archives.allowance(origin)?)? {
                source.bytes = Bytes::of(inner)?;
                source.kept.compression = Some(compression);
                source.is_stored_so = false;
            }
            Ok(source)
        };
        unpacked().map_err(|problem| {
            // Any of its members may be the one too many.
            let name = if matches!(problem, Problem::TooLarge(_)) { origin.path.clone() } else { origin.name() };
            ExportError::new(&name, None, problem)
        })
    }

    /// As text in UTF-8, decoded by its byte-order mark, else from `encoding`, with lines that end in LF.
    pub(super) fn decoded(mut self, name: &Path, encoding: Option<&'static Encoding>) -> Result<Source, ExportError> {
        let whole_file = |problem| ExportError::new(name, None, problem);
        if self.bytes().starts_with(ARCHIVE) {
            return Err(whole_file(WORKBOOK));
        }
        if is_utf_32(self.bytes()) {
            return Err(whole_file(UTF_32));
        }
        if let Some((encoding, text)) = decoded(name, self.bytes(), encoding)? {
            self.bytes = Bytes::of(text).map_err(whole_file)?;
            self.kept.encoding = encoding;
            self.is_stored_so = false;
        } else if let Some(encoding) = looks_like_utf_16(self.bytes()) {
            return Err(whole_file(Problem::Markless(encoding.name())));
        }
        if let Some(lines) = with_line_feeds(self.bytes()).map_err(|error| whole_file(unreadable(&error)))? {
            self.bytes = Bytes::of(lines).map_err(whole_file)?;
            self.is_stored_so = false;
        }
        Ok(self)
    }

    /// A copy with other texts in place of some, in order.
    pub(super) fn edited<'t>(
        mut self,
        edits: impl Iterator<Item = (Range<usize>, &'t [u8])>,
    ) -> Result<Source, Problem> {
        self.bytes = edited(self.bytes(), edits).map_err(|error| unreadable(&error)).and_then(Bytes::of)?;
        self.is_stored_so = false;
        Ok(self)
    }

    pub(super) fn of_text(text: Vec<u8>) -> Source {
        let bytes = Bytes::Read(text);
        Source { kept: Kept::plain(&bytes), bytes, opened: None, is_stored_so: true }
    }

    /// The file as it is stored.
    fn raw(origin: &Origin, archives: &Archives) -> Result<Source, Problem> {
        let unreadable = |error| unreadable(&error);
        let path = &origin.path;
        if path == Path::new(STDIN) {
            let bytes = Bytes::of(whole(io::stdin().lock(), None, Problem::Unreadable)?)?;
            return Ok(Source { kept: Kept::plain(&bytes), bytes, opened: None, is_stored_so: true });
        }
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        let opened = metadata.is_file().then(|| OpenedFile::new(path.clone(), &metadata));
        let bytes = match &origin.member {
            Some(member) => Bytes::of(archives.read(path, member)?)?,
            None if opened.is_some() && metadata.len() > READ => Bytes::Mapped(map(&file).map_err(unreadable)?),
            None => Bytes::of(whole(file, None, Problem::Unreadable)?)?,
        };
        #[cfg(unix)]
        opened.iter().filter(|_| matches!(bytes, Bytes::Mapped(_))).for_each(super::cut_short::remember);
        let is_stored_so = origin.member.is_none();
        Ok(Source { kept: Kept::plain(&bytes), bytes, opened, is_stored_so })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.all()
    }

    pub(super) fn stored(&self) -> Stored<'_> {
        let opened = self.opened.as_ref();
        Stored {
            size: opened.map_or(self.bytes().len() as u64, OpenedFile::size),
            modified: opened.and_then(OpenedFile::modified),
            bytes: self.is_stored_so.then(|| self.bytes()),
            file: opened.filter(|opened| opened.is_there()).map(|opened| opened.path.as_path()),
        }
    }

    pub(super) fn is_unchanged(&self) -> bool {
        self.opened.as_ref().is_none_or(OpenedFile::is_unchanged)
    }
}

#[allow(unsafe_code, reason = "a map is the only way to read gigabytes without copying them")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is private to this process and only read. Its bytes are undefined only if another process writes to
    // the file meanwhile. segrep gives them no meaning beyond their bytes (every length and value is checked when used),
    // and checks while it reads, and before the output is completed, whether the file changed (`super::change`);
    // `docs/exports.md` says what remains. Touching what another process truncated is an error (`super::cut_short`).
    unsafe { Mmap::map(file) }
}
