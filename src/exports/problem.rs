//! What can be wrong with an export, what was expected instead, and what to do about it.

use std::fmt;

use crate::plain::{count, counted, quoted, size};
use crate::tables::{Duration, Sum};

use super::unclear::Unclear;
use super::values::DurationUnit;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Folder(String),
    /// No file holds segments.
    NoSegments {
        /// Where, in words.
        looked: String,
        /// The command that drafts how to read the files that are there; `None` if there are none.
        draft: Option<String>,
    },
    /// No file holds a required table.
    Missing {
        table: &'static str,
        required: String,
    },
    Unreadable(String),
    Changed,
    /// Its rows have no room in memory: about this many bytes.
    NoMemory(u64),
    /// The file is in a form that segrep doesn't read.
    Container {
        form: &'static str,
        hint: &'static str,
    },
    /// A compressed file or archive is truncated or damaged.
    Corrupt {
        form: &'static str,
        reason: String,
    },
    SameName,
    /// An archive or compressed file unpacks to more bytes than this.
    TooLarge(u64),
    /// A pipe, device or socket is named like an export.
    NoFile,
    /// No file of an archive has the name of a table, and there isn't just one.
    NoMember {
        /// The table that the archive was given as.
        table: &'static str,
        found: Vec<String>,
    },
    /// Bytes that this encoding doesn't have.
    NotEncoded(&'static str),
    /// The file seems to be in this encoding, and has no byte-order mark.
    Markless(&'static str),
    NoHeader,
    /// What may be the header holds CRs that end no line.
    BareCr,
    MissingColumn {
        field: &'static str,
        found: Vec<String>,
        names: Vec<String>,
    },
    FieldCount {
        expected: usize,
        found: usize,
    },
    OpenQuote,
    /// A quote stands where RFC 4180 allows none.
    StrayQuote,
    /// A quoted field goes on after what looks like its closing quote.
    QuotedText,
    NotUtf8,
    Value {
        field: &'static str,
        header: String,
        value: String,
        /// What it should be, as in `time`.
        kind: &'static str,
        /// Its form, with an example.
        want: &'static str,
    },
    /// A time that may mean several things, or not what the rest of its column means.
    UnclearTime {
        field: &'static str,
        header: String,
        value: String,
        /// What is unclear; boxed because it is large.
        why: Box<Unclear>,
    },
    /// Start and end contradict the durations all over the file.
    OtherUnit {
        header: String,
        value: String,
        /// From start to end of its record.
        lasted: Duration,
        /// The unit that they are read in.
        read_as: DurationUnit,
        /// The unit that they are in.
        unit: DurationUnit,
    },
    BlankKey {
        field: &'static str,
        header: String,
    },
    /// Two ids have the same fingerprint in the index. Never seen, but the report would be wrong.
    Fingerprint([String; 2]),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Folder(reason) => write!(f, "can't list this folder: {reason}"),
            Problem::NoSegments { looked, .. } => write!(f, "no export of interaction segments {looked}"),
            Problem::Missing { table, .. } => write!(f, "no export of {table}"),
            Problem::Unreadable(reason) => write!(f, "can't be read: {reason}"),
            Problem::Changed => f.write_str("changed while it was read"),
            Problem::NoMemory(bytes) => write!(f, "its rows need about {} of memory, which isn't there", size(*bytes)),
            Problem::Container { form, .. } => write!(f, "is {form}, which segrep doesn't read"),
            Problem::Corrupt { form, reason } => write!(f, "is not a whole {form}: {reason}"),
            Problem::SameName => f.write_str("contains two files of the same name, only one of which could be read"),
            Problem::TooLarge(most) => write!(f, "unpacks to more than {}", size(*most)),
            Problem::NoFile => f.write_str("is a pipe, a device or a socket, not a file"),
            Problem::NoMember { table, found } if found.is_empty() => write!(f, "contains no files, so no {table}"),
            Problem::NoMember { table, found } => {
                write!(f, "can't tell which of its files is {table}: {}", found.join(", "))
            }
            Problem::NotEncoded(encoding) => write!(f, "bytes that are not {encoding}"),
            Problem::Markless(encoding) => write!(f, "seems to be {encoding}, but has no byte-order mark"),
            Problem::BareCr => {
                f.write_str("a carriage return inside a header: lines end in one here, but in a line feed elsewhere")
            }
            Problem::NoHeader => f.write_str("is empty: it has no header line"),
            Problem::MissingColumn { field, .. } => write!(f, "no column for {field}"),
            Problem::FieldCount { expected, found } => {
                let (too, fields) = (if found < expected { "few" } else { "many" }, counted(*found as u64, "field"));
                write!(f, "too {too} fields: this record has {fields}, the header {expected}")
            }
            Problem::OpenQuote => f.write_str("a quoted field starts here and never ends"),
            Problem::StrayQuote => f.write_str("a quote inside a field that doesn't begin with one"),
            Problem::QuotedText => f.write_str("a quoted field starts here, and text follows its closing quote"),
            Problem::NotUtf8 => f.write_str("bytes that are not UTF-8"),
            Problem::Value { field, header, value, kind, .. } => {
                write!(f, "{field} ({}): {} is not a {kind}", quoted(header), quoted(value))
            }
            Problem::UnclearTime { field, header, value, why } => {
                write!(f, "{field} ({}): {}", quoted(header), quoted(value))?;
                let colon = if why.is_about_the_value() { "" } else { ":" };
                write!(f, "{colon} {why}")
            }
            Problem::OtherUnit { header, value, lasted, read_as, unit } => {
                let (read, are) = (read_as.micros(), unit.micros());
                let (factor, too) = if read > are { (read / are, "long") } else { (are / read, "short") };
                let (header, value, lasted) = (quoted(header), quoted(value), Sum::from(*lasted));
                let (unit, read_as, factor) = (unit.name(), read_as.name(), count(factor as u64));
                write!(f, "duration ({header}): {value} for {lasted} s from start to end: ")?;
                write!(
                    f,
                    "the durations of this file are {unit}, and read as {read_as} they are {factor} times too {too}"
                )
            }
            Problem::BlankKey { field, header } => write!(f, "{field} ({}) is blank", quoted(header)),
            Problem::Fingerprint([one, other]) => {
                write!(f, "the ids {} and {} can't be told apart", quoted(one), quoted(other))
            }
        }
    }
}

impl Problem {
    /// The field of the value that is wrong, if it is about one.
    pub(crate) fn field(&self) -> Option<&'static str> {
        match self {
            Problem::Value { field, .. } | Problem::UnclearTime { field, .. } | Problem::BlankKey { field, .. } => {
                Some(field)
            }
            _ => None,
        }
    }

    /// What was found, if that is more than the problem says.
    pub(crate) fn found(&self) -> Option<String> {
        /// A file may have thousands of headers.
        const LISTED: usize = 50;
        let Problem::MissingColumn { found, .. } = self else { return None };
        let listed: Vec<String> = found.iter().take(LISTED).map(|header| quoted(header)).collect();
        let more = match found.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(listed.join(", ") + &more)
    }

    pub(crate) fn want(&self) -> Option<String> {
        let want = match self {
            Problem::NoSegments { .. } => "a file such as \"Interaction Segments.csv\" or segments-2026-11-01.csv",
            Problem::NoMember { .. } => "a name that begins with the table's name, or a single file",
            Problem::BareCr => "lines that all end the same way",
            Problem::NoHeader => "a first line with the column names",
            Problem::MissingColumn { names, .. } => return Some(format!("one of {}", names.join(", "))),
            Problem::FieldCount { .. } => "as many fields as the header has",
            Problem::OpenQuote => "a closing quote before the end of the file",
            Problem::StrayQuote | Problem::QuotedText => {
                "a field with quotes stands in quotes, and each quote in it is doubled: \"5\"\" disk\""
            }
            Problem::NotUtf8 => "text in UTF-8",
            Problem::Value { want, .. } => want,
            Problem::UnclearTime { why, .. } => return Some(why.advice().0),
            Problem::OtherUnit { .. } => "durations in the unit that the header names, or in seconds if it names none",
            Problem::BlankKey { .. } => "a value in every record",
            _ => return None,
        };
        Some(want.to_owned())
    }

    pub(crate) fn hint(&self) -> Option<String> {
        let hint = match self {
            Problem::Folder(_) => "name the folder of the exports with --data DIR",
            Problem::NoSegments { draft: Some(draft), .. } => {
                return Some(format!(
                    "for exports of other systems, {draft} drafts a segrep.toml; --data DIR names another folder"
                ));
            }
            Problem::NoSegments { draft: None, .. } => {
                "name the folder with --data DIR, or the file with --table segments=FILE"
            }
            Problem::Missing { table, required } => {
                return Some(format!("{required} asks for it; --without {table} makes the report anyway"));
            }
            Problem::Unreadable(_) => return None,
            Problem::Changed => "run again once the export is complete",
            Problem::NoMemory(_) => {
                "allow more memory, export a shorter period, or ask for single interactions by their ids"
            }
            Problem::Container { hint, .. } => hint,
            Problem::Corrupt { .. } => "it may have been cut off in transfer: copy or export it again",
            Problem::SameName => "unpack it and rename one of them",
            Problem::TooLarge(_) => {
                "if that is no surprise, allow more, as with --max-unpacked 32GB, or export a shorter period"
            }
            Problem::NoFile => "to read it anyway, name it with --table NAME=FILE; otherwise move it elsewhere",
            Problem::NoMember { .. } => "unpack it and name the file",
            Problem::NotEncoded(_) | Problem::NotUtf8 => {
                "name the encoding that the file is in with --encoding, as in --encoding windows-1252; if only this file \
                 is in it, with [[file]] in segrep.toml"
            }
            Problem::Markless(encoding) => {
                return Some(format!("say so with --encoding {}", encoding.to_lowercase()));
            }
            Problem::BareCr => "export it again, or convert the line ends: tr '\\r' '\\n'",
            Problem::NoHeader => "export it again; an export without rows still has its header",
            Problem::MissingColumn { found, .. } => of_headers(found),
            Problem::FieldCount { expected, found } if found < expected => {
                "look for a line break that split the record; --short-records blank completes records that leave out their \
                 last fields"
            }
            Problem::FieldCount { .. } => "look for an unquoted delimiter, or a line break that split the record",
            Problem::OpenQuote => "the file may have been cut off: export it again",
            Problem::StrayQuote | Problem::QuotedText => {
                "export it again as RFC 4180 CSV, or keep such quotes with --quotes literal"
            }
            Problem::Value { .. } => "correct the value in the export",
            Problem::UnclearTime { why, .. } => return Some(why.advice().1),
            Problem::OtherUnit { unit, .. } => {
                let (header, symbol) = (unit.in_header(), unit.symbol());
                return Some(format!(
                    "name the unit in the header, as in Duration ({header}), or give --duration-unit {symbol}"
                ));
            }
            Problem::BlankKey { .. } => "correct the record, or remove it from the export",
            Problem::Fingerprint(_) => "the file may have changed while it was read: run again",
        };
        Some(hint.to_owned())
    }
}

fn of_headers(found: &[String]) -> &'static str {
    match found {
        [only] if only.contains(|c: char| c.is_ascii_punctuation()) => {
            "if the columns are separated by anything but , ; | or a tab, name it with --delimiter"
        }
        _ => {
            "let segrep.toml say which header it is (segrep schema --init writes one), or give the column one \
             of these names; case, blanks and signs don't matter"
        }
    }
}
