//! One spelling for each word of a report, however the rows spell it.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use crate::tables::normalised;

/// The words met, numbered in the order in which they first appear.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spellings {
    /// As first spelled.
    spelled: Vec<String>,
    numbers: HashMap<String, usize, RandomState>,
    /// The same by the codes of spellings.
    by_code: Vec<Option<usize>>,
}

impl Spellings {
    /// Takes in a word, after those before it in report order. Returns its number. Of those of equal code, which differ in
    /// nothing, only the first is looked at.
    pub(crate) fn meet(&mut self, code: Option<usize>, word: &str) -> usize {
        if let Some(Some(Some(number))) = code.map(|code| self.by_code.get(code)) {
            return *number;
        }
        let number = *self.numbers.entry(normalised(word)).or_insert_with(|| {
            self.spelled.push(word.to_owned());
            self.spelled.len() - 1
        });
        if let Some(code) = code {
            self.by_code.resize(self.by_code.len().max(code + 1), None);
            self.by_code[code] = Some(number);
        }
        number
    }

    /// Takes in the words of a later part. Returns the new number of each.
    pub(crate) fn merge(&mut self, later: Spellings) -> Vec<usize> {
        later.spelled.iter().map(|word| self.meet(None, word)).collect()
    }

    /// How a word is printed that was met, given as normalised.
    pub(crate) fn of_word(&self, word: &str) -> &str {
        self.of(self.numbers[word])
    }

    /// How the word of a number is printed.
    pub(crate) fn of(&self, number: usize) -> &str {
        &self.spelled[number]
    }
}
