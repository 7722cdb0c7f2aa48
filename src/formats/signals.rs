//! Signals that end the process.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

/// The signals that end a process and can be caught, except those for its own faults.
const ENDING: [i32; 11] =
    [SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU];

/// Calls `tidy`, on a thread of its own, when a signal is about to end the process. What `tidy` returns is held until the
/// end. Signals that are ignored, as hangups are under nohup, stay ignored.
pub(super) fn before_end<T>(tidy: impl Fn() -> T + Send + 'static) {
    let ignored = ignored();
    // If signals can't be watched, files are left behind: no reason to fail.
    let Ok(mut signals) = Signals::new(ENDING.into_iter().filter(|signal| !ignored(*signal))) else { return };
    std::thread::spawn(move || {
        for signal in &mut signals {
            let _held = tidy();
            let _ = emulate_default_handler(signal);
        }
    });
}

/// Makes exceeding the file size limit (`ulimit -f`) a write error, like a full disk, instead of a signal that ends the
/// process.
pub fn survive_size_limit() {
    if !ignored()(SIGXFSZ) {
        // If that fails, the signal ends the process.
        let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

/// Which signals the process ignores, because whoever started it said so. None if the system doesn't tell.
fn ignored() -> impl Fn(i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    move |signal| mask >> (signal - 1) & 1 == 1
}
