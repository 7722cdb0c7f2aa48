//! A first `segrep.toml` for some exports: comments on what was recognised, and lines for what had to be guessed.

mod columns;
mod delimiter;
mod guess;
mod guesses;
mod meanings;
mod tables;
mod terms;
mod text;
mod values;
mod words;

pub use delimiter::likely_delimiter;
pub use tables::has_segments;
pub use text::draft;
