//! Whether any of a few texts occurs among many bytes, found out while their quotes are checked.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::exports::{Block, Dialect, Fault, check_quotes};

/// Bytes that are looked up together.
const GRAM: usize = 4;

/// Bits of a gram's hash: hardly another gram has the same, and all flags stay in the cache.
const HASH: u32 = 14;

/// Texts to be found. A long one has a gram wherever a look falls, so a look every few bytes is enough to see that none
/// is there: far less work than comparing all bytes.
pub(super) struct Needles<'t> {
    finders: Vec<Finder<'t>>,
    shortest: usize,
    longest: usize,
    /// By hash, whether a gram of any text has it.
    grams: Box<[bool; 1 << HASH]>,
}

impl<'t> Needles<'t> {
    pub(super) fn new(texts: &'t [String]) -> Needles<'t> {
        let mut grams = Box::new([false; 1 << HASH]);
        let all = texts.iter().flat_map(|text| text.as_bytes().array_windows());
        all.for_each(|gram| grams[hash(*gram)] = true);
        let lengths = || texts.iter().map(String::len);
        Needles {
            finders: texts.iter().map(Finder::new).collect(),
            shortest: lengths().min().unwrap_or_default(),
            longest: lengths().max().unwrap_or_default(),
            grams,
        }
    }

    /// Whether any occurs in `range`, which must begin at a record. Fails if a quote there breaks the dialect.
    pub(super) fn occur(&self, bytes: &[u8], range: Range<usize>, dialect: Dialect) -> Result<bool, Fault> {
        match self.shortest {
            35.. => self.occur_by_looks::<32>(bytes, range, dialect),
            19.. => self.occur_by_looks::<16>(bytes, range, dialect),
            11.. => self.occur_by_looks::<8>(bytes, range, dialect),
            _ => {
                check_quotes(bytes, range.clone(), dialect, |_, _| {})?;
                Ok(self.are_in(&bytes[range]))
            }
        }
    }

    /// As [`Needles::occur`], with a look every `STEP` bytes.
    fn occur_by_looks<const STEP: usize>(
        &self,
        bytes: &[u8],
        range: Range<usize>,
        dialect: Dialect,
    ) -> Result<bool, Fault> {
        let has_gram = |part: &[u8; STEP]| part.first_chunk().is_some_and(|gram| self.grams[hash(*gram)]);
        let mut occur = false;
        check_quotes(bytes, range.clone(), dialect, |at, block| {
            // One branch for all looks, which is nearly never taken.
            if block.as_chunks().0.iter().fold(false, |any, part| any | has_gram(part)) {
                occur |= self.touch(&bytes[range.clone()], at - range.start);
            }
        })?;
        Ok(occur)
    }

    /// Whether any begins, goes on or ends in the block at `at`.
    #[cold]
    fn touch(&self, bytes: &[u8], at: usize) -> bool {
        let end = bytes.len().min(at + size_of::<Block>() + self.longest);
        self.are_in(&bytes[at.saturating_sub(self.longest)..end])
    }

    fn are_in(&self, bytes: &[u8]) -> bool {
        self.finders.iter().any(|finder| finder.find(bytes).is_some())
    }
}

/// Multiplying spreads the bytes over the highest bits.
#[inline]
fn hash(gram: [u8; GRAM]) -> usize {
    (u32::from_le_bytes(gram).wrapping_mul(0x9e37_79b1) >> (u32::BITS - HASH)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_wherever_it_stands_and_only_there() {
        let alphabet = "abcdefghijklmnopqrstuvwxyz0123456789-ABCDEFGH";
        for length in [1, 4, 10, 11, 18, 19, 34, 35, 36, alphabet.len()] {
            let texts = [&alphabet[..length], alphabet].map(str::to_owned);
            let needles = Needles::new(&texts);
            for start in 0..600 {
                for rest in [0, 1, 300] {
                    let text = |needle: &str| format!("{}{needle}{}", ".".repeat(start), ".".repeat(rest));
                    let occur = |text: &str, range| needles.occur(text.as_bytes(), range, Dialect::default()).unwrap();
                    let all = text(&texts[0]);
                    assert!(occur(&all, 0..all.len()), "{length} {start} {rest}");
                    assert!(!occur(&all, 0..start + length - 1), "it ends behind the range");
                    assert!(!occur(&all, start + 1..all.len()), "it begins before the range");
                    let other = text(&alphabet[1..length]);
                    assert!(!occur(&other, 0..other.len()), "{length} {start} {rest}");
                }
            }
        }
    }

    #[test]
    fn a_quote_that_breaks_the_dialect_is_told_of_after_the_text_too() {
        for needle in ["aaaa", "aaaabbbbccccddddeeeeffffgggghhhhiiii"] {
            let text = format!("{needle},5\" disk\n");
            let needles = [needle.to_owned()];
            let occur = Needles::new(&needles).occur(text.as_bytes(), 0..text.len(), Dialect::default());
            assert_eq!(occur.unwrap_err().offset, needle.len() + 2);
        }
    }
}
