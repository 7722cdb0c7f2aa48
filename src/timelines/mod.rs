//! Stage 3: the join engine. An [`Index`] says which records belong to which interaction, in which order; a
//! [`Linker`] turns one group of records into a [`Timeline`] with everything derived from it.

mod duplicates;
mod everything;
mod index;
mod link;
mod lookup;
mod measures;
mod needles;
mod order;
mod rings;
mod rows;
mod spellings;
mod stages;
mod stream;
mod tally;
mod timeline;
#[cfg(test)]
mod told;

pub use duplicates::values;
pub use everything::everything;
pub use index::{Group, Index, ReadTotals};
pub use link::Linker;
pub use lookup::{Answer, SHORTEST_BEGINNING, contains, lookup, near_ids};
pub use measures::{Answered, Handling, Measures, Outcome, State, Telling};
pub use rings::{ResponseSource, Ring};
pub use spellings::{spellings_in, spellings_until};
pub use stages::{DurationSource, EndSource, PreviousSource, Stage};
pub use stream::{Early, in_order};
pub use tally::{ChangeCounts, Dangling, Tally, Untold};
pub use timeline::Timeline;
