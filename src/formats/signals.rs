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

/// Those that end a process and can be caught, but for faults of its own.
const ENDING: [i32; 11] =
    [SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU];

/// Lets `tidy` be called, on a thread of its own, when a signal ends the process, which then ends as it would have. What
/// `tidy` gives is held until then. A signal that is ignored, as hangups are by nohup, stays so.
pub(super) fn before_end<T>(tidy: impl Fn() -> T + Send + 'static) {
    let ignored = ignored();
    // Where there is no watching nothing is tidied: nothing else is wrong.
    let Ok(mut signals) = Signals::new(ENDING.into_iter().filter(|signal| !ignored(*signal))) else { return };
    std::thread::spawn(move || {
        for signal in &mut signals {
            let _held = tidy();
            let _ = emulate_default_handler(signal);
        }
    });
}

/// A file that would be larger than the system lets it (`ulimit -f`) is from now on an error of writing, as a full disk
/// is, and no signal that ends the process.
pub fn survive_size_limit() {
    if !ignored()(SIGXFSZ) {
        // Where that can't be had, the signal ends the process.
        let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

/// Which signals whoever started the process has it ignore. None where the system doesn't say.
fn ignored() -> impl Fn(i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    move |signal| mask >> (signal - 1) & 1 == 1
}
