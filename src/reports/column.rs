//! What a column is: its name and everything that can be said about it.

/// A column of a report. Help, `-c`, `explain` and the reference are made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in files.
    pub name: &'static str,
    /// What kind of values it has, and so their unit.
    pub kind: Kind,
    /// What its values mean.
    pub meaning: &'static str,
    /// When they are blank; empty where they never are.
    pub blank: &'static str,
    /// Where they come from, and how they are computed.
    pub formula: &'static str,
}

/// The kind of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, compared byte for byte.
    Text,
    /// A word, compared by its letters and digits in lower case.
    Word,
    /// A whole number.
    Count,
    /// A length of time.
    Seconds,
    /// A moment.
    Time,
    /// A share, 0 to 1.
    Rate,
    /// true or false.
    Flag,
}

impl Kind {
    /// The unit of the values in files.
    pub const fn unit(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Word => "word",
            Kind::Count => "whole number",
            Kind::Seconds => "seconds",
            Kind::Time => "RFC 3339 in the output zone",
            Kind::Rate => "0 to 1, four decimals",
            Kind::Flag => "true or false",
        }
    }
}
