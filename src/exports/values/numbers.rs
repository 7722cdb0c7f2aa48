//! Numbers with and without decimals, exactly.

use crate::tables::Decimal;

/// A number with or without decimals.
pub fn decimal(text: &[u8]) -> Option<Decimal> {
    let (negative, digits) = sign(text)?;
    let scaled = scaled(digits, Decimal::DECIMALS)?;
    Some(Decimal::from_scaled(if negative { -scaled } else { scaled }))
}

/// Splits off an optional sign. `None` if no digit follows.
pub(super) fn sign(text: &[u8]) -> Option<(bool, &[u8])> {
    let (negative, rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    rest.iter().any(u8::is_ascii_digit).then_some((negative, rest))
}

/// A number without sign in units of 10^-`decimals`, rounded half to even. `12`, `12.`, `.5` and `12.5` are numbers.
#[inline]
pub(super) fn scaled(text: &[u8], decimals: u32) -> Option<i128> {
    if let Some(number) = few_digits(text, text.len(), decimals) {
        return Some(number.into());
    }
    let (whole, fraction) = parts(text)?;
    let decimals = decimals as usize;
    let (kept, beyond) = fraction.split_at(fraction.len().min(decimals));
    let padding = 10i128.pow((decimals - kept.len()) as u32);
    let exact = value(whole) * 10i128.pow(decimals as u32) + value(kept) * padding;
    let rounds_up = match beyond {
        [] | [b'0'..=b'4', ..] => false,
        [b'5', rest @ ..] => exact % 2 == 1 || rest.iter().any(|digit| *digit != b'0'),
        _ => true,
    };
    Some(exact + i128::from(rounds_up))
}

/// As [`scaled`], of the first `length` bytes: up to eight, with no more decimals than are kept, as of nearly all numbers;
/// `None` for others.
#[inline(always)]
pub(super) fn few_digits(bytes: &[u8], length: usize, decimals: u32) -> Option<u64> {
    const POWERS: [u64; 10] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    #[cold]
    fn filled(text: &[u8]) -> [u8; 8] {
        let mut bytes = [0; 8];
        bytes[..text.len()].copy_from_slice(text);
        bytes
    }
    if !(1..=8).contains(&length) {
        return None;
    }
    let text = bytes.first_chunk().copied().unwrap_or_else(|| filled(&bytes[..length]));
    // Digits become their values, from the top, before them zeros.
    let text = (u64::from_le_bytes(text) ^ (u64::from(b'0') * EACH)) << (64 - 8 * length);
    // The top bit of each byte that becomes zero, exact for the first.
    let points = text ^ (u64::from(b'.' ^ b'0') * EACH);
    let points = points.wrapping_sub(EACH) & !points & HIGH;
    let (digits, missing) = if points == 0 {
        (text, decimals)
    } else {
        let point = points.trailing_zeros() - 7;
        let (before, behind) = (text & ((1 << point) - 1), text >> point >> 8 << 8 << point);
        (before << 8 | behind, decimals.checked_sub((56 - point) / 8)?)
    };
    let is_point_alone = length == 1 && points != 0;
    if (digits.wrapping_add(0x76 * EACH) | digits) & HIGH != 0 || is_point_alone {
        return None;
    }
    // Two digits side by side make one number, then four, then all.
    let pairs = digits * 10 + (digits >> 8);
    const LOW: u64 = 0xff | 0xff << 32;
    let outer = (pairs & LOW).wrapping_mul(100 | 1_000_000 << 32);
    let inner = (pairs >> 16 & LOW).wrapping_mul(1 | 10_000 << 32);
    let number = outer.wrapping_add(inner) >> 32;
    Some(number * POWERS.get(missing as usize)?)
}

/// A number without sign times `factor`, at most 10^11, rounded half to even. Divides, so it is slower than [`scaled`].
pub(super) fn times(text: &[u8], factor: i128) -> Option<i128> {
    /// Of decimals beyond, only whether there are any matters.
    const MOST_DECIMALS: usize = 24;
    let (whole, fraction) = parts(text)?;
    let (kept, beyond) = fraction.split_at(fraction.len().min(MOST_DECIMALS));
    let unit = 10i128.pow(kept.len() as u32);
    let product = value(kept) * factor;
    let exact = value(whole) * factor + product / unit;
    let (twice, is_more) = (product % unit * 2, beyond.iter().any(|digit| *digit != b'0'));
    let rounds_up = twice > unit || (twice == unit && (is_more || exact % 2 == 1));
    Some(exact + i128::from(rounds_up))
}

/// The digits before and after the point; `None` if there are none at all.
#[inline]
fn parts(text: &[u8]) -> Option<(&[u8], &[u8])> {
    /// Fits 128 bits with any decimals and factor used here.
    const MOST_DIGITS: usize = 25;
    let point = text.iter().position(|byte| *byte == b'.').unwrap_or(text.len());
    let (whole, fraction) = (&text[..point], text.get(point + 1..).unwrap_or_default());
    let is_number = whole.len() + fraction.len() > 0 && whole.iter().chain(fraction).all(u8::is_ascii_digit);
    (is_number && whole.len() <= MOST_DIGITS).then_some((whole, fraction))
}

#[inline]
fn value(digits: &[u8]) -> i128 {
    digits.iter().fold(0, |value, digit| value * 10 + i128::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_numbers() {
        assert!(decimal(b"9").unwrap() < decimal(b"10").unwrap());
        assert_eq!(decimal(b"1.0"), decimal(b"01"));
        assert_eq!(decimal(b"first"), None);
        assert_eq!(decimal(b"1,5"), None);
    }

    #[test]
    fn rounding_is_half_to_even_on_the_exact_value() {
        for (text, factor, product) in [
            ("0.5", 1, 0),
            ("1.5", 1, 2),
            ("0.50000000000000000000000000001", 1, 1),
            ("0.000283564814814815", 86_400_000_000, 24_500_000),
            ("12.", 60, 720),
        ] {
            assert_eq!(times(text.as_bytes(), factor), Some(product), "{text} times {factor}");
        }
        for text in [
            "12",
            "12.",
            ".",
            "",
            "1..2",
            "0.5",
            "1.5",
            "2.4999999",
            "2.5",
            "2.50000001",
            "1.0000005",
            "1.0000015",
            ".25",
            "0.",
            "1234.567",
            "12345678",
            "99999.99",
            "123456789",
            ".",
            ".1.",
            "1/",
            "1:",
            "a",
            "1.a",
            "\u{7f}",
            "é",
        ] {
            for decimals in [0, 3, 6] {
                assert_eq!(scaled(text.as_bytes(), decimals), times(text.as_bytes(), 10i128.pow(decimals)), "{text}");
            }
        }
    }
}
