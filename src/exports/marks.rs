//! Finds the delimiters, line feeds and quotes of CSV, a block of bytes at a time.

pub(super) const QUOTE: u8 = b'"';

/// Bytes that are compared at once.
const BLOCK: usize = 64;

/// The places of delimiters, line feeds and quotes, from left to right.
#[derive(Debug)]
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
        match rest.first_chunk() {
            Some(block) => self.marks_in(block),
            None => {
                let mut block = [0; BLOCK];
                block[..rest.len()].copy_from_slice(rest);
                self.marks_in(&block)
            }
        }
    }

    /// A bit for each mark in a block.
    #[inline]
    fn marks_in(&self, block: &[u8; BLOCK]) -> u64 {
        /// Moves the lowest bits of eight bytes to the highest byte, the first of them lowest.
        const GATHER: u64 = 0x0102_0408_1020_4080;
        let mut marks = *block;
        for byte in &mut marks {
            *byte = u8::from(*byte == self.delimiter) | u8::from(*byte == b'\n') | u8::from(*byte == QUOTE);
        }
        let (eights, _) = marks.as_chunks::<8>();
        // No step waits for the one before.
        let gathered =
            |(at, eight): (usize, &[u8; 8])| u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56 << (8 * at);
        eights.iter().enumerate().map(gathered).fold(0, |bits, eight| bits | eight)
    }
}
