//! Stage 5: cells to bytes. One spelling a file. No format knows a segment or a ring.

mod bar;
mod csv;
mod digest;
mod human;
mod instants;
mod output;
mod table;

pub use csv::Csv;
pub use digest::{Written, hexadecimal, sha256, sha256_of};
pub use output::{Output, Target};
pub use table::{Style, Table};
