//! Stage 3: the join engine. Reading makes each record a [typed row](typed), in parts by the interaction's id. An [`Index`]
//! says which rows belong to which interaction, in which order; a [`Linker`] turns one group of rows into a [`Timeline`]
//! with everything derived from it. Records with anything out of the ordinary are read again there.

mod coder;
mod codes;
mod decoder;
mod duplicates;
mod everything;
mod held;
mod index;
mod link;
mod lookup;
mod meanings;
mod measures;
mod needles;
mod numbered;
mod order;
mod packed;
mod rings;
mod rows;
mod sources;
mod spellings;
mod stages;
mod stream;
mod tally;
mod timeline;
#[cfg(test)]
mod told;
mod typed;
mod users;

pub use codes::{Coded, LENT};
pub use decoder::Decoded;
pub use duplicates::values;
pub use everything::{everything, keys};
pub use held::Misfits;
pub use index::{Group, Index, ReadTotals};
pub use link::Linker;
pub use lookup::{Answer, SHORTEST_BEGINNING, contains, lookup, near_ids};
pub use measures::{Answered, Handling, Measures, Outcome, Queued, State, Telling};
pub use rings::{ResponseSource, Ring};
pub use sources::{EndSource, PreviousSource};
pub use spellings::{spellings_in, spellings_until};
pub use stages::Stage;
pub use stream::{Early, in_order};
pub use tally::{ChangeCounts, Dangling, Tally, Untold};
pub use timeline::Timeline;
