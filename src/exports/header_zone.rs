//! Zones that headers name in brackets, as `Created At (UTC)`, for times in their column without an offset.

use crate::tables::{Instant, Zone};

use super::values::{AmbiguousZone, Said, Time, ValueOptions, zone_said};

/// The zone of one column's times.
#[derive(Debug)]
pub(super) struct HeaderZone {
    said: Result<Said, AmbiguousZone>,
    /// The options, with this zone as that of the input.
    pub(super) values: ValueOptions,
}

impl HeaderZone {
    pub(super) fn of(header: &str, values: &ValueOptions) -> Option<HeaderZone> {
        let (_, word) = bracketed(header)?;
        let said = zone_said(word, values).transpose()?;
        let zone = if let Ok(Said::In(zone)) = said { Some(zone) } else { None };
        Some(HeaderZone { said, values: ValueOptions { input_zone: zone, ..values.clone() } })
    }

    /// A zone that something else says.
    pub(super) fn given(zone: Zone, values: &ValueOptions) -> HeaderZone {
        HeaderZone { said: Ok(Said::In(zone)), values: ValueOptions { input_zone: Some(zone), ..values.clone() } }
    }

    /// The zone; `None` if it is an offset, or unclear.
    pub(super) fn zone(&self) -> Option<Zone> {
        match self.said {
            Ok(Said::In(zone)) => Some(zone),
            Ok(Said::Nothing) => Some(self.values.zone()),
            Ok(Said::Offset(0)) => Some(Zone::UTC),
            Ok(Said::Offset(_)) | Err(_) => None,
        }
    }

    /// Moves a time that was read with [`HeaderZone::values`] into this zone.
    pub(super) fn settle(&self, time: Time) -> Result<Time, AmbiguousZone> {
        if !time.is_civil {
            return Ok(time);
        }
        let micros = match self.said? {
            Said::Offset(ahead) => time.instant.micros() - ahead * 1_000_000,
            Said::In(_) | Said::Nothing => time.instant.micros(),
        };
        Ok(Time { instant: Instant::from_micros(micros), is_civil: false, ..time })
    }
}

/// A header without a zone in brackets at its end.
pub(super) fn without_zone(header: &str) -> &str {
    let is_zone = |word: &str| !matches!(zone_said(word, &ValueOptions::default()), Ok(None));
    bracketed(header).filter(|(_, word)| is_zone(word)).map_or(header, |(before, _)| before)
}

/// The text before brackets at the end, and in them.
fn bracketed(header: &str) -> Option<(&str, &str)> {
    let header = header.trim_end();
    let pairs = [('(', ')'), ('[', ']')];
    pairs.into_iter().find_map(|(open, close)| {
        let (before, word) = header.strip_suffix(close)?.rsplit_once(open)?;
        (!before.trim().is_empty()).then_some((before, word.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_zones_are_no_part_of_a_header() {
        for zone in ["UTC", "gmt", "Europe/Berlin", "EST", "CST", "+01:00", "UTC+1", "GMT-05:30", "UTC +0100"] {
            assert_eq!(without_zone(&format!("Created At ({zone})")), "Created At ", "{zone}");
            assert_eq!(without_zone(&format!("Created At [ {zone} ]")), "Created At ", "{zone}");
        }
        for header in ["Duration (ms)", "(UTC)", "Created At (UTC) local", "Created At ()", "Name (Ltd)", "UTC"] {
            assert_eq!(without_zone(header), header);
        }
    }
}
