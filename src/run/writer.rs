//! An open output that knows its name for errors.

use std::io::{self, Write};

use anyhow::{Error, Result};

use crate::formats::{IfExists, OutputFile, Target};
use crate::messages::{Messages, Unwritable};
use crate::plain::printable;

use super::files::Files;
use super::invocation::Ending;
use super::pager::Pager;

pub(super) struct Writer {
    pub(super) target: Target,
    channel: Channel,
    /// Whether long tables are cut, as nobody can read what has scrolled off a terminal.
    pub(super) spares_rows: bool,
}

enum Channel {
    Output(OutputFile),
    Pager(Pager),
}

impl Writer {
    /// Opens a target; `is_digested` if its SHA-256 is wanted.
    pub(super) fn open(target: &Target, is_digested: bool) -> Result<Writer, Unwritable> {
        let output = OutputFile::open(target, is_digested).map_err(|error| unwritable(target, error))?;
        Ok(Writer { target: target.clone(), channel: Channel::Output(output), spares_rows: false })
    }

    /// A pager. It scrolls, so tables aren't cut.
    pub(super) fn to_pager(pager: Pager) -> Writer {
        Writer { target: Target::Stdout, channel: Channel::Pager(pager), spares_rows: false }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Unwritable> {
        let written = match &mut self.channel {
            Channel::Output(output) => output.write_all(bytes),
            Channel::Pager(pager) => pager.write_all(bytes),
        };
        written.map_err(|error| unwritable(&self.target, error))
    }

    /// Lets `of` write directly to the output.
    pub(super) fn write_all_of<T>(
        &mut self,
        of: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
    ) -> Result<T, Unwritable> {
        let written = match &mut self.channel {
            Channel::Output(output) => of(output),
            Channel::Pager(pager) => of(pager),
        };
        written.map_err(|error| unwritable(&self.target, error))
    }

    /// An error of what is written here.
    pub(super) fn unwritable(&self, error: io::Error) -> Unwritable {
        unwritable(&self.target, error)
    }

    /// Completes the output. A file is not moved into place yet.
    pub(super) fn finish(self) -> Result<Files, Unwritable> {
        let ended = match self.channel {
            Channel::Output(output) => output.finish(),
            Channel::Pager(pager) => pager.finish().map(|()| Default::default()),
        };
        match ended {
            Ok((written, unfinished)) => Ok(Files::of_one(unfinished, self.target, written)),
            Err(error) => Err(unwritable(&self.target, error)),
        }
    }
}

fn unwritable(target: &Target, error: io::Error) -> Unwritable {
    match target {
        Target::Stdout => Unwritable { name: "standard output".to_owned(), error },
        Target::File(path) => Unwritable::at(path, error),
    }
}

/// Writes a text, but doesn't move it into place.
pub(super) fn written(text: &[u8], target: &Target) -> Result<Files> {
    let mut writer = Writer::open(target, false)?;
    writer.write(text)?;
    Ok(writer.finish()?)
}

/// Writes a text and moves it into place.
pub(super) fn write(text: &[u8], target: &Target, messages: &mut Messages<'_>) -> Result<()> {
    written(text, target)?.place(IfExists::Replace, messages)?;
    Ok(())
}

/// Writes a text to standard output.
pub(super) fn print(text: &str) -> Result<Ending> {
    written(text.as_bytes(), &Target::Stdout).map(|_| Ending::Done)
}

/// The result of writing, or `served` if the reader closed the pipe: it wants no more, and that is no error.
pub(super) fn unless_closed<T>(written: Result<T>, served: impl FnOnce() -> T) -> Result<T> {
    let is_closed = |error: &Error| {
        let unwritable = error.downcast_ref::<Unwritable>();
        unwritable.is_some_and(|unwritable| unwritable.error.kind() == io::ErrorKind::BrokenPipe)
    };
    match written {
        Err(error) if is_closed(&error) => Ok(served()),
        written => written,
    }
}

/// Fails if a target's folder doesn't exist and wouldn't be created: only the last folder of a path is, as a missing one
/// above it may be a typo.
pub(super) fn check_folder(target: &Target) -> Result<(), Unwritable> {
    match (target, target.missing_above()) {
        (Target::File(path), Some(folder)) => {
            let folder = format!("there is no folder {}", printable(&folder.display().to_string()));
            Err(Unwritable::at(path, io::Error::other(folder)))
        }
        _ => Ok(()),
    }
}
