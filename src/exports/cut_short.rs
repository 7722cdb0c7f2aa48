//! A mapped file that another process cuts short while it is read.
//!
//! The system answers the next touch of bytes that are no longer there with the signal SIGBUS, which by itself ends a
//! process without a word. Here the thread that is hit only wakes another, which finds out which file it was and says
//! so, and never goes on.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use super::change::OpenedFile;
use super::error::ExportError;
use super::problem::Problem;

/// The files that are mapped.
static MAPPED: Mutex<Vec<OpenedFile>> = Mutex::new(Vec::new());

/// What wakes the thread that tells.
static WAKE: OnceLock<UnixStream> = OnceLock::new();

/// Remembers a file that is mapped.
pub(super) fn remember(opened: &OpenedFile) {
    MAPPED.lock().unwrap_or_else(PoisonError::into_inner).push(opened.clone());
}

/// Lets `tell` be called, on a thread of its own, once bytes of a mapped file can't be had any more: with the file that
/// changed, or with nothing where the system has lost bytes of a file that is as it was. Whoever wanted the bytes waits
/// for ever, so `tell` is to end the process.
///
/// # Errors
///
/// What the system says where it has no thread or no socket left.
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
    // SAFETY: the handler is a function that lives for ever and does nothing but what a handler may do, see there.
    // Nobody else in this process handles the signal but the standard library, which tells of overflown stacks with it
    // on some systems; on Linux that is another signal.
    unsafe { libc::signal(libc::SIGBUS, handler as libc::sighandler_t) };
}

/// Wakes the thread that tells, and waits. Runs in place of what was hit, so it may neither allocate nor lock: it reads
/// an atomic, writes a byte and sleeps, each of which is one call to the system at most.
extern "C" fn wake(_: libc::c_int) {
    if let Some(mut wake) = WAKE.get() {
        let _ = wake.write(&[1]);
    }
    loop {
        thread::sleep(Duration::from_secs(1));
    }
}
