//! The files of a report. All are complete before the first is moved into place, so that a failed report replaces none.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::formats::{IfExists, Target, Unfinished, Written, sync};
use crate::messages::{Messages, Unwritable};
use crate::plain::{counted, printable};

/// Complete files that are not in place yet. Dropping them deletes them and leaves what was there.
#[derive(Default)]
pub(super) struct Files {
    complete: Vec<Unfinished>,
    /// How many files of a split report exist already and are kept; `None` if nothing is split.
    kept: Option<u64>,
    /// What was written to each output, in the order of completion.
    pub(super) written: Vec<(Target, Written)>,
}

impl Files {
    /// The file of an output, if it is one.
    pub(super) fn of_one(file: Option<Unfinished>, target: Target, written: Written) -> Files {
        Files { complete: file.into_iter().collect(), kept: None, written: vec![(target, written)] }
    }

    /// The files of a split report, besides those that are kept.
    pub(super) fn of_split(parts: Vec<Files>, kept: u64) -> Files {
        let mut all = Files { kept: Some(kept), ..Files::default() };
        for part in parts {
            all.complete.extend(part.complete);
            all.written.extend(part.written);
        }
        all
    }

    /// What happens if they are not moved into place; `None` if there are none.
    pub(super) fn fate(&self) -> Option<String> {
        match &self.complete[..] {
            [file] if self.kept.is_none() => {
                let fate = if file.name.exists() { "stays as it was" } else { "is not written" };
                Some(format!("{} {fate}", printable(&file.name.display().to_string())))
            }
            [] => None,
            _ => Some("no file is written".to_owned()),
        }
    }

    /// Moves all into place. `false` if the only one was kept out by a file that appeared meanwhile.
    pub(super) fn place(self, if_exists: IfExists, messages: &mut Messages<'_>) -> Result<bool, Unwritable> {
        let all = match &self.complete[..] {
            [file] if self.kept.is_none() => file.name.as_path(),
            _ => Path::new("the files"),
        };
        sync(&self.complete).map_err(|error| Unwritable::at(all, error))?;
        let new: BTreeSet<PathBuf> =
            self.complete.iter().filter_map(Unfinished::new_folder).map(Path::to_owned).collect();
        let (mut written, all) = (0, self.complete.len() as u64);
        for file in self.complete {
            let path = file.name.clone();
            written += u64::from(file.place(if_exists).map_err(|error| Unwritable::at(&path, error))?);
        }
        match new.first() {
            Some(folder) if new.len() == 1 => {
                messages.note(format!("made the folder {}", printable(&folder.display().to_string())));
            }
            Some(_) => messages.note(format!("made {}", counted(new.len() as u64, "folder"))),
            None => {}
        }
        let Some(kept) = self.kept else { return Ok(written == all) };
        let skipped = match kept + all - written {
            0 => String::new(),
            skipped => format!(", {} skipped: already there", counted(skipped, "file")),
        };
        messages.note(format!("{} written{skipped}", counted(written, "file")));
        Ok(true)
    }
}
