//! Exact decimal numbers.

use std::fmt;

/// A number with up to nine decimals, compared as a number: `10` comes after `9`, and `1.0` is `1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(Rust, packed(8))]
pub struct Decimal(i128);

impl Decimal {
    /// Decimals that are kept.
    pub const DECIMALS: u32 = 9;

    /// A number given in units of its last decimal, 10⁻⁹.
    pub const fn from_scaled(scaled: i128) -> Decimal {
        Decimal(scaled)
    }

    /// The number in units of its last decimal, 10⁻⁹.
    pub const fn scaled(self) -> i128 {
        self.0
    }
}

impl fmt::Display for Decimal {
    /// The number without trailing zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.0, Decimal::DECIMALS)
    }
}

/// Writes a number, given in units of its last decimal, without trailing zeros.
#[inline]
pub(super) fn write_scaled(f: &mut fmt::Formatter<'_>, scaled: i128, decimals: u32) -> fmt::Result {
    let (sign, unit, scaled) = (if scaled < 0 { "-" } else { "" }, 10u128.pow(decimals), scaled.unsigned_abs());
    let (whole, rest) = (scaled / unit, scaled % unit);
    if rest == 0 {
        return write!(f, "{sign}{whole}");
    }
    write!(f, "{sign}{whole}.{}", format!("{rest:0width$}", width = decimals as usize).trim_end_matches('0'))
}
