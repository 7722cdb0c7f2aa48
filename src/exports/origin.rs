//! Where an export comes from: a file, or a member of a zip archive.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::plain::reason;

use super::problem::Problem;
use super::unpack::{Allowance, Decoded, whole};

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
    let archive = Archives::open(path)?;
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

/// The archives that members are read from, each opened once: opening takes time for every member.
#[derive(Debug)]
pub(super) struct Archives {
    most: u64,
    open: Mutex<HashMap<PathBuf, (ZipArchive<SharedFile>, Allowance)>>,
}

impl Archives {
    /// Without any archive yet. Each, and each compressed file, may unpack to `most` bytes.
    pub(super) fn new(most: u64) -> Archives {
        Archives { most, open: Mutex::default() }
    }

    /// What a file may unpack to.
    pub(super) fn allowance(&self, origin: &Origin) -> Result<Allowance, Problem> {
        match &origin.member {
            Some(_) => self.archive(&origin.path).map(|(_, allowance)| allowance),
            None => Ok(Allowance { most: self.most, unpacked: Arc::default() }),
        }
    }

    /// All bytes of a member.
    pub(super) fn read(&self, path: &Path, member: &Member) -> Result<Decoded, Problem> {
        let (mut archive, allowance) = self.archive(path)?;
        let file = archive.by_index(member.number).map_err(|error| corrupt(&error))?;
        // The reader verifies the checksum at the end.
        whole(file, Some(&allowance), |reason| Problem::Corrupt { form: FORM, reason })
    }

    fn archive(&self, path: &Path) -> Result<(ZipArchive<SharedFile>, Allowance), Problem> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = open.get(path) {
            return Ok(known.clone());
        }
        let known = (Archives::open(path)?, Allowance { most: self.most, unpacked: Arc::default() });
        open.insert(path.to_owned(), known.clone());
        Ok(known)
    }

    fn open(path: &Path) -> Result<ZipArchive<SharedFile>, Problem> {
        let file = File::open(path).map_err(|error| Problem::Unreadable(reason(&error)))?;
        let file = SharedFile { file: Arc::new(Mutex::new(file)), at: 0 };
        ZipArchive::new(file).map_err(|error| corrupt(&error))
    }
}

/// A file that is read at several places at once.
#[derive(Clone, Debug)]
struct SharedFile {
    file: Arc<Mutex<File>>,
    at: u64,
}

impl SharedFile {
    /// Does something to the file at this place, and moves to where that ends.
    fn at_place<T>(&mut self, act: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let done = act(&mut file)?;
        self.at = file.stream_position()?;
        Ok(done)
    }
}

impl Read for SharedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.at_place(|file| file.read(buffer))
    }
}

impl Seek for SharedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at_place(|file| file.seek(to))
    }
}

const FORM: &str = "zip archive";

fn corrupt(error: &ZipError) -> Problem {
    let reason = if let ZipError::Io(error) = error { reason(error) } else { error.to_string() };
    Problem::Corrupt { form: FORM, reason }
}
