//! `segrep man`: manual pages to read, or to install.

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::formats::{IfExists, Output, Target};
use crate::plain::printable;
use crate::plain::reason;
use crate::shell;

use super::invocation::Ending;
use super::writer::print;

/// Prints segrep's own page, or writes all pages into a folder.
pub(super) fn write(folder: Option<&Path>) -> Result<Ending> {
    let pages = shell::pages()?;
    let Some(folder) = folder else {
        return print(&pages.into_iter().take(1).map(|page| page.text).collect::<String>());
    };
    let unwritable = |path: &Path, error: &std::io::Error| {
        anyhow!("{}: can't be written: {}", printable(&path.display().to_string()), reason(error))
    };
    std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    for page in pages {
        let path = folder.join(&page.file);
        let write = || {
            let mut output = Output::open(&Target::File(path.clone()), false)?;
            std::io::Write::write_all(&mut output, page.text.as_bytes())?;
            output.finish()?.1.map_or(Ok(true), |page| page.place(IfExists::Replace))
        };
        write().map_err(|error| unwritable(&path, &error))?;
    }
    Ok(Ending::Done)
}
