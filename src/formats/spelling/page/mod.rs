//! `html`: for people, in a browser. One file that needs nothing else: no network, no other script, no font.
//!
//! The file is a head with the style and the script, then the data as JSON, a line for each row or timeline, in script
//! elements that the browser doesn't run, and a foot that says what the lines are. The script draws what is looked at.
//! So it is written as the rows come, and opens fast however many there are.
//!
//! Data is inert: it only ever stands inside JSON with `<`, `>` and `&` escaped, the script makes text nodes of it and
//! nothing else, and a content security policy forbids the browser to run or load anything but the one script and style
//! whose hashes it names.

mod axis;
mod json;
mod lanes;
mod picture;

use std::io::Write;

use sha2::{Digest, Sha256};

use crate::formats::closing::Closing;
use crate::plain::{base64, printable};
use crate::reports::{Align, Cell, Column, Outline, Section, SectionColumn, Styled, head, styled};
use crate::tables::Zone;

use json::{Values, list, text, title};

/// The document without its data: `{policy}`, `{style}` and `{script}` are filled in.
const DOCUMENT: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = concat!(
    include_str!("script/data.js"),
    include_str!("script/dom.js"),
    include_str!("script/tip.js"),
    include_str!("script/lanes.js"),
    include_str!("script/section.js"),
    include_str!("script/list.js"),
    include_str!("script/table.js"),
    include_str!("script/bars.js"),
    include_str!("script/flow.js"),
    include_str!("script/page.js"),
);

/// Between two elements with data. A browser reads, and forgets, each by itself.
const NEXT_ELEMENT: &str = "</script>\n<script type=\"application/json\" class=\"data\">\n";

/// Spells rows and sections as the data of a page.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    values: Values,
}

/// What stands in the lines of a page's data.
#[derive(Clone, Debug)]
pub enum Lines<'s> {
    /// Sections, with what they have in common.
    Sections(Outline),
    /// Rows under columns.
    Rows(&'s [Column]),
}

impl Page {
    /// Pages in an output zone.
    pub fn new(zone: Zone) -> Page {
        Page { values: Values { zone, first: None } }
    }

    /// Appends everything before the data.
    pub fn begin(out: &mut Vec<u8>) {
        let policy = format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
            hash(SCRIPT),
            hash(STYLE)
        );
        let filled = [("{policy}", policy.as_str()), ("{style}", STYLE), ("{script}", SCRIPT)];
        let mut rest = DOCUMENT;
        for (place, filling) in filled {
            let (before, after) = rest.split_once(place).unwrap_or((rest, ""));
            out.extend_from_slice(before.as_bytes());
            out.extend_from_slice(filling.as_bytes());
            rest = after;
        }
        out.extend_from_slice(rest.as_bytes());
        out.extend_from_slice(NEXT_ELEMENT.trim_start_matches("</script>\n").as_bytes());
    }

    /// Appends a line with a section.
    pub fn section(&self, section: &Section<'_>, out: &mut Vec<u8>) {
        lanes::section(section, self.values.zone, out);
        out.push(b'\n');
    }

    /// Appends a line with a row, each cell with its column.
    pub fn row<'r, 'c>(&self, cells: impl Iterator<Item = (Cell<'r>, &'c Column)>, out: &mut Vec<u8>) {
        list(cells, out, |(cell, column), out| self.values.cell(&styled(cell, column), out));
        out.push(b'\n');
    }

    /// What stands between lines where a good number of them are written.
    pub const PAUSE: &[u8] = NEXT_ELEMENT.as_bytes();

    /// Appends everything after the data.
    pub fn end(&self, closing: &Closing, lines: &Lines<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"</script>\n<script type=\"application/json\" id=\"shown\">\n{\"title\":");
        text(&printable(&closing.title), out);
        out.extend_from_slice(b",\"caption\":");
        let overview = closing.overview.as_ref();
        let found = overview.iter().flat_map(|overview| &overview.remarks);
        list(closing.caption.iter().chain(&closing.remarks).chain(found), out, |line, out| text(&printable(line), out));
        if let Some(overview) = overview {
            out.extend_from_slice(b",\"overview\":{\"columns\":");
            Self::heads(&overview.columns, out);
            out.extend_from_slice(b",\"rows\":");
            list(&overview.rows, out, |row, out| self.values.cells(row, out));
            out.push(b'}');
        }
        match lines {
            Lines::Sections(outline) => Self::outline(outline, out),
            Lines::Rows(columns) => self.columns(columns, closing.totals.as_deref(), out),
        }
        out.extend_from_slice(b",\"pictures\":");
        list(&closing.pictures, out, |picture, out| picture::picture(picture, self.values, out));
        let _ = writeln!(out, ",\"version\":\"{}\"}}\n</script>\n</body>\n</html>", env!("CARGO_PKG_VERSION"));
    }

    /// What sections have in common.
    fn outline(outline: &Outline, out: &mut Vec<u8>) {
        out.extend_from_slice(b",\"sections\":{\"columns\":");
        Self::heads(&outline.columns, out);
        out.extend_from_slice(b",\"measures\":");
        list(outline.measures, out, |measure, out| text(measure, out));
        out.push(b'}');
    }

    /// The columns of a section: `[title, align]`, without those of bars.
    fn heads(columns: &[SectionColumn], out: &mut Vec<u8>) {
        list(columns.iter().filter(|column| title(column).is_some()), out, |column, out| {
            list([title(column).unwrap_or_default(), align(column.align)], out, text);
        });
    }

    /// The columns of rows: `[title, align, name, meaning]`.
    fn columns(&self, columns: &[Column], totals: Option<&[Cell<'static>]>, out: &mut Vec<u8>) {
        out.extend_from_slice(b",\"rows\":{\"columns\":");
        list(columns, out, |column, out| {
            let words = [&column.title(), align(head(column, 0).align), &column.name, column.meaning];
            list(words, out, |word, out| text(&printable(word), out));
        });
        out.extend_from_slice(b",\"totals\":");
        match totals {
            Some(totals) => {
                let named = totals.iter().cloned().zip(columns);
                let cells: Vec<Styled<'_>> = named.map(|(cell, column)| styled(cell, column)).collect();
                self.values.cells(&cells, out);
            }
            None => out.extend_from_slice(b"null"),
        }
        out.push(b'}');
    }
}

/// The word for a side, as the page's script knows it.
fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Right => "right",
    }
}

/// How a content security policy names a script or style.
fn hash(source: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(source)))
}
