//! `markdown`: a table as GitHub, GitLab and wikis show it. Markup in values is escaped, so that they are shown as they
//! are.

use crate::formats::values::Values;
use crate::reports::{Cell, Column};

/// Appends the header, and the line that says how columns are aligned: numbers to the right.
pub(super) fn header(columns: &[Column], out: &mut Vec<u8>) {
    for column in columns {
        out.extend_from_slice(b"| ");
        text(&column.name, out);
        out.push(b' ');
    }
    out.extend_from_slice(END);
    for column in columns {
        out.extend_from_slice(if column.kind.is_amount() { b"| --: " } else { b"| --- " });
    }
    out.extend_from_slice(END);
}

pub(super) fn cell(cell: &Cell<'_>, values: &mut Values, out: &mut Vec<u8>) {
    out.extend_from_slice(b"| ");
    match cell {
        Cell::Blank => {}
        Cell::Text(value) => text(value, out),
        other => values.write(other, out),
    }
    out.push(b' ');
}

/// Ends a row, and the header.
pub(super) const END: &[u8] = b"|\n";

/// Appends a text, escaped. A line break stays one within the cell, and a carriage return stays, too.
fn text(value: &str, out: &mut Vec<u8>) {
    let bytes = value.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\\' | b'|' | b'`' | b'*' | b'<' | b'[' | b'~' | b'&' => out.extend_from_slice(&[b'\\', *byte]),
            // Within a word, as in column names, it isn't markup.
            b'_' => {
                let in_word =
                    |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
                if !(in_word(at.checked_sub(1)) && in_word(Some(at + 1))) {
                    out.push(b'\\');
                }
                out.push(b'_');
            }
            b'\n' => out.extend_from_slice(b"<br>"),
            b'\r' => out.extend_from_slice(b"&#13;"),
            other => out.push(*other),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tables::Zone;

    use super::*;

    #[test]
    fn markup_in_values_is_none() {
        let mut out = Vec::new();
        let columns = [Column::text("user_name", ""), Column::count("rings", "")];
        header(&columns, &mut out);
        let mut values = Values::new(Zone::UTC);
        for value in ["a|b", "_x_ a_b", "<b>&amp;\\", "one\r\ntwo", "[l](u) `c` **d** ~~e~~"] {
            [Cell::text(value), Cell::Count(2)].iter().for_each(|value| cell(value, &mut values, &mut out));
            out.extend_from_slice(END);
        }
        let expected = [
            "| user_name | rings |",
            "| --- | --: |",
            "| a\\|b | 2 |",
            "| \\_x\\_ a_b | 2 |",
            "| \\<b>\\&amp;\\\\ | 2 |",
            "| one&#13;<br>two | 2 |",
            "| \\[l](u) \\`c\\` \\*\\*d\\*\\* \\~\\~e\\~\\~ | 2 |",
            "",
        ];
        assert_eq!(String::from_utf8(out).unwrap(), expected.join("\n"));
    }
}
