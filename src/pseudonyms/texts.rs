//! Names and ids wherever they stand in a text: notes, reasons, messages.

use std::borrow::Cow;
use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::tables::{Catalog, Directory, Named};

use super::key::Key;
use super::{Subject, table};

/// Characters that an id has at least to be looked for within texts: a shorter one may be any number or word.
const SHORTEST_ID: usize = 4;

/// The names, emails and ids of the small tables, each with its pseudonym.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// What is looked for; `None` where there is nothing.
    finder: Option<AhoCorasick>,
    /// The pseudonyms, in the order of what is looked for.
    pseudonyms: Vec<String>,
    /// The same by text, as spelled and in lower case, also those too short to be looked for within texts.
    whole: BTreeMap<String, String>,
}

impl Texts {
    /// Those of some subjects.
    pub(super) fn of(directory: &Directory, subjects: &[Subject], key: &Key) -> Texts {
        let mut known = BTreeMap::new();
        for &subject in subjects.iter().filter(|subject| table(**subject).is_some()) {
            match subject {
                Subject::Users => learn(&directory.users, subject, key, &mut known),
                Subject::Queues => learn(&directory.queues, subject, key, &mut known),
                _ => learn(&directory.organizations, subject, key, &mut known),
            }
        }
        Texts::new(known)
    }

    /// Texts with what stands for them.
    fn new(known: BTreeMap<String, String>) -> Texts {
        let within = known.iter().filter(|(text, _)| text.chars().count() >= SHORTEST_ID);
        let (within, pseudonyms): (Vec<&String>, Vec<String>) = within.map(|(text, to)| (text, to.clone())).unzip();
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        // Fails only where there are more than two thousand million bytes of names.
        let finder = builder.build(&within).ok().filter(|_| !within.is_empty());
        Texts { finder, pseudonyms, whole: known }
    }

    /// The pseudonym of a text that is a name, email or id as a whole.
    pub(super) fn whole(&self, text: &str) -> Option<String> {
        self.whole.get(&text.trim().to_lowercase()).cloned()
    }

    /// A text with pseudonyms in place of the names, emails and ids in it.
    pub(super) fn replace<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(finder) = &self.finder else { return Cow::Borrowed(text) };
        let mut replaced = String::new();
        let mut done = 0;
        for found in finder.find_iter(text) {
            let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if goes_on(text[..found.start()].chars().next_back()) || goes_on(text[found.end()..].chars().next()) {
                continue;
            }
            replaced.push_str(&text[done..found.start()]);
            replaced.push_str(&self.pseudonyms[found.pattern().as_usize()]);
            done = found.end();
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        replaced.push_str(&text[done..]);
        Cow::Owned(replaced)
    }
}

/// Takes in the rows of a table. Of two with one name the first stands for it.
fn learn<T: Named>(catalog: &Catalog<T>, subject: Subject, key: &Key, known: &mut BTreeMap<String, String>) {
    for (id, row) in catalog.iter() {
        let pseudonym = key.pseudonym(subject, id);
        for text in [Some(id), row.name(), row.email()].into_iter().flatten() {
            // As it is spelled, too: the search knows the cases of ASCII only.
            for text in [text.to_owned(), text.to_lowercase()] {
                known.entry(text).or_insert_with(|| pseudonym.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let names = [("ana franks", "A"), ("ana frank", "B"), ("u-10", "C"), ("zoë müller", "D")];
        let texts = Texts::new(names.map(|(name, to)| (name.to_owned(), to.to_owned())).into());
        assert_eq!(texts.replace(text), expected);
    }

    #[test]
    fn names_are_found_as_whole_words_in_any_case() {
        check("Ana Franks told ANA FRANK", "A told B");
        check("ana franksen, u-101, u-10.", "ana franksen, u-101, C.");
        check("(u-10)Zoë müller", "(C)D");
        check("nobody", "nobody");
    }
}
