//! Stage 4: one question a file. A report names its columns and gives their cells; for people it also gives sections.
//! No report knows how a duration looks.
//!
//! Reports either list something of each timeline ([`RowReport`]: `report`, `rings`, `statuses`, `interactions`) or
//! fold all timelines into a few rows ([`Folded`]: `summary`, `paths`, `statuses --summary`). [`schema`] is about the
//! exports themselves.

pub mod catalogue;
mod cell;
mod check;
mod column;
mod columns;
mod exported;
mod folded;
mod grid;
mod impossible;
mod interactions;
mod kind;
mod lanes;
mod lines;
mod pairs;
mod paths;
mod picture;
mod report;
mod rings;
mod row;
mod row_report;
pub mod schema;
mod section;
mod spellings;
mod statuses;
mod summary;
mod terms;
mod tones;

pub use cell::{Average, Cell, Rate};
pub use check::CHECK;
pub use column::Column;
pub use exported::{Exported, Pseudonymize, Reader};
pub use folded::{Fold, Folded, Spread};
pub use grid::{grid, head, plain, styled};
pub use impossible::Impossible;
pub use interactions::INTERACTIONS;
pub use kind::Kind;
pub use lanes::{Change, Entry, Lane, Lanes, Look, Mark, Outline, Stretch};
pub use lines::Lines;
pub use pairs::Pairs;
pub use paths::{PathOf, Paths};
pub use picture::{Bars, Flow, Picture, Series, Sketch, Stand};
pub use report::{REPORT, outline, section};
pub use rings::RINGS;
pub use row::{Row, Told};
pub use row_report::{About, RowReport};
pub use section::{Align, Bar, Heading, Piece, Section, SectionColumn, Shrink, Styled, Title, Tone, Value};
pub use spellings::Spellings;
pub use statuses::STATUSES;
pub use summary::{Key, Summary, SummaryOf};

/// The reports that list something of each timeline, and what is wrong with the exports.
pub const ROW_REPORTS: [&RowReport; 5] = [&REPORT, &RINGS, &STATUSES, &INTERACTIONS, &CHECK];
