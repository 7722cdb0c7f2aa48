//! Finds the delimiters, line feeds and quotes of CSV, a block of bytes at a time.

use wide::u8x64;

pub(super) const QUOTE: u8 = b'"';

/// Bytes that are compared at once.
pub(super) const BLOCK: usize = 64;

/// The places of delimiters, and of line feeds and quotes, from left to right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    /// Where the current block starts.
    pub(super) block: usize,
    /// A bit for each delimiter left in the block.
    delimiters: u64,
    /// A bit for each line feed and quote left in the block.
    others: u64,
}

impl Marks {
    /// Those of the block at `block`.
    #[inline(always)]
    pub(super) fn of(bytes: &[u8], block: usize, delimiter: u8) -> Marks {
        let rest = bytes.get(block..).unwrap_or_default();
        let vector = match rest.first_chunk::<BLOCK>() {
            Some(bytes) => u8x64::new(*bytes),
            None => {
                let mut bytes = [0; BLOCK];
                bytes[..rest.len()].copy_from_slice(rest);
                u8x64::new(bytes)
            }
        };
        let is = |byte: u8| vector.simd_eq(u8x64::splat(byte));
        let (delimiters, others) = (is(delimiter), is(b'\n') | is(QUOTE));
        Marks { block, delimiters: delimiters.to_bitmask(), others: others.to_bitmask() }
    }

    /// Moves to the next block. Returns whether there is one.
    #[inline(always)]
    pub(super) fn advance(&mut self, bytes: &[u8], delimiter: u8) -> bool {
        let next = self.block + BLOCK;
        let is_within = next < bytes.len();
        if is_within {
            *self = Marks::of(bytes, next, delimiter);
        }
        is_within
    }

    /// Passes the delimiters of the block before its next other mark. Returns their bits.
    #[inline(always)]
    pub(super) fn delimiters(&mut self) -> u64 {
        // All of them if there is no other mark.
        let before = (self.others & self.others.wrapping_neg()).wrapping_sub(1);
        let delimiters = self.delimiters & before;
        self.delimiters ^= delimiters;
        delimiters
    }

    /// Passes the next line feed or quote of the block, if there is one, which must have no delimiter before it.
    #[inline(always)]
    pub(super) fn other(&mut self) -> Option<usize> {
        let bit = self.others.trailing_zeros();
        if self.others == 0 {
            return None;
        }
        self.others &= self.others - 1;
        Some(self.block + bit as usize)
    }
}
