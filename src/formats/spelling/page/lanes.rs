//! A section with its lanes as one line of the page's data.

use serde::Serialize;

use crate::formats::human;
use crate::plain::printable;
use crate::reports::{Entry, Lanes, Look, Piece, Section};
use crate::tables::{Instant, Zone};

use super::axis::ticks;
use super::cells::PageCells;

/// `[entry, heading, day, facts, rows, lanes, remarks]`
pub(super) fn section(section: &Section<'_>, zone: Zone) -> impl Serialize {
    let cells = PageCells { zone, first: human::first_day(section, zone) };
    let row = |row: &Piece<'_>| cells.cells(row);
    let facts: Vec<Vec<_>> = section.facts.iter().map(|pieces| pieces.iter().map(row).collect()).collect();
    let later = cells.first.map(|_| human::LATER_DAYS);
    let remarks = section.remarks.iter().map(String::as_str).chain(later);
    (
        section.entry.as_ref().map(|entry| self::entry(entry, cells)),
        row(&section.heading.subject),
        section.heading.day.map_or_else(String::new, |at| human::day(zone.civil(at), zone)),
        facts,
        section.rows.iter().map(row).collect::<Vec<_>>(),
        section.lanes.as_ref().map(|lanes| self::lanes(lanes, zone, cells)),
        remarks.map(printable).collect::<Vec<_>>(),
    )
}

/// `[at, subject, verdict, [about…], [measure…]]`
fn entry(entry: &Entry<'_>, cells: PageCells) -> impl Serialize + use<> {
    let [at, subject, verdict] = [&entry.at, &entry.subject, &entry.verdict].map(|styled| cells.cell(styled));
    (at, subject, verdict, cells.cells(&entry.about), cells.cells(&entry.measures))
}

/// `[span, [[name, kind]…], [[lane, from, to, tone, striped, label]…], [[first, last, says]…], [[stretch, label]…],
/// [[at, tick]…]]`, with moments in microseconds from the first one.
fn lanes(lanes: &Lanes<'_>, zone: Zone, cells: PageCells) -> impl Serialize {
    let since = |at: Instant| (at - lanes.from).micros();
    let names = lanes.lanes.iter().map(|lane| [printable(&lane.name), printable(lane.kind)]);
    let stretches = lanes.stretches.iter().map(|stretch| {
        let striped = u8::from(stretch.look == Look::Striped);
        let (from, to) = (since(stretch.from), stretch.to.map(since));
        (stretch.lane, from, to, stretch.tone as u8, striped, printable(stretch.label))
    });
    let marks = lanes.marks.iter().map(|mark| (mark.first, mark.last, cells.cell(&mark.says)));
    let changes = lanes.changes.iter().map(|change| (change.stretch, printable(&change.label)));
    let ticks = ticks(lanes.from, lanes.to, zone).into_iter().map(|(at, label)| (since(at), label));
    (
        since(lanes.to),
        names.collect::<Vec<_>>(),
        stretches.collect::<Vec<_>>(),
        marks.collect::<Vec<_>>(),
        changes.collect::<Vec<_>>(),
        ticks.collect::<Vec<_>>(),
    )
}
