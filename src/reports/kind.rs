//! The kinds of values.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, compared byte for byte.
    Text,
    /// A word, compared by its letters and digits in lower case.
    Word,
    Count,
    Seconds,
    Time,
    /// A share, 0 to 1.
    Rate,
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

    /// Whether the values are amounts, which are read from the right.
    pub const fn is_amount(self) -> bool {
        match self {
            Kind::Count | Kind::Seconds | Kind::Rate => true,
            Kind::Text | Kind::Word | Kind::Time | Kind::Flag => false,
        }
    }
}
