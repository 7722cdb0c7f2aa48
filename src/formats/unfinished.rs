//! Files that are not finished yet. They are removed if writing fails or a signal ends the run. Only `kill -9` or a crash
//! of the machine leaves one behind, beside the old file, which is whole.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{NamedTempFile, TempPath};

#[cfg(unix)]
use super::signals;

/// What the names of unfinished files begin with.
const PREFIX: &str = ".segrep-";

/// The unfinished files of this process.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What to do if the file exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum IfExists {
    /// Replace it, in one step
    #[default]
    Replace,
    /// Leave it as it is, and write nothing
    Skip,
    /// Write nothing at all, and fail
    Fail,
}

/// A file beside its final place.
pub(crate) struct Unfinished {
    path: TempPath,
    place: PathBuf,
    /// The place as it was named.
    pub(crate) name: PathBuf,
}

impl Unfinished {
    /// Creates a file beside a place, with the owner and permissions of the existing file. If folders are missing, it
    /// waits above them.
    pub(super) fn create(place: PathBuf, name: &Path, existing: Option<&Metadata>) -> io::Result<(File, Unfinished)> {
        let folder = existing_folder(&place);
        let mut beside = tempfile::Builder::new();
        beside.prefix(PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            watch();
            // As for any new file; the umask applies.
            beside.permissions(fs::Permissions::from_mode(0o666));
        }
        let (file, path) = {
            // Locked, so that no signal misses a file that is just being created.
            let mut all = unfinished();
            let beside: NamedTempFile = beside.tempfile_in(folder)?;
            all.insert(beside.path().to_owned());
            beside.into_parts()
        };
        if let Some(existing) = existing {
            keep_owner(&file, existing);
            file.set_permissions(existing.permissions())?;
        }
        Ok((file, Unfinished { path, place, name: name.to_owned() }))
    }

    /// The folder that will be created for it, if it is missing.
    pub(crate) fn new_folder(&self) -> Option<&Path> {
        new_folder(&self.place)
    }

    /// Moves the file into place and creates missing folders. `false` if a file is there and must stay.
    pub(crate) fn place(self, if_exists: IfExists) -> io::Result<bool> {
        let Unfinished { path, place, .. } = self;
        let beside = path.to_path_buf();
        let new_folder = new_folder(&place);
        let place = |path: TempPath| -> io::Result<()> {
            new_folder.map_or(Ok(()), fs::create_dir_all)?;
            let placed = match if_exists {
                IfExists::Replace => path.persist(&place),
                IfExists::Skip | IfExists::Fail => path.persist_noclobber(&place),
            };
            placed.map_err(|error| error.error)
        };
        // Renamed, or removed when the path was dropped with the error.
        let placed = place(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists if if_exists == IfExists::Fail => io::Error::other("it already exists"),
            _ => error,
        });
        if let (Err(_), Some(folder)) = (&placed, new_folder) {
            let _ = fs::remove_dir(folder);
        }
        unfinished().remove(&beside);
        match placed {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && if_exists == IfExists::Skip => Ok(false),
            placed => placed.map(|()| true),
        }
    }
}

pub(super) fn folder(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The nearest existing folder above a place.
pub(super) fn existing_folder(place: &Path) -> &Path {
    let mut nearest = folder(place);
    while is_missing(nearest) && nearest != Path::new(".") {
        nearest = folder(nearest);
    }
    nearest
}

fn new_folder(place: &Path) -> Option<&Path> {
    Some(folder(place)).filter(|folder| is_missing(folder))
}

fn is_missing(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Gives a file the owner and group of another one, as far as the system allows.
#[cfg(unix)]
fn keep_owner(file: &File, existing: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    if fchown(file, Some(existing.uid()), Some(existing.gid())).is_err() {
        // Users other than root may still choose among their groups.
        let _ = fchown(file, None, Some(existing.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Makes sure that all of these are on the disk, so that a crash leaves either the old files or the new ones. Many are
/// synced in one step if the system can.
pub(crate) fn sync(files: &[Unfinished]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if files.len() > 1 {
        use std::os::unix::fs::MetadataExt;
        let mut disks = BTreeSet::new();
        for file in files {
            if disks.insert(fs::metadata(&file.path)?.dev()) {
                rustix::fs::syncfs(File::open(&file.path)?)?;
            }
        }
        return Ok(());
    }
    for file in files {
        File::options().write(true).open(&file.path)?.sync_all()?;
    }
    Ok(())
}

/// Removes the unfinished files, when the process is about to end without dropping them.
pub fn discard() {
    remove(&unfinished());
}

fn remove(files: &BTreeSet<PathBuf>) {
    for path in files {
        let _ = fs::remove_file(path);
    }
}

/// Removes the unfinished files when a signal ends the process.
#[cfg(unix)]
fn watch() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        signals::before_end(|| {
            // Locked until the end, so that no other file is created.
            let all = unfinished();
            remove(&all);
            all
        });
    });
}
