//! What `segrep.toml` says, where it is read, and how two of them are merged.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::document::{Setting, TomlDocument, TomlEntry};
use crate::exports::{Naming, or_here};
use crate::plain::{printable, quoted, reason};
use crate::tables::Table;
use crate::targets::Targets;
use crate::usage::UsageError;

use super::mapping::Mapping;
use super::reports::Saved;

pub(crate) const FILE: &str = "segrep.toml";

/// What `segrep.toml` can say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub(crate) data: Option<PathBuf>,
    pub(crate) tz: Option<Setting>,
    /// How to read the exports.
    pub mapping: Mapping,
    /// Tables that are known to be missing.
    pub(crate) without: Vec<Table>,
    /// Required tables, each with the source that says so.
    pub(crate) require: Vec<(Table, String)>,
    /// What counts as answered in time.
    pub(crate) sla: Targets,
    /// Days on which nobody works.
    pub(crate) holidays: BTreeSet<NaiveDate>,
    /// Saved reports, only those of the file in the current directory or of `--config`.
    pub(crate) reports: Vec<Saved>,
    /// Those it was read from.
    pub(crate) files: Vec<PathBuf>,
}

/// Which files are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ConfigFile {
    /// The one in the current directory, and the one beside the exports.
    Usual,
    /// This one alone.
    File(PathBuf),
    Nothing,
}

impl Config {
    /// Reads the file that counts before it is known where the exports are.
    pub(crate) fn read(choice: &ConfigFile) -> Result<Config, UsageError> {
        match choice {
            ConfigFile::Usual => Ok(Config::of_folder(Path::new(""))?.unwrap_or_default()),
            ConfigFile::File(path) => Config::of_file(path)?.ok_or_else(|| {
                let name = quoted(&path.display().to_string());
                UsageError::new(format!("--config: there is no file {name}"))
            }),
            ConfigFile::Nothing => Ok(Config::default()),
        }
    }

    /// Adds the file beside the exports, which takes precedence in how to read them, but can't say where they are.
    pub(crate) fn beside(self, choice: &ConfigFile, exports: &Path) -> Result<Config, UsageError> {
        let folder = if exports.is_dir() { exports } else { exports.parent().unwrap_or(Path::new("")) };
        let is_here =
            folder.as_os_str().is_empty() || same_file::is_same_file(folder, Path::new(".")).unwrap_or_default();
        if *choice != ConfigFile::Usual || is_here {
            return Ok(self);
        }
        let Some(nearer) = Config::of_folder(folder)? else { return Ok(self) };
        if nearer.data.is_some() {
            let hint = "only the one in the current directory says where the exports are";
            let name = folder.join(FILE).display().to_string();
            let problem = format!("{}: data has no place beside the exports", printable(&name));
            return Err(UsageError::new(problem).hint(hint));
        }
        Ok(Config {
            data: self.data,
            tz: self.tz.or(nearer.tz),
            mapping: self.mapping.merge(nearer.mapping),
            without: [self.without, nearer.without].concat(),
            require: [self.require, nearer.require].concat(),
            sla: self.sla.or(nearer.sla),
            holidays: self.holidays.into_iter().chain(nearer.holidays).collect(),
            reports: self.reports,
            files: self.files.into_iter().chain(nearer.files).collect(),
        })
    }

    /// Reads the file of a folder; `None` if there is none, or the folder can't be read, which is reported elsewhere.
    fn of_folder(folder: &Path) -> Result<Option<Config>, UsageError> {
        Config::of_file(&folder.join(FILE)).or_else(|error| match std::fs::read_dir(or_here(folder)) {
            Ok(_) => Err(error),
            Err(_) => Ok(None),
        })
    }

    /// `None` if there is no such file.
    fn of_file(path: &Path) -> Result<Option<Config>, UsageError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Config::of_text(path, &text).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => {
                let name = path.display().to_string();
                Err(UsageError::new(format!("{}: can't be read: {}", printable(&name), reason(&error))))
            }
        }
    }

    /// Parses a text; the error names the line that isn't TOML, or has a key or value that segrep doesn't know.
    pub fn of_text(path: &Path, text: &str) -> Result<Config, UsageError> {
        let mut config = Config { files: vec![path.to_owned()], ..Config::default() };
        TomlDocument::new(path, text).read(|entry| {
            match entry.key.as_str() {
                "data" => config.data = Some(entry.setting()?.text.into()),
                "tz" => config.tz = Some(entry.setting()?),
                "without" => config.without = entry.tables()?,
                "require" => {
                    config.require = entry.tables()?.into_iter().map(|table| (table, entry.source())).collect();
                }
                "sla" => config.sla = Targets::read(entry)?,
                "holidays" => config.holidays = holidays(entry)?,
                "reports" => config.reports = Saved::all(entry)?,
                _ if config.mapping.take(entry)? => {}
                _ => {
                    return Err(entry.unknown(
                        "key",
                        &[
                            &["data", "tz", "without", "require", "sla", "holidays", "reports"][..],
                            &Mapping::KEYS,
                            &Naming::KEYS,
                        ]
                        .concat(),
                    ));
                }
            }
            Ok(())
        })?;
        Ok(config)
    }
}

/// A list of days.
fn holidays(entry: &TomlEntry<'_, '_>) -> Result<BTreeSet<NaiveDate>, UsageError> {
    let day = |text: String| text.parse().map_err(|_| entry.wrong("takes days, as in [\"2026-12-25\"]"));
    entry.texts()?.into_iter().map(day).collect()
}
