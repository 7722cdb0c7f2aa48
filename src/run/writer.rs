//! An open output that knows its name for errors.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Error, Result};

use crate::formats::{IfExists, OutputFile, Target, Written};
use crate::messages::Messages;
pub(super) use crate::messages::Unwritable;
use crate::plain::printable;

use super::files::Files;
use super::invocation::Ending;
use super::pager::Pager;

/// An open output that knows its name.
pub(super) struct Writer {
    name: String,
    place: Channel,
    /// The folder of the file; `None` if the output isn't a file.
    pub(super) folder: Option<PathBuf>,
    /// Whether long tables are cut, as nobody can read what has scrolled off a terminal.
    pub(super) spares_rows: bool,
    /// Where to record what was written, and under which name.
    pub(super) ledger: Option<(Target, Ledger)>,
}

enum Channel {
    Output(OutputFile),
    Pager(Pager),
}

impl Writer {
    /// Opens a target; `is_digested` if its SHA-256 is wanted.
    pub(super) fn open(target: &Target, is_digested: bool) -> Result<Writer> {
        let name = match target {
            Target::Stdout => "standard output".to_owned(),
            Target::File(path) => path.display().to_string(),
        };
        match OutputFile::open(target, is_digested) {
            Ok(output) => Ok(Writer {
                name,
                place: Channel::Output(output),
                folder: target.folder().map(Path::to_owned),
                spares_rows: false,
                ledger: None,
            }),
            Err(error) => Err(Error::new(Unwritable { name, error })),
        }
    }

    /// A pager. It scrolls, so tables aren't cut.
    pub(super) fn to_pager(pager: Pager) -> Writer {
        Writer {
            name: "standard output".to_owned(),
            place: Channel::Pager(pager),
            folder: None,
            spares_rows: false,
            ledger: None,
        }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Unwritable> {
        let written = match &mut self.place {
            Channel::Output(output) => output.write_all(bytes),
            Channel::Pager(pager) => pager.write_all(bytes),
        };
        written.map_err(|error| Unwritable { name: self.name.clone(), error })
    }

    /// Lets `of` write directly to the output.
    pub(super) fn write_all_of<T>(
        &mut self,
        of: impl FnOnce(&mut OutputFile) -> io::Result<T>,
    ) -> Result<T, Unwritable> {
        let written = match &mut self.place {
            Channel::Output(output) => of(output),
            // Only tables are paged.
            Channel::Pager(_) => Err(io::ErrorKind::Unsupported.into()),
        };
        written.map_err(|error| Unwritable { name: self.name.clone(), error })
    }

    /// Completes the output. A file is not moved into place yet.
    pub(super) fn finish(self) -> Result<Files, Unwritable> {
        let ended = match self.place {
            Channel::Output(output) => output.finish(),
            Channel::Pager(pager) => pager.finish().map(|()| Default::default()),
        };
        let (written, unfinished) = ended.map_err(|error| Unwritable { name: self.name, error })?;
        if let Some((target, ledger)) = self.ledger {
            ledger.enter(&target, written);
        }
        Ok(Files::of_one(unfinished))
    }
}

/// What was written to each output, in the order of completion.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger(Arc<Mutex<Vec<(Target, Written)>>>);

impl Ledger {
    fn enter(&self, target: &Target, written: Written) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((target.clone(), written));
    }

    /// Maps each entry: the file (`None` for standard output) and what was written to it.
    pub(super) fn each<T>(&self, make: impl Fn(Option<&Path>, &Written) -> T) -> Vec<T> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let file = |target: &Target| match target {
            Target::Stdout => None,
            Target::File(path) => Some(path.clone()),
        };
        entries.iter().map(|(target, written)| make(file(target).as_deref(), written)).collect()
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

impl Unwritable {
    /// Fails if a target's folder doesn't exist and wouldn't be created: only the last folder of a path is, as a missing
    /// one above it may be a typo.
    pub(super) fn if_astray(target: &Target) -> Result<(), Unwritable> {
        match (target, target.missing_above()) {
            (Target::File(path), Some(folder)) => {
                let folder = format!("there is no folder {}", printable(&folder.display().to_string()));
                Err(Unwritable::at(path, io::Error::other(folder)))
            }
            _ => Ok(()),
        }
    }
}
