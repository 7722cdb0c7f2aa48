//! Texts that repeat, as small numbers.

use std::array::from_fn;
use std::collections::HashMap;
use std::iter::once;
use std::sync::{Mutex, PoisonError};

use rapidhash::fast::RandomState;

use crate::exports::Days;
use crate::tables::Status;

use super::coder::Coder;

/// The fields of segments whose texts repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coded {
    /// The queue that it was in.
    QueueId,
    /// The user who was rung, or who handled it.
    UserId,
    /// Why the segment was created.
    Reason,
    /// What happened in it; for a ring, the user's response.
    Event,
    /// The interaction's status in this stage.
    Status,
    /// The status before it.
    PreviousStatus,
    /// Email, Messaging, Phone, Task, Video. May differ from segment to segment.
    CommunicationType,
    /// Inbound or outbound.
    Direction,
    /// How the interaction was completed.
    CompletionDisplay,
}

/// The field whose place is lent to a column that segrep doesn't know.
pub const LENT: Coded = Coded::CompletionDisplay;

/// How many fields of a table are coded.
pub(super) const CODED: usize = 9;

/// How many of them have many values: ids, with codes of two bytes. Codes of the others, which are words, have one.
const IDS: usize = 2;

/// The codes of a row: equal codes of a field stand for equal texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Codes {
    /// Bytes, so that a row needs no room to align them.
    ids: [[u8; 2]; IDS],
    words: [u8; CODED - IDS],
}

impl Codes {
    /// Of texts that have no codes.
    pub(super) const NONE: Codes = Codes { ids: [[u8::MAX; 2]; IDS], words: [u8::MAX; CODED - IDS] };

    #[inline]
    pub(super) fn new(codes: [u16; CODED]) -> Codes {
        let mut words = [0; CODED - IDS];
        for at in IDS..CODED {
            words[at - IDS] = codes[at] as u8;
        }
        Codes { ids: [codes[0].to_ne_bytes(), codes[1].to_ne_bytes()], words }
    }

    /// The code of a text that has one.
    #[inline]
    pub(super) fn of(&self, field: usize) -> usize {
        if field < IDS { u16::from_ne_bytes(self.ids[field]).into() } else { self.words[field - IDS].into() }
    }

    #[inline]
    pub(super) fn get(&self, field: usize) -> Option<usize> {
        let code = self.of(field);
        (code != Codes::NONE.of(field)).then_some(code)
    }

    /// Whether all texts have codes.
    #[inline]
    pub(super) fn are_complete(&self) -> bool {
        self.all().iter().all(Option::is_some)
    }

    /// Those of all fields, in the order of [`Coded`].
    #[inline]
    pub(super) fn all(&self) -> [Option<usize>; CODED] {
        let mut all = [None; CODED];
        for (code, all) in self.ids.iter().zip(&mut all) {
            let code = u16::from_ne_bytes(*code);
            *all = (code != u16::MAX).then_some(code.into());
        }
        for (code, all) in self.words.iter().zip(&mut all[IDS..]) {
            *all = (*code != u8::MAX).then_some((*code).into());
        }
        all
    }
}

/// All texts that repeat, by field, then by code. Code 0 is blank.
#[derive(Debug, Default)]
pub(super) struct Texts([Vec<String>; CODED]);

impl Texts {
    /// `None` for code 0.
    #[inline]
    pub(super) fn get(&self, field: usize, code: usize) -> Option<&str> {
        self.0[field].get(code.checked_sub(1)?).map(String::as_str)
    }

    /// The code of a text; `None` if it has none.
    pub(super) fn code(&self, field: Coded, text: &str) -> Option<usize> {
        self.0[field as usize].iter().position(|known| known == text).map(|at| at + 1)
    }

    /// What each code of a field stands for, that of code 0 first.
    pub(super) fn meanings<T: Default>(&self, field: Coded, meaning: impl FnMut(&str) -> T) -> Vec<T> {
        once(T::default()).chain(self.0[field as usize].iter().map(String::as_str).map(meaning)).collect()
    }
}

/// The texts that all threads have met so far.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    fields: [Mutex<HashMap<String, u16, RandomState>>; CODED],
    /// Of threads that are between two pieces.
    met: Mutex<Vec<Met>>,
}

impl Dictionary {
    /// The code of a text; `None` if there are too many or it isn't UTF-8.
    #[cold]
    fn code(&self, field: usize, text: &[u8]) -> Option<u16> {
        // The last code is that of texts without one.
        let most = Codes::NONE.of(field) - 1;
        let text = str::from_utf8(text).ok()?;
        let mut codes = self.fields[field].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = codes.get(text) {
            return Some(*code);
        }
        let code = (codes.len() < most).then_some(codes.len() as u16 + 1)?;
        codes.insert(text.to_owned(), code);
        Some(code)
    }

    /// Gives the statuses codes under the names that segrep gives them: for stages that no column names.
    pub(super) fn add_statuses(&self) {
        for status in Status::ALL {
            self.code(Coded::Status as usize, status.name().as_bytes());
        }
    }

    /// Gives codes to texts that a thread hasn't met.
    #[inline]
    pub(super) fn codes(&self) -> impl Fn(usize, &[u8]) -> Option<u16> {
        |field, text| self.code(field, text)
    }

    /// What a thread begins a piece with, to be given back.
    pub(super) fn met(&self) -> Met {
        let met = self.met.lock().unwrap_or_else(PoisonError::into_inner).pop();
        met.unwrap_or_else(|| Met { coders: from_fn(Coder::new), days: Days::default() })
    }

    pub(super) fn give_back(&self, met: Met) {
        self.met.lock().unwrap_or_else(PoisonError::into_inner).push(met);
    }

    /// No more texts are to come.
    pub(super) fn freeze(self) -> Texts {
        Texts(self.fields.map(|codes| {
            let codes = codes.into_inner().unwrap_or_else(PoisonError::into_inner);
            let mut texts: Vec<(u16, String)> = codes.into_iter().map(|(text, code)| (code, text)).collect();
            texts.sort_unstable();
            texts.into_iter().map(|(_, text)| text).collect()
        }))
    }
}

/// What a thread has met so far, so that it finds it again fast.
#[derive(Debug)]
pub(super) struct Met {
    pub(super) coders: [Coder; CODED],
    pub(super) days: Days,
}

#[cfg(test)]
mod tests {
    use crate::exports::Raw;

    use super::*;

    #[test]
    fn a_text_has_one_code_or_never_any() {
        let dictionary = Dictionary::default();
        let field = Coded::Status as usize;
        let (mut one, mut other) = (Coder::new(field), Coder::new(field));
        // Some are packed as they are.
        let text =
            |number| if number % 2 == 0 { format!("status {number}") } else { format!("status {number} of many") };
        let texts: Vec<String> = (0..300).map(text).collect();
        let codes: Vec<_> = texts.iter().map(|text| one.code(dictionary.codes(), Raw::of(text.as_bytes()))).collect();
        let again = texts.iter().rev().map(|text| other.code(dictionary.codes(), Raw::of(text.as_bytes())));
        assert!(again.eq(codes.iter().rev().copied()));
        assert_eq!(codes.iter().flatten().copied().collect::<Vec<_>>(), (1..=254).collect::<Vec<_>>());
        assert_eq!(other.code(dictionary.codes(), Raw::of(b"\xff")), None);
        let frozen = dictionary.freeze();
        assert_eq!((frozen.get(field, 0), frozen.get(field, 254)), (None, Some("status 253 of many")));
    }
}
