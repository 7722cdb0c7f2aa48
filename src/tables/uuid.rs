//! Ids as numbers.

/// A UUID: its first half, and its second. It is spelled in lower case, with hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uuid(pub u64, pub u64);

impl Uuid {
    /// How long its text is.
    pub const LENGTH: usize = 36;

    /// Its text.
    pub fn text(self) -> [u8; Uuid::LENGTH] {
        let mut text = [0; Uuid::LENGTH];
        self.spell(&mut text);
        text
    }

    /// Spells it where its text is needed.
    #[inline]
    pub fn spell(self, text: &mut [u8; Uuid::LENGTH]) {
        *text = [b'-'; Uuid::LENGTH];
        let (first, second) = (self.0.to_be_bytes(), self.1.to_be_bytes());
        for (byte, at) in first.into_iter().zip([0, 2, 4, 6, 9, 11, 14, 16]) {
            [text[at], text[at + 1]] = DIGITS[usize::from(byte)];
        }
        for (byte, at) in second.into_iter().zip([19, 21, 24, 26, 28, 30, 32, 34]) {
            [text[at], text[at + 1]] = DIGITS[usize::from(byte)];
        }
    }
}

/// The two digits of each byte.
const DIGITS: [[u8; 2]; 256] = {
    let (mut texts, digits) = ([[0; 2]; 256], *b"0123456789abcdef");
    let mut byte = 0;
    while byte < texts.len() {
        texts[byte] = [digits[byte >> 4], digits[byte & 15]];
        byte += 1;
    }
    texts
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_has_its_place() {
        let text = Uuid(0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210).text();
        assert_eq!(text, *b"01234567-89ab-cdef-fedc-ba9876543210");
    }
}
