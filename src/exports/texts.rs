//! Files that don't end like an export and yet may be one: looked at by `schema` alone, where there are no segments.

use crate::tables::Table;

use super::folder::{Listing, file_name, split_endings};
use super::origin::Origin;
use super::source::Source;

/// Endings of files that may hold a table as text; none for names without an ending.
const ENDINGS: &[&str] = &["txt", "dat", "log", "asc", ""];

impl Listing {
    /// Lets files with other endings be strangers, too, where no file is the segments and they begin as text does.
    pub fn consider_texts(&mut self) {
        if self.files.iter().any(|(table, _)| *table == Table::Segments) {
            return;
        }
        let texts = std::mem::take(&mut self.others);
        self.strangers.extend(texts.into_iter().filter(is_text));
        self.strangers.sort();
    }
}

/// Whether a file's name has an ending that text may have.
pub(super) fn may_be_text(origin: &Origin) -> bool {
    let (_, ending) = split_endings(&file_name(origin));
    ENDINGS.contains(&ending.as_str())
}

/// Whether a file begins with text. What can't be opened is none; a report never needs it.
fn is_text(origin: &Origin) -> bool {
    /// Bytes that are looked at.
    const BEGINNING: usize = 4096;
    // A pipe or device is not to be waited for.
    if !origin.path.is_file() {
        return false;
    }
    let Ok(source) = Source::open(origin, None) else { return false };
    let beginning = source.bytes().get(..BEGINNING).unwrap_or(source.bytes());
    let is_control = |byte: &u8| *byte < b' ' && !b"\t\n\r\x0c\x1a".contains(byte);
    !beginning.trim_ascii().is_empty() && !beginning.iter().any(is_control)
}
