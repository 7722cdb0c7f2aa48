//! Stage 5: cells to bytes, one spelling a file of `spelling`; and the files that bytes go to. No format knows a segment
//! or a ring.

mod closing;
mod digest;
mod human;
mod instants;
mod output;
mod scan;
#[cfg(unix)]
mod signals;
mod spelling;
mod unfinished;
mod values;

pub use closing::Closing;
pub use digest::{Written, sha256, sha256_of};
pub use output::{OutputFile, Target};
#[cfg(unix)]
pub use signals::survive_size_limit;
pub use spelling::{
    Delimited, Dialect, Format, Making, Page, PageLines, Separator, Spelling, TableLayout, Workbook, unpack,
};
pub use unfinished::{IfExists, Unfinished, discard, sync};
pub use values::Values;
