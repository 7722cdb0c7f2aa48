//! Stage 1: files to records. Which file is which table, headers, records, values from text, errors with a place.

mod beyond;
mod change;
mod choice;
mod contents;
#[cfg(unix)]
mod cut_short;
mod dialect;
mod directory;
mod error;
mod export;
#[allow(clippy::module_inception, reason = "a file named after its type, in a room named after all of them")]
mod exports;
mod header;
mod header_zone;
mod layout;
mod line_steps;
mod listing;
mod marks;
mod names;
mod naming;
mod newest;
mod origin;
mod pieces;
mod problem;
mod quotes;
mod raw;
mod reading;
mod record;
mod records;
mod row_condition;
mod row_stages;
mod short_records;
mod source;
mod stage_rule;
mod survey;
mod times;
mod unclear;
mod unit_check;
mod unpack;
mod values;
mod vocabulary;
mod walk;

pub(crate) use contents::{Contents, SurveyedColumn};
#[cfg(unix)]
pub use cut_short::when_cut_short;
pub use dialect::ShortRecords;
pub use dialect::{Dialect, Form, Quotes};
pub(crate) use directory::directory;
pub use error::{ExportError, Fault, line_of};
pub use export::Export;
pub use exports::{Exports, OnError};
pub(crate) use header::{Header, HeaderColumn, Meaning};
pub use line_steps::LineSteps;
pub(crate) use listing::{FileListing, find, or_here, require_segments, table_by_name};
pub(crate) use naming::{ColumnMapping, Naming, field_of, table_of};
pub use newest::Newness;
pub(crate) use origin::STDIN;
pub(crate) use pieces::in_pieces_of;
pub use pieces::{in_batches, in_pieces};
pub(crate) use problem::Problem;
pub use quotes::{Block, check_quotes};
pub(crate) use raw::Raw;
pub(crate) use reading::{FileReading, Reading};
pub use record::{Record, TextRecord};
pub use records::Records;
pub use row_stages::RowStage;
pub use source::{Kept, Stored};
pub use stage_rule::FileStages;
pub(crate) use survey::{Surveyed, survey};
pub(crate) use times::time_in_order;
pub use values::{
    AmbiguousZone, BadTimeFormat, DateOrder, Days, DurationUnit, Time, TimeFormat, ValueOptions, WANT_BOOLEAN,
    WANT_NUMBER, boolean, decimal, duration, is_blank, is_too_long, no_duration, rfc_3339,
};
pub(crate) use values::{reads_as_time, short_duration};
pub use vocabulary::Vocabulary;
pub(crate) use vocabulary::{Why, header_key};
pub use walk::Reject;
