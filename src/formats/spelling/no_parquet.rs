//! Stands where `parquet` would, in a segrep built without it: there is never one of these files.

use std::io::{self, Write};

use crate::reports::Column;
use crate::tables::Zone;

pub(crate) enum Parquet {}

impl Parquet {
    /// # Errors
    ///
    /// Always; nobody comes here, as the format is refused before anything is read.
    pub(crate) fn new(_: &[Column], _: Zone) -> io::Result<Parquet> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn rows(&mut self, _: &[u8], _: &mut dyn Write) -> io::Result<()> {
        match *self {}
    }

    pub(crate) fn finish(self, _: &mut dyn Write) -> io::Result<()> {
        match self {}
    }
}
