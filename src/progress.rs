//! A bar on standard error that shows that something is happening, on a terminal and when it takes a while.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How far the work has come.
pub struct Progress {
    /// `None` where nobody wants to see it.
    bar: Option<Mutex<Bar>>,
    done: AtomicU64,
}

struct Bar {
    started: Instant,
    total: u64,
    unit: Unit,
    shown: Option<ProgressBar>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of the exports that were read.
    BytesRead,
    /// Segments that were written.
    RowsWritten,
}

/// Work that takes less than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

impl Progress {
    /// Progress of `total` bytes to be read; shown if wanted and standard error is a terminal.
    pub fn new(is_wanted: bool, total: u64) -> Progress {
        let bar = Bar { started: Instant::now(), total, unit: Unit::BytesRead, shown: None };
        let is_shown = is_wanted && std::io::stderr().is_terminal();
        Progress { bar: is_shown.then(|| Mutex::new(bar)), done: AtomicU64::new(0) }
    }

    /// Begins to count something else.
    pub fn next(&self, unit: Unit, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            let mut bar = bar.lock().unwrap_or_else(PoisonError::into_inner);
            (bar.unit, bar.total) = (unit, total);
            if let Some(shown) = bar.shown.take() {
                shown.finish_and_clear();
            }
        }
    }

    /// So much more is done.
    pub fn add(&self, more: u64) {
        let done = self.done.fetch_add(more, Ordering::Relaxed) + more;
        // Whoever comes while another draws need not wait: the next one draws its step too.
        if let Some(mut bar) = self.bar.as_ref().and_then(|bar| bar.try_lock().ok())
            && bar.started.elapsed() >= PATIENCE
        {
            let (unit, total) = (bar.unit, bar.total);
            bar.shown
                .get_or_insert_with(|| ProgressBar::new(total).with_style(style(unit)))
                .set_position(done.min(total));
        }
    }

    /// Shows nothing more.
    pub fn stop(&mut self) {
        self.clear();
        self.bar = None;
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        self.next(Unit::RowsWritten, 0);
    }
}

fn style(unit: Unit) -> ProgressStyle {
    let template = match unit {
        Unit::BytesRead => "reading {wide_bar} {bytes}/{total_bytes} {eta}",
        Unit::RowsWritten => "writing {wide_bar} {human_pos}/{human_len} segments {eta}",
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
