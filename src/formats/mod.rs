//! Stage 5: cells to bytes, one format per file of `spelling`; and the files that bytes go to. No format knows what a
//! segment or a ring is.

mod closing;
mod digest;
mod digits;
mod human;
mod instants;
mod output;
mod scan;
#[cfg(unix)]
mod signals;
mod spelling;
mod steady;
mod unfinished;
mod values;

pub(crate) use closing::Closing;
pub(crate) use digest::{Written, sha256, sha256_of};
pub(crate) use digits::put;
pub(crate) use output::{OutputFile, Target};
#[cfg(unix)]
pub use signals::survive_size_limit;
pub use spelling::{Format, Separator};
pub(crate) use spelling::{Making, Page, PageLines, Parquet, Spelling, TableLayout, TakeRow, Workbook, unpack};
pub use unfinished::{IfExists, discard};
pub(crate) use unfinished::{Unfinished, sync};
