//! Numbers of so many digits, with zeros before them.

/// A number below a million.
#[inline]
pub(super) fn six_digits(number: u32) -> [u8; 6] {
    let [a, b] = two_digits(number / 10_000);
    let [c, d] = two_digits(number / 100 % 100);
    let [e, f] = two_digits(number % 100);
    [a, b, c, d, e, f]
}

/// A number below a hundred.
#[inline]
pub(super) fn two_digits(number: u32) -> [u8; 2] {
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
}

/// Appends the first bytes of a block, which is copied as a whole: cheaper than a few bytes of any number.
#[inline]
pub(crate) fn put<const N: usize>(block: &[u8; N], length: usize, out: &mut Vec<u8>) {
    let end = out.len() + length;
    out.extend_from_slice(block);
    out.truncate(end);
}
