//! Makes a library that panics if it can't write, or doesn't say why, return errors.

use std::any::Any;
use std::cell::Cell;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use rust_xlsxwriter::XlsxError;

thread_local! {
    /// Whether this thread expects a panic, which isn't to be printed.
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Does work that may panic if the disk is full, as `rust_xlsxwriter` does with its temporary files. A panic becomes an
/// error with its message; whatever was worked on must not be used any more.
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
    // `expect` shows a system error as programmers see it: `… Os { code: 28, …, message: "No space …" }`.
    let of_system = text.split_once("message: \"").and_then(|(_, rest)| rest.split_once('"'));
    of_system.map_or(text, |(told, _)| told).to_owned()
}

/// An output that remembers why it failed, as not all of the library's errors say.
pub(super) struct Witness<W> {
    out: W,
    error: Option<io::Error>,
}

impl<W: Write> Witness<W> {
    pub(super) fn new(out: W) -> Witness<W> {
        Witness { out, error: None }
    }

    /// Ends the output; `saved` is what the library says.
    pub(super) fn end(mut self, saved: io::Result<()>) -> io::Result<()> {
        match (saved, self.error) {
            (Ok(()), _) => self.out.flush(),
            (Err(_), Some(error)) | (Err(error), None) => Err(error),
        }
    }

    fn note<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let kind = error.kind();
            self.error = Some(error);
            kind.into()
        })
    }
}

impl<W: Write> Write for Witness<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.note(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.note(flushed)
    }
}

/// The library's error, as a system error if it is one.
pub(super) fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        XlsxError::RowColumnLimitError => io::Error::other("a sheet has room for 16,384 columns"),
        other => io::Error::other(other.to_string()),
    }
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
