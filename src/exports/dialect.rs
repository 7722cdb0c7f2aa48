//! How the files are written, as given and as found.

use encoding_rs::Encoding;

use crate::tables::Zone;

use super::error::Fault;
use super::problem::Problem;

/// How a file separates its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields.
    pub delimiter: u8,
    /// How quotes in unquoted fields are read.
    pub quotes: Quotes,
}

impl Default for Dialect {
    fn default() -> Self {
        Dialect { delimiter: b',', quotes: Quotes::Strict }
    }
}

impl Dialect {
    /// Whether it takes for itself a quote that is one of a quoted field's otherwise.
    pub(super) fn keeps(&self, fault: &Fault) -> bool {
        self.quotes == Quotes::Literal && *fault.problem == Problem::QuotedText
    }
}

/// What a quote is within a field that isn't quoted as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Quotes {
    /// As an error, following RFC 4180
    #[default]
    Strict,
    /// As itself: keep it, and count it
    Literal,
}

/// What is done with a record that has fewer fields than the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ShortRecords {
    /// Take it for one that can't be read
    #[default]
    Error,
    /// Complete it with blank fields, and count it
    Blank,
}

/// How files are read, as far as it is given.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Between fields; `None` to find it.
    pub delimiter: Option<u8>,
    /// Of files without a byte-order mark; UTF-8 by default.
    pub encoding: Option<&'static Encoding>,
    /// How quotes in unquoted fields are read.
    pub quotes: Quotes,
    /// What is done with records that have fewer fields than the header.
    pub short_records: ShortRecords,
    /// The zone of times without an offset; `None` if it is that of all files.
    pub(crate) input_zone: Option<Zone>,
    /// The most bytes that an archive or a compressed file may unpack to.
    pub max_unpacked: u64,
}

impl Default for Form {
    fn default() -> Self {
        Form {
            delimiter: None,
            encoding: None,
            quotes: Quotes::Strict,
            short_records: ShortRecords::Error,
            input_zone: None,
            max_unpacked: 16_000_000_000,
        }
    }
}
