//! A first `segrep.toml` for some exports: comments on what was recognised, and lines for what had to be guessed.

mod columns;
mod form;
mod guess;
mod guesses;
mod ids;
mod joined_times;
mod leg_type;
mod meanings;
mod stages;
mod tables;
mod terms;
mod text;
mod values;
mod words;

pub(crate) use form::{likely_delimiter, likely_quotes};
pub(crate) use tables::has_segments;
pub(crate) use text::draft;
