//! Digits of numbers.

/// The numbers below a thousand, each with a byte after it to fill it up. A constant may be copied wherever it is used.
static THOUSAND: [[u8; 4]; 1000] = {
    let mut texts = [[0; 4]; 1000];
    let mut number = 0;
    while number < texts.len() {
        let digits = [number / 100, number / 10 % 10, number % 10];
        texts[number] = [b'0' + digits[0] as u8, b'0' + digits[1] as u8, b'0' + digits[2] as u8, 0];
        number += 1;
    }
    texts
};

/// A number below a thousand.
#[inline]
pub(super) fn three_digits(number: u32) -> [u8; 3] {
    let [a, b, c, _] = THOUSAND[number as usize];
    [a, b, c]
}

/// A number below a hundred.
#[inline]
pub(super) fn two_digits(number: u32) -> [u8; 2] {
    let [_, a, b, _] = THOUSAND[number as usize];
    [a, b]
}

/// Appends a number, without zeros before it.
#[inline]
pub(super) fn number(number: u64, out: &mut Vec<u8>) {
    if number >= 1000 {
        large(number, out);
    } else {
        let (digits, length) = up_to_three_digits(number as u32);
        put(&digits.to_le_bytes(), length, out);
    }
}

fn large(all: u64, out: &mut Vec<u8>) {
    number(all / 1000, out);
    put(&THOUSAND[(all % 1000) as usize], 3, out);
}

/// Appends thousandths, less than a million of them, as a decimal without zeros at its end.
#[inline]
pub(super) fn decimal(thousandths: u32, out: &mut Vec<u8>) {
    let (whole, length) = up_to_three_digits(thousandths / 1000);
    let rest = thousandths % 1000;
    let [a, b, c, _] = THOUSAND[rest as usize];
    let decimals = u64::from(u32::from_le_bytes([b'.', a, b, c]));
    let digits = 3 - usize::from(rest.is_multiple_of(10)) - usize::from(rest.is_multiple_of(100));
    let text = u64::from(whole) | decimals << (8 * length);
    put(&text.to_le_bytes(), length + if rest == 0 { 0 } else { 1 + digits }, out);
}

/// A number below a thousand without zeros before it: its digits, the first in the lowest byte, and how many they are.
#[inline]
fn up_to_three_digits(number: u32) -> (u32, usize) {
    let zeros = usize::from(number < 100) + usize::from(number < 10);
    (u32::from_le_bytes(THOUSAND[number as usize]) >> (8 * zeros), 3 - zeros)
}

/// Appends the first bytes of a block, which is copied as a whole: cheaper than a few bytes of any number.
#[inline]
pub(crate) fn put<const N: usize>(block: &[u8; N], length: usize, out: &mut Vec<u8>) {
    let end = out.len() + length;
    out.extend_from_slice(block);
    out.truncate(end);
}
