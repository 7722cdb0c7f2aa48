//! A pager between a long table and the terminal, as git does it.

use std::env;
use std::io::{self, BufWriter, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;

/// The pager where none is named.
const USUAL: &str = "less";

/// What `less` is told where the environment tells it nothing: to end where everything fits on the screen, to let
/// colours through, and to leave the text on the screen.
const LESS: &str = "FRX";

/// A pager that shows what is written to it.
#[derive(Debug)]
pub(super) struct Pager {
    child: Child,
    /// `None` once everything is written.
    stdin: Option<BufWriter<ChildStdin>>,
    /// Whether somebody pressed Ctrl-C, which is the pager's to understand.
    interrupted: Arc<AtomicBool>,
}

impl Pager {
    /// Starts the pager that the environment names: `SEGREP_PAGER`, else `PAGER`, else less. `None` where it names none
    /// (nothing, or `cat`), and where there is no such program: then the table goes to the terminal by itself.
    pub(super) fn start() -> Option<Pager> {
        let named = env::var("SEGREP_PAGER").or_else(|_| env::var("PAGER")).unwrap_or_else(|_| USUAL.to_owned());
        let words = shlex::split(&named)?;
        let (program, arguments) = words.split_first().filter(|(program, _)| *program != "cat")?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if env::var_os("LESS").is_none() {
            command.env("LESS", LESS);
        }
        // What `more` of some systems needs to let colours through.
        if env::var_os("LV").is_none() {
            command.env("LV", "-c");
        }
        let mut child = command.spawn().ok()?;
        let stdin = child.stdin.take().map(BufWriter::new);
        let interrupted = Arc::new(AtomicBool::new(false));
        // Ctrl-C reaches everybody at the terminal. Were segrep to die of it, the pager would be left there alone,
        // without a shell that waits for it. Where no handler can be set, that is how it is.
        let _ = signal_hook::flag::register(SIGINT, Arc::clone(&interrupted));
        Some(Pager { child, stdin, interrupted })
    }

    /// Writes all bytes.
    pub(super) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stdin {
            Some(stdin) if !self.interrupted.load(Ordering::Relaxed) => stdin.write_all(bytes),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Gives the pager what is left.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.stdin.take().map_or(Ok(()), |mut stdin| stdin.flush())
    }
}

impl Drop for Pager {
    /// Nothing more comes: waits until the reader has read.
    fn drop(&mut self) {
        self.stdin = None;
        let _ = self.child.wait();
    }
}
