//! What blocks are made with.

use crate::plain::typed;
use crate::reports::{Block, BlockContent, Cell, Column, Folded};
use crate::tables::{Duration, Sum};

pub(super) fn block(title: &'static str, command: &[String], notes: Vec<String>, content: BlockContent) -> Block {
    let words = command.iter().map(|word| typed(word));
    let command = std::iter::once("segrep".to_owned()).chain(words).collect::<Vec<_>>().join(" ");
    Block { title, command, notes, content }
}

/// The cell of a row under a column; blank if there is none.
pub(super) fn value(folded: &Folded, row: &[Cell<'static>], name: &str) -> Cell<'static> {
    let at = folded.columns.iter().position(|column| column.name == name);
    at.and_then(|at| row.get(at)).cloned().unwrap_or(Cell::Blank)
}

/// A length of time, in minutes if it has no odd seconds.
pub(super) fn length(length: Duration) -> String {
    match length.micros() {
        micros @ 120_000_000.. if micros % 60_000_000 == 0 => format!("{}m", micros / 60_000_000),
        _ => format!("{}s", Sum::from(length)),
    }
}

pub(super) fn amount(cell: &Cell<'_>) -> i128 {
    match cell {
        Cell::Count(count) => i128::from(*count),
        Cell::Number(number) => number.amount.micros(),
        _ => 0,
    }
}

/// Rows with some of their columns.
pub(super) fn table(folded: &Folded, rows: &[Vec<Cell<'static>>], names: &[&str]) -> BlockContent {
    let column = |name: &&str| folded.columns.iter().find(|column| column.name == **name).cloned();
    let columns: Vec<Column> = names.iter().filter_map(column).collect();
    let cells = |row: &Vec<Cell<'static>>| columns.iter().map(|column| value(folded, row, &column.name)).collect();
    let rows = rows.iter().map(cells).collect();
    BlockContent::Table { columns, rows }
}
