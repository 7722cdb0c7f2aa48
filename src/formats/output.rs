//! Where bytes go: standard output, or a file that is complete or not there at all.

use std::fs::File;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder, write::GzEncoder};

use super::digest::{Digesting, Written};
use super::steady::Steady;
use super::unfinished::{Unfinished, existing_folder, folder};

/// Where a report is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Stdout,
    /// A file. It is written beside its place and renamed when complete; a pipe or device is written to directly.
    File(PathBuf),
}

impl Target {
    /// The target for a name on the command line: `-` is standard output.
    pub(crate) fn named(path: PathBuf) -> Target {
        if path.as_os_str() == "-" { Target::Stdout } else { Target::File(path) }
    }

    /// Whether writing to one would overwrite the other, whatever names lead there.
    pub(crate) fn is_same(&self, other: &Target) -> bool {
        let (Target::File(one), Target::File(other)) = (self, other) else { return self == other };
        one == other || real(one) == real(other)
    }

    /// The folder in which a file is written until it is moved into place; `None` if the target isn't a file.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Target::File(path) if path.metadata().map_or(true, |metadata| metadata.is_file()) => {
                Some(existing_folder(path))
            }
            _ => None,
        }
    }

    /// The folder above its own, if that is missing.
    pub(crate) fn missing_above(&self) -> Option<&Path> {
        let (Target::File(path), Some(nearest)) = (self, self.folder()) else { return None };
        let above = folder(folder(path));
        (nearest != folder(path) && nearest != above).then_some(above)
    }
}

/// A path without links and detours, even if the file doesn't exist yet.
fn real(path: &Path) -> PathBuf {
    let in_folder = || match path.file_name() {
        Some(name) => real(folder(path)).join(name),
        None => path.to_owned(),
    };
    path.canonicalize().unwrap_or_else(|_| in_folder())
}

pub(crate) struct OutputFile {
    sink: Encoder,
    /// The file to rename once it is complete.
    unfinished: Option<Unfinished>,
}

enum Encoder {
    Stdout(Digesting<Stdout>),
    File(Box<Bytes>),
    Gzip(Box<GzEncoder<Bytes>>),
    Zstandard(Box<zstd::Encoder<'static, Bytes>>),
}

/// The bytes of a file, as they are on the disk.
type Bytes = BufWriter<Digesting<Steady>>;

impl OutputFile {
    /// Opens a target; `is_digested` if the SHA-256 of what is written is wanted.
    pub(crate) fn open(target: &Target, is_digested: bool) -> io::Result<OutputFile> {
        let Target::File(path) = target else {
            let sink = Encoder::Stdout(Digesting::new(io::stdout(), is_digested));
            return Ok(OutputFile { sink, unfinished: None });
        };
        let (file, unfinished) = match path.metadata() {
            Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(metadata) if !metadata.is_file() => (File::options().write(true).open(path)?, None),
            existing => {
                // A link stays a link: its target is replaced, or created.
                let place = match (&existing, path.read_link()) {
                    (Ok(_), _) => path.canonicalize()?,
                    (Err(_), Ok(target)) => path.parent().unwrap_or(Path::new("")).join(target),
                    (Err(_), Err(_)) => path.clone(),
                };
                let (file, unfinished) = Unfinished::create(place, path, existing.as_ref().ok())?;
                (file, Some(unfinished))
            }
        };
        let steady = Steady::new(file, unfinished.is_some().then_some(Steady::TOGETHER));
        let file = BufWriter::new(Digesting::new(steady, is_digested));
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let sink = match ending.as_deref() {
            // Without a time, so that the same report is the same bytes.
            Some("gz") => Encoder::Gzip(Box::new(GzBuilder::new().mtime(0).write(file, Compression::default()))),
            Some("zst") => Encoder::Zstandard(Box::new(zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?)),
            _ => Encoder::File(Box::new(file)),
        };
        Ok(OutputFile { sink, unfinished })
    }

    fn sink(&mut self) -> &mut dyn Write {
        match &mut self.sink {
            Encoder::Stdout(stdout) => stdout,
            Encoder::File(file) => file,
            Encoder::Gzip(encoder) => encoder,
            Encoder::Zstandard(encoder) => encoder,
        }
    }

    /// Completes the output. A file is not in place yet, nor certainly on the disk ([`sync`](super::sync)).
    pub(crate) fn finish(self) -> io::Result<(Written, Option<Unfinished>)> {
        let file = match self.sink {
            Encoder::Stdout(mut stdout) => {
                stdout.flush()?;
                return Ok((stdout.finish().0, None));
            }
            Encoder::File(file) => *file,
            Encoder::Gzip(encoder) => encoder.finish()?,
            Encoder::Zstandard(encoder) => encoder.finish()?,
        };
        let (written, mut file) = file.into_inner().map_err(io::IntoInnerError::into_error)?.finish();
        file.settle()?;
        Ok((written, self.unfinished))
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink().flush()
    }
}
