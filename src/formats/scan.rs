//! Looking for the bytes that a format must escape, many at a time, as most values hold none.

use wide::u8x16;

/// How many bytes are compared at a time.
const LANES: usize = 16;

/// Whether a value holds one of the `special` bytes, or one below `control`.
///
/// With both known at compile time this is a few instructions for 16 bytes; `control` 0 looks for no others.
#[inline(always)]
pub(super) fn holds<const N: usize>(value: &[u8], special: [u8; N], control: u8) -> bool {
    if let (Some(first), Some(last)) = (value.first_chunk::<LANES>(), value.last_chunk::<LANES>()) {
        let lanes = |chunk: &[u8; LANES]| {
            let chunk = u8x16::new(*chunk);
            let found = special.map(|byte| chunk.simd_eq(u8x16::splat(byte)));
            let found = found.into_iter().fold(u8x16::ZERO, |found, one| found | one);
            match control.checked_sub(1) {
                Some(highest) => found | chunk.min(u8x16::splat(highest)).simd_eq(chunk),
                None => found,
            }
        };
        // The last chunk may overlap the one before: comparing twice is cheaper than comparing single bytes.
        let (chunks, _) = value.as_chunks::<LANES>();
        let found = chunks.iter().skip(1).fold(lanes(first) | lanes(last), |found, chunk| found | lanes(chunk));
        return found.to_bitmask() != 0;
    }
    value.iter().any(|byte| *byte < control || special.contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_bytes_are_found_wherever_they_stand() {
        for special in ",\"\r\n\0\u{1f}".chars() {
            for at in 0..40 {
                let mut value = "é-x0.;! ".repeat(6);
                let at = (at..).find(|at| value.is_char_boundary(*at)).unwrap();
                assert!(!holds(value.as_bytes(), *b",\"\r\n", 0x20));
                value.insert(at, special);
                assert!(holds(value.as_bytes(), *b",\"\r\n", 0x20), "{value:?}");
                assert_eq!(holds(value.as_bytes(), *b",\"\r\n", 0), special >= ' ' || "\r\n".contains(special));
            }
        }
    }
}
