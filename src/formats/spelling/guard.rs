//! A library that panics where it can't write, made to say so.

use std::any::Any;
use std::cell::Cell;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread expects a panic, about which nothing is to be printed.
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Does what may panic for want of room on the disk: `rust_xlsxwriter` does, in its temporary files. A panic becomes an
/// error with its message. What was being worked on is not to be used any more then.
pub(super) fn guarded<T>(work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !EXPECTED.get() {
                usual(panic);
            }
        }));
    });
    EXPECTED.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    EXPECTED.set(false);
    done.unwrap_or_else(|panic| Err(io::Error::other(message(panic.as_ref()))))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    let text = text.unwrap_or("the disk may be full");
    // `expect` tells an error of the system as programmers see it: `… Os { code: 28, …, message: "No space …" }`.
    let of_system = text.split_once("message: \"").and_then(|(_, rest)| rest.split_once('"'));
    of_system.map_or(text, |(told, _)| told).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        assert_eq!(guarded(|| Ok(1)).unwrap(), 1);
        let error = guarded(|| -> io::Result<()> { panic!("no room on {}", "disk") }).unwrap_err();
        assert_eq!(error.to_string(), "no room on disk");
        let full = io::Error::from_raw_os_error(28);
        let error = guarded(|| -> io::Result<()> { panic!("Couldn't write to xml file: {full:?}") }).unwrap_err();
        assert_eq!(error.to_string(), "No space left on device");
    }
}
