//! Files whose bytes go to the disk while more are written: at the end there is little left to wait for.

use std::fs::File;
use std::io::{self, Write};
use std::thread::{Builder, JoinHandle};

pub(super) struct Steady {
    file: File,
    /// How many bytes are sent together; `None` for a pipe or a device, which has no disk.
    together: Option<usize>,
    /// How many bytes were written since the last time that they were sent to the disk.
    waiting: usize,
    sending: Option<JoinHandle<io::Result<()>>>,
}

impl Steady {
    /// So many bytes that waiting for less at the end is no loss.
    pub(super) const TOGETHER: usize = 64 * 1024 * 1024;

    pub(super) fn new(file: File, together: Option<usize>) -> Steady {
        Steady { file, together, waiting: 0, sending: None }
    }

    /// Waits for what is on its way.
    ///
    /// # Errors
    ///
    /// What the disk says: nobody else may be told.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        let sent = self.sending.take().map(JoinHandle::join);
        sent.map_or(Ok(()), |sent| sent.unwrap_or_else(|_| Err(io::Error::other("a thread failed"))))
    }
}

impl Write for Steady {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.waiting += written;
        let is_enough = self.together.is_some_and(|together| self.waiting >= together);
        if is_enough && self.sending.as_ref().is_none_or(JoinHandle::is_finished) {
            self.settle()?;
            // Without another file or thread there is more to wait for at the end.
            let send = |file: File| Builder::new().spawn(move || file.sync_data());
            self.sending = self.file.try_clone().and_then(send).ok();
            self.waiting = 0;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_bytes_arrive_in_order() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut steady = Steady::new(file.reopen().unwrap(), Some(4));
        for number in 0..1000 {
            writeln!(steady, "{number}").unwrap();
        }
        steady.settle().unwrap();
        let expected: String = (0..1000).map(|number| format!("{number}\n")).collect();
        assert_eq!(std::fs::read_to_string(file.path()).unwrap(), expected);
    }
}
