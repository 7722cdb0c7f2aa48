//! The blocks of a day's page as its script reads them.

use serde::Serialize;

use crate::plain::printable;
use crate::reports::{Block, BlockContent, Cell, Through, styled};

use super::cells::{PageCell, PageCells};
use super::picture::PagePicture;
use super::{Overview, Rows, rows};

#[derive(Serialize)]
pub(super) struct PageBlock<'b> {
    title: &'static str,
    command: String,
    notes: Vec<String>,
    #[serde(flatten)]
    content: Content<'b>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Content<'b> {
    /// `[name, value, change]`
    Figures(Vec<(&'static str, PageCell<'b>, PageCell<'b>)>),
    Table(PageTable<'b>),
    Bars(PagePicture<'b>),
    Through(PageThrough<'b>),
    Shades(PageShades<'b>),
    /// `[id, [cell…]]`
    Links(Vec<(String, Vec<PageCell<'b>>)>),
    Section(Overview<'b>),
}

#[derive(Serialize)]
struct PageTable<'b> {
    head: Rows<'b>,
    lines: Vec<Vec<PageCell<'b>>>,
}

#[derive(Serialize)]
struct PageThrough<'b> {
    picture: PagePicture<'b>,
    /// `[share, too few]`
    shares: Vec<(PageCell<'b>, bool)>,
    before: Vec<PageCell<'b>>,
    known: usize,
}

#[derive(Serialize)]
struct PageShades<'b> {
    columns: &'b [String],
    /// `[name, [[number, share] or null…]]`
    rows: Vec<(String, Vec<Option<[PageCell<'b>; 2]>>)>,
}

impl<'b> PageBlock<'b> {
    pub(super) fn of(block: &'b Block, cells: PageCells) -> PageBlock<'b> {
        let cell = |cell: &Cell<'static>| cells.cell(cell.clone());
        let content = match &block.content {
            BlockContent::Figures(figures) => Content::Figures(
                figures.iter().map(|(name, value, change)| (*name, cell(value), cell(change))).collect(),
            ),
            BlockContent::Table { columns, rows: lines } => {
                let line = |line: &Vec<Cell<'static>>| {
                    line.iter().zip(columns).map(|(cell, column)| cells.cell(styled(cell.clone(), column))).collect()
                };
                Content::Table(PageTable { head: rows(columns, None, cells), lines: lines.iter().map(line).collect() })
            }
            BlockContent::Bars(picture) => Content::Bars(PagePicture::of(picture, cells)),
            BlockContent::Through(Through { bars, shares, before, known }) => Content::Through(PageThrough {
                picture: PagePicture::of(bars, cells),
                shares: shares.iter().map(|(share, is_few)| (cell(share), *is_few)).collect(),
                before: before.iter().map(cell).collect(),
                known: *known,
            }),
            BlockContent::Shades { columns, rows } => {
                let shade = |shade: &Option<[Cell<'static>; 2]>| shade.as_ref().map(|shade| shade.each_ref().map(cell));
                let row = |(name, shades): &(String, Vec<_>)| {
                    (printable(name).into_owned(), shades.iter().map(shade).collect())
                };
                Content::Shades(PageShades { columns, rows: rows.iter().map(row).collect() })
            }
            BlockContent::Links(links) => {
                let link = |(id, about): &(String, Vec<Cell<'static>>)| {
                    (printable(id).into_owned(), about.iter().map(cell).collect())
                };
                Content::Links(links.iter().map(link).collect())
            }
            BlockContent::Section(section) => Content::Section(Overview::of(section, cells)),
        };
        let shown = |text: &String| printable(text).into_owned();
        PageBlock {
            title: block.title,
            command: shown(&block.command),
            notes: block.notes.iter().map(shown).collect(),
            content,
        }
    }
}
