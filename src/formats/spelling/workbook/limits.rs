//! What a cell of a spreadsheet can hold.

use crate::tables::{Clock, Instant};

/// The most UTF-16 units of text in a cell.
const LONGEST: usize = 32_767;

/// 1899-12-30, from which spreadsheets count, in days before 1970.
const EPOCH: i64 = 25_569;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// The days that spreadsheets count as the calendar does: from 1900-03-01 (they know a 1900-02-29) to 9999-12-31.
const DAYS: std::ops::Range<i64> = 61..2_958_466;

/// An instant's civil time in spreadsheets: days since 1899-12-30. `None` for days they don't know.
///
/// Divided only once, so that rounding to a microsecond gives back the exact instant.
pub(super) fn serial(instant: Instant, clock: &Clock) -> Option<f64> {
    let offset = i64::from(clock.offset_at(instant)) * 1_000_000;
    let micros = instant.micros().checked_add(offset + EPOCH * DAY)?;
    DAYS.contains(&micros.div_euclid(DAY)).then(|| micros as f64 / DAY as f64)
}

/// The beginning of a text that fits a cell, with room for a mark after it; all of it if it fits.
pub(super) fn fitting(text: &str) -> &str {
    // No character has more units in UTF-16 than bytes in UTF-8.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > LONGEST - 1
    });
    end.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use crate::tables::Zone;

    use super::*;

    #[test]
    fn moments_come_back_to_the_microsecond() {
        let clock = Zone::named("Europe/Berlin").unwrap().clock();
        for micros in
            [0, 1, -1, 1_795_510_800_250_001, 1_795_510_800_999_999, -2_203_800_000_000_000, 250_000_000_000_000_003]
        {
            let days = serial(Instant::from_micros(micros), &clock).unwrap();
            let offset = i64::from(clock.offset_at(Instant::from_micros(micros))) * 1_000_000;
            let (whole, part) = (days.trunc() as i64, (days.fract() * DAY as f64).round() as i64);
            let back = (whole - EPOCH) * DAY + part - offset;
            // Beyond the year 2150 a double is no longer fine enough for single microseconds.
            let exact = micros.abs() < 5_700_000_000_000_000;
            assert!((back - micros).abs() <= if exact { 0 } else { 20 }, "{micros} {back}");
        }
        assert_eq!(serial(Instant::from_micros(-2_208_000_000_000_000), &clock), None, "before 1900-03-01");
        assert_eq!(serial(Instant::MAX, &clock), None);
        assert_eq!(serial(Instant::MIN, &clock), None);
    }

    #[test]
    fn long_texts_are_cut_to_what_a_cell_holds() {
        assert_eq!(fitting(&"é".repeat(32_767)).chars().count(), 32_767);
        assert_eq!(fitting(&"é".repeat(32_768)).chars().count(), 32_766);
        assert_eq!(fitting(&"😀".repeat(16_384)).chars().count(), 16_383);
    }
}
