//! A bar on standard error that shows that something is happening, on a terminal and when it takes a while.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::plain::{count, cut, size};

/// Dropping it takes the bar off the screen.
pub(crate) struct Progress {
    /// `None` if nobody wants to see it.
    bar: Option<Mutex<Bar>>,
    done: AtomicU64,
}

struct Bar {
    started: Instant,
    /// Since when this unit is counted.
    counting: Instant,
    total: u64,
    unit: Unit,
    shown: Option<Shown>,
}

struct Shown {
    since: Instant,
    columns: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    BytesRead,
    /// In segments.
    RowsWritten,
}

/// Work that takes less than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

const PACE: Duration = Duration::from_millis(50);

impl Progress {
    /// Progress of `total` bytes to be read; shown if wanted and standard error is a terminal.
    pub(crate) fn new(is_wanted: bool, total: u64) -> Progress {
        let now = Instant::now();
        let bar = Bar { started: now, counting: now, total, unit: Unit::BytesRead, shown: None };
        let is_shown = is_wanted && std::io::stderr().is_terminal();
        Progress { bar: is_shown.then(|| Mutex::new(bar)), done: AtomicU64::new(0) }
    }

    /// Begins to count something else.
    pub(crate) fn next(&self, unit: Unit, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            let mut bar = bar.lock().unwrap_or_else(PoisonError::into_inner);
            (bar.unit, bar.total, bar.counting) = (unit, total, Instant::now());
            if let Some(shown) = bar.shown.take() {
                draw(&" ".repeat(shown.columns));
            }
        }
    }

    pub(crate) fn add(&self, more: u64) {
        let done = self.done.fetch_add(more, Ordering::Relaxed) + more;
        // No need to wait while another thread draws: the next step is drawn with this one.
        if let Some(mut bar) = self.bar.as_ref().and_then(|bar| bar.try_lock().ok())
            && bar.started.elapsed() >= PATIENCE
            && bar.shown.as_ref().is_none_or(|shown| shown.since.elapsed() >= PACE)
        {
            let columns = columns();
            draw(&picture(bar.unit, done.min(bar.total), bar.total, bar.counting.elapsed(), columns));
            bar.shown = Some(Shown { since: Instant::now(), columns });
        }
    }

    /// Shows nothing more.
    pub(crate) fn stop(&mut self) {
        self.clear();
        self.bar = None;
    }

    /// Takes the bar off the screen.
    pub(crate) fn clear(&self) {
        self.next(Unit::RowsWritten, 0);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// How many columns a bar may take: all but the last, which would begin a new line.
fn columns() -> usize {
    let terminal = terminal_size::terminal_size_of(std::io::stderr());
    terminal.map_or(79, |(width, _)| usize::from(width.0).saturating_sub(1))
}

/// Replaces the line, and returns to its beginning. A terminal that is gone is no reason to stop.
fn draw(line: &str) {
    let _ = std::io::stderr().write_all(format!("\r{line}\r").as_bytes());
}

/// `reading ██████████░░░░░ 271.2 MB/406.8 MB 3s`, with the time that is left if it goes on like this.
fn picture(unit: Unit, done: u64, total: u64, elapsed: Duration, columns: usize) -> String {
    let (verb, counts) = match unit {
        Unit::BytesRead => ("reading", format!("{}/{}", size(done), size(total))),
        Unit::RowsWritten => ("writing", format!("{}/{} segments", count(done), count(total))),
    };
    let share = done as f64 / total.max(1) as f64;
    let left = elapsed.as_secs_f64() * (1.0 - share) / share.max(f64::EPSILON);
    let left = if left < 90.0 { format!("{left:.0}s") } else { format!("{:.0}m", left / 60.0) };
    let room = columns.saturating_sub(format!("{verb}  {counts} {left}").len());
    let full = (room as f64 * share) as usize;
    let bar = "█".repeat(full) + &"░".repeat(room - full);
    cut(&format!("{verb} {bar} {counts} {left}"), columns).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_the_line() {
        let reading = |done, columns| picture(Unit::BytesRead, done, 406_800_000, Duration::from_secs(6), columns);
        assert_eq!(reading(271_200_000, 44), "reading ██████████░░░░░ 271.2 MB/406.8 MB 3s");
        assert_eq!(reading(406_800_000, 44), "reading ███████████████ 406.8 MB/406.8 MB 0s");
        assert_eq!(reading(271_200_000, 20), "reading  271.2 MB/4…");
        assert_eq!(
            picture(Unit::RowsWritten, 1_000, 20_000, Duration::from_secs(10), 40),
            "writing ░░░░░░░ 1,000/20,000 segments 3m"
        );
    }
}
