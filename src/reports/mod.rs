//! Stage 4: one question a file. A report names its columns and gives their cells; for people it also gives sections.
//! No report knows how a duration looks.

mod cell;
mod column;
pub mod report;
mod section;

pub use cell::Cell;
pub use column::Column;
pub use section::{Align, Bar, Heading, Piece, Section, SectionColumn, Shrink, Styled, Title, Tone, Value};
