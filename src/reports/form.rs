//! How a file is written, in words.

use crate::exports::Export;
use crate::plain::{counted, quoted, size};

use super::{Piece, Styled};

/// What was found of a file besides its rows and columns.
pub(super) fn form<'s>(export: &Export) -> Vec<Piece<'s>> {
    let kept = export.kept();
    let delimiter = match export.dialect.delimiter {
        b',' => "comma".to_owned(),
        b';' => "semicolon".to_owned(),
        b'\t' => "tab".to_owned(),
        b'|' => "pipe".to_owned(),
        other => char::from(other).to_string(),
    };
    let mut parts = vec![format!("{delimiter} between fields"), kept.encoding.name().to_owned()];
    parts.extend(kept.compression.map(|name| format!("{name}, {} unpacked", size(export.bytes().len() as u64))));
    parts.push(match export.header_line {
        Some(line) => format!("header in line {line}"),
        None => "header as in segrep.toml".to_owned(),
    });
    parts.extend(export.input_zone.map(|zone| format!("times without an offset are those of {zone}")));
    if let Some((records, first)) = &export.above {
        parts.push(format!("{} above it: {}", counted(*records, "line"), quoted(first)));
    }
    for (line, text) in &export.no_rows {
        parts.push(format!("line {line} is no row: {}", quoted(text)));
    }
    if let Some((number, line)) = export.completed {
        parts.push(format!("{} with too few fields completed, the first in line {line}", counted(number, "record")));
    }
    if let Some((number, line)) = export.repeats() {
        parts.push(format!("{} not read, the first in line {line}", counted(number, "repeated header")));
    }
    let last = parts.len() - 1;
    let piece = |(at, part): (usize, String)| vec![Styled::text(if at < last { format!("{part}, ") } else { part })];
    parts.into_iter().enumerate().map(piece).collect()
}
