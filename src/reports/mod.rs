//! Stage 4: one question a file. A report names its columns and gives their cells; for people it also gives sections.
//! No report knows how a duration looks.
//!
//! Reports either list something of each timeline ([`Items`]: `report`, `rings`, `statuses`, `interactions`) or
//! fold all timelines into a few rows ([`Fold`]: `summary`, `paths`, `statuses --summary`). Each is a file of the
//! registry, [`REPORTS`], from which everything else is made. [`schema`] is about the exports themselves.

mod blocks;
pub(crate) mod catalogue;
mod cell;
mod column;
mod columns;
mod each;
mod exported;
mod folded;
mod form;
mod grid;
mod impossible;
mod items;
mod kind;
mod lanes;
mod lines;
mod picture;
mod query;
mod registry;
mod repeats;
mod report;
mod row;
mod rules;
pub(crate) mod schema;
mod section;
mod spellings;
mod styled;
mod terms;
mod tones;

pub(crate) use blocks::{Block, BlockContent, Through};
pub(crate) use cell::{Average, Cell, Number, Rate, Role, half_even};
pub(crate) use column::Column;
pub(crate) use each::Each;
pub(crate) use exported::{Exported, Pseudonymize, Reader};
pub(crate) use folded::{Comparison, Fold, Folded, List, Scope, Shift, Spread, Start};
pub(crate) use grid::{head, styled};
pub(crate) use impossible::Impossible;
pub(crate) use items::{About, Items, Shown};
pub(crate) use kind::Kind;
pub(crate) use lanes::{Change, Entry, Lane, Lanes, Look, Mark, Outline, Stretch};
pub(crate) use lines::Lines;
pub(crate) use picture::{Picture, Sketch};
pub(crate) use query::Query;
pub(crate) use registry::{DayPage, REPORTS, outline, section};
pub(crate) use repeats::{Numbers, Repeats};
pub(crate) use report::{Asking, Headed, Options, Question, Reply, Report, Task, Typed};
pub(crate) use row::{FindingRow, Row};
pub(crate) use rules::{RuleOptions, Rules};
pub(crate) use section::{Grid, Heading, Piece, Section};
pub(crate) use spellings::Spellings;
pub(crate) use styled::{Align, Bar, SectionColumn, Shrink, Styled, Title, Tone, Value};
