//! Files that don't end like an export and yet may be one: looked at by `schema` alone, where there are no segments.

use super::folder::{Listing, file_name, split_endings};
use super::origin::Origin;
use super::source::Source;

/// Endings of files that may hold a table as text; none for names without an ending.
const ENDINGS: &[&str] = &["txt", "dat", "log", "asc", ""];

impl Listing {
    /// Lets files with other endings be strangers, too, if they begin as text does. Gives whether there are any.
    pub fn consider_texts(&mut self) -> bool {
        let texts: Vec<Origin> = std::mem::take(&mut self.others).into_iter().filter(is_text).collect();
        let are_there = !texts.is_empty();
        self.strangers.extend(texts);
        self.strangers.sort();
        are_there
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
