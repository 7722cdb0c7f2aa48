//! How the files are written: what a person says of it, and what was found out.

use encoding_rs::Encoding;

/// How a file separates its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between fields.
    pub delimiter: u8,
    /// What a quote within a field is that doesn't begin with one.
    pub quotes: Quotes,
}

impl Default for Dialect {
    fn default() -> Self {
        Dialect { delimiter: b',', quotes: Quotes::Strict }
    }
}

/// What a quote is within a field that doesn't begin with one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Quotes {
    /// An error, as RFC 4180 has it
    #[default]
    Strict,
    /// Itself: it is read as it stands, and counted
    Literal,
}

/// How files are read where they don't say it themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// The byte between fields; found out where none is given.
    pub delimiter: Option<u8>,
    /// The encoding of files without a mark; UTF-8 where none is given.
    pub encoding: Option<&'static Encoding>,
    /// What a quote within a field is that doesn't begin with one.
    pub quotes: Quotes,
}
