//! A pager for long tables on a terminal, as in git.

use std::env;
use std::io::{self, BufWriter, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;

/// The default pager.
const USUAL: &str = "less";

/// Options for `less` unless `LESS` is set: quit if everything fits on one screen, pass colours through, and leave the
/// text on the screen.
const LESS: &str = "FRX";

#[derive(Debug)]
pub(super) struct Pager {
    child: Child,
    /// `None` once everything is written.
    stdin: Option<BufWriter<ChildStdin>>,
    /// Whether Ctrl-C was pressed, which is for the pager to handle.
    interrupted: Arc<AtomicBool>,
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.stdin {
            Some(stdin) if !self.interrupted.load(Ordering::Relaxed) => stdin.write(bytes),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// It is flushed at the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pager {
    /// Starts `SEGREP_PAGER`, else `PAGER`, else less. `None` if that is empty or `cat`, or if there is no such program:
    /// the table then goes straight to the terminal.
    pub(super) fn start() -> Option<Pager> {
        let named = env::var("SEGREP_PAGER").or_else(|_| env::var("PAGER")).unwrap_or_else(|_| USUAL.to_owned());
        let words = shlex::split(&named)?;
        let (program, arguments) = words.split_first().filter(|(program, _)| *program != "cat")?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if env::var_os("LESS").is_none() {
            command.env("LESS", LESS);
        }
        // Some systems' `more` needs this to pass colours through.
        if env::var_os("LV").is_none() {
            command.env("LV", "-c");
        }
        let mut child = command.spawn().ok()?;
        let stdin = child.stdin.take().map(BufWriter::new);
        let interrupted = Arc::new(AtomicBool::new(false));
        // Ctrl-C reaches every process at the terminal. If it killed segrep, the pager would be left running with no shell
        // waiting for it. If the handler can't be set, we live with that.
        let _ = signal_hook::flag::register(SIGINT, Arc::clone(&interrupted));
        Some(Pager { child, stdin, interrupted })
    }

    /// Flushes what is left to the pager.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.stdin.take().map_or(Ok(()), |mut stdin| stdin.flush())
    }
}

impl Drop for Pager {
    /// Closes the pipe and waits until the reader is done.
    fn drop(&mut self) {
        self.stdin = None;
        let _ = self.child.wait();
    }
}
