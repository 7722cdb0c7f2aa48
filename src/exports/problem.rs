//! What can be wrong with an export.

use std::fmt;

use crate::plain::{count, counted, quoted};
use crate::tables::{Duration, Sum};

use super::unclear::Unclear;
use super::values::DurationUnit;

/// What is wrong with an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The folder of the exports can't be listed.
    Folder {
        /// What the system says.
        reason: String,
    },
    /// No file holds segments.
    NoSegments {
        /// What was looked at, in words.
        looked: String,
        /// The command that drafts how to read the files that are there, where there are any.
        draft: Option<String>,
    },
    /// No file holds a table that has to be there.
    Missing {
        /// The table.
        table: &'static str,
        /// Where it says that it has to.
        required: String,
    },
    /// The file can't be opened or read.
    Unreadable {
        /// What the system says.
        reason: String,
    },
    /// The file became another while it was read.
    Changed,
    /// What has to be held of its records has no room in memory.
    NoMemory,
    /// The file is in a form that segrep doesn't read.
    Container {
        /// The form's name.
        form: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// The file is compressed or archived, and its container is cut off or damaged.
    Corrupt {
        /// The form's name.
        form: &'static str,
        /// What its reader says.
        reason: String,
    },
    /// Two files of an archive have one name.
    SameName,
    /// What is named like an export is a pipe, a device or the like.
    NoFile,
    /// No file of an archive is that of a table, and it has not just one.
    NoMember {
        /// The table that the archive was named as.
        table: &'static str,
        /// The files in it.
        found: Vec<String>,
    },
    /// Bytes that the file's encoding doesn't have.
    NotEncoded {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// The file seems to be in an encoding that it has no mark of.
    Markless {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// The file has no header line.
    NoHeader,
    /// A line that may be the header holds CRs that end no line.
    BareCr,
    /// A required field has no column.
    MissingColumn {
        /// The field.
        field: &'static str,
        /// The headers that the file has.
        found: Vec<String>,
        /// The headers that would serve.
        names: Vec<String>,
    },
    /// A record has more or fewer fields than the header.
    FieldCount {
        /// Fields of the header.
        expected: usize,
        /// Fields of the record.
        found: usize,
    },
    /// A quoted field never ends.
    OpenQuote,
    /// A quote stands where RFC 4180 allows none.
    StrayQuote,
    /// A quoted field goes on after what looks like its closing quote.
    QuotedText,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A value that its field doesn't allow.
    Value {
        /// The field's name.
        field: &'static str,
        /// The column's own header.
        header: String,
        /// The value as it stands.
        value: String,
        /// What it was read as, as in `time`.
        kind: &'static str,
        /// What was expected, with an example.
        want: &'static str,
    },
    /// A time that may mean several things, or not what the rest of its column means.
    UnclearTime {
        /// The field's name.
        field: &'static str,
        /// The column's own header.
        header: String,
        /// The value as it stands.
        value: String,
        /// What is unclear. Apart, because it is large.
        why: Box<Unclear>,
    },
    /// Durations that start and end contradict all over the file.
    OtherUnit {
        /// The column's own header.
        header: String,
        /// The first value that says so.
        value: String,
        /// From start to end of its record.
        lasted: Duration,
        /// The unit in which they are read.
        read_as: DurationUnit,
        /// The unit in which they are.
        unit: DurationUnit,
    },
    /// A key that is blank.
    BlankKey {
        /// The field's name.
        field: &'static str,
        /// The column's own header.
        header: String,
    },
    /// Two ids that the index can't tell apart. Never seen; told rather than reported wrongly.
    Fingerprint {
        /// The ids.
        ids: [String; 2],
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Folder { reason } => write!(f, "can't look into this folder: {reason}"),
            Problem::NoSegments { looked, .. } => write!(f, "no export of interaction segments {looked}"),
            Problem::Missing { table, .. } => write!(f, "no export of {table}"),
            Problem::Unreadable { reason } => write!(f, "can't be read: {reason}"),
            Problem::Changed => f.write_str("changed while it was read"),
            Problem::NoMemory => f.write_str("there is not enough memory for so many rows"),
            Problem::Container { form, .. } => write!(f, "is {form}, which segrep doesn't read"),
            Problem::Corrupt { form, reason } => write!(f, "is not a whole {form}: {reason}"),
            Problem::SameName => f.write_str("holds two files of one name, of which only one could be read"),
            Problem::NoFile => f.write_str("is no file but a pipe, a device or a socket"),
            Problem::NoMember { table, found } if found.is_empty() => write!(f, "holds no file, and so no {table}"),
            Problem::NoMember { table, found } => {
                write!(f, "which file of it is {table}? It holds {}", found.join(", "))
            }
            Problem::NotEncoded { encoding } => write!(f, "bytes that are not {encoding}"),
            Problem::Markless { encoding } => write!(f, "seems to be {encoding} without a mark that says so"),
            Problem::BareCr => {
                f.write_str("a carriage return within a header: lines end in it here, and in a line feed elsewhere")
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
                // What has the day or month first needs no colon.
                let colon = if why.is_about_the_value() { "" } else { ":" };
                write!(f, "{colon} {why}")
            }
            Problem::OtherUnit { header, value, lasted, read_as, unit } => {
                let (read, are) = (read_as.micros(), unit.micros());
                let (factor, too) = if read > are { (read / are, "long") } else { (are / read, "short") };
                let (header, value, lasted) = (quoted(header), quoted(value), Sum::from(*lasted));
                write!(
                    f,
                    "duration ({header}): {value} for {lasted} s from start to end: the durations of this file "
                )?;
                let (unit, read_as, factor) = (unit.name(), read_as.name(), count(factor as u64));
                write!(f, "are {unit}, and read as {read_as} they are {factor} times too {too}")
            }
            Problem::BlankKey { field, header } => write!(f, "{field} ({}) is blank", quoted(header)),
            Problem::Fingerprint { ids: [one, other] } => {
                write!(f, "the ids {} and {} can't be told apart", quoted(one), quoted(other))
            }
        }
    }
}

impl Problem {
    /// The field that it is about, where it is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Problem::Value { field, .. } | Problem::UnclearTime { field, .. } | Problem::BlankKey { field, .. } => {
                Some(field)
            }
            _ => None,
        }
    }
}
