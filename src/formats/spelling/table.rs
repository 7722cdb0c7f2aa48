//! `table`: for people. Sections laid out for a terminal of any width, or in full where there is none.

use chrono::NaiveDate;

use crate::plain::{cut, printable, width};
use crate::reports::{Align, Section, SectionColumn, Shrink, Styled, Title, Tone, Value};
use crate::tables::Zone;

use super::bar;
use crate::formats::human;

/// How tables look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns that a line may take; `None` for as many as it needs.
    pub width: Option<usize>,
    /// Whether tones are coloured.
    pub has_color: bool,
    /// The output zone.
    pub zone: Zone,
}

/// Lays out sections.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    style: Style,
}

/// Columns of a bar where there is room, and where there is plenty.
const BAR: (usize, usize) = (10, 30);

/// The width from which there is plenty of room.
const WIDE: usize = 120;

/// Between two columns.
const GAP: &str = "  ";

/// Between two columns where every column counts.
const NARROW_GAP: &str = " ";

/// The width below which every column counts.
const NARROW: usize = 60;

/// A cell ready to be placed: printable text and its tone.
struct Text {
    text: String,
    tone: Tone,
}

impl Table {
    /// Tables in a style.
    pub fn new(style: Style) -> Table {
        Table { style }
    }

    /// Appends a section, and an empty line after it.
    pub fn section(&self, section: &Section<'_>, out: &mut Vec<u8>) {
        let days = human::first_day(section, self.style.zone);
        if !section.heading.subject.is_empty() {
            self.heading(section, out);
        }
        for pieces in &section.facts {
            self.facts(pieces, days, out);
        }
        let left_out = if section.columns.is_empty() {
            Vec::new()
        } else {
            if !section.facts.is_empty() {
                out.push(b'\n');
            }
            self.rows(section, days, out)
        };
        let left_out = Some(left_out.join(", ")).filter(|titles| section.names_left_out && !titles.is_empty());
        let left_out = left_out.map(|titles| format!("no room here for: {titles} (--width, -c)"));
        let later = days.map(|_| human::LATER_DAYS.to_owned());
        for remark in section.remarks.iter().chain(&later).chain(&left_out) {
            let words = remark.split_inclusive(' ').map(|word| vec![Text { text: word.to_owned(), tone: Tone::Faint }]);
            self.flow(words, out);
        }
        out.push(b'\n');
    }

    /// The subject on the left, the day on the right; below each other where they don't fit.
    fn heading(&self, section: &Section<'_>, out: &mut Vec<u8>) {
        let day = section.heading.day.map(|at| human::day(self.style.zone.civil(at), self.style.zone));
        let day = day.unwrap_or_default();
        let subject: Vec<Text> = section.heading.subject.iter().map(|styled| self.text(styled, None)).collect();
        let mut line: Vec<Text> = Vec::new();
        for (at, text) in subject.into_iter().enumerate() {
            let separator = ["", GAP, " · "][at.min(2)];
            line.push(Text { text: separator.to_owned(), tone: Tone::Plain });
            line.push(text);
        }
        let taken: usize = line.iter().map(|text| width(&text.text)).sum();
        let room = self.style.width.unwrap_or(taken + GAP.len() + width(&day));
        if taken + GAP.len() + width(&day) <= room {
            let gap = " ".repeat(room - taken - width(&day));
            line.extend([Text { text: gap, tone: Tone::Plain }, Text { text: day, tone: Tone::Faint }]);
            self.line(line, out);
        } else {
            self.line(self.fitted(line), out);
            self.line(self.fitted(vec![Text { text: day, tone: Tone::Faint }]), out);
        }
    }

    /// Pieces one after another; on the next line, indented, where they don't fit.
    fn facts(&self, pieces: &[Vec<Styled<'_>>], days: Option<NaiveDate>, out: &mut Vec<u8>) {
        let pieces = pieces.iter().map(|piece| piece.iter().map(|styled| self.text(styled, days)).collect());
        self.flow(pieces, out);
    }

    fn flow(&self, pieces: impl Iterator<Item = Vec<Text>>, out: &mut Vec<u8>) {
        const INDENT: &str = "  ";
        let room = self.style.width.unwrap_or(usize::MAX);
        let mut line: Vec<Text> = Vec::new();
        let mut taken = 0;
        for mut piece in pieces {
            let mut length: usize = piece.iter().map(|text| width(&text.text)).sum();
            let visible: String = piece.iter().map(|text| text.text.as_str()).collect();
            if taken > INDENT.len() && taken + width(visible.trim_end()) > room {
                trim_end(&mut line);
                self.line(self.fitted(std::mem::take(&mut line)), out);
                if let Some(first) = piece.first_mut() {
                    let trimmed = first.text.trim_start().to_owned();
                    length -= width(&first.text) - width(&trimmed);
                    first.text = trimmed;
                }
                line.push(Text { text: INDENT.to_owned(), tone: Tone::Plain });
                taken = INDENT.len();
            }
            taken += length;
            line.extend(piece);
        }
        trim_end(&mut line);
        self.line(self.fitted(line), out);
    }

    /// A line without what goes beyond the width; a mark stands where something was cut.
    fn fitted(&self, line: Vec<Text>) -> Vec<Text> {
        let Some(room) = self.style.width else { return line };
        let total: usize = line.iter().map(|text| width(&text.text)).sum();
        let (mut left, mut fitted) = (room, Vec::new());
        for Text { text, tone } in line {
            let length = width(&text);
            // The column before the end is kept for the mark, unless everything fits.
            if total <= room || length < left {
                left = left.saturating_sub(length);
                fitted.push(Text { text, tone });
            } else {
                fitted.push(Text { text: cut(&format!("{text}…"), left).into_owned(), tone });
                break;
            }
        }
        fitted
    }

    /// Gives the titles of columns that found no room.
    fn rows(&self, section: &Section<'_>, days: Option<NaiveDate>, out: &mut Vec<u8>) -> Vec<String> {
        let mut grid: Vec<Vec<Text>> = section
            .rows
            .iter()
            .chain(&section.totals)
            .map(|row| row.iter().map(|styled| self.text(styled, days)).collect())
            .collect();
        let layout = self.layout(section, &grid);
        for (row, styled) in grid.iter_mut().zip(&section.rows) {
            for (at, styled) in styled.iter().enumerate() {
                if let (Value::Bar(bar), Some(columns)) = (&styled.value, layout[at]) {
                    row[at].text = bar::draw(*bar, columns);
                }
            }
        }
        let titles = section
            .columns
            .iter()
            .zip(&layout)
            .map(|(column, width)| Text { text: title(&column.title, width.unwrap_or(0)), tone: Tone::Faint });
        self.row(titles.collect(), &section.columns, &layout, out);
        let has_values = |at: usize| grid.iter().any(|row| !row[at].text.is_empty());
        let left_out = (0..layout.len()).filter(|at| layout[*at].is_none() && has_values(*at));
        let left_out = left_out.map(|at| title(&section.columns[at].title, 0)).collect();
        for row in grid {
            self.row(row, &section.columns, &layout, out);
        }
        left_out
    }

    /// The width of each column; `None` for one that is left out.
    fn layout(&self, section: &Section<'_>, grid: &[Vec<Text>]) -> Vec<Option<usize>> {
        let wide = self.style.width.is_none_or(|width| width >= WIDE);
        let mut widths: Vec<Option<usize>> = section
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| match &column.title {
                Title::Scale(_) => Some(if wide { BAR.1 } else { BAR.0 }),
                Title::Word(word) => {
                    let longest = grid.iter().map(|row| width(&row[at].text)).max().unwrap_or(0);
                    // A column without any value is no column.
                    (longest > 0).then_some(longest.max(width(word)))
                }
            })
            .collect();
        let Some(room) = self.style.width else { return widths };
        let taken = |widths: &[Option<usize>]| {
            let kept = widths.iter().flatten().count();
            widths.iter().flatten().sum::<usize>() + kept.saturating_sub(1) * self.gap().len()
        };
        let shrunk = |widths: &[Option<usize>]| -> Vec<Option<usize>> {
            let least = |(width, column): (&Option<usize>, &SectionColumn)| match column.shrink {
                Shrink::To(least) => width.map(|width| width.min(least)),
                _ => *width,
            };
            widths.iter().zip(&section.columns).map(least).collect()
        };
        // Columns that may go, those that go first in front.
        let mut leaving: Vec<(u8, usize)> = section
            .columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| match column.shrink {
                Shrink::LeaveOut(order) => Some((order, at)),
                _ => None,
            })
            .collect();
        leaving.sort_unstable();
        while let Some((order, at)) = leaving.pop() {
            // What adds detail goes before anything is cut; what carries the picture stays while cutting helps.
            let fits = if order > 3 { taken(&widths) <= room } else { taken(&shrunk(&widths)) <= room };
            if fits {
                leaving.push((order, at));
                break;
            }
            widths[at] = None;
        }
        // Then the longest of those that may be cut, a column at a time.
        while taken(&widths) > room {
            let longest = (0..widths.len())
                .filter(|at| matches!((section.columns[*at].shrink, widths[*at]), (Shrink::To(least), Some(width)) if width > least))
                .max_by_key(|at| widths[*at]);
            let Some(longest) = longest else { break };
            widths[longest] = widths[longest].map(|width| width - 1);
        }
        widths
    }

    fn row(&self, cells: Vec<Text>, columns: &[SectionColumn], layout: &[Option<usize>], out: &mut Vec<u8>) {
        let mut line = Vec::new();
        let kept = cells
            .into_iter()
            .zip(columns)
            .zip(layout)
            .filter_map(|((cell, column), width)| width.map(|width| (cell, column, width)));
        for (at, (cell, column, room)) in kept.enumerate() {
            let text = cut(&cell.text, room).into_owned();
            let padding = " ".repeat(room - width(&text));
            let gap = Text { text: if at > 0 { self.gap().to_owned() } else { String::new() }, tone: Tone::Plain };
            let (text, padding) = (Text { text, tone: cell.tone }, Text { text: padding, tone: Tone::Plain });
            match column.align {
                Align::Left => line.extend([gap, text, padding]),
                Align::Right => line.extend([gap, padding, text]),
            }
        }
        trim_end(&mut line);
        self.line(self.fitted(line), out);
    }

    fn gap(&self) -> &'static str {
        if self.style.width.is_some_and(|width| width < NARROW) { NARROW_GAP } else { GAP }
    }

    /// Appends a line without blanks at its end.
    fn line(&self, mut line: Vec<Text>, out: &mut Vec<u8>) {
        trim_end(&mut line);
        let mut merged: Vec<Text> = Vec::new();
        for Text { text, tone } in line {
            match merged.last_mut() {
                Some(last) if last.tone == tone => last.text.push_str(&text),
                _ => merged.push(Text { text, tone }),
            }
        }
        for Text { text, tone } in merged {
            match color(tone).filter(|_| self.style.has_color && !text.trim().is_empty()) {
                Some(code) => out.extend_from_slice(format!("\x1b[{code}m{text}\x1b[0m").as_bytes()),
                None => out.extend_from_slice(text.as_bytes()),
            }
        }
        out.push(b'\n');
    }

    fn text(&self, styled: &Styled<'_>, days: Option<NaiveDate>) -> Text {
        let text = human::value(&styled.value, self.style.zone, days).into_owned();
        Text { text, tone: styled.tone }
    }
}

/// Takes blanks off the end of a line.
fn trim_end(line: &mut Vec<Text>) {
    while let Some(last) = line.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        line.pop();
    }
}

/// What stands above a column of some width.
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

/// The colour of a tone, as the number that terminals know it by.
fn color(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Strong => Some("1"),
        Tone::Faint => Some("2"),
        Tone::Good => Some("32"),
        Tone::Bad => Some("1;31"),
        Tone::Doubtful => Some("33"),
        Tone::Waiting => Some("36"),
        Tone::Machine => Some("35"),
    }
}
