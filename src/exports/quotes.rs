//! The quotes of a file, and nothing else of it.

use std::ops::Range;

use memchr::memchr;
use wide::{u8x16, u8x64};

use super::dialect::{Dialect, Quotes};
use super::error::Fault;
use super::marks::QUOTE;
use super::problem::Problem;
use super::records::{AfterQuote, after_quote};

/// Bytes that are looked at together: enough that there is little else to do, few enough that many have no quote.
pub type Block = [u8; 256];

/// Finds the first quote of `range`, which must begin at a record, that breaks the dialect. Looks only at quotes, so it
/// is cheap where they are rare. Passes each block of bytes to `look` on the way, with where it starts: what is looked
/// for in the same bytes need not be fetched from memory again. The last block is filled up with zeros.
#[inline]
pub fn check_quotes(
    bytes: &[u8],
    range: Range<usize>,
    dialect: Dialect,
    mut look: impl FnMut(usize, &Block),
) -> Result<(), Fault> {
    let bytes = &bytes[..range.end];
    let mut check = Check { bytes, start: range.start, dialect, open: None, paired: None };
    let mut at = range.start;
    let mut filled = [0; size_of::<Block>()];
    while at < range.end {
        let rest = &bytes[at..];
        let block = rest.first_chunk().unwrap_or_else(|| {
            filled[..rest.len()].copy_from_slice(rest);
            &filled
        });
        look(at, block);
        if has_quote(block) {
            check.quotes_of(at, block)?;
        }
        at += block.len();
    }
    check.open.map_or(Ok(()), |offset| Err(Fault::new(offset, Problem::OpenQuote)))
}

/// One test for all bytes.
#[inline]
fn has_quote(block: &Block) -> bool {
    let lanes = block.as_chunks().0.iter();
    lanes.fold(u8x16::ZERO, |any, lane| any | u8x16::new(*lane).simd_eq(u8x16::splat(QUOTE))).any()
}

/// What is known before a quote.
struct Check<'a> {
    bytes: &'a [u8],
    start: usize,
    dialect: Dialect,
    /// Where the quoted field starts that isn't closed yet.
    open: Option<usize>,
    /// Where the second of two quotes is that are one in the field.
    paired: Option<usize>,
}

impl Check<'_> {
    /// Apart, so that the way past blocks without quotes stays short.
    #[inline(never)]
    fn quotes_of(&mut self, at: usize, block: &Block) -> Result<(), Fault> {
        for (number, lanes) in block.as_chunks().0.iter().enumerate() {
            let mut bits = u8x64::new(*lanes).simd_eq(u8x64::splat(QUOTE)).to_bitmask();
            while bits != 0 {
                self.quote(at + number * lanes.len() + bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
            }
        }
        Ok(())
    }

    /// Takes the next quote.
    #[inline]
    fn quote(&mut self, quote: usize) -> Result<(), Fault> {
        match self.step(quote) {
            Err(fault) if self.dialect.keeps(&fault) => self.again(fault.offset, quote),
            done => done,
        }
    }

    /// Takes the quotes from behind `open`, which begins no quoted field after all, to `last` once more.
    #[cold]
    fn again(&mut self, open: usize, last: usize) -> Result<(), Fault> {
        let mut at = open;
        self.open = None;
        while at < last {
            let next = at + 1;
            at = memchr(QUOTE, &self.bytes[next..last]).map_or(last, |quote| next + quote);
            match self.step(at) {
                Err(fault) if self.dialect.keeps(&fault) => {
                    self.open = None;
                    at = fault.offset;
                }
                done => done?,
            }
        }
        Ok(())
    }

    #[inline]
    fn step(&mut self, quote: usize) -> Result<(), Fault> {
        let Check { bytes, start, dialect, .. } = *self;
        if self.paired.take() == Some(quote) {
            return Ok(());
        }
        self.open = match self.open {
            None if quote == start || bytes[quote - 1] == b'\n' || bytes[quote - 1] == dialect.delimiter => Some(quote),
            None if dialect.quotes == Quotes::Literal => None,
            None => return Err(Fault::new(quote, Problem::StrayQuote)),
            Some(open) => match after_quote(bytes, quote + 1, dialect) {
                AfterQuote::Quote => {
                    self.paired = Some(quote + 1);
                    Some(open)
                }
                AfterQuote::FieldEnd => None,
                AfterQuote::Text => return Err(Fault::new(open, Problem::QuotedText)),
            },
        };
        Ok(())
    }
}
