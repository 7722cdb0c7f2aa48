//! Where bytes go: standard output, or a file that is complete or not there at all.

use std::fs::File;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder, write::GzEncoder};
use tempfile::NamedTempFile;

use super::digest::{Digesting, Written};

/// Where a report is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file. It is written beside its place and renamed when complete; a pipe or device is written to directly.
    File(PathBuf),
}

/// An open output.
pub struct Output {
    sink: Sink,
    /// The file to be renamed once it is complete, with its place.
    pending: Option<(NamedTempFile, PathBuf)>,
}

enum Sink {
    Stdout(Digesting<Stdout>),
    File(Bytes),
    Gzip(Box<GzEncoder<Bytes>>),
    Zstandard(Box<zstd::Encoder<'static, Bytes>>),
}

/// The bytes of a file, as they are on the disk.
type Bytes = BufWriter<Digesting<File>>;

impl Output {
    /// Opens a target; `is_digested` where the SHA-256 of what is written is wanted.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn open(target: &Target, is_digested: bool) -> io::Result<Output> {
        let Target::File(path) = target else {
            return Ok(Output { sink: Sink::Stdout(Digesting::new(io::stdout(), is_digested)), pending: None });
        };
        let (file, pending) = match path.metadata() {
            Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(metadata) if !metadata.is_file() => (File::options().write(true).open(path)?, None),
            existing => {
                // A link stays a link: what it leads to, or would lead to, is replaced.
                let place = match (&existing, path.read_link()) {
                    (Ok(_), _) => path.canonicalize()?,
                    (Err(_), Ok(target)) => path.parent().unwrap_or(Path::new("")).join(target),
                    (Err(_), Err(_)) => path.clone(),
                };
                let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let mut beside = tempfile::Builder::new();
                beside.prefix(".segrep-");
                #[cfg(unix)]
                {
                    use std::os::unix::fs::PermissionsExt;
                    // As any new file: what the umask leaves of it.
                    beside.permissions(std::fs::Permissions::from_mode(0o666));
                }
                let beside = beside.tempfile_in(folder)?;
                if let Ok(metadata) = existing {
                    beside.as_file().set_permissions(metadata.permissions())?;
                }
                (beside.as_file().try_clone()?, Some((beside, place)))
            }
        };
        let file = BufWriter::new(Digesting::new(file, is_digested));
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let sink = match ending.as_deref() {
            // Without a time, so that the same report is the same bytes.
            Some("gz") => Sink::Gzip(Box::new(GzBuilder::new().mtime(0).write(file, Compression::default()))),
            Some("zst") => Sink::Zstandard(Box::new(zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?)),
            _ => Sink::File(file),
        };
        Ok(Output { sink, pending })
    }

    /// Completes the output: everything is written, and a file is in its place. Says what was written.
    ///
    /// # Errors
    ///
    /// What the system says. The file's place is then as it was.
    pub fn finish(self) -> io::Result<Written> {
        let file = match self.sink {
            Sink::Stdout(mut stdout) => {
                stdout.flush()?;
                return Ok(stdout.finish().0);
            }
            Sink::File(file) => file,
            Sink::Gzip(encoder) => encoder.finish()?,
            Sink::Zstandard(encoder) => encoder.finish()?,
        };
        let (written, file) = file.into_inner().map_err(io::IntoInnerError::into_error)?.finish();
        if let Some((beside, place)) = self.pending {
            // On the disk before it is renamed, so that a crash leaves either the old file or the new one.
            file.sync_all()?;
            beside.persist(place)?;
        }
        Ok(written)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::Stdout(stdout) => stdout.write(bytes),
            Sink::File(file) => file.write(bytes),
            Sink::Gzip(encoder) => encoder.write(bytes),
            Sink::Zstandard(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stdout(stdout) => stdout.flush(),
            Sink::File(file) => file.flush(),
            Sink::Gzip(encoder) => encoder.flush(),
            Sink::Zstandard(encoder) => encoder.flush(),
        }
    }
}
