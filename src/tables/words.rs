//! Words that vendors store, and what they mean.

use std::collections::HashMap;

use super::names::named;

named! {
    /// What a status word means. Other words are shown as they are, without a meaning.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Status {
        /// New, not in a queue yet.
        Creating = "Creating",
        /// Nobody is assigned; it waits for the next free user.
        Open = "Open",
        /// With a workflow or the queue's voicemail.
        Bot = "Bot",
        /// Assigned to one user and ringing there.
        Pending = "Pending",
        /// A user and the customer are in contact.
        Connected = "Connected",
        /// The user has put the customer on hold.
        Hold = "Hold",
        /// Work after the contact, before completion.
        WrapUp = "WrapUp",
        /// The end.
        Completed = "Completed",
    }
}

named! {
    /// How a user responded to a ring.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
    pub enum Response {
        /// The user took it.
        Accepted = "accepted",
        /// The user refused it.
        Rejected = "rejected",
        /// The user let it ring until it timed out.
        Ignored = "ignored",
        /// The user took no action before the ring ended for another cause.
        Clear = "clear",
    }
}

/// What a segment's words can mean: data, so that another vendor's words need no change of code.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Words of the status columns.
    pub statuses: Meanings<Status>,
    /// Words of the event column.
    pub responses: Meanings<Response>,
    /// Words of the reason column that say that a user was rung.
    pub ring_reasons: Meanings<()>,
    /// Words of the reason column that say that it was transferred.
    pub transfer_reasons: Meanings<()>,
}

/// A set of words and what each of them means.
#[derive(Clone, Debug)]
pub struct Meanings<M> {
    words: HashMap<String, M>,
    /// Meanings of the first `MEMO` spellings met: an export has few, and repeats them in every row.
    memo: Vec<(Box<str>, Option<M>)>,
}

/// More spellings than any export has in one column.
const MEMO: usize = 32;

impl<M> Default for Meanings<M> {
    fn default() -> Self {
        Meanings { words: HashMap::new(), memo: Vec::new() }
    }
}

impl<M: Copy> Meanings<M> {
    /// Gives a word, in any spelling, a meaning.
    pub fn add(&mut self, word: &str, meaning: M) {
        self.words.insert(normalised(word), meaning);
        self.memo.clear();
    }

    /// The [`normalised`] words, in no particular order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// What a word means; [`Meanings::of`] is faster for many words.
    pub fn meaning(&self, word: &str) -> Option<M> {
        self.words.get(&normalised(word)).copied()
    }

    /// What a word means; `None` if segrep doesn't know it.
    #[inline]
    pub fn of(&mut self, word: &str) -> Option<M> {
        if let Some((_, meaning)) = self.memo.iter().find(|(known, _)| **known == *word) {
            return *meaning;
        }
        let meaning = self.meaning(word);
        if self.memo.len() < MEMO {
            self.memo.push((word.into(), meaning));
        }
        meaning
    }
}

/// The letters and digits of a word, in lower case: `Wrap-Up`, `wrapUp` and `wrap up` are the same. A word without any
/// is itself.
pub fn normalised(word: &str) -> String {
    let letters: String = letters(word).collect();
    if letters.is_empty() { word.trim().to_owned() } else { letters }
}

/// Whether two spellings are the same word.
pub fn same_word(a: &str, b: &str) -> bool {
    a == b || {
        let mut both = (letters(a).peekable(), letters(b).peekable());
        let neither_has_letters = both.0.peek().is_none() && both.1.peek().is_none();
        if neither_has_letters { a.trim() == b.trim() } else { both.0.eq(both.1) }
    }
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_letters_and_digits() {
        assert!(same_word("Wrap-Up", "wrap up"));
        assert!(same_word("ÄRGER", "ärger"));
        assert!(!same_word("closed", "Completed"));
        assert!(same_word("--", "--\u{a0}"));
        assert!(!same_word("--", "-"));
        assert!(!same_word("--", "a"));
    }
}
