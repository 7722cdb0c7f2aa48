//! Instants for machines: RFC 3339 with the offset of the output zone.

use chrono::{DateTime, Datelike};

use crate::tables::{Clock, Instant, Zone};

/// Writes instants of one zone. Remembers the last few, as the rows of an interaction repeat them (its creation in each
/// row, the end of a segment as the start of the next), and the last day and offset, which neighbours share.
#[derive(Debug)]
pub(super) struct Instants {
    clock: Clock,
    /// The day, by its number from 1970-01-01, whose date `date` is.
    day: i64,
    date: Vec<u8>,
    offset: i32,
    suffix: Vec<u8>,
    /// The last instants written, and which of them is replaced next.
    memo: [(Option<Instant>, Vec<u8>); MEMO],
    next: usize,
}

const MEMO: usize = 4;

impl Instants {
    pub(super) fn new(zone: Zone) -> Instants {
        let mut instants = Instants {
            clock: zone.clock(),
            day: i64::MIN,
            date: Vec::new(),
            offset: 0,
            suffix: Vec::new(),
            memo: [const { (None, Vec::new()) }; MEMO],
            next: 0,
        };
        instants.suffix = instants.spell_offset();
        instants
    }

    /// Appends an instant: as many decimals as it needs, none, 3 or 6.
    #[inline]
    pub(super) fn write(&mut self, instant: Instant, out: &mut Vec<u8>) {
        match self.memo.iter().find(|(known, _)| *known == Some(instant)) {
            Some((_, spelled)) => out.extend_from_slice(spelled),
            None => {
                let start = out.len();
                self.spell(instant, out);
                let (known, spelled) = &mut self.memo[self.next];
                *known = Some(instant);
                spelled.clear();
                spelled.extend_from_slice(&out[start..]);
                self.next = (self.next + 1) % MEMO;
            }
        }
    }

    fn spell(&mut self, instant: Instant, out: &mut Vec<u8>) {
        let offset = self.clock.offset_at(instant);
        if offset != self.offset {
            self.offset = offset;
            self.suffix = self.spell_offset();
        }
        let local = instant.seconds() + i64::from(offset);
        let (day, second) = (local.div_euclid(86_400), local.rem_euclid(86_400));
        if day != self.day {
            self.day = day;
            self.date = spell_date(day);
        }
        out.extend_from_slice(&self.date);
        let mut time = *b"T00:00:00";
        two(&mut time[1..3], second / 3600);
        two(&mut time[4..6], second / 60 % 60);
        two(&mut time[7..9], second % 60);
        out.extend_from_slice(&time);
        let micros = instant.subsecond();
        if micros != 0 {
            let mut decimals = *b".000000";
            let mut rest = micros;
            for digit in decimals[1..].iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
            out.extend_from_slice(if micros.is_multiple_of(1000) { &decimals[..4] } else { &decimals });
        }
        out.extend_from_slice(&self.suffix);
    }

    fn spell_offset(&self) -> Vec<u8> {
        if self.clock.zone().is_utc() {
            return b"Z".to_vec();
        }
        let minutes = self.offset.abs() / 60;
        let sign = if self.offset < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60).into_bytes()
    }
}

fn spell_date(day: i64) -> Vec<u8> {
    match DateTime::from_timestamp(day * 86_400, 0) {
        Some(date) => format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()).into_bytes(),
        None => b"????-??-??".to_vec(),
    }
}

fn two(digits: &mut [u8], number: i64) {
    digits[0] = b'0' + (number / 10) as u8;
    digits[1] = b'0' + (number % 10) as u8;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zone: &str, micros: i64, expected: &str) {
        let mut out = Vec::new();
        let mut instants = Instants::new(Zone::named(zone).unwrap());
        instants.write(Instant::from_micros(micros), &mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected);
        instants.write(Instant::from_micros(micros), &mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected.repeat(2), "the same again");
    }

    #[test]
    fn instants_have_as_many_decimals_as_they_need() {
        check("UTC", 0, "1970-01-01T00:00:00Z");
        check("UTC", -1, "1969-12-31T23:59:59.999999Z");
        check("Europe/Berlin", 1_795_510_800_250_000, "2026-11-24T10:00:00.250+01:00");
        check("America/St_Johns", 1_795_510_800_000_001, "2026-11-24T05:30:00.000001-03:30");
        check("GMT", 0, "1970-01-01T00:00:00+00:00");
        // Local mean time, 53 minutes and 28 seconds ahead: the offset is rounded, the moment exact.
        check("Europe/Berlin", -2_524_521_600_000_000, "1890-01-01T00:53:00+00:53");
        check("Africa/Monrovia", -1, "1969-12-31T23:14:59.999999-00:45");
        check("Europe/Berlin", 253_402_300_799_000_000, "9999-12-31T23:59:59+00:00");
        check("America/New_York", -62_135_596_800_000_000, "0001-01-01T00:00:00+00:00");
        check("Europe/London", 1_795_510_800_000_000, "2026-11-24T09:00:00+00:00");
    }
}
