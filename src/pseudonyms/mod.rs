//! Between stages 3 and 4: pseudonyms in place of names and ids, so that reports can be shared and still be compared.
//!
//! They are put into the timelines before anything else looks at them: reports, conditions, orders and formats know
//! nothing of what stands behind them. What tells of the data past the timelines is given them as well: exported columns,
//! options in captions, messages, the manifest.
//!
//! A pseudonym is a keyed digest (HMAC-SHA-256) of an id: the same for the same key and id, and without the key nobody
//! can find out by trying all ids whose it is.

mod ids;
mod key;
mod names;
#[allow(clippy::module_inception, reason = "a file named after its type, in a room named after all of them")]
mod pseudonyms;
mod subject;
mod texts;
mod words;

pub(crate) use key::SecretKey;
pub(crate) use pseudonyms::{Pseudonyms, asked};
pub(crate) use subject::Subject;
