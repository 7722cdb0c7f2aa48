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

/// Columns are declared by what they are, then when they are blank and where they come from, where there is something to
/// say: `Column::seconds("ring_seconds", "How long it rang.").blank("while it rings").from("end - start")`.
impl Column {
    /// A column of text, compared byte for byte.
    pub const fn text(name: &'static str, meaning: &'static str) -> Column {
        Column::of(Kind::Text, name, meaning)
    }

    /// A column of words, compared by their letters and digits.
    pub const fn word(name: &'static str, meaning: &'static str) -> Column {
        Column::of(Kind::Word, name, meaning)
    }

    /// A column of whole numbers.
    pub const fn count(name: &'static str, meaning: &'static str) -> Column {
        Column::of(Kind::Count, name, meaning)
    }

    /// A column of lengths of time.
    pub const fn seconds(name: &'static str, meaning: &'static str) -> Column {
        Column::of(Kind::Seconds, name, meaning)
    }

    /// A column of moments.
    pub const fn time(name: &'static str, meaning: &'static str) -> Column {
        Column::of(Kind::Time, name, meaning)
    }

    /// A column of shares.
    pub const fn rate(name: &'static str, meaning: &'static str) -> Column {
        Column::of(Kind::Rate, name, meaning)
    }

    /// A column of true and false.
    pub const fn flag(name: &'static str, meaning: &'static str) -> Column {
        Column::of(Kind::Flag, name, meaning)
    }

    const fn of(kind: Kind, name: &'static str, meaning: &'static str) -> Column {
        Column { name, kind, meaning, blank: "", formula: "" }
    }

    /// Says when it is blank.
    pub const fn blank(self, blank: &'static str) -> Column {
        Column { blank, ..self }
    }

    /// Says where its values come from.
    pub const fn from(self, formula: &'static str) -> Column {
        Column { formula, ..self }
    }
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
