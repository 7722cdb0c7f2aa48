//! The blocks of a page that shows a day at a glance.

use super::{Cell, Column, Picture, Section};

/// One block: what it shows, and the command that gives the same figures.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub title: &'static str,
    pub command: String,
    pub notes: Vec<String>,
    pub content: BlockContent,
}

#[derive(Clone, Debug)]
pub(crate) enum BlockContent {
    /// Each figure with its name, and how it changed.
    Figures(Vec<(&'static str, Cell<'static>, Cell<'static>)>),
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<Cell<'static>>>,
    },
    Bars(Picture),
    /// Bars through a day.
    Through(Through),
    /// Numbers by row and column, each shaded by a share.
    Shades {
        columns: Vec<String>,
        rows: Vec<(String, Vec<Option<[Cell<'static>; 2]>>)>,
    },
    /// Interactions on the same page, by id, and what is said of each.
    Links(Vec<(String, Vec<Cell<'static>>)>),
    Section(Box<Section<'static>>),
}

/// Bars through a day, with what stands above and behind them.
#[derive(Clone, Debug)]
pub(crate) struct Through {
    pub bars: Picture,
    /// A share for each bar, and whether it rests on too little.
    pub shares: Vec<(Cell<'static>, bool)>,
    /// How many there were at the same time a week before.
    pub before: Vec<Cell<'static>>,
    /// The first bar of what is still to come, if the day isn't over.
    pub known: usize,
}
