//! A section with its lanes as one line of the page's data.

use serde::Serialize;

use crate::formats::human;
use crate::plain::printable;
use crate::reports::{Change, Entry, Lanes, Look, Mark, Piece, Section, Stretch};
use crate::tables::{Instant, Zone};

use super::axis::ticks;
use super::cells::PageCells;
use super::json::Sequence;

/// `[entry, heading, day, facts, rows, lanes, remarks, reasons]`
pub(super) fn section<'s>(section: &Section<'s>, zone: Zone) -> impl Serialize {
    let cells = PageCells { zone, first: human::first_day(section, zone) };
    let row = |row: &Piece<'s>| cells.cells(row.iter().cloned());
    let facts: Vec<Vec<_>> = section.facts.iter().map(|pieces| pieces.iter().map(row).collect()).collect();
    let later = cells.first.map(|_| human::LATER_DAYS);
    let remark = |remark: String| printable(&remark).into_owned();
    let remarks = section.remarks.iter().cloned().chain(later.map(str::to_owned));
    let reasons = section.reasons.as_ref();
    let reasons = reasons.map(|grid| Sequence(move || grid.rows.iter().map(move |row| cells.cells(row))));
    (
        section.entry.as_ref().map(|entry| self::entry(entry, cells)),
        row(&section.heading.subject),
        section.heading.day.map_or_else(String::new, |at| human::day(zone.civil(at), zone)),
        facts,
        Sequence(move || section.rows.iter().map(move |row| cells.cells(row))),
        section.lanes.as_ref().map(|lanes| self::lanes(lanes, zone, cells)),
        remarks.map(remark).collect::<Vec<_>>(),
        reasons,
    )
}

/// `[at, subject, verdict, [about…], [measure…]]`
fn entry<'e>(entry: &Entry<'e>, cells: PageCells) -> impl Serialize + use<'e> {
    let [at, subject, verdict] = [&entry.at, &entry.subject, &entry.verdict].map(|styled| cells.cell(styled.clone()));
    (at, subject, verdict, cells.cells(entry.about.clone()), cells.cells(entry.measures.clone()))
}

/// `[span, [[name, kind]…], [[lane, from, to, tone, striped, label]…], [[first, last, says]…], [[stretch, label]…],
/// [[at, tick]…]]`, with moments in microseconds from the first one.
fn lanes<'r>(lanes: &Lanes<'r>, zone: Zone, cells: PageCells) -> impl Serialize {
    let since = move |at: Instant| (at - lanes.from).micros();
    let names = lanes.lanes.iter().map(|lane| [printable(&lane.name), printable(lane.kind)]);
    let stretch = move |stretch: Stretch<'r>| {
        let striped = u8::from(stretch.look == Look::Striped);
        let (from, to) = (since(stretch.from), stretch.to.map(since));
        (stretch.lane, from, to, stretch.tone as u8, striped, printable(stretch.label))
    };
    let mark = move |mark: Mark<'r>| (mark.first, mark.last, cells.cell(mark.says));
    let change = |change: Change| (change.stretch, printable(&change.label).into_owned());
    let ticks = ticks(lanes.from, lanes.to, zone).into_iter().map(|(at, label)| (since(at), label));
    (
        since(lanes.to),
        names.collect::<Vec<_>>(),
        Sequence(move || lanes.stretches.iter().map(stretch)),
        Sequence(move || lanes.marks.iter().map(mark)),
        Sequence(move || lanes.changes.iter().map(change)),
        ticks.collect::<Vec<_>>(),
    )
}
