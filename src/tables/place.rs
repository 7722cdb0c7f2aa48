//! Places of records.

/// Where a record is: its file's number in the exports, and the offset in the file. Places of one table are in input
/// order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u64);

/// Bits of a place that hold the offset: files of up to 256 TiB, up to 65,536 of them.
const OFFSET_BITS: u32 = 48;

impl Place {
    /// The start of the first file.
    pub(crate) const FIRST: Place = Place(0);

    /// The place at an offset of a file.
    pub fn new(file: usize, offset: usize) -> Place {
        Place((file as u64) << OFFSET_BITS | offset as u64)
    }

    /// The file's number in [`Exports::files`](crate::exports::Exports::files).
    pub fn file(self) -> usize {
        (self.0 >> OFFSET_BITS) as usize
    }

    /// The offset in the file.
    pub fn offset(self) -> usize {
        (self.0 & ((1 << OFFSET_BITS) - 1)) as usize
    }
}
