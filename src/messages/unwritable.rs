//! Outputs that can't be written.

use std::fmt;
use std::io;
use std::path::Path;

use crate::plain::{printable, reason};

/// An output that can't be written: exit status 1.
#[derive(Debug)]
pub(crate) struct Unwritable {
    pub(crate) name: String,
    pub(crate) error: io::Error,
}

impl Unwritable {
    /// Temporary files in `folder`, by default the system's.
    pub(crate) fn waiting(folder: Option<&Path>, error: io::Error) -> Unwritable {
        let folder = folder.map_or_else(std::env::temp_dir, Path::to_owned);
        Unwritable { name: format!("a temporary file in {}", folder.display()), error }
    }

    pub(crate) fn at(path: &Path, error: io::Error) -> Unwritable {
        Unwritable { name: path.display().to_string(), error }
    }

    /// A file that exists and must stay.
    pub(crate) fn exists(path: &Path) -> Unwritable {
        Unwritable::at(path, io::Error::other("it already exists"))
    }

    pub(crate) fn hint(&self) -> Option<String> {
        let is_too_large = self.error.kind() == io::ErrorKind::FileTooLarge;
        is_too_large.then(|| "ulimit -f says how large a file may be here".to_owned())
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: can't be written: {}", printable(&self.name), reason(&self.error))
    }
}

impl std::error::Error for Unwritable {}
