//! The words of a text, as names and ids are looked for in it.

use std::ops::Range;

/// The fewest characters of a name or id that is looked for within texts: a shorter one may be any number or word.
pub(super) const SHORTEST: usize = 4;

/// The words of a text: its runs of letters and digits.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
        let end = at + character.len_utf8();
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

/// A text from its first word to its last.
pub(super) fn core(text: &str) -> &str {
    text.trim_matches(|character: char| !character.is_alphanumeric())
}
