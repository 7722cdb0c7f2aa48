//! Words of options that are known to neither the data read nor the vocabulary.

use std::collections::BTreeSet;

use crate::exports::{Exports, Vocabulary};
use crate::messages::{Messages, Remark};
use crate::near::{did_you_mean, nearest};
use crate::pseudonyms::{self, Pseudonyms};
use crate::tables::{Field, Table, same_word};
use crate::timelines::{Index, spellings_in, spellings_until};

#[derive(Clone, Copy)]
pub(super) enum Reading<'i> {
    Everything,
    /// Only the interactions looked up, which say nothing about the others.
    Some(&'i Index),
}

/// An option that takes words.
pub(super) struct WordOption<'o> {
    pub(super) noun: &'static str,
    pub(super) words: &'o [String],
    pub(super) field: Field,
    pub(super) tables: &'static [Table],
}

impl WordOption<'_> {
    /// Reports unknown words. Returns whether no known one is left to choose by.
    pub(super) fn is_unheard(
        &self,
        read: Reading<'_>,
        exports: &Exports,
        vocabulary: &Vocabulary,
        pseudonyms: Option<&Pseudonyms>,
        messages: &mut Messages<'_>,
    ) -> bool {
        let known = vocabulary.known_words(self.field);
        let mut unheard: Vec<&str> = self.words.iter().map(|word| word.trim()).collect();
        unheard.retain(|word| !known.iter().any(|known| same_word(known, word)));
        if unheard.is_empty() {
            return false;
        }
        let mut spelled = BTreeSet::new();
        for table in self.tables {
            spelled.extend(match read {
                Reading::Everything => spellings_until(exports, *table, self.field, &unheard),
                Reading::Some(index) => spellings_in(index, exports, *table, self.field),
            });
            unheard.retain(|word| !spelled.iter().any(|spelled| same_word(spelled, word)));
            if unheard.is_empty() {
                return false;
            }
        }
        // As the data spells them, if it does.
        let others = known.into_iter().filter(|known| !spelled.iter().any(|spelled| same_word(spelled, known)));
        let all: Vec<&str> = spelled.iter().map(String::as_str).chain(others).collect();
        for word in &unheard {
            self.tell(word, did_you_mean(&nearest(word, all.iter().copied())), read, pseudonyms, messages);
        }
        unheard.len() == self.words.len()
    }

    fn tell(
        &self,
        word: &str,
        near: Option<String>,
        read: Reading<'_>,
        pseudonyms: Option<&Pseudonyms>,
        messages: &mut Messages<'_>,
    ) {
        let noun = self.noun;
        let (word, near) = pseudonyms::asked(pseudonyms, None, word, near);
        match read {
            Reading::Some(_) => {
                messages.say(Remark::note(format!("no interaction looked up has the {noun} {word}")).hint(near));
            }
            Reading::Everything if near.is_some() => messages.missing(format!("there is no {noun} {word}"), near),
            Reading::Everything => messages.warning(format!("there is no {noun} {word}: it chooses nothing")),
        }
    }
}
