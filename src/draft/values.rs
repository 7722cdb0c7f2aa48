//! Whether the values of a column fit a field.

use crate::document::toml_text;
use crate::exports::SurveyedColumn;
use crate::plain::count;
use crate::tables::Field;

/// Why a column's values hardly fit a field; `None` if they fit.
pub(super) fn doubt(field: Field, column: &SurveyedColumn) -> Option<String> {
    let is_time = matches!(field, Field::StartedAt | Field::EndedAt | Field::CreatedAt | Field::CompletedAt);
    let is_word =
        matches!(field, Field::Status | Field::Event | Field::Reason | Field::CommunicationType | Field::Direction);
    let is_key = matches!(field, Field::InteractionId | Field::SegmentId | Field::StartedAt);
    if column.studied == 0 {
        return Some("no value to judge by".to_owned());
    }
    if (is_time || field == Field::InteractionId) && is_phone_number(column) {
        return Some(format!("values that look like phone numbers, {}", sample(column)));
    }
    if is_time && !reads_as_times(column) {
        return Some(format!("values that don't read as times, {}: see time_format", sample(column)));
    }
    if is_key && column.blanks * 100 > column.studied + column.blanks {
        return Some(format!("blank in {} rows", count(column.blanks)));
    }
    if field == Field::SegmentId && repeats(column) {
        return Some("comes in several rows".to_owned());
    }
    let is_length = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || "Pp-".contains(c));
    if field == Field::Duration && (reads_as_times(column) || !column.sample.as_deref().is_some_and(is_length)) {
        return Some(format!("values that are no lengths of time, {}", sample(column)));
    }
    (is_word && column.words.is_none()).then(|| format!("too many different values, {}", sample(column)))
}

pub(super) fn reads_as_times(column: &SurveyedColumn) -> bool {
    column.studied > 0 && column.times * 100 >= column.studied * 99
}

/// Whether any value is in several rows.
pub(super) fn repeats(column: &SurveyedColumn) -> bool {
    column.distinct < column.studied
}

pub(super) fn sample(column: &SurveyedColumn) -> String {
    format!("as {}", toml_text(column.sample.as_deref().unwrap_or_default()))
}

/// Whether a column seems to hold phone numbers, which come again when somebody calls again.
pub(super) fn is_phone_number(column: &SurveyedColumn) -> bool {
    /// Digits of a number; shorter ones may be anything.
    const LEAST: usize = 7;
    let sample = column.sample.as_deref().unwrap_or_default();
    // Behind a name: "Ana Franks" <030123456>.
    let sample = sample.rsplit_once('<').map_or(sample, |(_, number)| number.trim_end_matches('>'));
    let digits = sample.chars().filter(char::is_ascii_digit).count();
    let is_sign = |c: char| c.is_ascii_digit() || " -/()+".contains(c);
    sample.starts_with(['+', '0', '(']) && digits >= LEAST && sample.chars().all(is_sign)
}
