//! What is measured of each row: its columns and cells.

use crate::reports::folded::Measured;
use crate::reports::{Cell, Column, Scope};
use crate::tables::Duration;

use super::asked::SummaryAsked;
use super::totals::Totals;
use super::{interactions, users};

/// The measures of a row.
pub(super) fn cells(asked: &SummaryAsked, scope: &Scope, mut totals: Totals) -> Vec<Cell<'static>> {
    totals.has_reasons = scope.has_reasons;
    let usual = measured(asked).flat_map(|part| Measured::cells(part, &mut totals));
    let mut cells: Vec<_> = usual.collect();
    for at in 0..several(asked).len() {
        totals.turn_to_sla(at);
        cells.extend(of_sla(asked).map(|measured| measured.cell_of(&mut totals)));
    }
    cells
}

/// The columns of the measures of a row.
pub(super) fn measures(asked: &SummaryAsked) -> Vec<Column> {
    let usual = measured(asked).flat_map(Measured::columns).cloned();
    let of_slas = several(asked).iter().flat_map(|(_, text)| {
        of_sla(asked).map(move |measured| {
            let mut column = measured.column.clone();
            column.name = format!("{}_{text}", column.name).into();
            column
        })
    });
    usual.chain(of_slas).collect()
}

/// The waits that have columns of their own: if there are several. Users have no service level.
fn several(asked: &SummaryAsked) -> &[(Duration, String)] {
    if asked.slas.len() > 1 && !asked.is_by_user() { &asked.slas } else { &[] }
}

/// What is counted for each of several waits.
fn of_sla(asked: &SummaryAsked) -> impl Iterator<Item = &'static Measured<Totals>> {
    let of_sla = |name: &str| {
        let mut all = interactions::COLUMNS.iter().flat_map(|part| part.iter());
        all.find(|measured| measured.column.name == name)
    };
    let usual = ["answered_in_sla", "service_level", "abandoned_in_sla"].map(of_sla);
    usual.into_iter().flatten().chain(asked.service_levels.iter().flat_map(|level| level.measured()))
}

pub(super) fn columns(asked: &SummaryAsked) -> Vec<Column> {
    asked.key_columns().cloned().chain(measures(asked)).collect()
}

/// What is counted of interactions, or of what users did in them.
fn measured(asked: &SummaryAsked) -> impl Iterator<Item = &'static [Measured<Totals>]> {
    let parts: &[&[Measured<Totals>]] = if asked.is_by_user() { &users::COLUMNS } else { &interactions::COLUMNS };
    parts.iter().copied().chain(asked.service_levels.iter().map(|level| level.measured()))
}

/// The cells of so many key columns in the row over everything.
pub(super) fn keys_of_all(columns: usize) -> impl Iterator<Item = Cell<'static>> {
    (0..columns).map(|at| if at == 0 { Cell::text("all") } else { Cell::Blank })
}
