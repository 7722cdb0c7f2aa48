//! A section with its lanes as one line of the page's data.

use crate::reports::{Entry, Lanes, Look, Piece, Section, Styled};
use crate::tables::{Instant, Zone};

use super::axis;
use super::json::{Values, list, number, text, tone};
use crate::formats::human;
use crate::plain::printable;

/// Appends `[entry, heading, day, facts, rows, lanes, remarks]`.
pub(super) fn section(section: &Section<'_>, zone: Zone, out: &mut Vec<u8>) {
    let values = Values::of(zone, section);
    let cells = |cells: &[Styled<'_>], out: &mut Vec<u8>| values.cells(cells, out);
    out.push(b'[');
    match &section.entry {
        Some(entry) => self::entry(entry, values, out),
        None => out.extend_from_slice(b"null"),
    }
    out.push(b',');
    cells(&section.heading.subject, out);
    out.push(b',');
    let day = section.heading.day.map(|at| human::day(zone.civil(at), zone));
    text(&day.unwrap_or_default(), out);
    out.push(b',');
    list(&section.facts, out, |pieces, out| list(pieces, out, |piece: &Piece<'_>, out| cells(piece, out)));
    out.push(b',');
    list(&section.rows, out, |row, out| cells(row, out));
    out.push(b',');
    match &section.lanes {
        Some(lanes) => self::lanes(lanes, zone, values, out),
        None => out.extend_from_slice(b"null"),
    }
    out.push(b',');
    let later = values.first.map(|_| human::LATER_DAYS);
    let remarks = section.remarks.iter().map(String::as_str).chain(later);
    list(remarks, out, |remark, out| text(&printable(remark), out));
    out.push(b']');
}

/// `[at, subject, verdict, [about…], [measure…]]`
fn entry(entry: &Entry<'_>, values: Values, out: &mut Vec<u8>) {
    out.push(b'[');
    for styled in [&entry.at, &entry.subject, &entry.verdict] {
        values.cell(styled, out);
        out.push(b',');
    }
    values.cells(&entry.about, out);
    out.push(b',');
    values.cells(&entry.measures, out);
    out.push(b']');
}

/// `[span, [[name, kind]…], [[lane, from, to, tone, striped, label]…], [[first, last, says]…], [[stretch, label]…],
/// [[at, tick]…]]`, with moments in microseconds from the first one.
fn lanes(lanes: &Lanes<'_>, zone: Zone, values: Values, out: &mut Vec<u8>) {
    let since = |at: Instant| (at - lanes.from).micros();
    let index = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let numbers = |numbers: &[i64], out: &mut Vec<u8>| {
        for value in numbers {
            number(*value, out);
            out.push(b',');
        }
    };
    out.push(b'[');
    numbers(&[since(lanes.to)], out);
    list(&lanes.lanes, out, |lane, out| list([&*lane.name, lane.kind], out, |name, out| text(&printable(name), out)));
    out.push(b',');
    list(&lanes.stretches, out, |stretch, out| {
        out.push(b'[');
        numbers(&[index(stretch.lane), since(stretch.from)], out);
        match stretch.to {
            Some(to) => number(since(to), out),
            None => out.extend_from_slice(b"null"),
        }
        out.push(b',');
        numbers(&[tone(stretch.tone), i64::from(stretch.look == Look::Striped)], out);
        text(&printable(stretch.label), out);
        out.push(b']');
    });
    out.push(b',');
    list(&lanes.marks, out, |mark, out| {
        out.push(b'[');
        numbers(&[index(mark.first), index(mark.last)], out);
        values.cell(&mark.says, out);
        out.push(b']');
    });
    out.push(b',');
    list(&lanes.changes, out, |change, out| {
        out.push(b'[');
        numbers(&[index(change.stretch)], out);
        text(&printable(&change.label), out);
        out.push(b']');
    });
    out.push(b',');
    list(axis::ticks(lanes.from, lanes.to, zone), out, |(at, label), out| {
        out.push(b'[');
        numbers(&[since(at)], out);
        text(&label, out);
        out.push(b']');
    });
    out.push(b']');
}
