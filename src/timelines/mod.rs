//! Stage 3: the join engine. An [`Index`] says which records belong to which interaction, in which order; a
//! [`Linker`] turns one group of records into a [`Timeline`] with everything that is derived from it.

mod clock_changes;
mod duplicates;
mod everything;
mod index;
mod link;
mod lookup;
mod measures;
mod order;
mod rings;
mod rows;
mod spellings;
mod stages;
mod stream;
mod timeline;
#[cfg(test)]
mod told;
mod untold;

pub use clock_changes::{ChangeCounts, ClockChanges};
pub use duplicates::values;
pub use everything::everything;
pub use index::{Group, Index, ReadTotals};
pub use link::{Dangling, Linker, Tally};
pub use lookup::{Answer, SHORTEST_BEGINNING, contains, lookup, near_ids};
pub use measures::{Answered, Handling, Measures, Outcome, State, Telling};
pub use rings::{ResponseSource, Ring};
pub use spellings::{spellings_in, spellings_until};
pub use stages::{DurationSource, EndSource, PreviousSource, Stage};
pub use stream::in_order;
pub use timeline::Timeline;
pub use untold::Untold;
