//! What a row means: the five tables, and the plain types of their values.
//!
//! No input or output here: [`crate::exports`] makes these types from text, [`crate::timelines`] relates them.

mod decimal;
mod directory;
mod instant;
mod interaction;
mod names;
mod place;
mod table;
mod uuid;
mod words;
mod zone;

pub use decimal::Decimal;
pub use directory::{Catalog, Directory, Named, Organization, Queue, User};
pub use instant::{Duration, Instant, Sum};
pub use interaction::Interaction;
pub(crate) use names::named;
pub use place::Place;
pub use table::{Field, Table};
pub use uuid::Uuid;
pub use words::{Meanings, Response, Status, Words, normalised, same_word};
pub use zone::{Civil, Clock, ClockChange, Zone};
