use std::fmt::{self, Display, Formatter};
use std::ops::Range;

/// `SplitMix64` (Steele, Lea and Flood, 2014). None of a crate, as those may give other numbers from one version to the
/// next, and then the exports of today could not be written again tomorrow.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// Another sequence of its own, so that more draws there change nothing here.
    pub(crate) fn split(&mut self) -> Random {
        Random(self.number())
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn within(&mut self, range: Range<u64>) -> u64 {
        range.start + self.number() % (range.end - range.start)
    }

    pub(crate) fn percent(&mut self, chance: u64) -> bool {
        self.within(0..100) < chance
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.within(0..n) == 0
    }

    pub(crate) fn choose<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.within(0..from.len() as u64) as usize]
    }

    pub(crate) fn id(&mut self) -> Id {
        Id(self.number(), self.number())
    }
}

/// What looks like a UUID.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Id(u64, u64);

impl Display for Id {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let (a, b, c) = (self.0 >> 32, self.0 >> 16 & 0xffff, self.0 & 0xfff);
        let (d, e) = (self.1 >> 52, self.1 & 0xffff_ffff_ffff);
        write!(f, "{a:08x}-{b:04x}-4{c:03x}-a{d:03x}-{e:012x}")
    }
}
