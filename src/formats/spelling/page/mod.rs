//! `html`: for people, in a browser. One file that needs nothing else: no network, no other script, no font.
//!
//! It is a head with the style and the script, then the data as JSON, a line for each row or timeline, in script elements
//! that the browser doesn't run, and a foot that describes the lines. The script draws only what is on the screen. So the
//! file is written as the rows come, and opens fast however many there are.
//!
//! Data is inert: it stands only inside JSON with `<`, `>` and `&` escaped, the script turns it into text nodes and nothing
//! else, and a content security policy forbids the browser to run or load anything but the script and style whose hashes
//! it names.

mod axis;
mod blocks;
mod cells;
mod json;
mod lanes;
mod picture;

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::formats::closing::Closing;
use crate::plain::{base64, printable};
use crate::reports::{Align, Cell, Column, Outline, Section, SectionColumn, Title, head, styled};
use crate::tables::Zone;

use blocks::PageBlock;
use cells::{PageCell, PageCells};
use json::write;
use picture::PagePicture;

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
    include_str!("script/day.js"),
    include_str!("script/page.js"),
);

/// Between two elements with data. A browser reads, and forgets, each by itself.
const NEXT_ELEMENT: &str = "</script>\n<script type=\"application/json\" class=\"data\">\n";

/// Writes rows and sections as a page's data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    zone: Zone,
}

/// What the lines of a page's data are.
#[derive(Clone, Debug)]
pub(crate) enum PageLines<'s> {
    /// Sections, with what they have in common.
    Sections(Outline),
    Rows(&'s [Column]),
}

/// What follows the data.
#[derive(Serialize)]
struct Foot<'s> {
    title: Cow<'s, str>,
    caption: Vec<Cow<'s, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overview: Option<Overview<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sections: Option<Sections<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Rows<'s>>,
    pictures: Vec<PagePicture<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    blocks: Vec<PageBlock<'s>>,
    version: &'static str,
}

#[derive(Serialize)]
struct Overview<'s> {
    columns: Vec<Head<'s>>,
    rows: Vec<Vec<PageCell<'s>>>,
}

impl<'s> Overview<'s> {
    fn of(section: &'s Section<'static>, cells: PageCells) -> Overview<'s> {
        Overview { columns: heads(&section.columns), rows: section.rows.iter().map(|row| cells.cells(row)).collect() }
    }
}

#[derive(Serialize)]
struct Sections<'s> {
    columns: Vec<Head<'s>>,
    reasons: Vec<Head<'s>>,
    measures: &'static [&'static str],
}

#[derive(Serialize)]
struct Rows<'s> {
    /// `[title, align, name, meaning]`
    columns: Vec<[Cow<'s, str>; 4]>,
    totals: Option<Vec<PageCell<'s>>>,
}

/// `[title, align]`
type Head<'s> = [&'s str; 2];

impl Page {
    pub(crate) fn new(zone: Zone) -> Page {
        Page { zone }
    }

    /// Appends everything before the data.
    pub(crate) fn begin(out: &mut Vec<u8>) {
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

    /// Writes a line with a section.
    pub(crate) fn section(self, section: &Section<'_>, out: &mut impl Write) -> io::Result<()> {
        // Many short texts are copied faster than handed over.
        let mut out = write(&lanes::section(section, self.zone), BufWriter::new(out))?;
        out.write_all(b"\n")?;
        out.flush()
    }

    /// Appends a cell of a row, which is a line: an array, whose last comma gives way to [`Page::END_OF_ROW`].
    pub(crate) fn cell(self, cell: &Cell<'_>, column: &Column, out: &mut Vec<u8>) {
        let cell = PageCells { zone: self.zone, first: None }.cell(styled(cell.clone(), column));
        // Memory takes whatever is written to it.
        let _ = write(&cell, &mut *out);
        out.push(b',');
    }

    /// Lines of data as one: compressed, as a text that the script unpacks.
    pub(crate) fn packed(lines: &[u8]) -> io::Result<Vec<u8>> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(lines)?;
        Ok(format!("\"{}\"\n", base64(&packer.finish()?)).into_bytes())
    }

    /// Ends a row that began with a bracket.
    pub(crate) const END_OF_ROW: &[u8] = b"]\n";

    /// Written between batches of lines.
    pub(crate) const PAUSE: &[u8] = NEXT_ELEMENT.as_bytes();

    /// Appends everything after the data.
    pub(crate) fn end(self, closing: &Closing, lines: &PageLines<'_>, out: &mut Vec<u8>) {
        let cells = PageCells { zone: self.zone, first: None };
        let overview = closing.overview.as_ref();
        let found = overview.iter().flat_map(|overview| &overview.remarks);
        let (sections, rows) = match lines {
            PageLines::Sections(outline) => {
                let Outline { columns, reasons, measures } = outline;
                (Some(Sections { columns: heads(columns), reasons: heads(reasons), measures }), None)
            }
            PageLines::Rows(columns) => (None, Some(self::rows(columns, closing.totals.as_deref(), cells))),
        };
        let foot = Foot {
            title: printable(&closing.title),
            caption: closing.caption.iter().chain(&closing.remarks).chain(found).map(|line| printable(line)).collect(),
            overview: overview.map(|overview| Overview::of(overview, cells)),
            sections,
            rows,
            pictures: closing.pictures.iter().map(|picture| PagePicture::of(picture, cells)).collect(),
            blocks: closing.blocks.iter().map(|block| PageBlock::of(block, cells)).collect(),
            version: env!("CARGO_PKG_VERSION"),
        };
        out.extend_from_slice(b"</script>\n<script type=\"application/json\" id=\"shown\">\n");
        let _ = write(&foot, &mut *out);
        out.extend_from_slice(b"\n</script>\n</body>\n</html>\n");
    }
}

/// The columns of a section but those of bars.
fn heads<'s>(columns: &'s [SectionColumn]) -> Vec<Head<'s>> {
    let head = |column: &'s SectionColumn| match &column.title {
        Title::Word(word) => Some([word.as_str(), side(column.align)]),
        Title::Scale(_) => None,
    };
    columns.iter().filter_map(head).collect()
}

fn rows<'s>(columns: &'s [Column], totals: Option<&[Cell<'static>]>, cells: PageCells) -> Rows<'s> {
    let words = |column: &'s Column| {
        let title = printable(&column.title()).into_owned().into();
        [title, side(head(column, 0).align).into(), printable(&column.name), printable(column.meaning)]
    };
    let total = |(cell, column): (&Cell<'static>, _)| cells.cell(styled(cell.clone(), column));
    Rows {
        columns: columns.iter().map(words).collect(),
        totals: totals.map(|totals| totals.iter().zip(columns).map(total).collect()),
    }
}

/// The word for a side, as the page's script knows it.
fn side(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Right => "right",
    }
}

/// How a content security policy names a script or style.
fn hash(source: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(source)))
}
