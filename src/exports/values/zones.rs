//! Words for zones behind a time: abbreviations, and names of the IANA database.
//!
//! An abbreviation is known if all zones of the IANA database that used it in the last ten years meant one offset by it.
//! A test compares the tables with the database.

use crate::tables::Zone;

use super::civil::Said;
use super::options::ValueOptions;
use super::rfc3339::offset;

/// An abbreviation of zones with several offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmbiguousZone {
    /// The abbreviation.
    pub word: &'static str,
    /// The offsets that it may stand for, each with a zone.
    pub meanings: &'static [(&'static str, &'static str)],
}

/// Abbreviations with one meaning, in minutes ahead of UTC.
#[rustfmt::skip]
const KNOWN: &[(&str, i64)] = &[
    ("ACDT", 630), ("ACST", 570), ("ADT", -180), ("AEDT", 660), ("AEST", 600), ("AKDT", -480), ("AKST", -540),
    ("AST", -240), ("AWST", 480), ("BST", 60), ("CAT", 120), ("CEST", 120), ("CET", 60), ("ChST", 600),
    ("EAT", 180), ("EDT", -240), ("EEST", 180), ("EET", 120), ("EST", -300), ("GMT", 0), ("HDT", -540),
    ("HKT", 480), ("HST", -600), ("IDT", 180), ("JST", 540), ("MDT", -360), ("MSK", 180), ("MST", -420),
    ("NDT", -150), ("NST", -210), ("NZDT", 780), ("NZST", 720), ("PDT", -420), ("PKT", 300), ("SAST", 120),
    ("SST", -660), ("UTC", 0), ("WAT", 60), ("WEST", 60), ("WET", 0), ("WIB", 420), ("WIT", 540),
    ("WITA", 480), ("Z", 0),
];

const AMBIGUOUS: &[AmbiguousZone] = &[
    AmbiguousZone { word: "CDT", meanings: &[("-05:00", "America/Chicago"), ("-04:00", "America/Havana")] },
    AmbiguousZone {
        word: "CST",
        meanings: &[("-06:00", "America/Chicago"), ("-05:00", "America/Havana"), ("+08:00", "Asia/Shanghai")],
    },
    AmbiguousZone {
        word: "IST",
        meanings: &[("+01:00", "Europe/Dublin"), ("+02:00", "Asia/Jerusalem"), ("+05:30", "Asia/Kolkata")],
    },
    AmbiguousZone { word: "KST", meanings: &[("+08:30", "Asia/Pyongyang"), ("+09:00", "Asia/Seoul")] },
    AmbiguousZone { word: "PST", meanings: &[("-08:00", "America/Los_Angeles"), ("+08:00", "Asia/Manila")] },
];

/// Looks a word behind a time up in the options, the abbreviations, and the IANA database; case-insensitive.
pub(super) fn said(word: &str, options: &ValueOptions) -> Result<Option<Said>, AmbiguousZone> {
    if let Some((_, zone)) = options.zones.iter().find(|(own, _)| own.eq_ignore_ascii_case(word)) {
        return Ok(Some(Said::In(*zone)));
    }
    if let Some((_, minutes)) = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)) {
        return Ok(Some(Said::Offset(minutes * 60)));
    }
    match AMBIGUOUS.iter().find(|zone| zone.word.eq_ignore_ascii_case(word)) {
        Some(zone) => Err(*zone),
        None => Ok(Zone::named(word).map(Said::In)),
    }
}

/// A zone in a header: as behind a time, or an offset, also after `UTC` or `GMT` and with one digit for the hour.
pub(in crate::exports) fn zone_said(word: &str, options: &ValueOptions) -> Result<Option<Said>, AmbiguousZone> {
    let upper = word.to_ascii_uppercase();
    let rest = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper).trim_start();
    let Some(digits) = rest.strip_prefix(['+', '-']) else { return said(word, options) };
    let (hours, minutes) = digits.split_once(':').unwrap_or_else(|| digits.split_at_checked(2).unwrap_or((digits, "")));
    let number = |digits: &str, lengths: std::ops::RangeInclusive<usize>| {
        let is_number = lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok()).flatten()
    };
    let minutes = if minutes.is_empty() { Some(0) } else { number(minutes, 2..=2) };
    let ahead =
        number(hours, 1..=2).zip(minutes).and_then(|(hours, minutes)| offset(rest.as_bytes()[0], hours, minutes));
    Ok(ahead.map(Said::Offset))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use chrono::{DateTime, Offset, TimeZone};
    use chrono_tz::{OffsetName, TZ_VARIANTS};

    use super::*;

    /// The last year whose zones were asked.
    const LAST_YEAR: i64 = 2026;

    #[test]
    fn abbreviations_are_those_of_the_last_ten_years() {
        let mut offsets: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        let year = |year: i64| (year - 1970) * 31_556_952;
        for zone in TZ_VARIANTS {
            for seconds in (year(LAST_YEAR - 10)..year(LAST_YEAR + 1)).step_by(10 * 86_400) {
                let offset = zone.offset_from_utc_datetime(&DateTime::from_timestamp(seconds, 0).unwrap().naive_utc());
                // Zones without an abbreviation of their own show their offset as one.
                if let Some(word) = offset.abbreviation().filter(|word| !word.contains(['+', '-'])) {
                    let seconds = i64::from(offset.fix().local_minus_utc());
                    offsets.entry(word.to_owned()).or_default().insert(seconds);
                }
            }
        }
        // Zulu time is the military's and RFC 3339's.
        offsets.insert("Z".to_owned(), BTreeSet::from([0]));
        let (known, ambiguous): (Vec<_>, Vec<_>) = offsets.into_iter().partition(|(_, offsets)| offsets.len() == 1);
        let known: Vec<(String, i64)> = known
            .into_iter()
            .flat_map(|(word, offsets)| offsets.into_iter().map(move |o| (word.clone(), o / 60)))
            .collect();
        let expected: Vec<(String, i64)> = KNOWN.iter().map(|(word, minutes)| ((*word).to_owned(), *minutes)).collect();
        assert_eq!(expected, known);
        let expected: Vec<(String, usize)> =
            AMBIGUOUS.iter().map(|zone| (zone.word.to_owned(), zone.meanings.len())).collect();
        let ambiguous: Vec<(String, usize)> =
            ambiguous.into_iter().map(|(word, offsets)| (word, offsets.len())).collect();
        assert_eq!(expected, ambiguous);
    }
}
