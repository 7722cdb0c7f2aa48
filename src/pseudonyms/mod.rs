//! Between stages 3 and 4: pseudonyms in place of names and ids, so that reports can be shared and still be compared.
//!
//! They are put into timelines before anything else sees them: reports, conditions, orders and formats never learn the
//! names behind them. Whatever else shows data gets them, too: exported columns, options in captions, messages, the
//! manifest.
//!
//! A pseudonym is a keyed digest (HMAC-SHA-256) of an id: the same for the same key and id, and without the key nobody can
//! find the id by trying all of them.

mod ids;
mod key;
mod names;
#[allow(clippy::module_inception, reason = "a file named after its type, in a room named after all of them")]
mod pseudonyms;
mod subject;
mod texts;
mod words;

pub(crate) use ids::fingerprint;
pub(crate) use key::SecretKey;
pub(crate) use pseudonyms::{Pseudonyms, asked};
pub(crate) use subject::Subject;
