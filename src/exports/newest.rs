//! Which of several rows of one id stands, where a column says it.

use crate::tables::{Decimal, Instant, Place};

use super::exports::Exports;
use super::values::{Reading, any_time, decimal, is_blank};

/// How new a row says that it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Newness {
    /// Nothing says it.
    Unsaid,
    /// By a text, by its bytes.
    Text(String),
    /// By a number, as that of a version.
    Number(Decimal),
    /// By a time.
    Time(Instant),
}

impl Exports {
    /// How new a row is by the column that `newest` names in `segrep.toml`.
    pub fn newness(&self, place: Place) -> Newness {
        let said = self.at(place, |file, record| {
            let value = record.record().bytes(file.newest?);
            (!is_blank(&value)).then(|| value.into_owned())
        });
        let Some(value) = said.flatten() else { return Newness::Unsaid };
        match any_time(&value, &self.values) {
            Ok(Reading::Time(time)) => Newness::Time(time.instant),
            _ => decimal(&value)
                .map_or_else(|| Newness::Text(String::from_utf8_lossy(&value).into_owned()), Newness::Number),
        }
    }
}
