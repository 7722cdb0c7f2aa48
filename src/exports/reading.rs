//! How files are read: as all are, or as those of their name.

use super::dialect::Form;
use super::listing::file_name;
use super::names::matches;
use super::naming::ColumnMapping;
use super::origin::Origin;
use super::vocabulary::Vocabulary;

/// How all files are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'r> {
    pub(crate) vocabulary: &'r Vocabulary,
    pub(crate) form: Form,
    /// How some are read instead. The first whose name matches counts.
    pub(crate) files: &'r [FileReading],
}

/// How the files of some names are read.
#[derive(Debug)]
pub(crate) struct FileReading {
    /// In which `*` stands for anything.
    pub(crate) names: Vec<String>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) form: Form,
    /// The columns that are named for these files alone.
    pub(crate) columns: Vec<ColumnMapping>,
    /// The place that says so.
    pub(crate) source: String,
}

impl<'r> Reading<'r> {
    pub(super) fn of(&self, origin: &Origin) -> (&'r Vocabulary, Form) {
        let own = self.files.iter().find(|file| file.is_of(&file_name(origin)));
        own.map_or((self.vocabulary, self.form), |file| (&file.vocabulary, file.form))
    }
}

impl FileReading {
    /// Whether a file of this name is read so, unless one before it fits as well.
    pub(crate) fn is_of(&self, file_name: &str) -> bool {
        self.names.iter().any(|name| matches(name, file_name))
    }
}
