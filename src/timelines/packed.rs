//! Ids and other short texts as numbers, which are compared and stored at once.

use std::hash::{Hash, Hasher};

use bumpalo::Bump;
use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};
use wide::{i8x16, i16x8, u8x16, u16x8, u32x4};

use crate::exports::Raw;
use crate::tables::Uuid;

/// A text in 16 bytes. Equal texts are packed equally; different ones differently, but for hashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Packed {
    pub(super) high: u64,
    pub(super) low: u64,
    pub(super) kind: Kind,
}

impl Hash for Packed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.mixed());
    }
}

/// What the 16 bytes hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Kind {
    /// Nothing: no text.
    #[default]
    Blank,
    /// Up to 16 bytes, then zeros.
    Short,
    /// A UUID in lower case, with hyphens.
    Uuid,
    /// A 128-bit hash of a text that is neither.
    Hash,
}

impl Packed {
    pub(super) fn of(text: &[u8]) -> Packed {
        Packed::exact(Raw::of(text)).unwrap_or_else(|| {
            let [high, low] = hash(text);
            Packed { high, low, kind: Kind::Hash }
        })
    }

    /// As [`Packed::of`]; `None` if it would be a hash.
    #[inline(always)]
    pub(super) fn exact(text: Raw<'_>) -> Option<Packed> {
        match text.len() {
            0 => Some(Packed::default()),
            1..=16 => short(text),
            _ => Packed::uuid(text),
        }
    }

    /// A UUID.
    #[inline(always)]
    pub(super) fn uuid(text: Raw<'_>) -> Option<Packed> {
        let digits = text.from().first_chunk().filter(|digits| digits.len() == text.len())?;
        uuid(digits).map(|[high, low]| Packed { high, low, kind: Kind::Uuid })
    }

    /// `None` if it is none.
    #[inline]
    pub(super) fn as_uuid(self) -> Option<Uuid> {
        (self.kind == Kind::Uuid).then_some(Uuid(self.high, self.low))
    }

    /// One number of both.
    #[inline]
    pub(super) fn mixed(self) -> u64 {
        (self.high ^ self.low.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// The text; `None` if there is none or only its hash is known.
    #[inline]
    pub(super) fn text(self, arena: &Bump) -> Option<&str> {
        let bytes: &[u8] = match self.kind {
            Kind::Blank | Kind::Hash => return None,
            Kind::Uuid => arena.alloc(Uuid(self.high, self.low).text()),
            Kind::Short => {
                let bytes = arena.alloc((u128::from(self.high) << 64 | u128::from(self.low)).to_be_bytes());
                &bytes[..bytes.len() - (bytes.iter().rev().take_while(|byte| **byte == 0).count())]
            }
        };
        // It was UTF-8 when it was packed.
        str::from_utf8(bytes).ok()
    }
}

/// A text of 1 to 16 bytes: its bytes in order, so that numbers are ordered as the texts are. `None` if it ends in the zero
/// that fills up shorter ones.
#[inline(always)]
fn short(text: Raw<'_>) -> Option<Packed> {
    /// The bits of so many bytes, from the left.
    const OF_BYTES: [[u64; 2]; 17] = {
        let mut bits = [[0; 2]; 17];
        let mut bytes = 1;
        while bytes < bits.len() {
            let number = u128::MAX << (128 - 8 * bytes);
            bits[bytes] = [(number >> 64) as u64, number as u64];
            bytes += 1;
        }
        bits
    };
    let padded = |text: &[u8]| {
        let mut padded = [0; 16];
        padded[..text.len()].copy_from_slice(text);
        padded
    };
    let number = u128::from_be_bytes(text.from().first_chunk().copied().unwrap_or_else(|| padded(text.bytes())));
    let [high, low] = OF_BYTES[text.len()];
    let (high, low) = ((number >> 64) as u64 & high, number as u64 & low);
    let ends_in_zero = text.bytes().last() == Some(&0);
    (!ends_in_zero).then_some(Packed { high, low, kind: Kind::Short })
}

#[cold]
fn hash(text: &[u8]) -> [u64; 2] {
    const HIGH: RapidSecrets = RapidSecrets::seed(0x5e67);
    const LOW: RapidSecrets = RapidSecrets::seed(0x7e90);
    [rapidhash_v3_seeded(text, &HIGH), rapidhash_v3_seeded(text, &LOW)]
}

/// The number of a UUID in lower case, sixteen digits at a time.
#[inline(always)]
fn uuid(text: &[u8; 36]) -> Option<[u64; 2]> {
    let four = |at: usize| u32::from_ne_bytes([text[at], text[at + 1], text[at + 2], text[at + 3]]);
    let digits = |a: usize, b: usize, c: usize, d: usize| {
        u8x16::from_ne_bytes(u32x4::new([four(a), four(b), four(c), four(d)]).to_ne_bytes())
    };
    let (splat, signed) = (u8x16::splat, u8x16::cast_signed);
    let number = |digits: u8x16| {
        let is_letter = signed(digits).simd_gt(i8x16::splat(b'9' as i8)).cast_unsigned();
        let number = digits - splat(b'0') - (is_letter & splat(b'a' - b'0' - 10));
        let is_large = signed(number).simd_gt(i8x16::splat(9)).cast_unsigned();
        (number, (is_large ^ is_letter) | (number & splat(0xf0)))
    };
    let bytes = |numbers: u8x16| -> i16x8 {
        let pairs = u16x8::from_ne_bytes(numbers.to_ne_bytes());
        let shifted: u16x8 = pairs >> 8;
        let (first, second) = if cfg!(target_endian = "little") { (pairs, shifted) } else { (shifted, pairs) };
        let bytes: u16x8 = (first << 4) | second;
        (bytes & u16x8::splat(0xff)).cast_signed()
    };
    let ((first, wrong), (last, also_wrong)) = (number(digits(0, 4, 9, 14)), number(digits(19, 24, 28, 32)));
    let is_wrong = wrong | also_wrong != u8x16::ZERO;
    let bytes = u8x16::narrow_i16x8(bytes(first), bytes(last));
    let number = u128::from_be_bytes(bytes.to_array());
    let hyphens = HYPHENS.iter().fold(0, |wrong, at| wrong | (text[*at] ^ b'-'));
    let is_uuid = hyphens == 0 && !is_wrong;
    is_uuid.then_some([(number >> 64) as u64, number as u64])
}

/// Where the hyphens of a UUID stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: Kind) {
        let packed = Packed::of(text.as_bytes());
        assert_eq!(packed.kind, kind, "{text:?}");
        let expected = (!matches!(kind, Kind::Blank | Kind::Hash)).then_some(text);
        assert_eq!(packed.text(&Bump::new()), expected);
    }

    #[test]
    fn short_texts_and_uuids_come_back() {
        check("", Kind::Blank);
        for length in 1..=16 {
            check(&"abcdefghijklmnop"[..length], Kind::Short);
        }
        check("a\0b", Kind::Short);
        check("äöü", Kind::Short);
        check("01234567-89ab-cdef-fedc-ba9876543210", Kind::Uuid);
        check("ffffffff-ffff-ffff-ffff-ffffffffffff", Kind::Uuid);
    }

    #[test]
    fn other_texts_are_hashed() {
        check("a\0", Kind::Hash);
        check("a text of more than 16 bytes", Kind::Hash);
        let uuid = "01234567-89ab-cdef-fedc-ba9876543210";
        for at in 0..uuid.len() {
            for other in ["A", "F", "g", "/", ":", "`", "\0", "-", "_"] {
                let mut text = uuid.to_owned();
                text.replace_range(at..=at, other);
                if text != uuid {
                    check(&text, Kind::Hash);
                }
            }
        }
        assert_ne!(Packed::of(b"a text of more than 16 bytes"), Packed::of(b"a text of more than 17 bytes"));
    }

    #[test]
    fn packed_texts_are_ordered_by_their_bytes() {
        let mut texts = vec!["a", "B", "ab", "a\u{1}", "10", "9", "abcdefghi", "abcdefgh", "abcdefgh\u{1}", "ä"];
        texts.sort_by_key(|text| Packed::of(text.as_bytes()));
        assert!(texts.is_sorted());
    }
}
