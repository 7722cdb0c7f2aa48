//! The blocks of a day's page, each made of what its command gives.

mod heading;
mod parts;
mod waits;

use anyhow::Result;

use crate::cli::Choosing;
use crate::plain::{count, counted};
use crate::reports::{Block, BlockContent, Cell, Picture, Rate, Through, Tone};
use crate::tables::{Duration, Instant};
use crate::timelines::{Outcome, Tally};

use super::super::check;
use super::super::opened::Opened;
use super::super::pass::Pass;
use super::Day;
use super::command::{dates, filters, inbound};
use super::entries::Entry;
use parts::{amount, block, length, table, value};

/// So many interactions make a level that tells something.
const ENOUGH: u64 = 30;

pub(super) struct Blocks<'d> {
    day: &'d Day<'d>,
    entries: &'d [Entry],
    tally: &'d Tally,
    /// The options that choose what is on the page.
    all: Vec<String>,
    /// Those that choose it without outbound interactions.
    inbound: Vec<String>,
    /// Whether these leave anything out.
    leaves_outbound: bool,
    /// The moment until which the day is known, if it isn't over.
    until: Option<Instant>,
    /// The first and last moments that the exports tell of.
    known: [Option<Instant>; 2],
}

impl<'d> Blocks<'d> {
    pub(super) fn new(day: &'d Day<'d>, pass: &Pass<'_>, entries: &'d [Entry], tally: &'d Tally) -> Blocks<'d> {
        let Opened { asked, present, bounds, .. } = day.opened;
        let choosing = &asked.options.choosing;
        let is_partial = bounds.interval().is_some_and(|day| day.start <= present.now && present.now < day.end);
        let newest = pass.known[1].map_or(present.now, |newest| newest.min(present.now));
        let mut dates = dates(day);
        if is_partial {
            dates.extend(["--now".to_owned(), present.zone.local(present.now).to_rfc3339()]);
        }
        let all = [&dates[..], &filters(choosing)].concat();
        let words = inbound(entries);
        let leaves_outbound = !words.is_empty();
        let inbound = match leaves_outbound {
            // Other directions would be alternatives.
            true => [dates, filters(&Choosing { direction: words, ..choosing.clone() })].concat(),
            false => all.clone(),
        };
        let until = is_partial.then_some(newest);
        Blocks { day, entries, tally, all, inbound, leaves_outbound, until, known: pass.known }
    }

    pub(super) fn all(&self, pass: &Pass<'_>) -> Result<Vec<Block>> {
        Ok(vec![
            self.figures(pass)?,
            self.through(pass)?,
            self.queues(pass)?,
            self.waits(),
            self.hours(pass)?,
            self.users(pass)?,
            self.longest(),
            self.unanswered(),
            self.check(pass)?,
        ])
    }

    /// The arguments of a command about all interactions of the day.
    fn with_outbound(&self, first: &[&str]) -> Vec<String> {
        first.iter().map(|word| (*word).to_owned()).chain(self.all.iter().cloned()).collect()
    }

    /// Of one about those that aren't outbound.
    fn without_outbound(&self, first: &[&str]) -> Vec<String> {
        first.iter().map(|word| (*word).to_owned()).chain(self.inbound.iter().cloned()).collect()
    }

    /// Of one about these that gives the service level asked for.
    fn with_level(&self, first: &[&str]) -> Vec<String> {
        [self.without_outbound(first), self.day.page.options.clone()].concat()
    }

    fn figures(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.with_level(&["summary", "--by", "all", "--compare", "week"]);
        let folded = self.day.folded(&command, pass)?;
        let by_user = self.with_outbound(&["summary", "--by", "user", "--compare", "week"]);
        let users = self.day.folded(&by_user, pass)?;
        let level = self.day.page.level;
        let of = |name: &'static str, column: &str| {
            let row = folded.rows.first().map_or(&[][..], Vec::as_slice);
            (name, value(&folded, row, column), value(&folded, row, &format!("{column}_change")))
        };
        let of_users = |column: &str| value(&users, users.totals.as_deref().unwrap_or_default(), column);
        let mut notes = Vec::new();
        let sla = self.sla();
        let open = self.inbound().filter(|entry| entry.outcome == Some(Outcome::Open));
        let late = open.filter(|entry| entry.wait.is_some_and(|wait| wait > sla)).count() as u64;
        if late > 0 {
            notes.push(format!("{} open for longer than {}", count(late), length(sla)));
        }
        notes.extend(folded.counted.clone());
        notes.extend(folded.remarks.iter().cloned());
        let figures = vec![
            of("interactions", "interactions"),
            of("offered", "offered"),
            of("answered", "answered"),
            of("abandoned", "abandoned"),
            of("abandonment rate", "abandonment_rate"),
            of("service level", level),
            of("wait, average", "wait_seconds_avg"),
            of("wait, 9 of 10 at most", "wait_seconds_p90"),
            of("handle time, average", "handle_seconds_avg"),
            ("acceptance rate", of_users("acceptance_rate"), of_users("acceptance_rate_change")),
            of("open", "open"),
        ];
        Ok(block("Key figures", &command, notes, BlockContent::Figures(figures)))
    }

    fn through(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.with_level(&["summary", "--by", "interval", "--all-intervals", "--compare", "week"]);
        let folded = self.day.folded(&command, pass)?;
        let level = self.day.page.level;
        let cell = |row: &[Cell<'static>], name: &str| value(&folded, row, name);
        let is_used = |row: &Vec<Cell<'static>>| {
            [cell(row, "interactions"), cell(row, "interactions_before")].iter().any(|cell| amount(cell) > 0)
        };
        let first = folded.rows.iter().position(is_used).unwrap_or(0);
        let last = folded.rows.iter().rposition(is_used).map_or(0, |last| last + 1);
        let rows = &folded.rows[first..last.max(first)];
        let zone = self.day.opened.present.zone;
        let start = |row: &[Cell<'static>]| match cell(row, "interval") {
            Cell::Time(start) => start,
            _ => Instant::MIN,
        };
        let clock =
            |row: &Vec<Cell<'static>>| vec![Cell::Text(zone.civil(start(row)).format("%H:%M").to_string().into())];
        let series = |name: &'static str, tone: Tone| (name, tone, rows.iter().map(|row| cell(row, name)).collect());
        let is_few = |row: &Vec<Cell<'static>>| matches!(cell(row, "too_few"), Cell::Text(names) if names.split(' ').any(|name| name == level));
        let bars = Picture::Bars {
            title: "Interactions by half hour of creation".to_owned(),
            names: rows.iter().map(clock).collect(),
            series: vec![
                series("answered", Tone::Good),
                series("abandoned", Tone::Bad),
                series("exited", Tone::Machine),
                series("open", Tone::Waiting),
            ],
            whole: Some(rows.iter().map(|row| cell(row, "interactions")).collect()),
            is_time: true,
        };
        let through = Through {
            bars,
            shares: rows.iter().map(|row| (cell(row, level), is_few(row))).collect(),
            before: rows.iter().map(|row| cell(row, "interactions_before")).collect(),
            known: self.until.map_or(rows.len(), |until| rows.iter().take_while(|row| start(row) <= until).count()),
        };
        Ok(block("Through the day", &command, Vec::new(), BlockContent::Through(through)))
    }

    fn queues(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.with_level(&["summary", "--by", "queue"]);
        let folded = self.day.folded(&command, pass)?;
        let level = self.day.page.level;
        let names = [
            "queue_name",
            "offered",
            "answered",
            "abandoned",
            level,
            "wait_seconds_avg",
            "wait_seconds_p90",
            "wait_seconds_max",
            "handle_seconds_avg",
        ];
        let mut rows = folded.rows.clone();
        // The worst first, then what is too little to tell, then what isn't known.
        rows.sort_by_cached_key(|row| match value(&folded, row, level) {
            Cell::Rate(rate @ Rate { whole, .. }) if whole >= ENOUGH => (0, rate.ten_thousandths()),
            Cell::Rate(rate) => (1, rate.ten_thousandths()),
            _ => (2, 0),
        });
        Ok(block("Queues", &command, Vec::new(), table(&folded, &rows, &names)))
    }

    fn hours(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.with_level(&["summary", "--by", "queue,hour"]);
        let folded = self.day.folded(&command, pass)?;
        let level = self.day.page.level;
        let mut rows: Vec<(String, Vec<Option<[Cell<'static>; 2]>>)> = Vec::new();
        for row in &folded.rows {
            let name = match value(&folded, row, "queue_name") {
                Cell::Text(name) => name.into_owned(),
                _ => "no queue".to_owned(),
            };
            if rows.last().is_none_or(|(last, _)| *last != name) {
                rows.push((name, vec![None; 24]));
            }
            if let (Some((_, hours)), Cell::Count(hour)) = (rows.last_mut(), value(&folded, row, "hour")) {
                hours[hour as usize % 24] = Some([value(&folded, row, "offered"), value(&folded, row, level)]);
            }
        }
        let is_used = |hour: &usize| rows.iter().any(|(_, hours)| hours[*hour].is_some());
        let (first, last) = ((0..24).find(is_used).unwrap_or(0), (0..24).rfind(is_used).unwrap_or(23));
        let columns = (first..=last).map(|hour| hour.to_string()).collect();
        let rows = rows.into_iter().map(|(name, hours)| (name, hours[first..=last].to_vec())).collect();
        let notes = vec!["how many were offered, shaded by the service level".to_owned()];
        Ok(block("Queues by hour", &command, notes, BlockContent::Shades { columns, rows }))
    }

    fn users(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.with_outbound(&["summary", "--by", "user"]);
        let folded = self.day.folded(&command, pass)?;
        let names = [
            "user_name",
            "rings",
            "accepted",
            "rejected",
            "ignored",
            "clear",
            "unknown",
            "withdrawn",
            "acceptance_rate",
            "interactions_handled",
            "handle_seconds_avg",
        ];
        Ok(block("Users", &command, Vec::new(), table(&folded, &folded.rows, &names)))
    }

    pub(super) fn check(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.with_outbound(&["check"]);
        let mut section = check::overview(self.day.page.findings, &self.day.opened.present, pass)?;
        let mut notes = std::mem::take(&mut section.remarks);
        for (number, noun, why) in [
            (self.tally.left_out, "row", "another row describes the same segment"),
            (self.tally.out_of_hours, "interaction", "at other hours or on other days"),
            (self.tally.excluded, "interaction", "with an excluded queue or user"),
        ] {
            if number > 0 {
                notes.push(format!("{} left out: {why}", counted(number, noun)));
            }
        }
        Ok(block("What to make sure of", &command, notes, BlockContent::Section(Box::new(section))))
    }

    /// The interactions that commands without outbound ones are about.
    fn inbound(&self) -> impl Iterator<Item = &'d Entry> {
        let leaves_out = |entry: &Entry| self.leaves_outbound && (entry.is_outbound() || entry.direction.is_none());
        self.entries.iter().filter(move |entry| !leaves_out(entry))
    }

    fn sla(&self) -> Duration {
        self.day.page.sla.unwrap_or_else(|| self.day.opened.asked.config.sla.of(None, None))
    }
}
