//! Where an export comes from: a file, or a member of a zip archive.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::plain::reason;

use super::problem::Problem;

/// The path that stands for standard input.
pub(crate) const STDIN: &str = "-";

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    /// The file on disk, as it was named; `-` is standard input.
    pub(crate) path: PathBuf,
    /// The file within it, if it is an archive.
    pub(crate) member: Option<Member>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) number: usize,
}

impl Origin {
    pub(crate) fn file(path: impl Into<PathBuf>) -> Origin {
        Origin { path: path.into(), member: None }
    }

    /// What messages call it: a member of an archive as if the archive were a folder.
    pub(crate) fn name(&self) -> PathBuf {
        self.member.as_ref().map_or(self.path.clone(), |member| self.path.join(&member.name))
    }
}

/// Whether a file begins as a zip archive does. `false` if it can't be opened, which reading it reports.
pub(super) fn is_archive(path: &Path) -> bool {
    let mut magic = [0; 4];
    let is_file = path.metadata().is_ok_and(|metadata| metadata.is_file());
    is_file && File::open(path).and_then(|mut file| file.read_exact(&mut magic)).is_ok() && &magic == ARCHIVE
}

pub(super) const ARCHIVE: &[u8; 4] = b"PK\x03\x04";

/// The files of an archive without hidden ones; [`WORKBOOK`] is an error.
pub(super) fn members(path: &Path) -> Result<Vec<Origin>, Problem> {
    let archive = open(path)?;
    // The reader finds only the last file of each name.
    if archive.has_duplicate_names() {
        return Err(Problem::SameName);
    }
    let mut members = Vec::new();
    for number in 0..archive.len() {
        let name = archive.name_for_index(number).transpose().map_err(|error| corrupt(&error))?.unwrap_or_default();
        if name == "[Content_Types].xml" {
            return Err(WORKBOOK);
        }
        let is_hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if !name.ends_with('/') && !is_hidden {
            let member = Member { name: name.into_owned(), number };
            members.push(Origin { path: path.to_owned(), member: Some(member) });
        }
    }
    Ok(members)
}

pub(super) const WORKBOOK: Problem = Problem::Container {
    form: "a workbook or a zip archive",
    hint: "save a workbook's sheets as CSV; let the name of an archive of exports end in .zip",
};

/// Passes a reader of a member to `read`.
pub(super) fn read_member<T>(
    path: &Path,
    member: &Member,
    read: impl FnOnce(&mut dyn Read) -> io::Result<T>,
) -> Result<T, Problem> {
    let mut archive = open(path)?;
    let mut file = archive.by_index(member.number).map_err(|error| corrupt(&error))?;
    // The reader verifies the checksum at the end.
    read(&mut file).map_err(|error| Problem::Corrupt { form: FORM, reason: reason(&error) })
}

const FORM: &str = "zip archive";

fn open(path: &Path) -> Result<ZipArchive<File>, Problem> {
    let file = File::open(path).map_err(|error| Problem::Unreadable(reason(&error)))?;
    ZipArchive::new(file).map_err(|error| corrupt(&error))
}

fn corrupt(error: &ZipError) -> Problem {
    let reason = if let ZipError::Io(error) = error { reason(error) } else { error.to_string() };
    Problem::Corrupt { form: FORM, reason }
}
