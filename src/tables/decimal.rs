//! Exact decimal numbers.

/// A number with up to nine decimals, compared as a number: `10` comes after `9`, and `1.0` is `1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
