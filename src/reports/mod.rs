//! Stage 4: one question a file. A report names its columns and gives their cells; for people it also gives sections.
//! No report knows how a duration looks.
//!
//! Reports either list something of each timeline ([`RowReport`]: `report`, `rings`, `statuses`, `interactions`) or
//! fold all timelines into a few rows ([`Folding`]: `summary`, `paths`, `statuses --summary`). Each is a file of the
//! registry, [`REPORTS`], from which everything else is made. [`schema`] is about the exports themselves.

pub mod catalogue;
mod cell;
mod column;
mod columns;
mod exported;
mod folded;
mod grid;
mod impossible;
mod kind;
mod lanes;
mod lines;
mod picture;
mod registry;
mod report;
mod row;
mod row_report;
mod rules;
pub mod schema;
mod section;
mod spellings;
mod styled;
mod terms;
mod told;
mod tones;

pub use cell::{Average, Cell, Rate};
pub use column::Column;
pub use exported::{Exported, Pseudonymize, Reader};
pub use folded::{ChosenBy, Fold, Folded, Folding, List, Scope, Spread};
pub use grid::{grid, head, styled};
pub use impossible::Impossible;
pub use kind::Kind;
pub use lanes::{Change, Entry, Lane, Lanes, Look, Mark, Outline, Stretch};
pub use lines::Lines;
pub use picture::{Bars, Flow, Picture, Series, Sketch};
pub use registry::{REPORTS, outline, section};
pub use report::{Asking, Headed, Options, Question, Reply, Report};
pub use row::Row;
pub use row_report::{About, Items, RowReport};
pub use rules::{RuleOptions, Rules};
pub use section::{Heading, Piece, Section};
pub use spellings::Spellings;
pub use styled::{Align, Bar, SectionColumn, Shrink, Styled, Title, Tone, Value};
pub use told::Told;
