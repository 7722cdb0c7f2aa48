//! Names and ids anywhere in a text: notes, reasons, messages.
//!
//! A text is split into words, and every run of words that may be a name or an id is looked up, the longest first. Names
//! are found in any case, with anything between their words, and with any word first (`Franks, Ana`).

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::exports::{Exports, Vocabulary};
use crate::tables::{Catalog, Directory, Field, Named};

use super::ids::Ids;
use super::key::SecretKey;
use super::subject::Subject;
use super::words::{SHORTEST, core, words};

/// The fields whose values are words of a vocabulary.
const WORDS: [Field; 5] = [Field::Status, Field::Event, Field::Reason, Field::Direction, Field::CommunicationType];

/// Names, emails and ids with their pseudonyms.
#[derive(Debug)]
pub(super) struct Texts {
    key: SecretKey,
    /// Those in the small tables: in lower case, names also in other orders, with a blank between words.
    known: HashMap<String, String>,
    /// The ids in the large tables.
    ids: Ids,
    /// How many words these consist of, most first.
    lengths: Vec<usize>,
}

impl Texts {
    pub(super) fn of(
        exports: &Exports,
        directory: &Directory,
        vocabulary: &Vocabulary,
        subjects: &[Subject],
        key: &SecretKey,
    ) -> Texts {
        let mut known = HashMap::new();
        for &subject in subjects {
            match subject {
                Subject::Users => learn(&directory.users, subject, key, &mut known),
                Subject::Queues => learn(&directory.queues, subject, key, &mut known),
                Subject::Organizations => learn(&directory.organizations, subject, key, &mut known),
                Subject::Interactions | Subject::Segments | Subject::Calls | Subject::Completions => {}
            }
        }
        // A queue called Email or Open isn't looked for in texts: there the word means something else.
        let letters = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let fields = WORDS.iter().flat_map(|field| vocabulary.known_words(*field));
        let meant: HashSet<String> = fields.map(letters).collect();
        known.retain(|name, _| !meant.contains(&letters(name)));
        Texts::new(known, Ids::of(exports, subjects), key.clone())
    }

    fn new(known: HashMap<String, String>, ids: Ids, key: SecretKey) -> Texts {
        let mut lengths: Vec<usize> = known.keys().map(|text| words(text).len()).chain(ids.lengths.clone()).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        Texts { key, known, ids, lengths }
    }

    /// The pseudonym of a text that is itself a name, email or id.
    pub(super) fn whole(&self, text: &str) -> Option<String> {
        let (words, lower) = taken_apart(text);
        // Short ones are too much like other words within a text, but not alone.
        let short = self.known.get(&core(text).to_lowercase()).cloned();
        short.or_else(|| self.pseudonym(text, &words, &lower).map(Cow::into_owned))
    }

    /// A text with pseudonyms in place of the names, emails and ids in it.
    pub(super) fn replace<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.lengths.is_empty() {
            return Cow::Borrowed(text);
        }
        let (words, lower) = taken_apart(text);
        let (mut replaced, mut done, mut at) = (String::new(), 0, 0);
        while at < words.len() {
            let lengths = self.lengths.iter().filter(|length| at + **length <= words.len());
            let found = lengths.copied().find_map(|length| {
                let pseudonym = self.pseudonym(text, &words[at..at + length], &lower[at..at + length])?;
                Some((length, pseudonym))
            });
            match found {
                Some((length, pseudonym)) => {
                    replaced.push_str(&text[done..words[at].start]);
                    replaced.push_str(&pseudonym);
                    at += length;
                    done = words[at - 1].end;
                }
                None => at += 1,
            }
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        replaced.push_str(&text[done..]);
        Cow::Owned(replaced)
    }

    /// The pseudonym of some words of a text, if they are a name, email or id.
    fn pseudonym(&self, text: &str, words: &[Range<usize>], lower: &[String]) -> Option<Cow<'_, str>> {
        let (first, last) = (words.first()?, words.last()?);
        let spelled = &text[first.start..last.end];
        if spelled.chars().count() < SHORTEST {
            return None;
        }
        // First with what stands between the words; names also with anything else there.
        let mut exact = lower[0].clone();
        for (pair, word) in words.windows(2).zip(&lower[1..]) {
            exact.push_str(&text[pair[0].end..pair[1].start]);
            exact.push_str(word);
        }
        let known = self.known.get(&exact).or_else(|| self.known.get(&lower.join(" ")));
        let id = || self.ids.subject(&exact).map(|subject| Cow::Owned(self.key.pseudonym(subject, spelled)));
        known.map(|pseudonym| Cow::Borrowed(pseudonym.as_str())).or_else(id)
    }
}

/// Adds the rows of a table. If two have the same name, the first counts.
fn learn<T: Named>(catalog: &Catalog<T>, subject: Subject, key: &SecretKey, known: &mut HashMap<String, String>) {
    for (id, row) in catalog.iter() {
        let pseudonym = key.pseudonym(subject, id);
        let texts = [Some(id), row.email()].into_iter().flatten().map(|text| core(text).to_lowercase());
        let names = row.name().map(|name| in_every_order(&name.to_lowercase(), subject)).unwrap_or_default();
        for text in texts.chain(names).filter(|text| !text.is_empty()) {
            known.entry(text).or_insert_with(|| pseudonym.clone());
        }
    }
}

/// A name with a blank between its words; a person's also with each of its words first.
fn in_every_order(name: &str, subject: Subject) -> Vec<String> {
    let mut words: Vec<&str> = words(name).into_iter().map(|word| &name[word]).collect();
    let orders = if subject == Subject::Users { words.len() } else { words.len().min(1) };
    let mut names = Vec::new();
    for _ in 0..orders {
        names.push(words.join(" "));
        words.rotate_left(1);
    }
    names
}

/// The words of a text, and the same in lower case.
fn taken_apart(text: &str) -> (Vec<Range<usize>>, Vec<String>) {
    let words = words(text);
    let lower = words.iter().map(|word| text[word.clone()].to_lowercase()).collect();
    (words, lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut known = HashMap::new();
        for (name, to) in [("ana franks", "A"), ("ana frank", "B"), ("zoë müller", "D"), ("ada di ser", "E")] {
            known.extend(in_every_order(name, Subject::Users).into_iter().map(|name| (name, to.to_owned())));
        }
        known.extend([("u-10".to_owned(), "C".to_owned())]);
        assert_eq!(Texts::new(known, Ids::default(), SecretKey::of(b"0123456789abcdef")).replace(text), expected);
    }

    #[test]
    fn names_are_found_as_whole_words_in_any_case() {
        check("Ana Franks told ANA FRANK", "A told B");
        check("ana franksen, u-101, u-10.", "ana franksen, u-101, C.");
        check("(u-10)Zoë müller", "(C)D");
        check("ZOË MÜLLER", "D");
        check("nobody", "nobody");
    }

    #[test]
    fn names_are_found_however_their_words_stand() {
        check("Ana  Franks; Ana\tFranks; ana.franks; Ana\nFranks", "A; A; A; A");
        check("Franks, Ana and Franks Ana", "A and A");
        check("Ser, Ada di and di Ser, Ada", "E and E");
        check("u 10", "u 10");
    }
}
