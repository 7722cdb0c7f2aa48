//! Which file is which table.

use std::path::{Path, PathBuf};

use crate::plain::{reason, typed};
use crate::tables::Table;

use super::dialect::Form;
use super::error::ExportError;
use super::names::{natural, split_extension};
use super::origin::{Archives, Origin, is_archive, members};
use super::problem::Problem;
use super::source::Source;
use super::vocabulary::{FileTable, Vocabulary};

/// The files to read, by table, and those that were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileListing {
    pub(crate) files: Vec<(Table, Origin)>,
    /// Files with the extension of an export that belong to no table.
    pub(crate) strangers: Vec<Origin>,
    /// Files with another extension of text; see [`FileListing::consider_texts`].
    pub(super) others: Vec<Origin>,
}

/// Extensions that an export may have by mistake, also none. Only `schema` looks at such files, if there are no segments.
const TEXT_EXTENSIONS: &[&str] = &["txt", "dat", "log", "asc", ""];

impl FileListing {
    /// The names of all files that belong to a table.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.files.iter().map(|(_, origin)| file_name(origin))
    }

    /// Makes strangers of files with other extensions that begin with text. Returns whether there are any.
    pub(crate) fn consider_texts(&mut self, form: Form) -> bool {
        let archives = Archives::new(form.max_unpacked);
        let mut texts = std::mem::take(&mut self.others);
        texts.retain(|origin| is_text(origin, &archives));
        let are_there = !texts.is_empty();
        self.strangers.extend(texts);
        self.strangers.sort();
        are_there
    }
}

/// Finds the files of each table: those given in `named`, else those in `folder` by their names. A zip archive stands for
/// the files in it, also in place of the folder.
pub(crate) fn find(
    folder: &Path,
    named: &[(Table, PathBuf)],
    vocabulary: &Vocabulary,
) -> Result<FileListing, ExportError> {
    let mut listing = FileListing::default();
    for (table, path) in named {
        let origins = if is_archive(path) { members_of(*table, path, vocabulary)? } else { vec![Origin::file(path)] };
        listing.files.extend(origins.into_iter().map(|origin| (*table, origin)));
    }
    if Table::ALL.iter().any(|table| !is_named(named, *table)) {
        for origin in entries(folder)? {
            match vocabulary.table_of(&file_name(&origin)) {
                FileTable::Of(table) if is_named(named, table) => {}
                FileTable::Of(table) => listing.files.push((table, regular(origin)?)),
                FileTable::Stranger => listing.strangers.push(origin),
                FileTable::NoExport if TEXT_EXTENSIONS.contains(&split_extension(&file_name(&origin)).1.as_str()) => {
                    listing.others.push(origin)
                }
                FileTable::NoExport => {}
            }
        }
    }
    // No two files tie, so the order of the directory never shows.
    let stem = |origin: &Origin| split_extension(&file_name(origin)).0;
    let by_stem = |a: &Origin, b: &Origin| natural(&stem(a), &stem(b)).then_with(|| a.cmp(b));
    listing.files.sort_by(|(_, a), (_, b)| by_stem(a, b));
    listing.strangers.sort();
    Ok(listing)
}

/// Fails with [`Problem::NoSegments`], which says what was looked at, if there are none.
pub(crate) fn require_segments(folder: &Path, listing: &FileListing) -> Result<(), ExportError> {
    if listing.files.iter().any(|(table, _)| *table == Table::Segments) {
        return Ok(());
    }
    let looked = match (folder.as_os_str().is_empty(), listing.strangers.len()) {
        (true, 0) => "in the current directory".to_owned(),
        (false, 0) if folder.is_file() => "in this archive".to_owned(),
        (false, 0) => "in this folder".to_owned(),
        (_, _) => {
            let names: Vec<String> = listing.strangers.iter().map(file_name).collect();
            format!("among {}", names.join(", "))
        }
    };
    let is_foreign = !listing.strangers.is_empty() || !listing.others.is_empty();
    let draft = is_foreign.then(|| match folder.as_os_str().is_empty() {
        true => "segrep schema --init".to_owned(),
        false => format!("segrep schema --init -d {}", typed(&folder.display().to_string())),
    });
    Err(ExportError::new(or_here(folder), None, Problem::NoSegments { looked, draft }))
}

/// The folder, or `.` if its name is empty.
pub(crate) fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// The table that a file would belong to if it lay in the folder of the exports.
pub(crate) fn table_by_name(path: &Path, vocabulary: &Vocabulary) -> Option<Table> {
    match vocabulary.table_of(&file_name(&Origin::file(path))) {
        FileTable::Of(table) => Some(table),
        FileTable::Stranger | FileTable::NoExport => None,
    }
}

fn is_named(named: &[(Table, PathBuf)], table: Table) -> bool {
    named.iter().any(|(of, _)| *of == table)
}

/// The files of an archive that was given as one table: those with names of that table, else its only one.
fn members_of(table: Table, path: &Path, vocabulary: &Vocabulary) -> Result<Vec<Origin>, ExportError> {
    let all = members(path).map_err(|problem| ExportError::new(path, None, problem))?;
    let is_of = |origin: &&Origin| vocabulary.table_of(&file_name(origin)) == FileTable::Of(table);
    let by_name: Vec<Origin> = all.iter().filter(is_of).cloned().collect();
    match (by_name.is_empty(), &all[..]) {
        (false, _) => Ok(by_name),
        (true, [only]) => Ok(vec![only.clone()]),
        (true, _) => {
            let found = all.iter().map(file_name).collect();
            Err(ExportError::new(path, None, Problem::NoMember { table: table.name(), found }))
        }
    }
}

/// The files of a folder or archive, without sub-folders and hidden files; in place of an archive the files in it.
fn entries(folder: &Path) -> Result<Vec<Origin>, ExportError> {
    let inside = |path: &Path| members(path).map_err(|problem| ExportError::new(path, None, problem));
    if is_archive(folder) {
        return inside(folder);
    }
    let here = or_here(folder);
    let failed = |error: std::io::Error| ExportError::new(here, None, Problem::Folder(reason(&error)));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(here).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = folder.join(entry.file_name());
        if entry.file_name().to_string_lossy().starts_with('.') || path.is_dir() {
            continue;
        }
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip")) {
            files.append(&mut inside(&regular(Origin::file(path))?.path)?);
        } else {
            files.push(Origin::file(path));
        }
    }
    Ok(files)
}

fn regular(origin: Origin) -> Result<Origin, ExportError> {
    let is_file = !is_no_file(&origin.path);
    if is_file { Ok(origin) } else { Err(ExportError::new(&origin.path, None, Problem::NoFile)) }
}

/// Whether a path leads to a pipe or device, which may block when opened. A path without metadata fails when opened.
pub(super) fn is_no_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| !metadata.is_file())
}

/// Whether a file begins with text. One that can't be opened doesn't; no report needs it.
fn is_text(origin: &Origin, archives: &Archives) -> bool {
    const BEGINNING: usize = 4096;
    if !origin.path.is_file() {
        return false;
    }
    let Ok(source) = Source::open(origin, None, archives) else { return false };
    let beginning = source.bytes().get(..BEGINNING).unwrap_or(source.bytes());
    let is_control = |byte: &u8| *byte < b' ' && !b"\t\n\r\x0c\x1a".contains(byte);
    !beginning.trim_ascii().is_empty() && !beginning.iter().any(is_control)
}

pub(super) fn file_name(origin: &Origin) -> String {
    let name = origin.name();
    name.file_name().unwrap_or(name.as_os_str()).to_string_lossy().into_owned()
}
