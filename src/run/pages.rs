//! `segrep man`: manual pages to read, or to install.

use std::path::Path;

use anyhow::Result;

use crate::formats::Target;
use crate::messages::{Messages, Unwritable};
use crate::shell;

use super::invocation::Ending;
use super::writer::{self, print};

/// Prints segrep's own page, or writes all pages into a folder.
pub(super) fn write(folder: Option<&Path>, messages: &mut Messages<'_>) -> Result<Ending> {
    let pages = shell::pages();
    let Some(folder) = folder else {
        return print(&pages.into_iter().take(1).map(|page| page.text).collect::<String>());
    };
    std::fs::create_dir_all(folder).map_err(|error| Unwritable::at(folder, error))?;
    for page in pages {
        writer::write(page.text.as_bytes(), &Target::File(folder.join(&page.file)), messages)?;
    }
    Ok(Ending::Done)
}
