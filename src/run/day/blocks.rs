//! The blocks of a day's page, each made of what its command gives.

use anyhow::Result;

use crate::choices::Interval;
use crate::cli::{Choosing, On};
use crate::plain::{count, counted, typed, value_names};
use crate::reports::{Block, BlockContent, Cell, Column, Folded, Picture, Rate, Through, Tone};
use crate::tables::{Duration, Instant, Response, Sum};
use crate::timelines::{Outcome, Tally};

use super::super::coverage::moment;
use super::super::pass::Pass;
use super::Day;
use super::entries::Entry;

/// So many interactions make a level that tells something.
const ENOUGH: u64 = 30;

/// So many of the longest waits are listed, and so many of the unanswered ones.
const LONGEST: usize = 10;
const LISTED: usize = 200;

/// Waits are counted up to each of these, in seconds.
const EDGES: [i64; 8] = [10, 20, 30, 60, 120, 300, 600, 1800];

pub(super) struct Blocks<'d> {
    day: &'d Day<'d>,
    entries: &'d [Entry],
    /// The options that choose the day, with what else was asked for.
    base: Vec<String>,
    /// Those that leave outbound interactions out.
    inbound: Vec<String>,
    /// Those of the service level.
    level: Vec<String>,
    /// The moment until which the day is known, if it isn't over.
    until: Option<Instant>,
    /// The first and last moments that the exports tell of.
    known: [Option<Instant>; 2],
}

impl<'d> Blocks<'d> {
    pub(super) fn new(day: &'d Day<'d>, pass: &Pass<'_>, entries: &'d [Entry]) -> Result<Blocks<'d>> {
        let (choosing, present) = (&day.asked.options.choosing, &day.present);
        let interval = day.bounds.interval();
        let is_partial = interval.is_some_and(|day| day.start <= present.now && present.now < day.end);
        let newest = pass.known[1].map_or(present.now, |newest| newest.min(present.now));
        let mut base = dates(day);
        if is_partial {
            base.extend(["--now".to_owned(), present.zone.local(present.now).to_rfc3339()]);
        }
        base.extend(filters(choosing));
        let mut level = Vec::new();
        for (option, value) in [("--sla", &day.options.sla), ("--service-level", &day.options.service_level)] {
            level.extend(value.iter().flat_map(|value| [option.to_owned(), value.clone()]));
        }
        Ok(Blocks {
            day,
            entries,
            base,
            inbound: inbound(entries),
            level,
            until: is_partial.then_some(newest),
            known: pass.known,
        })
    }

    /// The day with its weekday.
    pub(super) fn title(&self) -> String {
        let zone = self.day.present.zone;
        let day = self.day.bounds.interval().map(|day| zone.civil(day.start).format("%A %Y-%m-%d").to_string());
        day.unwrap_or_default()
    }

    /// The zone, until when it is known, what was chosen, and how many there were.
    pub(super) fn caption(&self, tally: &Tally) -> Vec<String> {
        let zone = self.day.present.zone;
        let outbound = self.entries.iter().filter(|entry| entry.is_outbound()).count() as u64;
        let mut lines = vec![format!(
            "{}, of them {} outbound; {zone}",
            counted(tally.interactions, "interaction"),
            count(outbound)
        )];
        let filters = filters(&self.day.asked.options.choosing);
        if !filters.is_empty() {
            lines.push(format!("chosen by {}", filters.join(" ")));
        }
        let targets = &self.day.asked.config.sla;
        let in_time = match self.day.options.sla.is_none() && !targets.is_one() {
            true => "as [sla] of segrep.toml says for its queue or type".to_owned(),
            false => format!("within {}", length(self.sla())),
        };
        lines.push(format!("answered in time: {in_time}; the level is {}", self.level_column()));
        if let Some(until) = self.until {
            lines.push(format!("not over: known until {}", moment(until, zone)));
        }
        if !self.inbound.is_empty() {
            lines.push("outbound interactions count for users alone".to_owned());
            let nowhere = self.entries.iter().filter(|entry| entry.direction.is_none()).count() as u64;
            if nowhere > 0 {
                lines.push(format!("{} without a direction count there alone, too", count(nowhere)));
            }
        }
        if self.entries.is_empty() {
            let is_covered = |day: Interval| self.known[0] < Some(day.end) && Some(day.start) <= self.known[1];
            lines.push(match (self.day.bounds.interval(), self.known) {
                (Some(day), [Some(first), Some(last)]) if !is_covered(day) => {
                    let [first, last] = [first, last].map(|at| moment(at, zone));
                    format!("the exports cover {first} to {last}, not this day")
                }
                _ => "no interactions created".to_owned(),
            });
        }
        lines
    }

    /// The column of the service level that was asked for.
    fn level_column(&self) -> String {
        let formula = self.day.options.service_level.as_deref();
        formula.map_or_else(|| "service_level".to_owned(), |formula| format!("service_level_{formula}"))
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

    /// The arguments of a command about interactions that aren't outbound.
    fn command(&self, first: &[&str]) -> Vec<String> {
        let first = first.iter().map(|word| (*word).to_owned());
        first.chain(self.base.iter().chain(&self.inbound).chain(&self.level).cloned()).collect()
    }

    fn figures(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.command(&["summary", "--by", "all", "--compare", "week"]);
        let folded = self.day.folded(&command, pass)?;
        let by_user = self.with_outbound(&["summary", "--by", "user", "--compare", "week"]);
        let users = self.day.folded(&by_user, pass)?;
        let level = self.level_column();
        let of = |name: &'static str, column: &str| {
            let row = folded.rows.first().map_or(&[][..], Vec::as_slice);
            (name, value(&folded, row, column), value(&folded, row, &format!("{column}_change")))
        };
        let of_users = |column: &str| value(&users, users.totals.as_deref().unwrap_or_default(), column);
        let mut notes = Vec::new();
        let late = self.entries.iter().filter(|entry| entry.outcome == Some(Outcome::Open) && !entry.is_outbound());
        let sla = self.sla();
        let late = late.filter(|entry| entry.waited(self.now()).is_some_and(|wait| wait > sla)).count() as u64;
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
            of("service level", &level),
            of("wait, average", "wait_seconds_avg"),
            of("wait, 9 of 10 at most", "wait_seconds_p90"),
            of("handle time, average", "handle_seconds_avg"),
            ("acceptance rate", of_users("acceptance_rate"), of_users("acceptance_rate_change")),
            of("open", "open"),
        ];
        Ok(block("Key figures", &command, notes, BlockContent::Figures(figures)))
    }

    fn through(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.command(&["summary", "--by", "interval", "--all-intervals", "--compare", "week"]);
        let folded = self.day.folded(&command, pass)?;
        let level = self.level_column();
        let cell = |row: &[Cell<'static>], name: &str| value(&folded, row, name);
        let is_used = |row: &Vec<Cell<'static>>| {
            [cell(row, "interactions"), cell(row, "interactions_before")].iter().any(|cell| amount(cell) > 0)
        };
        let first = folded.rows.iter().position(is_used).unwrap_or(0);
        let last = folded.rows.iter().rposition(is_used).map_or(0, |last| last + 1);
        let rows = &folded.rows[first..last.max(first)];
        let zone = self.day.present.zone;
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
            shares: rows.iter().map(|row| (cell(row, &level), is_few(row))).collect(),
            before: rows.iter().map(|row| cell(row, "interactions_before")).collect(),
            known: self.until.map_or(rows.len(), |until| rows.iter().take_while(|row| start(row) <= until).count()),
        };
        Ok(block("Through the day", &command, Vec::new(), BlockContent::Through(through)))
    }

    fn queues(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.command(&["summary", "--by", "queue"]);
        let folded = self.day.folded(&command, pass)?;
        let level = self.level_column();
        let names = [
            "queue_name",
            "offered",
            "answered",
            "abandoned",
            &level,
            "wait_seconds_avg",
            "wait_seconds_p90",
            "wait_seconds_max",
            "handle_seconds_avg",
        ];
        let mut rows = folded.rows.clone();
        // The worst first, then what is too little to tell, then what isn't known.
        rows.sort_by_cached_key(|row| match value(&folded, row, &level) {
            Cell::Rate(rate @ Rate { whole, .. }) if whole >= ENOUGH => (0, rate.ten_thousandths()),
            Cell::Rate(rate) => (1, rate.ten_thousandths()),
            _ => (2, 0),
        });
        Ok(block("Queues", &command, Vec::new(), table(&folded, &rows, &names)))
    }

    fn waits(&self) -> Block {
        let sla = self.sla().micros();
        let mut edges: Vec<i64> = EDGES.iter().map(|seconds| seconds * 1_000_000).collect();
        edges.push(sla);
        edges.sort_unstable();
        edges.dedup();
        let mut counts = [vec![0u64; edges.len() + 1], vec![0; edges.len() + 1]];
        for entry in self.entries.iter().filter(|entry| !self.inbound_leaves_out(entry)) {
            let which = match entry.outcome {
                Some(Outcome::Answered) => 0,
                _ if entry.is_abandoned => 1,
                _ => continue,
            };
            if let Some(wait) = entry.wait.filter(|wait| *wait >= Duration::ZERO) {
                counts[which][edges.partition_point(|edge| *edge < wait.micros())] += 1;
            }
        }
        let text = |micros: i64| length(Duration::from_micros(micros));
        let mut names: Vec<Vec<Cell<'static>>> = edges
            .iter()
            .map(|edge| {
                vec![Cell::Text(format!("≤ {}{}", text(*edge), if *edge == sla { " (in time)" } else { "" }).into())]
            })
            .collect();
        names.push(vec![Cell::text("more")]);
        let [answered, abandoned] = counts.map(|counts| counts.into_iter().map(Cell::Count).collect::<Vec<_>>());
        let bars = Picture::Bars {
            title: "Answered and abandoned ones by how long they waited".to_owned(),
            names,
            series: vec![("answered", Tone::Good, answered), ("abandoned", Tone::Bad, abandoned)],
            whole: None,
            is_time: true,
        };
        let mut command = self.command(&["interactions", "-c", "interaction_id,outcome,wait_seconds"]);
        command.truncate(command.len() - self.level.len());
        block("Waits", &command, Vec::new(), BlockContent::Bars(bars))
    }

    fn hours(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.command(&["summary", "--by", "queue,hour"]);
        let folded = self.day.folded(&command, pass)?;
        let level = self.level_column();
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
                hours[hour as usize % 24] = Some([value(&folded, row, "offered"), value(&folded, row, &level)]);
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

    fn longest(&self) -> Block {
        let now = self.now();
        let mut waited: Vec<(&Entry, Duration)> = self
            .entries
            .iter()
            .filter(|entry| !self.inbound_leaves_out(entry))
            .filter_map(|entry| Some((entry, entry.waited(now)?)))
            .collect();
        // Stable: ties stay in report order.
        waited.sort_by_key(|(_, wait)| std::cmp::Reverse(*wait));
        waited.truncate(LONGEST);
        let least = waited.last().map_or(Duration::ZERO, |(_, wait)| *wait);
        let least = Sum::from(least).to_string();
        let mut command = self.command(&["interactions", "--min-wait", &least]);
        command.truncate(command.len() - self.level.len());
        let links = waited.into_iter().map(|(entry, _)| (entry.id.clone(), entry.cells(now))).collect();
        block("The longest waits", &command, Vec::new(), BlockContent::Links(links))
    }

    fn unanswered(&self) -> Block {
        let is_lost = |entry: &&Entry| matches!(entry.outcome, Some(Outcome::Unanswered | Outcome::Exited));
        let lost: Vec<&Entry> = self.entries.iter().filter(is_lost).collect();
        let short = Duration::from_seconds(5);
        let (short, long): (Vec<&Entry>, Vec<&Entry>) =
            lost.iter().partition(|entry| entry.is_abandoned && entry.wait.is_some_and(|wait| wait <= short));
        let shown = long.len().min(LISTED);
        let mut notes = vec![format!("{} of {}", count(shown as u64), count(lost.len() as u64))];
        if !short.is_empty() {
            notes.push(format!("{} abandoned within 5s are not listed", count(short.len() as u64)));
        }
        if lost.len() - short.len() > shown {
            notes.push("the command lists all".to_owned());
        }
        let command = self.with_outbound(&["interactions", "--outcome", "unanswered", "--outcome", "exited"]);
        let links = long[..shown].iter().map(|entry| (entry.id.clone(), entry.cells(self.now()))).collect();
        block("Unanswered and exited", &command, notes, BlockContent::Links(links))
    }

    pub(super) fn check(&self, pass: &Pass<'_>) -> Result<Block> {
        let command = self.with_outbound(&["check"]);
        let mut section = self.day.checked(pass)?;
        let notes = std::mem::take(&mut section.remarks);
        Ok(block("What to make sure of", &command, notes, BlockContent::Section(Box::new(section))))
    }

    /// The arguments of a command about all interactions of the day.
    fn with_outbound(&self, first: &[&str]) -> Vec<String> {
        first.iter().map(|word| (*word).to_owned()).chain(self.base.iter().cloned()).collect()
    }

    /// Whether the options that leave outbound interactions out leave this one out.
    fn inbound_leaves_out(&self, entry: &Entry) -> bool {
        !self.inbound.is_empty() && (entry.is_outbound() || entry.direction.is_none())
    }

    fn sla(&self) -> Duration {
        let asked = self.day.options.sla.as_deref().and_then(|sla| crate::spans::span(sla, "--sla").ok());
        asked.unwrap_or_else(|| self.day.asked.config.sla.of([None; 2], None))
    }

    /// The moment until which open interactions have waited.
    fn now(&self) -> Instant {
        self.day.present.now
    }
}

fn block(title: &'static str, command: &[String], notes: Vec<String>, content: BlockContent) -> Block {
    let words = command.iter().map(|word| typed(word));
    let command = std::iter::once("segrep".to_owned()).chain(words).collect::<Vec<_>>().join(" ");
    Block { title, command, notes, content }
}

/// The cell of a row under a column; blank if there is none.
fn value(folded: &Folded, row: &[Cell<'static>], name: &str) -> Cell<'static> {
    let at = folded.columns.iter().position(|column| column.name == name);
    at.and_then(|at| row.get(at)).cloned().unwrap_or(Cell::Blank)
}

/// A length of time, in minutes if it has no odd seconds.
fn length(length: Duration) -> String {
    match length.micros() {
        micros @ 120_000_000.. if micros % 60_000_000 == 0 => format!("{}m", micros / 60_000_000),
        _ => format!("{}s", Sum::from(length)),
    }
}

fn amount(cell: &Cell<'_>) -> i128 {
    match cell {
        Cell::Count(count) => i128::from(*count),
        Cell::Number(number) => number.amount.micros(),
        _ => 0,
    }
}

/// Rows with some of their columns; a level that rests on too little is marked as such.
fn table(folded: &Folded, rows: &[Vec<Cell<'static>>], names: &[&str]) -> BlockContent {
    let column = |name: &&str| folded.columns.iter().find(|column| column.name == **name).cloned();
    let columns: Vec<Column> = names.iter().filter_map(column).collect();
    let cells = |row: &Vec<Cell<'static>>| columns.iter().map(|column| value(folded, row, &column.name)).collect();
    BlockContent::Table { rows: rows.iter().map(cells).collect(), columns: columns.clone() }
}

/// The options that choose the day, whatever today is.
fn dates(day: &Day<'_>) -> Vec<String> {
    let date = day.bounds.interval().map(|chosen| day.present.zone.civil(chosen.start).date());
    date.into_iter().flat_map(|date| ["--date".to_owned(), date.to_string()]).collect()
}

/// The options that leave outbound interactions out: the other directions, if there are outbound ones.
fn inbound(entries: &[Entry]) -> Vec<String> {
    if !entries.iter().any(Entry::is_outbound) {
        return Vec::new();
    }
    let others = entries.iter().filter(|entry| !entry.is_outbound()).filter_map(|entry| entry.direction.as_deref());
    let words: std::collections::BTreeSet<&str> = others.collect();
    words.into_iter().flat_map(|word| ["--direction".to_owned(), word.to_owned()]).collect()
}

/// The options by which else interactions were chosen, as typed.
fn filters(choosing: &Choosing) -> Vec<String> {
    let response = |response: &Option<Response>| response.map_or("unknown", Response::name).to_owned();
    let on = if choosing.on == On::Created { Vec::new() } else { value_names(&[choosing.on]) };
    let options = [
        ("--find", choosing.find.clone()),
        ("--on", on),
        ("--hours", choosing.hours.clone()),
        ("--days", choosing.days.clone()),
        ("--queue", choosing.queue.clone()),
        ("--user", choosing.user.clone()),
        ("--exclude-queue", choosing.exclude_queue.clone()),
        ("--exclude-user", choosing.exclude_user.clone()),
        ("--organization", choosing.organization.clone()),
        ("--communication-type", choosing.communication_type.clone()),
        ("--direction", choosing.direction.clone()),
        ("--status", choosing.status.clone()),
        ("--response", choosing.response.iter().map(response).collect()),
        ("--outcome", value_names(&choosing.outcome)),
        ("--state", value_names(&choosing.state)),
        ("--min-wait", choosing.min_wait.clone()),
        ("--min-duration", choosing.min_duration.clone()),
        ("--min-rings", choosing.min_rings.iter().map(u64::to_string).collect()),
    ];
    let given = options.into_iter().flat_map(|(name, values)| values.into_iter().map(move |value| (name, value)));
    given.flat_map(|(name, value)| [name.to_owned(), value]).collect()
}
