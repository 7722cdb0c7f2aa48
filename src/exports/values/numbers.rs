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
    if let Some(number) = few_digits(text, decimals) {
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

/// As [`scaled`], of a few digits with no more decimals than are kept, as nearly all are; `None` for others.
#[inline(always)]
pub(super) fn few_digits(text: &[u8], decimals: u32) -> Option<u64> {
    const POWERS: [u64; 10] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];
    if !(1..=9).contains(&text.len()) {
        return None;
    }
    let (mut number, mut digits) = (0, text.iter().enumerate());
    let decimals_in = loop {
        match digits.next() {
            Some((_, digit @ b'0'..=b'9')) => number = number * 10 + u64::from(digit - b'0'),
            // A lone point is no number.
            Some((at, b'.')) if text.len() > 1 => break text.len() - 1 - at,
            Some(_) => return None,
            None => break 0,
        }
    };
    for (_, byte) in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(number * POWERS.get((decimals as usize).checked_sub(decimals_in)?)?)
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
        ] {
            for decimals in [0, 3, 6] {
                assert_eq!(scaled(text.as_bytes(), decimals), times(text.as_bytes(), 10i128.pow(decimals)), "{text}");
            }
        }
    }
}
