//! Words that vendors store, and what they mean.

use std::collections::HashMap;

/// What a status word means. Other statuses exist; they are shown as they came and mean nothing here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// First of all, before the queue has it.
    Creating,
    /// Nobody is assigned; it waits for the next free user.
    Open,
    /// With a workflow or the queue's voicemail.
    Bot,
    /// Assigned to one user and ringing there.
    Pending,
    /// A user and the customer are in contact.
    Connected,
    /// The user has put the customer on hold.
    Hold,
    /// Work after the contact, before completion.
    WrapUp,
    /// The end.
    Completed,
}

impl Status {
    /// All statuses, in the order in which an interaction usually has them.
    pub const ALL: [Status; 8] = [
        Status::Creating,
        Status::Open,
        Status::Bot,
        Status::Pending,
        Status::Connected,
        Status::Hold,
        Status::WrapUp,
        Status::Completed,
    ];

    /// The status's name in `segrep.toml`.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Creating => "Creating",
            Status::Open => "Open",
            Status::Bot => "Bot",
            Status::Pending => "Pending",
            Status::Connected => "Connected",
            Status::Hold => "Hold",
            Status::WrapUp => "WrapUp",
            Status::Completed => "Completed",
        }
    }
}

/// How a user responded to a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub enum Response {
    /// The user took it.
    Accepted,
    /// The user refused it.
    Rejected,
    /// The user let it ring until it timed out.
    Ignored,
    /// The user took no action before the ring ended for another cause.
    Clear,
}

impl Response {
    /// All responses.
    pub const ALL: [Response; 4] = [Response::Accepted, Response::Rejected, Response::Ignored, Response::Clear];

    /// The response's name in files and options.
    pub const fn name(self) -> &'static str {
        match self {
            Response::Accepted => "accepted",
            Response::Rejected => "rejected",
            Response::Ignored => "ignored",
            Response::Clear => "clear",
        }
    }
}

/// What a segment's words can mean: data, so that another vendor's words are no change of code.
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
    /// Meanings of the spellings met so far, because an export has few and repeats them in every row.
    /// Searched from front to back and never longer than `MEMO`.
    memo: Vec<(Box<str>, Option<M>)>,
}

/// How many spellings are remembered: more than any export uses for one column.
const MEMO: usize = 32;

impl<M> Default for Meanings<M> {
    fn default() -> Self {
        Meanings { words: HashMap::new(), memo: Vec::new() }
    }
}

impl<M: Copy> Meanings<M> {
    /// Lets a word, in any spelling, have a meaning.
    pub fn add(&mut self, word: &str, meaning: M) {
        self.words.insert(normalised(word), meaning);
        self.memo.clear();
    }

    /// The words, each by its letters and digits, in no order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// What a word means, for asking once; [`Meanings::of`] is for asking many times.
    pub fn meaning(&self, word: &str) -> Option<M> {
        self.words.get(&normalised(word)).copied()
    }

    /// What a word means, or `None` where segrep doesn't know it.
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

/// A word by its letters and digits, in lower case: `Wrap-Up`, `wrapUp` and `wrap up` are one.
/// A word without any is itself.
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
