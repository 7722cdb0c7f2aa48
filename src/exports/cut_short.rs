//! Mapped files that another process truncates while they are read.
//!
//! Touching bytes that are gone raises SIGBUS, which by default ends a process without a word. Here the thread that is
//! hit wakes another, which finds out which file it was and reports it, and never goes on.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use super::change::OpenedFile;
use super::error::ExportError;
use super::problem::Problem;

static MAPPED: Mutex<Vec<OpenedFile>> = Mutex::new(Vec::new());

/// Wakes the reporting thread.
static WAKE: OnceLock<UnixStream> = OnceLock::new();

pub(super) fn remember(opened: &OpenedFile) {
    MAPPED.lock().unwrap_or_else(PoisonError::into_inner).push(opened.clone());
}

/// Calls `tell`, on a thread of its own, once bytes of a mapped file are gone: with the changed file, or `None` if the
/// system lost bytes of an unchanged one. The thread that wanted the bytes waits forever, so `tell` must end the process.
///
/// # Errors
///
/// If there is no thread or socket left.
pub fn when_cut_short(tell: impl FnOnce(Option<ExportError>) + Send + 'static) -> io::Result<()> {
    let (mut woken, wake) = UnixStream::pair()?;
    thread::Builder::new().name("cut short".to_owned()).spawn(move || {
        if woken.read_exact(&mut [0]).is_ok() {
            let mapped = MAPPED.lock().unwrap_or_else(PoisonError::into_inner);
            let changed = mapped.iter().find(|opened| !opened.is_unchanged());
            tell(changed.map(|opened| ExportError::new(&opened.path, None, Problem::Changed)));
        }
    })?;
    if WAKE.set(wake).is_ok() {
        handle();
    }
    Ok(())
}

#[allow(unsafe_code, reason = "there is no safe way to handle a signal that stands for a fault")]
fn handle() {
    let handler: extern "C" fn(libc::c_int) = wake;
    // SAFETY: the handler lives forever and does only what a handler may do, see there. Only the standard library handles
    // the signal, too, for stack overflows on some systems; on Linux that is another signal.
    unsafe { libc::signal(libc::SIGBUS, handler as libc::sighandler_t) };
}

/// Wakes the reporting thread, and waits. A signal handler may neither allocate nor lock: this reads an atomic, writes a
/// byte and sleeps, each at most one system call.
extern "C" fn wake(_: libc::c_int) {
    if let Some(mut wake) = WAKE.get() {
        let _ = wake.write(&[1]);
    }
    loop {
        thread::sleep(Duration::from_secs(1));
    }
}
