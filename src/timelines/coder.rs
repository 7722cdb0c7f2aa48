//! The codes of a field's texts, for one thread.

use std::collections::HashMap;
use std::mem;

use rapidhash::fast::RandomState;

use crate::exports::Raw;

/// The codes of a field's texts that one thread has met.
#[derive(Debug)]
pub(super) struct Coder {
    /// The number of the field.
    field: usize,
    texts: HashMap<Vec<u8>, u16, RandomState>,
    /// As they stand in the files, with the blanks and quotes around them: words, and longer ones up to ids.
    words: Slots<2>,
    ids: Slots<5>,
}

impl Coder {
    pub(super) fn new(field: usize) -> Coder {
        Coder { field, texts: HashMap::default(), words: Slots::default(), ids: Slots::default() }
    }

    /// The code of a field's text, 0 if it is blank, which `code_of` gives to one that this thread hasn't met; `None` if it has none, or doubled quotes.
    #[inline(always)]
    pub(super) fn code(&mut self, code_of: impl Fn(usize, &[u8]) -> Option<u16>, field: Raw<'_>) -> Option<u16> {
        let known = if field.len() <= Slots::<2>::BYTES { self.words.get(field) } else { self.ids.get(field) };
        if known.is_some() { known } else { self.other(code_of, field.bytes()) }
    }

    #[inline(never)]
    fn other(&mut self, code_of: impl Fn(usize, &[u8]) -> Option<u16>, field: &[u8]) -> Option<u16> {
        let field = Raw::of(field);
        let value = field.value()?;
        let code = if value.is_empty() { 0 } else { self.code_of_text(code_of, value.bytes())? };
        if field.len() <= Slots::<2>::BYTES {
            self.words.keep(field, code);
        } else {
            self.ids.keep(field, code);
        }
        Some(code)
    }

    /// The code of a text that isn't empty.
    pub(super) fn code_of_text(&mut self, code_of: impl Fn(usize, &[u8]) -> Option<u16>, text: &[u8]) -> Option<u16> {
        if let Some(code) = self.texts.get(text) {
            return Some(*code);
        }
        let code = code_of(self.field, text)?;
        self.texts.insert(text.to_owned(), code);
        Some(code)
    }
}

/// Fields of up to `WORDS` times eight bytes, and their codes. A field is in the slot that its bytes say, or in the first
/// free one behind that. Half of the slots are free: their number is a power of two. The texts of a hash map would be
/// further away in memory.
#[derive(Debug)]
struct Slots<const WORDS: usize> {
    slots: Vec<Slot<WORDS>>,
    taken: usize,
}

/// A field, and its code; free if it has no bytes.
#[derive(Clone, Copy, Debug)]
struct Slot<const WORDS: usize> {
    /// Its bytes, then zeros.
    words: [u64; WORDS],
    length: u8,
    code: u16,
}

impl<const WORDS: usize> Default for Slots<WORDS> {
    fn default() -> Self {
        Slots { slots: vec![Slot::FREE; 64], taken: 0 }
    }
}

impl<const WORDS: usize> Slots<WORDS> {
    const BYTES: usize = 8 * WORDS;

    /// The code of a field with any bytes.
    #[inline(always)]
    fn get(&self, field: Raw<'_>) -> Option<u16> {
        let words: [u64; WORDS] = words(field)?;
        let last = self.slots.len() - 1;
        let mut at = place(&words) & last;
        loop {
            let slot = &self.slots[at];
            let mut differs = (usize::from(slot.length) ^ field.len()) as u64;
            for (at, word) in words.iter().enumerate() {
                differs |= slot.words[at] ^ word;
            }
            if differs == 0 {
                return Some(slot.code);
            }
            if slot.length == 0 {
                return None;
            }
            at = (at + 1) & last;
        }
    }

    /// Keeps the code of a field that has none yet; no longer one.
    fn keep(&mut self, field: Raw<'_>, code: u16) {
        let Some(words) = words(field) else { return };
        if 2 * self.taken >= self.slots.len() {
            let twice = vec![Slot::FREE; 2 * self.slots.len()];
            mem::replace(&mut self.slots, twice)
                .into_iter()
                .filter(|slot| slot.length > 0)
                .for_each(|slot| self.put(slot));
        }
        self.put(Slot { words, length: field.len() as u8, code });
        self.taken += 1;
    }

    fn put(&mut self, slot: Slot<WORDS>) {
        let last = self.slots.len() - 1;
        let mut at = place(&slot.words) & last;
        while self.slots[at].length > 0 {
            at = (at + 1) & last;
        }
        self.slots[at] = slot;
    }
}

impl<const WORDS: usize> Slot<WORDS> {
    const FREE: Slot<WORDS> = Slot { words: [0; WORDS], length: 0, code: 0 };
}

/// The bytes of a field, then zeros; `None` if there are too many.
#[inline(always)]
fn words<const WORDS: usize>(field: Raw<'_>) -> Option<[u64; WORDS]> {
    /// The bits of so many bytes in each word.
    static BITS: [[u64; 5]; 41] = {
        let mut bits = [[0; 5]; 41];
        let mut bytes = 0;
        while bytes < bits.len() {
            let mut word = 0;
            while word < bytes.div_ceil(8) {
                let missing = (8 * word + 8).saturating_sub(bytes) as u32;
                bits[bytes][word] = u64::MAX >> (8 * missing);
                word += 1;
            }
            bytes += 1;
        }
        bits
    };
    let bits = BITS.get(field.len())?;
    let masked = |bytes: &[u8; 40]| {
        let mut words = [0; WORDS];
        for (at, word) in words.iter_mut().enumerate() {
            *word = u64::from_le_bytes(bytes.as_chunks().0[at]) & bits[at];
        }
        words
    };
    Some(match field.from().first_chunk() {
        Some(bytes) => masked(bytes),
        None => masked(&filled(field.bytes())),
    })
}

#[cold]
fn filled(field: &[u8]) -> [u8; 40] {
    let mut bytes = [0; 40];
    bytes[..field.len()].copy_from_slice(field);
    bytes
}

/// A number of all words.
#[inline(always)]
fn place(words: &[u64]) -> usize {
    let mixed = words.iter().fold(0u64, |mixed, word| mixed.rotate_left(29) ^ word);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_any_length_are_found_again() {
        let mut slots = Slots::<5>::default();
        let text = "abcdefgh".repeat(6);
        let fields: Vec<&[u8]> = (1..=40).map(|length| &text.as_bytes()[..length]).collect();
        for (field, code) in fields.iter().zip(0..) {
            assert_eq!(slots.get(Raw::of(field)), None);
            slots.keep(Raw::of(field), code);
        }
        for (field, code) in fields.iter().zip(0..) {
            assert_eq!(slots.get(Raw::of(field)), Some(code));
            // Whatever follows it.
            assert_eq!(slots.get(Raw::new(text.as_bytes(), field.len())), Some(code));
        }
        assert_eq!(slots.get(Raw::of(b"a\0")), None);
        assert_eq!(slots.get(Raw::of(&text.as_bytes()[..41])), None);
    }
}
