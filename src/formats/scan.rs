//! Looking for the bytes that a format must escape, eight at a time, as most values hold none.

/// Whether a value holds one of the `special` bytes, or one below `control`.
///
/// With both known at compile time this is a few instructions for eight bytes; `control` 0 looks for no others.
#[inline(always)]
pub(super) fn holds<const N: usize>(value: &[u8], special: [u8; N], control: u8) -> bool {
    if value.len() < size_of::<u64>() {
        return value.iter().any(|byte| *byte < control || special.contains(byte));
    }
    // Most values are words and ids, without a byte as low as commas, quotes and line ends.
    let most = special.iter().fold(control, |most, byte| most.max(*byte));
    if most < b'-' && !any(value, |word| below(word, most + 1)) {
        return false;
    }
    any(value, |word| {
        special.iter().fold(below(word, control), |found, byte| found | below(word ^ (EACH * u64::from(*byte)), 1))
    })
}

/// Whether anything is found in the words of a value that has at least one.
#[inline(always)]
fn any(value: &[u8], found: impl Fn(u64) -> u64) -> bool {
    // The last chunk may overlap the one before: looking twice is cheaper than looking at single bytes.
    let chunks = value.as_chunks().0.iter().chain(value.last_chunk());
    chunks.fold(0, |all, chunk| all | found(u64::from_ne_bytes(*chunk))) != 0
}

/// Times a byte: that byte eight times.
const EACH: u64 = 0x0101_0101_0101_0101;

/// Not 0 if a byte of the word is less than `limit`, which is at most 128.
#[inline(always)]
fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(EACH * u64::from(limit)) & !word & EACH << 7
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
