//! Errors of the exports: what is wrong, where it stands, what was expected, and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::plain::{count, counted, printable, quoted};
use crate::tables::Duration;

use super::unclear::Unclear;
use super::values::DurationUnit;

/// Something in the exports that can't be read.
///
/// Displayed as the place and the problem on one line, then `want` and `hint` lines where there is something to
/// say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportError {
    /// The file or folder, as it was named.
    pub file: PathBuf,
    /// The line as an editor counts it; `None` where the whole file is at fault.
    pub line: Option<u64>,
    /// What is wrong.
    pub problem: Box<Problem>,
}

impl ExportError {
    /// A problem of a file, or of one of its lines.
    pub fn new(file: &Path, line: Option<u64>, problem: Problem) -> ExportError {
        ExportError { file: file.to_owned(), line, problem: Box::new(problem) }
    }
}

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

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", printable(&self.file.display().to_string()))?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.problem)?;
        let (want, hint) = self.problem.advice();
        if let Some(want) = want {
            write!(f, "\n  want  {want}")?;
        }
        if let Some(hint) = hint {
            write!(f, "\n  hint  {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ExportError {}

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
            Problem::MissingColumn { field, found, .. } => {
                /// Headers that fit a message; a file may have thousands.
                const LISTED: usize = 50;
                let listed: Vec<String> = found.iter().take(LISTED).map(|header| quoted(header)).collect();
                write!(f, "no column for {field}\n  found {}", listed.join(", "))?;
                match found.len().saturating_sub(LISTED) {
                    0 => Ok(()),
                    more => write!(f, " and {more} more"),
                }
            }
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
                write!(
                    f,
                    "duration ({}): {} for {} s from start to end: the durations of this file are {}, and read as {} they \
                     are {} times too {too}",
                    quoted(header),
                    quoted(value),
                    seconds(*lasted),
                    unit.name(),
                    read_as.name(),
                    count(factor as u64),
                )
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

    /// What was expected, where something can be said.
    pub fn want(&self) -> Option<String> {
        self.advice().0
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        self.advice().1
    }

    /// What was expected, and what to do.
    pub fn advice(&self) -> (Option<String>, Option<String>) {
        let text = |text: &str| Some(text.to_owned());
        match self {
            Problem::Folder { .. } => (None, text("name the folder of the exports with --data DIR")),
            Problem::NoSegments { draft, .. } => (
                text("a file such as \"Interaction Segments.csv\" or segments-2026-11-01.csv"),
                Some(match draft {
                    Some(draft) => format!(
                        "{draft} drafts how other systems' exports are to be read; --data DIR names another folder"
                    ),
                    None => "name the folder with --data DIR, or the file with --table segments=FILE".to_owned(),
                }),
            ),
            Problem::Missing { table, required } => {
                (None, Some(format!("{required} asks for it; --without {table} makes the report nonetheless")))
            }
            Problem::Unreadable { .. } => (None, None),
            Problem::Changed => (None, text("run again once the export is complete")),
            Problem::NoMemory => {
                (None, text("allow more memory, export a shorter period, or ask for single interactions by their ids"))
            }
            Problem::Container { hint, .. } => (None, text(hint)),
            Problem::Corrupt { .. } => (None, text("it may have been cut off on its way: copy it or export it again")),
            Problem::SameName => (None, text("unpack it, and give each file a name of its own")),
            Problem::NoFile => {
                (None, text("name it with --table NAME=FILE to read it all the same, or move it elsewhere"))
            }
            Problem::NoMember { .. } => {
                (text("a name that begins with the table's, or one file alone"), text("unpack it and name the file"))
            }
            Problem::NotEncoded { .. } => {
                (None, text("name the encoding that the file is in with --encoding, as in --encoding windows-1252"))
            }
            Problem::Markless { encoding } => {
                (None, Some(format!("say so with --encoding {}", encoding.to_lowercase())))
            }
            Problem::BareCr => (
                text("lines that all end in one way"),
                text("export it again, or let them end in line feeds: tr '\\r' '\\n'"),
            ),
            Problem::NoHeader => (
                text("a first line with the names of the columns"),
                text("export it again; an export without rows still has its header"),
            ),
            Problem::MissingColumn { names, found, .. } => {
                let hint = match &found[..] {
                    [only] if only.contains(|c: char| c.is_ascii_punctuation()) => {
                        "if another sign than , ; | or a tab stands between the columns, name it with --delimiter"
                    }
                    _ => {
                        "let segrep.toml say which header it is (segrep schema --init writes one), or give the column one \
                         of these names; case, blanks and signs don't matter"
                    }
                };
                (Some(format!("one of {}", names.join(", "))), text(hint))
            }
            Problem::FieldCount { .. } => (
                text("as many fields as the header has"),
                text("look for a delimiter outside quotes, or a line break that cut the record"),
            ),
            Problem::OpenQuote => (
                text("a closing quote before the end of the file"),
                text("the file may have been cut off: export it again"),
            ),
            Problem::StrayQuote | Problem::QuotedText => (
                text("a field with quotes stands in quotes, and each quote in it is doubled: \"5\"\" disk\""),
                text(match self {
                    Problem::StrayQuote => {
                        "export it again as CSV after RFC 4180, or read such quotes as themselves with --quotes literal"
                    }
                    _ => "export it again as CSV after RFC 4180",
                }),
            ),
            Problem::NotUtf8 => (
                text("text in UTF-8"),
                text("name the encoding that it is in with --encoding, as in --encoding windows-1252"),
            ),
            Problem::Value { want, .. } => (text(want), text("correct the value in the export")),
            Problem::UnclearTime { why, .. } => {
                let (want, hint) = why.advice();
                (Some(want), Some(hint))
            }
            Problem::OtherUnit { unit, .. } => (
                text("durations in the unit that the header names, or in seconds where it names none"),
                Some(format!(
                    "name the unit in the header, as in Duration ({}), or give --duration-unit {}",
                    unit.in_header(),
                    unit.symbol()
                )),
            ),
            Problem::BlankKey { .. } => {
                (text("a value in every record"), text("correct the record, or remove it from the export"))
            }
            Problem::Fingerprint { .. } => (None, text("the file may have changed while it was read: run again")),
        }
    }
}

/// Seconds with as many decimals as they need.
fn seconds(duration: Duration) -> String {
    let (whole, micros) = (duration.micros() / 1_000_000, duration.micros() % 1_000_000);
    let text = format!("{whole}.{micros:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
