//! What was expected in place of a problem, what was found, and what to do.

use crate::plain::quoted;

use super::problem::Problem;

impl Problem {
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

    /// What was expected.
    pub(crate) fn want(&self) -> Option<String> {
        let want = match self {
            Problem::NoSegments { .. } => "a file such as \"Interaction Segments.csv\" or segments-2026-11-01.csv",
            Problem::NoMember { .. } => "a name that begins with the table's, or one file alone",
            Problem::BareCr => "lines that all end in one way",
            Problem::NoHeader => "a first line with the names of the columns",
            Problem::MissingColumn { names, .. } => return Some(format!("one of {}", names.join(", "))),
            Problem::FieldCount { .. } => "as many fields as the header has",
            Problem::OpenQuote => "a closing quote before the end of the file",
            Problem::StrayQuote | Problem::QuotedText => {
                "a field with quotes stands in quotes, and each quote in it is doubled: \"5\"\" disk\""
            }
            Problem::NotUtf8 => "text in UTF-8",
            Problem::Value { want, .. } => want,
            Problem::UnclearTime { why, .. } => return Some(why.want()),
            Problem::OtherUnit { .. } => {
                "durations in the unit that the header names, or in seconds where it names none"
            }
            Problem::BlankKey { .. } => "a value in every record",
            Problem::Folder(_)
            | Problem::Missing { .. }
            | Problem::Unreadable(_)
            | Problem::Changed
            | Problem::NoMemory
            | Problem::Container { .. }
            | Problem::Corrupt { .. }
            | Problem::SameName
            | Problem::NoFile
            | Problem::NotEncoded(_)
            | Problem::Markless(_)
            | Problem::Fingerprint(_) => return None,
        };
        Some(want.to_owned())
    }

    /// What to do about it.
    pub(crate) fn hint(&self) -> Option<String> {
        let hint = match self {
            Problem::Folder(_) => "name the folder of the exports with --data DIR",
            Problem::NoSegments { draft: Some(draft), .. } => {
                return Some(format!(
                    "{draft} drafts how other systems' exports are to be read; --data DIR names another folder"
                ));
            }
            Problem::NoSegments { draft: None, .. } => {
                "name the folder with --data DIR, or the file with --table segments=FILE"
            }
            Problem::Missing { table, required } => {
                return Some(format!("{required} asks for it; --without {table} makes the report nonetheless"));
            }
            Problem::Unreadable(_) => return None,
            Problem::Changed => "run again once the export is complete",
            Problem::NoMemory => {
                "allow more memory, export a shorter period, or ask for single interactions by their ids"
            }
            Problem::Container { hint, .. } => hint,
            Problem::Corrupt { .. } => "it may have been cut off on its way: copy it or export it again",
            Problem::SameName => "unpack it, and give each file a name of its own",
            Problem::NoFile => "name it with --table NAME=FILE to read it all the same, or move it elsewhere",
            Problem::NoMember { .. } => "unpack it and name the file",
            Problem::NotEncoded(_) => {
                "name the encoding that the file is in with --encoding, as in --encoding windows-1252"
            }
            Problem::Markless(encoding) => {
                return Some(format!("say so with --encoding {}", encoding.to_lowercase()));
            }
            Problem::BareCr => "export it again, or let them end in line feeds: tr '\\r' '\\n'",
            Problem::NoHeader => "export it again; an export without rows still has its header",
            Problem::MissingColumn { found, .. } => of_headers(found),
            Problem::FieldCount { .. } => "look for a delimiter outside quotes, or a line break that cut the record",
            Problem::OpenQuote => "the file may have been cut off: export it again",
            Problem::StrayQuote => {
                "export it again as CSV after RFC 4180, or read such quotes as themselves with --quotes literal"
            }
            Problem::QuotedText => "export it again as CSV after RFC 4180",
            Problem::NotUtf8 => "name the encoding that it is in with --encoding, as in --encoding windows-1252",
            Problem::Value { .. } => "correct the value in the export",
            Problem::UnclearTime { why, .. } => return Some(why.hint()),
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
            "if another sign than , ; | or a tab stands between the columns, name it with --delimiter"
        }
        _ => {
            "let segrep.toml say which header it is (segrep schema --init writes one), or give the column one \
             of these names; case, blanks and signs don't matter"
        }
    }
}
