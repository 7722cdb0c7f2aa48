//! What a shell is given: completions and manual pages, both made of the one definition of the command line.

mod completions;
mod man;
mod names;

pub use completions::answer;
pub(crate) use completions::registration;
pub use man::{ManPage, pages};
pub use names::Known;
