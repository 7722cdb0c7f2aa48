//! Finds the delimiters, line feeds and quotes of CSV, a block of bytes at a time.

use wide::u8x64;

pub(super) const QUOTE: u8 = b'"';

/// Bytes that are compared at once.
const BLOCK: usize = 64;

/// The places of delimiters, line feeds and quotes, from left to right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    /// Where the current block starts.
    block: usize,
    /// A bit for each mark left in the block.
    bits: u64,
}

impl<'a> Marks<'a> {
    #[inline]
    pub(super) fn new(bytes: &'a [u8], start: usize, delimiter: u8) -> Marks<'a> {
        let mut marks = Marks { bytes, delimiter, block: start, bits: 0 };
        marks.bits = marks.look();
        marks
    }

    #[inline]
    pub(super) fn next(&mut self) -> Option<usize> {
        while self.bits == 0 {
            self.block += BLOCK;
            if self.block >= self.bytes.len() {
                return None;
            }
            self.bits = self.look();
        }
        let mark = self.block + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        Some(mark)
    }

    #[inline]
    fn look(&self) -> u64 {
        let rest = self.bytes.get(self.block..).unwrap_or_default();
        let block = match rest.first_chunk::<BLOCK>() {
            Some(block) => u8x64::new(*block),
            None => {
                let mut block = [0; BLOCK];
                block[..rest.len()].copy_from_slice(rest);
                u8x64::new(block)
            }
        };
        let is = |byte: u8| block.simd_eq(u8x64::splat(byte));
        (is(self.delimiter) | is(b'\n') | is(QUOTE)).to_bitmask()
    }
}
