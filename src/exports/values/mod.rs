//! Values from text: times, durations, numbers. Each form is written down here and nowhere else.
//!
//! Nearly every time is [RFC 3339](rfc3339), which is read first and fast. [`reading`] reads all other forms:
//! [`spellings`] takes them apart, [`zones`] knows the words for zones. Dates that don't say whether day or month comes
//! first are left open here; the column decides (see `Exports::date_order`).

mod civil;
mod cursor;
mod duration_unit;
mod durations;
mod numbers;
mod options;
mod reading;
mod rfc3339;
mod spellings;
mod time_format;
mod zones;

#[cfg(test)]
mod tests;

pub(super) use civil::Said;
pub use civil::Time;
pub use duration_unit::DurationUnit;
pub(super) use durations::plain_duration;
pub(crate) use durations::short_duration;
pub use durations::{duration, is_too_long, no_duration};
pub use numbers::decimal;
pub use options::{DateOrder, ValueOptions};
pub(crate) use reading::reads_as_time;
pub(super) use reading::{Reading, Unread, any_time};
pub use rfc3339::{Days, rfc_3339};
pub use time_format::{BadTimeFormat, TimeFormat};
pub use zones::AmbiguousZone;
pub(super) use zones::zone_said;

pub(super) const WANT_TIME: &str =
    "a date and a time, as in 2026-11-01T10:00:00Z or 21 Nov 2026 14:05; --time-format reads others";
/// What a number should look like.
pub const WANT_NUMBER: &str = "a number, as in 3";
/// What a yes or no should look like.
pub const WANT_BOOLEAN: &str = "1 or 0, true or false, yes or no, t or f";

/// A yes or no: 0/1, true/false, yes/no, t/f, case-insensitive.
pub fn boolean(text: &[u8]) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes()));
    match text {
        _ if is(&["1", "true", "yes", "t"]) => Some(true),
        _ if is(&["0", "false", "no", "f"]) => Some(false),
        _ => None,
    }
}

/// The most bytes of a [blank](is_blank) value.
pub(super) const LONGEST_BLANK: usize = 4;

/// Whether a trimmed value stands for no value.
#[inline]
pub fn is_blank(value: &[u8]) -> bool {
    matches!(value, b"" | b"NULL" | b"null" | b"\\N")
}
