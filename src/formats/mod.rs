//! Stage 5: cells to bytes. One spelling a file. No format knows a segment or a ring.

mod bar;
mod csv;
mod digest;
mod excel;
mod guard;
mod human;
mod instants;
mod json;
mod markdown;
mod output;
mod packed;
mod page;
mod scan;
#[cfg(unix)]
mod signals;
mod spelling;
mod table;
mod tsv;
mod unfinished;
mod values;
mod workbook;

pub use csv::Csv;
pub use digest::{Written, hexadecimal, sha256, sha256_of};
pub use excel::Separator;
pub use output::{Output, Target};
pub use page::{Head, Page, Shown, ShownLines};
#[cfg(unix)]
pub use signals::survive_size_limit;
pub use spelling::{Spelling, Titles};
pub use table::{Style, Table};
pub use unfinished::{IfExists, Unfinished, discard, sync};
pub use values::Values;
pub use workbook::Workbook;
