//! Lengths of time as people type them.

use crate::exports::{DurationUnit, duration, no_duration};
use crate::plain::quoted;
use crate::tables::Duration;
use crate::usage::UsageError;

/// A length of time as in the exports: `30s`, `5m`, `1h30m`, `250ms`, `2d`, plain seconds, `mm:ss` or ISO 8601.
pub(crate) fn span(text: &str, option: &str) -> Result<Duration, UsageError> {
    let (text, unit) = (text.trim(), DurationUnit::Seconds);
    let unreadable = || {
        let what = no_duration(text.as_bytes(), unit).replace("duration", "length of time");
        let hint = "it takes a number with a unit, as in 250ms, 30s, 5m, 1h30m or 2d";
        UsageError::new(format!("{option}: {} is not a {what}", quoted(text))).hint(hint)
    };
    duration(text.as_bytes(), unit).ok_or_else(unreadable)
}
