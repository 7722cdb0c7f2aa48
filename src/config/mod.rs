//! `segrep.toml`: in the current directory, and beside the exports.

#[allow(clippy::module_inception, reason = "a file named after its type, in a room named after what it reads")]
mod config;
mod mapping;
mod reports;

pub use config::Config;
pub(crate) use config::{ConfigFile, FILE};
pub(crate) use mapping::{FileMapping, Mapping};
pub(crate) use reports::Saved;
