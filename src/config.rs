//! `segrep.toml` of the current directory.

use std::io::ErrorKind;
use std::path::PathBuf;

use serde::Deserialize;

use crate::exports::reason;
use crate::messages::UsageError;

/// The file's name.
const FILE: &str = "segrep.toml";

/// What `segrep.toml` can say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder of the exports.
    pub data: Option<PathBuf>,
    /// The output zone.
    pub tz: Option<String>,
}

impl Config {
    /// Reads the file, if there is one.
    ///
    /// # Errors
    ///
    /// [`UsageError`] where it can't be read or says something that segrep doesn't know.
    pub fn read() -> Result<Config, UsageError> {
        match std::fs::read_to_string(FILE) {
            Ok(text) => toml::from_str(&text).map_err(|error| {
                let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
                let hint = "the keys are data (the folder of the exports) and tz (the output zone)";
                UsageError::new(format!("{FILE}:{line}: {}", error.message()), Some(hint.to_owned()))
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Config::default()),
            Err(error) => Err(UsageError::new(format!("{FILE}: can't be read: {}", reason(&error)), None)),
        }
    }
}
