//! One spelling for each word of a report, however the rows spell it.

use std::collections::BTreeMap;

use crate::tables::normalised;

/// The first spelling of each word met.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spellings(BTreeMap<String, String>);

impl Spellings {
    /// Takes in a word, after those before it in report order. Returns its normalised form.
    pub(crate) fn meet(&mut self, word: &str) -> String {
        let common = normalised(word);
        if !self.0.contains_key(&common) {
            self.0.insert(common.clone(), word.to_owned());
        }
        common
    }

    pub(crate) fn merge(&mut self, later: Spellings) {
        later.0.into_iter().for_each(|(common, word)| _ = self.0.entry(common).or_insert(word));
    }

    /// How the word is printed; unchanged if it was never met.
    pub(crate) fn of(&self, common: String) -> String {
        self.0.get(&common).cloned().unwrap_or(common)
    }
}
