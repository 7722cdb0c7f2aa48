//! Which file is which table.

use std::cmp::Ordering;
use std::path::{Path, PathBuf};

use crate::tables::Table;

use super::error::{ExportError, Problem};
use super::vocabulary::Vocabulary;

/// The files to read, by table, and those that were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Files with their tables, the parts of one table in order.
    pub files: Vec<(Table, PathBuf)>,
    /// Files that end like an export and belong to no table.
    pub strangers: Vec<PathBuf>,
}

/// The file name that stands for standard input.
pub const STDIN: &str = "-";

/// Endings of export files, without the compressions that may follow them.
const EXPORT_ENDINGS: &[&str] = &["csv", "tsv"];

/// Endings of compressed files.
const COMPRESSED_ENDINGS: &[&str] = &["gz", "zst"];

/// Finds the files of each table: those named outright, else those in `folder` by their names.
///
/// # Errors
///
/// [`Problem::Folder`] where the folder can't be listed and not every table is named outright,
/// [`Problem::NoSegments`] where no file holds segments.
pub fn list(folder: &Path, named: &[(Table, PathBuf)], vocabulary: &Vocabulary) -> Result<Listing, ExportError> {
    let mut listing = Listing { files: named.to_vec(), strangers: Vec::new() };
    if Table::ALL.iter().any(|table| !is_named(named, *table)) {
        for path in entries(folder)? {
            let Some(stem) = export_stem(&path) else { continue };
            match vocabulary.table_of(&stem) {
                Some(table) if is_named(named, table) => {}
                Some(table) => listing.files.push((table, path)),
                None => listing.strangers.push(path),
            }
        }
    }
    // By stem, then by the whole name: no two files tie, so the order of the directory never shows.
    listing.files.sort_by(|(_, a), (_, b)| natural(&stem(a), &stem(b)).then_with(|| a.cmp(b)));
    listing.strangers.sort();
    if listing.files.iter().any(|(table, _)| *table == Table::Segments) {
        return Ok(listing);
    }
    let looked = match (folder.as_os_str().is_empty(), listing.strangers.len()) {
        (true, 0) => "in the current directory".to_owned(),
        (false, 0) => "in this folder".to_owned(),
        (_, _) => {
            let names: Vec<String> = listing.strangers.iter().map(|path| file_name(path)).collect();
            format!("among {}", names.join(", "))
        }
    };
    let file = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() };
    Err(ExportError::new(&file, None, Problem::NoSegments { looked }))
}

/// The table that a file would belong to by its name, if it lay in the folder of the exports.
pub fn table_by_name(path: &Path, vocabulary: &Vocabulary) -> Option<Table> {
    export_stem(path).and_then(|stem| vocabulary.table_of(&stem))
}

fn is_named(named: &[(Table, PathBuf)], table: Table) -> bool {
    named.iter().any(|(of, _)| *of == table)
}

/// The files of a folder, without its sub-folders and hidden files.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, ExportError> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let failed = |error: std::io::Error| ExportError::new(here, None, Problem::Folder { reason: reason(&error) });
    let mut files = Vec::new();
    for entry in std::fs::read_dir(here).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = folder.join(entry.file_name());
        if !entry.file_name().to_string_lossy().starts_with('.') && !path.is_dir() {
            files.push(path);
        }
    }
    Ok(files)
}

/// What the system says of an error, without its number.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The stem of a file that ends like an export.
fn export_stem(path: &Path) -> Option<String> {
    let (stem, ending) = split_endings(path);
    EXPORT_ENDINGS.contains(&ending.as_str()).then_some(stem)
}

/// A file's name without the endings that say its format.
fn stem(path: &Path) -> String {
    split_endings(path).0
}

/// A file's name without its endings, and the ending that says what it holds.
fn split_endings(path: &Path) -> (String, String) {
    let name = file_name(path);
    let split = |name: &str| name.rsplit_once('.').map(|(stem, end)| (stem.to_owned(), end.to_lowercase()));
    match split(&name) {
        Some((inner, end)) if COMPRESSED_ENDINGS.contains(&end.as_str()) => split(&inner).unwrap_or((inner, end)),
        Some(parts) => parts,
        None => (name, String::new()),
    }
}

/// The natural order of stems: by bytes, but runs of digits as numbers; one that begins another comes first.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    loop {
        let (left, right) = (digits(a), digits(b));
        if left > 0 && right > 0 {
            let number = |bytes: &[u8], len: usize| {
                let zeros = bytes[..len].iter().take_while(|digit| **digit == b'0').count();
                (len - zeros, bytes[zeros..len].to_vec())
            };
            match number(a, left).cmp(&number(b, right)) {
                Ordering::Equal => (a, b) = (&a[left..], &b[right..]),
                unequal => return unequal,
            }
            continue;
        }
        match (a.first(), b.first()) {
            (Some(x), Some(y)) if x == y => (a, b) = (&a[1..], &b[1..]),
            (x, y) => return x.cmp(&y),
        }
    }
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_in_natural_order() {
        let mut stems = ["segments (10)", "segments", "segments (2)", "Segments", "segments (2) b", "segments (02) a"];
        stems.sort_by(|a, b| natural(a, b));
        assert_eq!(
            stems,
            ["Segments", "segments", "segments (2)", "segments (02) a", "segments (2) b", "segments (10)"]
        );
    }

    #[test]
    fn endings_are_no_part_of_the_stem() {
        assert_eq!(export_stem(Path::new("x/segments.2026.CSV.gz")).as_deref(), Some("segments.2026"));
        assert_eq!(export_stem(Path::new("segments.txt")), None);
        assert_eq!(stem(Path::new("segments.txt")), "segments");
    }
}
