//! `table`: for people. Sections laid out for a terminal of any width, or in full if there is none. Rows are made twice,
//! for the widths of the columns and for the lines, and never held.

mod bar;
mod room;
mod tones;
mod wrap;

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::NaiveDate;

use crate::formats::human;
use crate::plain::{cut, printable, width};
use crate::reports::{Align, Column, Grid, Section, SectionColumn, Styled, Title, Tone, Value, head};
use crate::tables::Zone;

use tones::{line, toned};

/// Takes a row.
pub(crate) type TakeRow<'t> = &'t mut dyn FnMut(&[Styled<'_>]) -> io::Result<()>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TableLayout {
    /// How many columns a line may take; `None` for as many as it needs.
    pub(crate) width: Option<usize>,
    pub(crate) has_color: bool,
    pub(crate) zone: Zone,
}

/// The width of a bar, and that on a wide terminal.
const BAR: (usize, usize) = (10, 30);

/// The width from which a terminal is wide.
const WIDE: usize = 120;

/// The blanks between columns, and those on a narrow terminal.
const GAP: (usize, usize) = (2, 1);

/// The width below which a terminal is narrow.
const NARROW: usize = 60;

/// The widest column; nobody reads on anyway.
const WIDEST: usize = u16::MAX as usize - GAP.0;

impl TableLayout {
    /// Writes a section, and an empty line after it.
    pub(crate) fn section(&self, section: &Section<'_>, out: &mut dyn Write) -> io::Result<()> {
        let days = human::first_day(section, self.zone);
        let mut lines = Vec::new();
        if !section.heading.subject.is_empty() {
            self.heading(section, &mut lines);
        }
        for pieces in &section.facts {
            let text = |piece: &Vec<Styled<'_>>| piece.iter().map(|styled| self.text(styled, days)).collect();
            self.flow(pieces.iter().map(text), Tone::Plain, &mut lines);
        }
        let has_table = !section.columns.is_empty();
        if has_table && !section.facts.is_empty() {
            lines.push(b'\n');
        }
        out.write_all(&lines)?;
        let rows = |take: TakeRow<'_>| section.rows.iter().try_for_each(|row| take(&row));
        let left_out = if has_table { self.rows(&section.columns, rows, days, out)? } else { Vec::new() };
        let left_out = no_room(&left_out).filter(|_| section.names_left_out);
        let later = days.map(|_| human::LATER_DAYS.to_owned());
        self.remarks(section.remarks.iter().cloned().chain(later).chain(left_out), out)?;
        if let Some(Grid { columns, rows }) = &section.reasons {
            let left_out = self.rows(columns, |take| rows.iter().try_for_each(|row| take(&row)), days, out)?;
            self.remarks(no_room(&left_out).into_iter(), out)?;
        }
        Ok(())
    }

    /// Writes rows of cells under their columns, remarks, and an empty line. `rows` passes on the rows, as often as it is
    /// called.
    pub(crate) fn grid(
        &self,
        columns: &[Column],
        rows: impl FnMut(TakeRow<'_>) -> io::Result<()>,
        remarks: Vec<String>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let heads: Vec<SectionColumn> = columns.iter().enumerate().map(|(at, column)| head(column, at)).collect();
        let left_out = self.rows(&heads, rows, None, out)?;
        self.remarks(remarks.into_iter().chain(no_room(&left_out)), out)
    }

    fn remarks(&self, remarks: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
        let mut lines = Vec::new();
        for remark in remarks {
            lines.clear();
            self.flow(printable(&remark).split_inclusive(' ').map(str::to_owned), Tone::Faint, &mut lines);
            out.write_all(&lines)?;
        }
        out.write_all(b"\n")
    }

    /// The subject on the left, the day on the right; below each other if they don't fit.
    fn heading(&self, section: &Section<'_>, out: &mut Vec<u8>) {
        let day = section.heading.day.map(|at| human::day(self.zone.civil(at), self.zone));
        let day = day.unwrap_or_default();
        let mut subject = String::new();
        for (at, styled) in section.heading.subject.iter().enumerate() {
            subject += ["", "  ", " · "][at.min(2)];
            subject += &self.text(styled, None);
        }
        let taken = width(&subject) + GAP.0 + width(&day);
        let day = self.toned(&day, Tone::Faint);
        let room = self.width;
        match room.unwrap_or(taken).checked_sub(taken) {
            Some(rest) => line(&format!("{subject}{}{day}", " ".repeat(GAP.0 + rest)), room, out),
            None => [subject, day].iter().for_each(|part| line(part, room, out)),
        }
    }

    /// Pieces one after another; on the next line, indented, if they don't fit.
    fn flow(&self, pieces: impl Iterator<Item = String>, tone: Tone, out: &mut Vec<u8>) {
        const INDENT: &str = "  ";
        let room = self.width;
        let mut text = String::new();
        for piece in pieces {
            let is_full =
                |room| (INDENT.len() + 1..).contains(&width(&text)) && width(&text) + width(piece.trim_end()) > room;
            if room.is_some_and(is_full) {
                line(&self.toned(&text, tone), room, out);
                text = format!("{INDENT}{}", piece.trim_start());
            } else {
                text += &piece;
            }
        }
        line(&self.toned(&text, tone), room, out);
    }

    /// Writes the rows under their titles. Returns the titles of columns without room.
    fn rows(
        &self,
        columns: &[SectionColumn],
        mut rows: impl FnMut(TakeRow<'_>) -> io::Result<()>,
        days: Option<NaiveDate>,
        out: &mut dyn Write,
    ) -> io::Result<Vec<String>> {
        let mut longest = vec![0; columns.len()];
        rows(&mut |row| {
            for (longest, styled) in longest.iter_mut().zip(row) {
                *longest = width(&human::value(&styled.value, self.zone, days)).max(*longest);
            }
            Ok(())
        })?;
        let is_wide = self.width.is_none_or(|width| width >= WIDE);
        let gap = if self.width.is_some_and(|width| width < NARROW) { GAP.1 } else { GAP.0 };
        let wanted = |width_of: fn(&str) -> usize| -> Vec<Option<usize>> {
            let wanted = |(column, longest): (&SectionColumn, &usize)| match &column.title {
                Title::Scale(_) => Some(if is_wide { BAR.1 } else { BAR.0 }),
                // A column without values is left out.
                Title::Word(word) => (*longest > 0).then_some(width_of(word).max(*longest).min(WIDEST)),
            };
            columns.iter().zip(&longest).map(wanted).collect()
        };
        let mut layout = wanted(width);
        if let Some(room) = self.width.filter(|room| room::taken(&layout, gap) > *room) {
            layout = room::share(columns, wanted(wrap::narrowest), room, gap);
        }
        let title = |at: usize| title(&columns[at].title, layout[at].unwrap_or(0));
        let kept: Vec<(usize, usize)> = (0..).zip(&layout).filter_map(|(at, width)| Some((at, (*width)?))).collect();
        let mut bytes = Vec::new();
        let mut put = |cells: &[(Cow<'_, str>, Tone)], out: &mut dyn Write| {
            let mut text = String::new();
            bytes.clear();
            for (number, (&(at, room), (value, tone))) in kept.iter().zip(cells).enumerate() {
                let value = cut(value, room);
                let (before, blanks) = (if number > 0 { gap } else { 0 }, room - width(&value));
                let (left, right) = if columns[at].align == Align::Right { (blanks, 0) } else { (0, blanks) };
                text.extend(std::iter::repeat_n(' ', before + left));
                text += &self.toned(&value, *tone);
                text.extend(std::iter::repeat_n(' ', right));
            }
            line(&text, self.width, &mut bytes);
            out.write_all(&bytes)
        };
        if !kept.is_empty() {
            let titles: Vec<[String; 2]> = kept.iter().map(|(at, room)| wrap::in_two(&title(*at), *room)).collect();
            let line_of =
                |line: usize| titles.iter().map(move |title| (Cow::from(&title[line]), Tone::Faint)).collect();
            let lines: [Vec<_>; 2] = [0, 1].map(line_of);
            let is_shown = |line: &&Vec<(Cow<'_, str>, Tone)>| line.iter().any(|(title, _)| !title.is_empty());
            lines.iter().filter(is_shown).try_for_each(|line| put(line, out))?;
            rows(&mut |row| {
                let cell = |&(at, room): &(usize, usize)| {
                    let text = match &row[at].value {
                        Value::Bar(bar) => bar::draw(*bar, room).into(),
                        value => human::value(value, self.zone, days),
                    };
                    (text, row[at].tone)
                };
                let mut cells: Vec<(Cow<'_, str>, Tone)> = kept.iter().map(cell).collect();
                loop {
                    let rests = wrap::rests(&mut cells, &kept, columns);
                    put(&cells, out)?;
                    let Some(rests) = rests else { return Ok(()) };
                    cells = rests;
                }
            })?;
        }
        Ok((0..layout.len()).filter(|at| layout[*at].is_none() && longest[*at] > 0).map(title).collect())
    }

    fn text(&self, styled: &Styled<'_>, days: Option<NaiveDate>) -> String {
        self.toned(&human::value(&styled.value, self.zone, days), styled.tone)
    }

    fn toned(&self, text: &str, tone: Tone) -> String {
        toned(text, if self.has_color { tone } else { Tone::Plain })
    }
}

/// A remark on columns without room, if there are any.
fn no_room(titles: &[String]) -> Option<String> {
    (!titles.is_empty()).then(|| format!("no room here for: {} (--width, -c)", titles.join(", ")))
}

/// A column's title, cut to its width.
fn title(title: &Title, columns: usize) -> String {
    match title {
        Title::Word(word) => printable(word).into_owned(),
        Title::Scale(scale) => {
            let end = human::length((*scale).into());
            let line = columns.saturating_sub(1 + end.len());
            cut(&format!("0{}{end}", "_".repeat(line)), columns).into_owned()
        }
    }
}
