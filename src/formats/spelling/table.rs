//! `table`: for people. Sections laid out for a terminal of any width, or in full if there is none. Which columns fit is
//! decided here; comfy-table lays out the rows under them. Colours are added here too, as comfy-table would need a terminal
//! library for them.

mod bar;
mod room;
mod tones;

use std::borrow::Cow;

use chrono::NaiveDate;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, Width, presets};

use crate::formats::human;
use crate::plain::{cut, printable, width};
use crate::reports::{Align, Section, SectionColumn, Styled, Title, Tone, Value};
use crate::tables::Zone;

use tones::{line, toned};

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

/// The widest column that comfy-table can make; nobody reads on anyway.
const WIDEST: usize = u16::MAX as usize - GAP.0;

/// How many rows comfy-table gets at once: it holds each of them four times.
const AT_ONCE: usize = 100;

impl TableLayout {
    /// Appends a section, and an empty line after it.
    pub(crate) fn section(&self, section: &Section<'_>, out: &mut Vec<u8>) {
        let days = human::first_day(section, self.zone);
        if !section.heading.subject.is_empty() {
            self.heading(section, out);
        }
        for pieces in &section.facts {
            let text = |piece: &Vec<Styled<'_>>| piece.iter().map(|styled| self.text(styled, days)).collect();
            self.flow(pieces.iter().map(text), Tone::Plain, out);
        }
        let mut left_out = Vec::new();
        if !section.columns.is_empty() {
            if !section.facts.is_empty() {
                out.push(b'\n');
            }
            left_out = self.rows(section, days, out);
        }
        let left_out = Some(left_out.join(", ")).filter(|titles| section.names_left_out && !titles.is_empty());
        let left_out = left_out.map(|titles| format!("no room here for: {titles} (--width, -c)"));
        let later = days.map(|_| human::LATER_DAYS.to_owned());
        for remark in section.remarks.iter().chain(&later).chain(&left_out) {
            self.flow(printable(remark).split_inclusive(' ').map(str::to_owned), Tone::Faint, out);
        }
        out.push(b'\n');
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

    /// Appends the rows. Returns the titles of columns without room.
    fn rows(&self, section: &Section<'_>, days: Option<NaiveDate>, out: &mut Vec<u8>) -> Vec<String> {
        let value = |styled| human::value(styled, self.zone, days);
        let rows = || section.rows.iter().chain(&section.totals);
        let texts: Vec<Vec<Cow<'_, str>>> =
            rows().map(|row| row.iter().map(|styled| value(&styled.value)).collect()).collect();
        let longest = |at: usize| texts.iter().map(|row| width(&row[at])).max().unwrap_or(0);
        let longest: Vec<usize> = (0..section.columns.len()).map(longest).collect();
        let is_wide = self.width.is_none_or(|width| width >= WIDE);
        let wanted = |(column, longest): (&SectionColumn, &usize)| match &column.title {
            Title::Scale(_) => Some(if is_wide { BAR.1 } else { BAR.0 }),
            // A column without values is left out.
            Title::Word(word) => (*longest > 0).then_some(width(word).max(*longest).min(WIDEST)),
        };
        let gap = if self.width.is_some_and(|width| width < NARROW) { GAP.1 } else { GAP.0 };
        let mut layout: Vec<Option<usize>> = section.columns.iter().zip(&longest).map(wanted).collect();
        if let Some(room) = self.width {
            layout = room::share(&section.columns, layout, room, gap);
        }
        let title = |at: usize| title(&section.columns[at].title, layout[at].unwrap_or(0));
        let kept: Vec<(usize, usize)> = (0..).zip(&layout).filter_map(|(at, width)| Some((at, (*width)?))).collect();
        let cell = |text: &str, room: usize, tone| Cell::new_owned(self.toned(&cut(text, room), tone));
        let titles = kept.iter().map(|(at, room)| cell(&title(*at), *room, Tone::Faint)).collect();
        let cells = rows().zip(&texts).map(|(row, texts)| {
            let cell = |(at, room): &(usize, usize)| match &row[*at].value {
                Value::Bar(bar) => cell(&bar::draw(*bar, *room), *room, row[*at].tone),
                _ => cell(&texts[*at], *room, row[*at].tone),
            };
            kept.iter().map(cell).collect()
        });
        let mut all = std::iter::once(titles).chain(cells).peekable();
        while all.peek().is_some() {
            let mut table = comfy_table::Table::new();
            table.load_style(presets::NOTHING).add_rows(all.by_ref().take(AT_ONCE).collect::<Vec<Vec<Cell>>>());
            for (number, (column, (at, room))) in table.column_iter_mut().zip(&kept).enumerate() {
                let before = if number > 0 { gap } else { 0 };
                column.set_padding((before as u16, 0));
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed((before + room) as u16)));
                column.set_cell_alignment(match section.columns[*at].align {
                    Align::Left => CellAlignment::Left,
                    Align::Right => CellAlignment::Right,
                });
            }
            table.lines().for_each(|text| line(&text, self.width, out));
        }
        (0..layout.len()).filter(|at| layout[*at].is_none() && longest[*at] > 0).map(title).collect()
    }

    fn text(&self, styled: &Styled<'_>, days: Option<NaiveDate>) -> String {
        self.toned(&human::value(&styled.value, self.zone, days), styled.tone)
    }

    fn toned(&self, text: &str, tone: Tone) -> String {
        toned(text, if self.has_color { tone } else { Tone::Plain })
    }
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
