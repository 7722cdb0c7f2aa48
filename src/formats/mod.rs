//! Stage 5: cells to bytes. One spelling a file. No format knows a segment or a ring.

mod bar;
mod csv;
mod human;
mod instants;
mod output;
mod table;

pub use csv::Csv;
pub use output::{Output, Target};
pub use table::{Style, Table};
