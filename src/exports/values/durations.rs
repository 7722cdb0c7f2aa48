//! Durations from text, in every form.

use crate::tables::Duration;

use super::cursor::after_blanks;
use super::duration_unit::DurationUnit;
use super::numbers::{few_digits, scaled, sign, times};

/// A duration: a number of `unit`, `[h:]mm:ss[.fff]`, ISO 8601 as `PT4M32S`, or numbers with their units as `4m 32s`.
/// Rounded to microseconds, half to even.
#[inline]
pub fn duration(text: &[u8], unit: DurationUnit) -> Option<Duration> {
    let (negative, micros) = micros(text, unit)?;
    let micros = i64::try_from(micros).ok().filter(|micros| *micros <= Duration::LONGEST.micros())?;
    Some(Duration::from_micros(if negative { -micros } else { micros }))
}

/// As [`duration`] of the first `length` bytes, of a plain number of few digits, as nearly all are; `None` for others. Fast
/// where more bytes follow.
#[inline(always)]
pub(crate) fn short_duration(bytes: &[u8], length: usize, unit: DurationUnit) -> Option<Duration> {
    few_digits(bytes, length, decimals(unit)?).map(|micros| Duration::from_micros(micros as i64))
}

/// What follows "is not a" for a text that is no [`duration`].
#[cold]
pub fn no_duration(text: &[u8], unit: DurationUnit) -> &'static str {
    if is_too_long(text, unit) { "duration: it is longer than a hundred years" } else { "duration" }
}

/// Whether a text is no [`duration`] only because it is too long.
pub fn is_too_long(text: &[u8], unit: DurationUnit) -> bool {
    micros(text, unit).is_some_and(|(_, micros)| micros > Duration::LONGEST.micros().into())
}

/// Whether a duration is negative, and its microseconds without the sign, of any length.
#[inline]
fn micros(text: &[u8], unit: DurationUnit) -> Option<(bool, i128)> {
    let (negative, rest) = sign(text)?;
    Some((negative, plain(rest, unit).or_else(|| otherwise(rest))?))
}

/// A plain number of `unit`, and no other form.
pub(in crate::exports) fn plain_duration(text: &[u8], unit: DurationUnit) -> Option<Duration> {
    let (_, rest) = sign(text)?;
    plain(rest, unit).and_then(|_| duration(text, unit))
}

/// How many decimals a number of `unit` has in microseconds; `None` if those aren't a power of ten.
#[inline]
fn decimals(unit: DurationUnit) -> Option<u32> {
    match unit {
        DurationUnit::Seconds => Some(6),
        DurationUnit::Milliseconds => Some(3),
        _ => None,
    }
}

fn plain(number: &[u8], unit: DurationUnit) -> Option<i128> {
    decimals(unit).map_or_else(|| times(number, unit.micros()), |decimals| scaled(number, decimals))
}

#[cold]
fn otherwise(text: &[u8]) -> Option<i128> {
    if text.contains(&b':') {
        return clock(text);
    }
    match text {
        [b'P' | b'p', period @ ..] => iso(period),
        _ => with_units(text),
    }
}

/// The microseconds of `[h:]mm:ss[.fff]`; only the first part may exceed 59.
fn clock(text: &[u8]) -> Option<i128> {
    let mut parts = text.rsplit(|byte| *byte == b':');
    let (seconds, minutes, hours) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let whole = |part: &[u8]| if part.contains(&b'.') { None } else { scaled(part, 0) };
    let two_digits = |part: &[u8]| part.iter().take_while(|byte| byte.is_ascii_digit()).count() == 2;
    if !two_digits(seconds) || hours.is_some_and(|_| !two_digits(minutes)) {
        return None;
    }
    let most_minutes = if hours.is_some() { 59 } else { i128::MAX };
    let (seconds, minutes, hours) = (scaled(seconds, 6)?, whole(minutes)?, hours.map_or(Some(0), whole)?);
    let fits = seconds < 60_000_000 && minutes <= most_minutes;
    fits.then_some((hours * 3600 + minutes * 60) * 1_000_000 + seconds)
}

/// The microseconds of a duration after ISO 8601, without its `P`. Years and months have no fixed length, so they are
/// errors.
fn iso(period: &[u8]) -> Option<i128> {
    let mut sum = DurationParts::default();
    let mut rest = period;
    let mut in_time = false;
    while !rest.is_empty() {
        if let ([b'T' | b't', time @ ..], false) = (rest, in_time) {
            // A T must not be last.
            if time.is_empty() {
                return None;
            }
            (rest, in_time) = (time, true);
            continue;
        }
        let (number, after) = number(rest)?;
        let (letter, after) = after.split_first()?;
        let unit = match (letter.to_ascii_uppercase(), in_time) {
            (b'D', false) => DurationUnit::Days,
            (b'H', true) => DurationUnit::Hours,
            (b'M', true) => DurationUnit::Minutes,
            (b'S', true) => DurationUnit::Seconds,
            _ => return None,
        };
        sum.add(number, unit)?;
        rest = after;
    }
    sum.finish()
}

/// The microseconds of numbers with units, from the largest to the smallest: `1h 2m`, `4 min 32 s`.
fn with_units(text: &[u8]) -> Option<i128> {
    let mut sum = DurationParts::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (number, after) = number(rest)?;
        let after = after_blanks(after);
        let letters = after.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let unit = DurationUnit::of_word(str::from_utf8(&after[..letters]).ok()?)?;
        sum.add(number, unit)?;
        rest = after_blanks(&after[letters..]);
    }
    sum.finish()
}

/// A number, and what follows it.
fn number(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    text[..length].first()?.is_ascii_digit().then(|| text.split_at(length))
}

/// Adds up parts from the largest unit to the smallest, each once; only the last may have decimals.
#[derive(Default)]
struct DurationParts {
    micros: i128,
    last: Option<DurationUnit>,
    has_decimals: bool,
}

impl DurationParts {
    fn add(&mut self, number: &[u8], unit: DurationUnit) -> Option<()> {
        if self.has_decimals || self.last.is_some_and(|last| last.micros() <= unit.micros()) {
            return None;
        }
        self.micros += plain(number, unit)?;
        (self.last, self.has_decimals) = (Some(unit), number.contains(&b'.'));
        Some(())
    }

    fn finish(self) -> Option<i128> {
        self.last.map(|_| self.micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: DurationUnit) -> Option<i64> {
        duration(text.as_bytes(), unit).map(Duration::micros)
    }

    #[test]
    fn numbers_count_the_unit() {
        let seconds = |text| read(text, DurationUnit::Seconds);
        assert_eq!(seconds("24.124"), Some(24_124_000));
        assert_eq!(seconds("-3"), Some(-3_000_000));
        assert_eq!(seconds("0.0000005"), Some(0));
        assert_eq!(seconds("0.0000015"), Some(2));
        assert_eq!(seconds("0.00000050001"), Some(1));
        assert_eq!(seconds(".5"), Some(500_000));
        assert_eq!(read("24500.0005", DurationUnit::Milliseconds), Some(24_500_000));
        assert_eq!(read("1.5", DurationUnit::Minutes), Some(90_000_000));
        assert_eq!(read("0.25", DurationUnit::Hours), Some(900_000_000));
        assert_eq!(read("0.000283564814814815", DurationUnit::Days), Some(24_500_000));
    }

    #[test]
    fn what_names_its_units_needs_none() {
        for unit in [DurationUnit::Milliseconds, DurationUnit::Seconds, DurationUnit::Days] {
            for (text, micros) in [
                ("01:04", 64_000_000),
                ("75:04.5", 4_504_500_000),
                ("-1:00:04", -3_604_000_000),
                ("PT4M32S", 272_000_000),
                ("PT1H", 3_600_000_000),
                ("P1DT2H", 93_600_000_000),
                ("P2D", 172_800_000_000),
                ("PT0.5S", 500_000),
                ("-pt1m", -60_000_000),
                ("4m 32s", 272_000_000),
                ("4m32s", 272_000_000),
                ("1h 2m", 3_720_000_000),
                ("1H 2M", 3_720_000_000),
                ("250ms", 250_000),
                ("4 min 32 s", 272_000_000),
                ("4 minutes 32.5 seconds", 272_500_000),
                ("1 d 1 hr", 90_000_000_000),
                ("1.5 hours", 5_400_000_000),
                ("-3 secs", -3_000_000),
            ] {
                assert_eq!(read(text, unit), Some(micros), "{text}");
            }
        }
    }

    #[test]
    fn other_texts_are_no_durations() {
        for wrong in [
            "",
            "-",
            ".",
            "1:2:3:4",
            "1:75:00",
            "1:60",
            "1:5",
            "1e3",
            "1,5",
            "1,5 s",
            "1.5:00",
            "99999999999999",
            "P",
            "PT",
            "P1DT",
            "P1Y",
            "P1M",
            "P1Y2M",
            "PT1S1M",
            "PT0,5S",
            "PT1.5M3S",
            "PT5",
            "PT1D",
            "P1H",
            "1DT2H",
            "5 parsecs",
            "s",
            "4m 32",
            "32s 4m",
            "4m 4m",
            "1.5m 3s",
            "4m,32s",
            "4m -2s",
            "--3",
        ] {
            assert_eq!(read(wrong, DurationUnit::Seconds), None, "{wrong}");
        }
    }

    #[test]
    fn plain_durations_are_numbers_alone() {
        let plain = |text: &str| plain_duration(text.as_bytes(), DurationUnit::Seconds).map(Duration::micros);
        assert_eq!(plain("24.5"), Some(24_500_000));
        assert_eq!(plain("0:24"), None);
        assert_eq!(plain("24s"), None);
    }
}
