//! Texts that repeat, as small numbers.

use std::array::from_fn;
use std::collections::HashMap;
use std::iter::once;
use std::mem;
use std::sync::{Mutex, PoisonError};

use rapidhash::fast::RandomState;

use crate::exports::Days;

use super::packed::Packed;

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

/// How many fields of a table are coded.
pub(super) const CODED: usize = 9;

/// How many of them have many values: ids, with codes of two bytes. Codes of the others, which are words, have one.
const IDS: usize = 2;

/// The codes of a row: equal codes of a field stand for equal texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Codes {
    ids: [u16; IDS],
    words: [u8; CODED - IDS],
}

impl Codes {
    /// Of texts that have no codes.
    pub(super) const NONE: Codes = Codes { ids: [u16::MAX; IDS], words: [u8::MAX; CODED - IDS] };

    #[inline]
    pub(super) fn new(codes: [u16; CODED]) -> Codes {
        let mut words = [0; CODED - IDS];
        for at in IDS..CODED {
            words[at - IDS] = codes[at] as u8;
        }
        Codes { ids: [codes[0], codes[1]], words }
    }

    /// The code of a text that has one.
    #[inline]
    pub(super) fn of(&self, field: usize) -> usize {
        if field < IDS { self.ids[field].into() } else { self.words[field - IDS].into() }
    }

    #[inline]
    pub(super) fn get(&self, field: usize) -> Option<usize> {
        let code = self.of(field);
        (code != Codes::NONE.of(field)).then_some(code)
    }

    /// Those of all fields, in the order of [`Coded`].
    #[inline]
    pub(super) fn all(&self) -> [Option<usize>; CODED] {
        let mut all = [None; CODED];
        for (code, all) in self.ids.iter().zip(&mut all) {
            *all = (*code != u16::MAX).then_some((*code).into());
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

/// The codes of a field's texts that one thread has met.
#[derive(Debug)]
pub(super) struct Coder {
    field: usize,
    /// Those of texts that are packed as they are: each where its number says, or in the first empty place behind that. At
    /// most half of a power of two are taken.
    slots: Vec<Slot>,
    taken: usize,
    /// Those of other texts.
    long: HashMap<Vec<u8>, u16, RandomState>,
}

/// A text and its code; empty if that is 0.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    text: Packed,
    code: u16,
}

impl Coder {
    fn new(field: usize) -> Coder {
        Coder { field, slots: vec![Slot::default(); 64], taken: 0, long: HashMap::default() }
    }

    /// The code of a text that isn't empty.
    #[inline(always)]
    pub(super) fn code(&mut self, dictionary: &Dictionary, text: &[u8]) -> Option<u16> {
        let Some(packed) = Packed::exact(text) else { return self.long(dictionary, text) };
        let slot = self.slots[self.place(packed)];
        if slot.text == packed { Some(slot.code) } else { self.other(dictionary, text, packed) }
    }

    /// Where a text's slot is, or would be.
    #[inline(always)]
    fn place(&self, text: Packed) -> usize {
        let last = self.slots.len() - 1;
        let mut at = (text.mixed() >> 32) as usize & last;
        while self.slots[at].text != text && self.slots[at].code != 0 {
            at = (at + 1) & last;
        }
        at
    }

    #[cold]
    fn other(&mut self, dictionary: &Dictionary, text: &[u8], packed: Packed) -> Option<u16> {
        let code = dictionary.code(self.field, text)?;
        if 2 * self.taken >= self.slots.len() {
            let twice = vec![Slot::default(); 2 * self.slots.len()];
            for slot in mem::replace(&mut self.slots, twice).into_iter().filter(|slot| slot.code != 0) {
                let place = self.place(slot.text);
                self.slots[place] = slot;
            }
        }
        let place = self.place(packed);
        self.slots[place] = Slot { text: packed, code };
        self.taken += 1;
        Some(code)
    }

    #[cold]
    fn long(&mut self, dictionary: &Dictionary, text: &[u8]) -> Option<u16> {
        if let Some(code) = self.long.get(text) {
            return Some(*code);
        }
        let code = dictionary.code(self.field, text)?;
        self.long.insert(text.to_owned(), code);
        Some(code)
    }
}

#[cfg(test)]
mod tests {
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
        let codes: Vec<_> = texts.iter().map(|text| one.code(&dictionary, text.as_bytes())).collect();
        let again = texts.iter().rev().map(|text| other.code(&dictionary, text.as_bytes()));
        assert!(again.eq(codes.iter().rev().copied()));
        assert_eq!(codes.iter().flatten().copied().collect::<Vec<_>>(), (1..=254).collect::<Vec<_>>());
        assert_eq!(other.code(&dictionary, b"\xff"), None);
        let frozen = dictionary.freeze();
        assert_eq!((frozen.get(field, 0), frozen.get(field, 254)), (None, Some("status 253 of many")));
    }
}
